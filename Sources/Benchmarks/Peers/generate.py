"""Makes a population and its queries, in the form that `Benchmarks ranking --population` and `Benchmarks peers` read.

14,000 skills in 400 occupations. A profile draws 8 to 20 skills, four in five from one or two occupations, the rest from
all; both by Zipf's law. A query has twelve skills of two occupations, each with up to twelve neighbours of its occupation.
The same seed gives the same files on every machine.
"""
import argparse, json, pathlib

import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--out", required=True, help="the folder to write into")
parser.add_argument("--profiles", type=int, default=1_000_000)
parser.add_argument("--queries", type=int, default=200)
parser.add_argument("--seed", type=int, default=20261123)
given = parser.parse_args()
SKILLS, OCCUPATIONS, SIZE, COUNTRIES = 14_000, 400, 60, 60
SPOKEN = [.45, .35, .3, .2, .12, .1, .08, .08, .06, .05, .04, .03]  # the share of profiles that speak each language
random = np.random.default_rng(given.seed)


def zipf(count, power=1.0):
    """The share of each rank."""
    weights = 1.0 / (1 + np.arange(count)) ** power
    return weights / weights.sum()


popular = random.permutation(SKILLS)
occupations = np.stack([random.choice(SKILLS, SIZE, replace=False) for _ in range(OCCUPATIONS)])
within, among = zipf(SIZE, 0.8), zipf(OCCUPATIONS, 0.7)


def profiles(count):
    drawn = random.integers(8, 21, count)
    home, second = random.choice(OCCUPATIONS, count, p=among), random.choice(OCCUPATIONS, count, p=among)
    owners = np.repeat(np.arange(count), drawn)
    kind = random.random(len(owners))
    rank = random.choice(SIZE, len(owners), p=within)
    skills = np.where(kind < 0.55, occupations[home[owners], rank],
                      np.where(kind < 0.80, occupations[second[owners], rank],
                               popular[random.choice(SKILLS, len(owners), p=zipf(SKILLS))])).astype(np.int32)
    levels = random.choice([1, 2, 3, 4], len(owners), p=[.2, .4, .3, .1]).astype(np.uint8)
    order = np.lexsort((-levels.astype(np.int16), skills, owners))
    skills, levels, owners = skills[order], levels[order], owners[order]
    # No skill twice: its highest level stays.
    kept = np.ones(len(owners), bool)
    kept[1:] = (owners[1:] != owners[:-1]) | (skills[1:] != skills[:-1])
    pointers = np.zeros(count + 1, np.int64)
    pointers[1:] = np.cumsum(np.bincount(owners[kept], minlength=count))
    countries = random.choice(COUNTRIES, count, p=zipf(COUNTRIES)).astype(np.uint8)
    languages = ((random.random((count, 12)) < SPOKEN) * (1 << np.arange(12))).sum(1).astype(np.uint16)
    languages[languages == 0] = 1
    return dict(ptr=pointers, skill=skills[kept], level=levels[kept], country=countries, langs=languages)


def query(place):
    first, second = occupations[random.choice(OCCUPATIONS, p=among)], occupations[random.integers(OCCUPATIONS)]
    skills = list(dict.fromkeys(first[random.choice(SIZE, 9, replace=False, p=within)].tolist()
                                + second[random.choice(SIZE, 3, replace=False)].tolist()))
    need = []
    for skill in skills:
        near = [other for other in random.choice(first if skill in first else second, 12, replace=False).tolist()
                if other != skill]
        need.append({"skill": skill, "importance": int(random.integers(1, 4)), "level": int(random.integers(1, 5)),
                     "related": [[other, round(float(random.uniform(.3, .9)), 2)] for other in near]})
    languages = random.choice(12, 2, replace=False).tolist()
    country = int(random.choice(COUNTRIES, p=zipf(COUNTRIES))) if place % 2 else None
    return {"need": need, "languages": languages, "country": country}


folder = pathlib.Path(given.out)
folder.mkdir(parents=True, exist_ok=True)
for name, values in profiles(given.profiles).items():
    np.save(folder / f"{name}.npy", values)
(folder / "queries.json").write_text(json.dumps([query(place) for place in range(given.queries)]))
print(f"{given.profiles} profiles and {given.queries} queries of seed {given.seed} in {folder}")
