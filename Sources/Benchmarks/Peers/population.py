"""The population and queries that the peers are measured on, and how: what every peer_*.py shares.

A folder has the files that a run's option --population names: ptr, skill, level, country, langs (.npy) and queries.json.
"""
import argparse, json, os, pathlib, signal, sys, threading, time

# Before numpy is loaded, which reads them, so this file is imported first: one thread, and the processor that is there.
for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
for told in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(told, None)
import numpy as np

SKILLS, LEVELS, PAGE, ROUNDS = 14_000, 4, 20, 3


def value(relatedness, level, asked):
    """round(relatedness × min(1, level / asked) × 250), half upwards: relatedness has two decimals, so in integers."""
    return (round(relatedness * 100) * 5 * min(level, asked) + asked) // (2 * asked)


class Query:
    """needs: [(importance, {skill: [value at level 1, … 4]})]; languages: two; country: a number or None."""

    def __init__(self, form):
        self.languages, self.country, self.needs = form["languages"], form["country"], []
        for need in form["need"]:
            values = {}
            for skill, relatedness in [[need["skill"], 1.0]] + need["related"]:
                at = [value(relatedness, level, need["level"]) for level in range(1, LEVELS + 1)]
                values[skill] = [max(pair) for pair in zip(at, values.get(skill, at))]
            self.needs.append((need["importance"], values))

    @property
    def mask(self):
        """A bit for each of the two languages."""
        return 1 << self.languages[0] | 1 << self.languages[1]

    def bounds(self):
        """{skill: [at each level the sum over needs of importance × value]}: never below what a skill contributes."""
        sums = {}
        for importance, values in self.needs:
            for skill, at in values.items():
                sums[skill] = [s + importance * v for s, v in zip(sums.get(skill, [0] * LEVELS), at)]
        return sums


class Population:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.pointers, self.skills, self.levels, self.countries, self.languages = (
            np.load(self.folder / f"{name}.npy") for name in ("ptr", "skill", "level", "country", "langs"))
        self.count = len(self.pointers) - 1

    def owners(self):
        """The profile of each posting."""
        return np.repeat(np.arange(self.count, dtype=np.int32), np.diff(self.pointers))

    def passes(self, query):
        """Which profiles pass the filter."""
        passing = (self.languages & query.mask) != 0
        return passing if query.country is None else passing & (self.countries == query.country)


def best(identifiers, scores):
    """The page: (identifier, score) by score, ties by the lower identifier, nothing that scores nothing."""
    if len(scores) > PAGE:
        least = max(1, np.partition(scores, len(scores) - PAGE)[len(scores) - PAGE])
        kept = np.flatnonzero(scores >= least)
    else:
        kept = np.flatnonzero(scores > 0)
    identifiers, scores = identifiers[kept], scores[kept]
    order = np.lexsort((identifiers, -scores.astype(np.int64)))[:PAGE]
    return [(int(identifiers[i]), int(scores[i])) for i in order]


def end_with_parent():
    """Exits, which removes what was written, at SIGTERM and when the process that started this one has ended."""
    parent = os.getppid()

    def watch():
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    threading.Thread(target=watch, daemon=True).start()


def options():
    end_with_parent()
    parser = argparse.ArgumentParser()
    parser.add_argument("--population", required=True, help="the folder that has the population and its queries")
    parser.add_argument("--answers", required=True, help="the file of exact answers, which exact.py writes")
    parser.add_argument("--queries", type=int, default=None, help="only the first of them")
    return parser.parse_args()


def load_queries(given):
    return [Query(form) for form in json.load(open(f"{given.population}/queries.json"))[:given.queries]]


def quantile(times, share):
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] if times else None


def report(name, times, queries, **rest):
    """One line of JSON; times in milliseconds, each with the place of its query."""
    medians = {key: quantile([t for i, t in times if (queries[i].country is None) == without], 0.5)
               for key, without in (("medianAllCountries", True), ("medianOneCountry", False))}
    every = [t for _, t in times]
    quantiles = {f"p{share}": quantile(every, share / 100) for share in (50, 95, 99)}
    figures = {key: t and round(t, 4) for key, t in (quantiles | medians).items()}
    print(json.dumps({"name": name} | figures | {"queries": len(queries)} | rest), flush=True)


def measure(name, given, answer, *, exact, note, build, size, profiles, prepare=lambda query: query):
    """Asks each query once to warm up and to compare, then times three rounds.

    prepare puts a query into the peer's own form, untimed; answer is timed. build: seconds; size: bytes in all.
    A peer that claims exactness must give the same identifiers and scores at every rank.
    """
    queries, answers = load_queries(given), json.load(open(given.answers))
    asked = [prepare(query) for query in queries]
    differing = sum(answer(query) != [tuple(hit) for hit in hits] for query, hits in zip(asked, answers, strict=True))
    times = []
    for _ in range(ROUNDS):
        for i, query in enumerate(asked):
            start = time.perf_counter()
            answer(query)
            times.append((i, (time.perf_counter() - start) * 1e3))
    report(name, times, queries, buildMilliseconds=round(build * 1e3), bytesPerProfile=round(size / profiles, 1),
           differing=differing, exact=exact, note=note)
