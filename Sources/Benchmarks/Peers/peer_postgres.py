"""PostgreSQL: postings in one index, profiles as arrays, one statement a query.

The statement first adds up what each profile's skills give over all needs, which is never below its score. The twenty best
of the 48 with the greatest sums say what a profile must reach; those whose sum reaches it are scored exactly.
A cluster of its own in a folder that is removed; root runs it as the user postgres.
"""
import json, os, pathlib, shutil, subprocess, sys, tempfile, time

from population import LEVELS, Population, measure, options
import numpy as np
import psycopg

NAME = "PostgreSQL"
SETTINGS = """
listen_addresses = ''
shared_buffers = 3GB
work_mem = 256MB
maintenance_work_mem = 1GB
max_parallel_workers_per_gather = 0
max_parallel_maintenance_workers = 0
jit = off
random_page_cost = 1.1
plan_cache_mode = force_generic_plan
autovacuum = off
fsync = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 8GB
"""
# Every need's values for the skills that a set of profiles has, best by need, summed.
SCORED = """
    select id, sum(best) as score
    from (
        select id, item, max(worth) as best
        from {among} join profile using (id), unnest(has) as h (key) join need using (key)
        group by id, item
    ) as best_by_item
    group by id"""
STATEMENT = f"""
with need as materialized (
    select * from unnest(%(items)b::int2[], %(keys)b::int[], %(worths)b::int2[]) as n (item, key, worth)
), bound as materialized (
    select p.id, sum(n.most) as most
    from unnest(%(skills)b::int2[], %(levels)b::int2[], %(bounds)b::int2[]) as n (skill, level, most)
    join posting p on p.skill = n.skill and p.level = n.level {{country}}
    where p.langs & %(mask)b::int2 <> 0
    group by p.id
), seed as (
    select id from bound order by most desc limit 48
), least as (
    select min(score) as score
    from (select score from ({SCORED.format(among="seed")}) as seeds order by score desc limit 20) as page
), survivor as (
    select id from bound where most >= (select score from least)
)
{SCORED.format(among="survivor")}
order by score desc, id
limit 20"""


def binaries():
    """The folder of the newest server's programs, or null."""
    folders = [f for f in pathlib.Path("/usr/lib/postgresql").glob("*/bin") if (f / "initdb").exists()]
    found = max(folders, key=lambda folder: float(folder.parent.name), default=None)
    program = shutil.which("initdb")
    return found or (program and pathlib.Path(program).parent)


class Cluster:
    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        self.user = dict(user="postgres", group="postgres", extra_groups=[]) if os.geteuid() == 0 else {}
        if self.user:
            shutil.chown(folder, "postgres", "postgres")

    def __enter__(self):
        self.call("initdb", "--username=postgres", "--auth=trust", "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync")
        with open(f"{self.folder}/data/postgresql.conf", "a") as file:
            file.write(f"{SETTINGS}unix_socket_directories = '{self.folder}'\n")
        self.call("pg_ctl", f"--log={self.folder}/log", "--wait", "start")
        return psycopg.connect(host=self.folder, user="postgres", dbname="postgres", autocommit=True,
                               prepare_threshold=0)

    def __exit__(self, *_):
        self.call("pg_ctl", "--mode=immediate", "--wait", "stop")

    def call(self, program, *arguments):
        subprocess.run([self.programs / program, "-D", f"{self.folder}/data", *arguments], check=True,
                       stdout=subprocess.DEVNULL, cwd=self.folder, **self.user)


def copy(connection, table, chunks):
    with connection.cursor().copy(f"copy {table} from stdin (format binary)") as rows:
        rows.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
        for chunk in chunks:
            rows.write(chunk)
        rows.write(b"\xff\xff")


def posting_rows(population, block=1 << 17):
    """Each posting as COPY's binary form of (skill, level, country, id, langs), in the order of the index."""
    owners = population.owners()
    countries, langs = population.countries[owners], population.languages[owners]
    order = np.lexsort((owners, countries, population.levels, population.skills))
    columns = [("skill", population.skills, 2), ("level", population.levels, 2), ("country", countries, 2),
               ("id", owners, 4), ("langs", langs, 2)]
    form = [("fields", ">i2")]
    for name, _, size in columns:
        form += [(f"size of {name}", ">i4"), (name, f">i{size}")]
    for start in range(0, len(order), block):
        part = order[start:start + block]
        rows = np.empty(len(part), form)
        rows["fields"] = len(columns)
        for name, values, size in columns:
            rows[f"size of {name}"], rows[name] = size, values[part]
        yield rows.tobytes()


def profile_rows(population, block=1 << 14):
    """Each profile as COPY's binary form of (id, has): has is an array of int, each with its length before it."""
    elements = np.empty(len(population.skills), [("size", ">i4"), ("key", ">i4")])
    elements["size"], elements["key"] = 4, population.skills * LEVELS + population.levels - 1
    sizes = np.diff(population.pointers)
    heads = np.empty(population.count, [("fields", ">i2"), ("values", ">i4", 8)])
    heads["fields"] = 2
    integer = 23  # its type's number in PostgreSQL
    for i, value in enumerate((4, np.arange(population.count), 20 + 8 * sizes, 1, 0, integer, sizes, 1)):
        heads["values"][:, i] = value
    for start in range(0, population.count, block):
        end = min(start + block, population.count)
        yield b"".join(heads[p].tobytes() + elements[population.pointers[p]:population.pointers[p + 1]].tobytes()
                       for p in range(start, end))


def load(connection, population):
    connection.execute("create unlogged table posting (skill int2, level int2, country int2, id int, langs int2)")
    copy(connection, "posting", posting_rows(population))
    connection.execute("create index on posting (skill, level, country) include (id, langs)")
    connection.execute("create unlogged table profile (id int, has int[])")
    copy(connection, "profile", profile_rows(population))
    connection.execute("alter table profile add primary key (id)")
    # So that the index alone answers: pages that all may see.
    connection.execute("vacuum (analyze) posting, profile")
    connection.execute("checkpoint")  # or it is written while queries are timed
    sizes = "select sum(pg_total_relation_size(name)) from unnest(array['posting', 'profile']::regclass[]) as name"
    return int(connection.execute(sizes).fetchone()[0])


def array(values):
    return "{" + ",".join(map(str, values)) + "}"


def prepare(query):
    values = [(item, skill, level, importance * v) for item, (importance, values) in enumerate(query.needs)
              for skill, at in values.items() for level, v in enumerate(at, 1)]
    bounds = [(skill, level, v) for skill, at in sorted(query.bounds().items()) for level, v in enumerate(at, 1)]
    given = dict(
        items=array(v[0] for v in values), keys=array(v[1] * LEVELS + v[2] - 1 for v in values),
        worths=array(v[3] for v in values), skills=array(b[0] for b in bounds), levels=array(b[1] for b in bounds),
        bounds=array(b[2] for b in bounds), mask=query.mask, country=query.country)
    return STATEMENT.format(country="" if query.country is None else "and p.country = %(country)b::int2"), given


given = options()
programs = binaries()
if not programs:
    print(json.dumps({"name": NAME, "skipped": "no initdb is installed"}))
    sys.exit()
population = Population(given.population)
with tempfile.TemporaryDirectory(prefix="peer-") as folder, Cluster(programs, folder) as connection:
    start = time.perf_counter()
    size = load(connection, population)
    build = time.perf_counter() - start
    version = connection.execute("show server_version").fetchone()[0].split()[0]
    measure(f"{NAME} {version}", given, lambda asked: connection.execute(*asked, binary=True).fetchall(),
            prepare=prepare, build=build, size=size, profiles=population.count, exact=True,
            note="one statement: a bound from an index alone, then the exact score of those that reach it; "
                 "on a Unix socket, no parallel workers, nothing written through to the disk")
