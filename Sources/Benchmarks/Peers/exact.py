"""Writes the exact answers that the peers are compared with, as JSON: for each query [[identifier, score], …].

Need after need over the posting lists; every 50th query is scored profile by profile as well, and must agree.
"""
import json

from population import LEVELS, SKILLS, Population, best, load_queries, options
import numpy as np


def by_postings(population, starts, owners, levels, query):
    total = np.zeros(population.count, np.uint16)
    for importance, values in query.needs:
        greatest = np.zeros(population.count, np.uint16)
        for skill, at in values.items():
            span = slice(starts[skill], starts[skill + 1])
            profiles = owners[span]
            greatest[profiles] = np.maximum(greatest[profiles], np.array([0] + at, np.uint16)[levels[span]])
        total += importance * greatest
    total *= population.passes(query)
    return best(np.arange(population.count), total)


def one_by_one(population, query):
    total = np.zeros(population.count, np.uint16)
    for importance, values in query.needs:
        table = np.zeros((SKILLS, LEVELS + 1), np.uint16)
        for skill, at in values.items():
            table[skill, 1:] = at
        contributions = np.append(table[population.skills, population.levels], np.uint16(0))
        greatest = np.maximum.reduceat(contributions, population.pointers[:-1])
        greatest[np.diff(population.pointers) == 0] = 0
        total += np.uint16(importance) * greatest
    total *= population.passes(query)
    return best(np.arange(population.count), total)


given = options()
population = Population(given.population)
order = np.argsort(population.skills, kind="stable")
owners, levels = population.owners()[order], population.levels[order]
starts = np.searchsorted(population.skills[order], np.arange(SKILLS + 1))
answers = []
for i, query in enumerate(load_queries(given)):
    answers.append(by_postings(population, starts, owners, levels, query))
    if i % 50 == 0 and answers[-1] != one_by_one(population, query):
        raise SystemExit(f"query {i}: scoring profile by profile differs")
json.dump(answers, open(given.answers, "w"))
