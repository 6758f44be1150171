"""tantivy: a document a profile, a term for each skill with its level, each language and each country.

A need is the maximum over terms of constant scores, which are what the profile's skill gives; a query is their sum.
"""
import os, tempfile, time

from population import LEVELS, PAGE, Population, measure, options
from tantivy import Document, Index, Occur, Query, SchemaBuilder

MEMORY = 4_000_000_000  # bytes: enough for everything to become one segment, whose document numbers are the identifiers


def words(population):
    """Each profile's terms, with a space between."""
    keys = list(map(str, (population.skills * LEVELS + population.levels - 1).tolist()))
    pointers, countries = population.pointers.tolist(), population.countries.tolist()
    spoken = [" ".join(f"l{language}" for language in range(12) if bits >> language & 1) for bits in range(1 << 12)]
    for profile, languages in enumerate(population.languages.tolist()):
        own = " ".join(keys[pointers[profile]:pointers[profile + 1]])
        yield f"{own} {spoken[languages]} c{countries[profile]}"


def load(population, folder):
    builder = SchemaBuilder()
    builder.add_text_field("has", tokenizer_name="whitespace", index_option="basic")
    schema = builder.build()
    index = Index(schema, path=folder)
    writer = index.writer(MEMORY, 1)
    for own in words(population):
        document = Document()
        document.add_text("has", own)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.config_reader("manual", 1)
    index.reload()
    searcher = index.searcher()
    if searcher.num_segments != 1:
        raise SystemExit(f"{searcher.num_segments} segments, so document numbers are not identifiers")
    return schema, searcher


def prepare(query):
    def term(word):
        return Query.term_query(schema, "has", word, index_option="basic")

    def any_of(queries):
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    def both(*queries):
        return Query.boolean_query([(Occur.Must, query) for query in queries])

    def best_of(importance, values):
        return Query.disjunction_max_query([
            Query.const_score_query(term(str(skill * LEVELS + level)), importance * value)
            for skill, at in values.items() for level, value in enumerate(at)])

    passes = any_of(term(f"l{language}") for language in query.languages)
    if query.country is not None:
        passes = both(passes, term(f"c{query.country}"))
    return both(any_of(best_of(*need) for need in query.needs), Query.const_score_query(passes, 0))


def answer(query):
    return [(place.doc, int(score)) for score, place in searcher.search(query, PAGE, count=False).hits]


given = options()
population = Population(given.population)
with tempfile.TemporaryDirectory(prefix="peer-") as folder:
    start = time.perf_counter()
    schema, searcher = load(population, folder)
    build = time.perf_counter() - start
    size = sum(os.path.getsize(entry.path) for entry in os.scandir(folder))
    measure("tantivy 0.27", given, answer, prepare=prepare, build=build, size=size, profiles=population.count,
            exact=True, note="a maximum of constant scores a need; every document that passes is scored")
