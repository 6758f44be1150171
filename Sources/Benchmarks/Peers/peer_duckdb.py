"""DuckDB: postings in order of skill and level, one statement a query: the best of each need, summed.

Groups of 8,192 rows instead of 122,880: of these more can be left out by the least and greatest key of a group, which took
a query from 18 to 5 ms. A bound first, as in PostgreSQL, gains nothing: each step scans again.
"""
import os, tempfile, time

from population import LEVELS, Population, measure, options
import numpy as np
import duckdb

GROUP = 8192
# Lists are cast from text: a list of 600 literals takes ten milliseconds to plan.
STATEMENT = """
with need as (
    select unnest('{items}'::int[]) as item, unnest('{keys}'::int[]) as key, unnest('{worths}'::int[]) as worth
)
select id, sum(best)::int as score
from (
    select id, item, max(worth) as best
    from posting join need using (key)
    where langs & {mask} <> 0 {country}
    group by id, item
)
group by id
order by score desc, id
limit 20"""


def load(population, file):
    owners = population.owners()
    keys, countries = population.skills * np.int32(LEVELS) + population.levels - 1, population.countries[owners]
    order = np.lexsort((owners, countries, keys))
    rows = {"key": keys[order], "country": countries[order], "id": owners[order],
            "langs": population.languages[owners][order]}
    connection = duckdb.connect()
    connection.execute("set threads = 1")
    connection.execute(f"attach '{file}' as peer (row_group_size {GROUP})")
    connection.execute("use peer")
    connection.register("rows", rows)
    connection.execute("create table posting as select * from rows")
    connection.unregister("rows")
    connection.execute("checkpoint")
    return connection


def prepare(query):
    rows = [(item, skill * LEVELS + level, importance * v) for item, (importance, values) in enumerate(query.needs)
            for skill, at in values.items() for level, v in enumerate(at)]
    items, keys, worths = (list(column) for column in zip(*rows))
    return STATEMENT.format(items=items, keys=keys, worths=worths, mask=query.mask,
                            country="" if query.country is None else f"and country = {query.country}")


given = options()
population = Population(given.population)
with tempfile.TemporaryDirectory(prefix="peer-") as folder:
    start = time.perf_counter()
    connection = load(population, f"{folder}/peer")
    build = time.perf_counter() - start
    measure(f"DuckDB {duckdb.__version__}", given, lambda statement: connection.execute(statement).fetchall(),
            prepare=prepare, build=build, size=os.path.getsize(f"{folder}/peer"), profiles=population.count, exact=True,
            note=f"one statement over postings in groups of {GROUP:,} rows")
    connection.close()
