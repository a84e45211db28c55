"""Arrays as files of raw little-endian numbers: {"file", "type", "shape"}."""

import functools
import itertools
import os
import time

import numpy as np

folder = "."
_numbers = itertools.count()


def read(reference):
    """The array of a reference; each file is read once."""
    return _read(reference["file"], reference["type"]).reshape(reference["shape"])


@functools.lru_cache(maxsize=64)
def _read(file, kind):
    return np.fromfile(file, dtype=kind)


def write(array, kind="float64"):
    """A reference to a new file with the array."""
    file = os.path.join(folder, f"python-{next(_numbers)}.bin")
    array = np.ascontiguousarray(array, dtype=kind)
    array.tofile(file)
    return {"file": file, "type": kind, "shape": list(array.shape)}


def timed(work):
    """(seconds, result) of one call."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def splits(assigned):
    """(repeat, training rows, test rows) of each fold; `assigned` holds the fold of each row, shape (repeats, rows)."""
    return [
        (repeat, np.flatnonzero(of_rows != fold), np.flatnonzero(of_rows == fold))
        for repeat, of_rows in enumerate(assigned)
        for fold in range(of_rows.max() + 1)
    ]
