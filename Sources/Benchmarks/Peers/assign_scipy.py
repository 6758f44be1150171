"""Assigns a cohort with SciPy, from nothing but scores and places, and prints what its assignment comes to.

SciPy's solver knows one place a column and one aim. So a column with several places is entered once for each, at what the
square of its load rises by; a row may stay unmatched by a column of its own; and the three aims become one cost in
doubles, which hold it exactly while it is below 2**53.
"""

import argparse
import json
import time

import numpy as np
from scipy.optimize import linear_sum_assignment

arguments = argparse.ArgumentParser()
arguments.add_argument("--scores", required=True, help="by row and column, in 16 bits; 65,535 for no pair")
arguments.add_argument("--columns", required=True, help="places and what is held, of each column in 32 bits")
given = arguments.parse_args()

columns = np.fromfile(given.columns, "<i4").reshape(-1, 2)
places, held = columns[:, 0], columns[:, 1]
scores = np.fromfile(given.scores, "<u2").reshape(-1, len(columns))
rows = len(scores)

# One entry a place: its column, and what the square of the load rises by.
column_of = np.repeat(np.arange(len(columns)), places)
nth = np.arange(len(column_of)) - np.repeat(np.cumsum(places) - places, places)
rise = 2 * (held[column_of] + nth) + 1

greatest_rise = max(1, 2 * int((places + held).max()) - 1)
scale = rows * greatest_rise + 1
unmatched = rows * (62_500 * scale + greatest_rise) + 1
assert 2 * unmatched < 2**53

cost = np.empty((rows, len(column_of) + rows))
cost[:, : len(column_of)] = (62_500 - scores[:, column_of].astype(np.float64)) * scale + rise
cost[:, : len(column_of)][scores[:, column_of] == 65_535] = np.inf
cost[:, len(column_of) :] = unmatched

start = time.perf_counter()
row_ind, entry = linear_sum_assignment(cost)
elapsed = time.perf_counter() - start

matched = entry < len(column_of)
chosen = column_of[entry[matched]]
load = held + np.bincount(chosen, minlength=len(columns))
print(
    json.dumps(
        {
            "unmatched": int(rows - matched.sum()),
            "score": int(scores[row_ind[matched], chosen].sum(dtype=np.int64)),
            "squares": int((load.astype(np.int64) ** 2).sum()),
            "milliseconds": round(elapsed * 1_000),
        }
    )
)
