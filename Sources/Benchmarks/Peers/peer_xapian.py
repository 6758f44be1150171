"""Xapian: a document a profile, a term for each skill with its level, each language and each country.

A term weighs one (CoordWeight), scaled to what it gives; a need is the maximum of its terms, a query the sum of its needs.
"""
import os, tempfile, time

from population import LEVELS, PAGE, Population, measure, options
import xapian
from xapian import Query


os.environ["XAPIAN_FLUSH_THRESHOLD"] = "250000"  # documents in memory before they are written: 10,000 otherwise


def load(population, folder):
    database = xapian.WritableDatabase(f"{folder}/written", xapian.DB_CREATE | xapian.DB_NO_SYNC | xapian.DB_NO_TERMLIST)
    keys = list(map(str, (population.skills * LEVELS + population.levels - 1).tolist()))
    pointers, countries = population.pointers.tolist(), population.countries.tolist()
    for profile, languages in enumerate(population.languages.tolist()):
        document = xapian.Document()
        for key in keys[pointers[profile]:pointers[profile + 1]]:
            document.add_boolean_term(key)
        for language in range(12):
            if languages >> language & 1:
                document.add_boolean_term(f"l{language}")
        document.add_boolean_term(f"c{countries[profile]}")
        database.add_document(document)
    database.commit()
    database.compact(f"{folder}/compact")
    database.close()
    return xapian.Database(f"{folder}/compact")


def prepare(query):
    def best_of(importance, values):
        return Query(Query.OP_MAX, [
            Query(Query.OP_SCALE_WEIGHT, Query(str(skill * LEVELS + level)), importance * value)
            for skill, at in values.items() for level, value in enumerate(at)])

    passes = Query(Query.OP_OR, [Query(f"l{language}") for language in query.languages])
    if query.country is not None:
        passes = Query(Query.OP_AND, [passes, Query(f"c{query.country}")])
    needs = Query(Query.OP_OR, [best_of(*need) for need in query.needs])
    enquire = xapian.Enquire(database)
    enquire.set_weighting_scheme(xapian.CoordWeight())
    enquire.set_query(Query(Query.OP_FILTER, [needs, passes]))
    return enquire


def answer(enquire):
    return [(hit.docid - 1, int(hit.weight)) for hit in enquire.get_mset(0, PAGE)]


given = options()
population = Population(given.population)
with tempfile.TemporaryDirectory(prefix="peer-") as folder:
    start = time.perf_counter()
    database = load(population, folder)
    build = time.perf_counter() - start
    size = sum(os.path.getsize(entry.path) for entry in os.scandir(f"{folder}/compact"))
    measure(f"Xapian {xapian.version_string()}", given, answer, prepare=prepare, build=build, size=size,
            profiles=population.count, exact=True, note="a maximum of scaled weights a need")
