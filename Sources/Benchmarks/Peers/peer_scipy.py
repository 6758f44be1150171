"""SciPy: a sparse matrix of profiles × (skill, level), compressed by column, times a vector.

A product adds where the score takes the best, so it is an upper bound: those whose bound reaches the 20th score of the
48 with the greatest bounds are scored exactly from their rows. The product alone is measured as well.
"""
import time

from population import LEVELS, PAGE, SKILLS, Population, best, measure, options
import numpy as np
import scipy.sparse as sparse

SEEDS = 48
given = options()
population = Population(given.population)
start = time.perf_counter()
columns = population.skills * np.int32(LEVELS) + population.levels - 1
# In order of country: the profiles of a country are a matrix of their own.
order = np.argsort(population.countries, kind="stable").astype(np.int32)
ends = np.cumsum(np.bincount(population.countries, minlength=256))
ones = np.ones(len(columns), np.int32)
rows = sparse.csr_matrix((ones, columns, population.pointers), shape=(population.count, SKILLS * LEVELS))
everyone = rows.tocsc()
countries = [rows[order[end - size:end]].tocsc() if size else None
             for end, size in zip(ends, np.bincount(population.countries, minlength=256))]
build = time.perf_counter() - start
matrices = [everyone] + [matrix for matrix in countries if matrix is not None]
size = sum(m.data.nbytes + m.indices.nbytes + m.indptr.nbytes for m in [rows] + matrices)
size += population.languages.nbytes + order.nbytes


def prepare(query):
    bounds = query.bounds()
    table = [(importance, {skill * LEVELS + l: v for skill, at in values.items() for l, v in enumerate(at)})
             for importance, values in query.needs]
    wanted = np.array([skill * LEVELS + l for skill in bounds for l in range(LEVELS)])
    return query, wanted, np.array([b for at in bounds.values() for b in at], np.int32), table


def product(asked):
    """The identifiers that pass the filter, and their sums."""
    query, wanted, weights, _ = asked
    if query.country is None:
        sums = everyone[:, wanted] @ weights
        return np.arange(population.count), sums * ((population.languages & query.mask) != 0)
    end, matrix = ends[query.country], countries[query.country]
    if matrix is None:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    identifiers = order[end - matrix.shape[0]:end]
    return identifiers, (matrix[:, wanted] @ weights) * ((population.languages[identifiers] & query.mask) != 0)


def summed(asked):
    return best(*product(asked))


def scores(identifiers, table):
    found = []
    for p in identifiers:
        has = columns[population.pointers[p]:population.pointers[p + 1]].tolist()
        found.append(sum(importance * max([values.get(c, 0) for c in has], default=0) for importance, values in table))
    return np.array(found, np.int64)


def exact(asked):
    identifiers, sums = product(asked)
    found = np.flatnonzero(sums)
    identifiers, sums = identifiers[found], sums[found]
    if len(sums) > SEEDS:
        top = np.argpartition(sums, len(sums) - SEEDS)[len(sums) - SEEDS:]
        identifiers = identifiers[sums >= np.sort(scores(identifiers[top], asked[3]))[-PAGE]]
    return best(identifiers, scores(identifiers, asked[3]))


shared = dict(build=build, size=size, profiles=population.count, prepare=prepare)
measure("SciPy, one product", given, summed, exact=False,
        note="adds what related skills give where the score takes the best of them: another score", **shared)
measure("SciPy, a product as bound, then rows", given, exact, exact=True,
        note="the survivors of the bound are scored in Python", **shared)
