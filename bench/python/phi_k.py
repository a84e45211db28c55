"""phi_k and its significance by the package phik."""

import functools

import arrays
import pandas as pd
import phik  # noqa: F401  (adds its methods to data frames)


@functools.lru_cache(maxsize=8)
def _table(file):
    return pd.read_csv(file, float_precision="round_trip")


def _frame(table, columns, rows):
    names = table["columns"][:columns]
    frame = _table(table["file"])[names].iloc[:rows]
    return frame, [name for name in names if name in table["intervals"]]


def matrix(table, jobs, columns=None, rows=None):
    frame, intervals = _frame(table, columns, rows)
    seconds, result = arrays.timed(
        lambda: frame.phik_matrix(interval_cols=intervals, bins=10, verbose=False, njobs=jobs)
    )
    return {"seconds": seconds, "values": arrays.write(result.loc[list(frame), list(frame)].to_numpy())}


def significance(table, jobs, simulations, columns=None, rows=None):
    frame, intervals = _frame(table, columns, rows)
    seconds, result = arrays.timed(
        lambda: frame.significance_matrix(
            interval_cols=intervals, bins=10, nsim=simulations, verbose=False, njobs=jobs
        )
    )
    return {"seconds": seconds, "values": arrays.write(result.loc[list(frame), list(frame)].to_numpy())}
