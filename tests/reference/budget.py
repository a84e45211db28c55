"""Optima of offer problems for tests/decisions/budget, by scipy.optimize.milp (HiGHS, native, whole model at once).

    pip install numpy==2.4.6 scipy==1.17.1
    python tests/reference/budget.py

writes tests/reference/budget.json. The problems are synthetic (numpy, seeds 1 to 8). The optima are proven to a
relative gap of 1e-9, the objective is kept - cost; the tests allow the gap that they ask of the library, and 1e-9.
"""
import json
import pathlib
import sys

import numpy
import scipy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array


def problem(seed, customers, most, shares):
    """Random options; limits as shares of what the dearest options of all would take (None: no limit)."""
    random = numpy.random.default_rng(seed)
    customer = numpy.repeat(numpy.arange(customers), random.integers(0, most + 1, customers))
    n = len(customer)
    channel = random.integers(0, 3, n)
    worth = numpy.exp(random.normal(0, 0.8, customers))
    cost = numpy.round(random.uniform(0, 2, n) + numpy.array([0.1, 0.3, 1.5])[channel], 2)
    kept = numpy.round(worth[customer] * random.uniform(0, 1, n) * numpy.array([1, 1.5, 2.5])[channel], 3)
    contact = (channel > 0).astype(int)
    budget, contacts, calls = shares
    return {
        "customers": customers,
        "customer": customer.tolist(),
        "offer": random.integers(0, 4, n).tolist(),
        "channel": channel.tolist(),
        "cost": cost.tolist(),
        "kept": kept.tolist(),
        "contact": contact.tolist(),
        "limits": {
            "budget": None if budget is None else round(budget * float(cost.sum()) / most, 2),
            "contacts": None if contacts is None else int(contacts * customers),
            "channels": [None, None, None if calls is None else int(calls * customers)],
        },
    }


def optimum(p):
    n = len(p["customer"])
    rows, limits = [], []
    for at in range(p["customers"]):
        row = (numpy.array(p["customer"]) == at).astype(float)
        if row.any():
            rows.append(row)
            limits.append(1)
    for row, limit in [
        (p["cost"], p["limits"]["budget"]),
        (p["contact"], p["limits"]["contacts"]),
        *[((numpy.array(p["channel"]) == c), most) for c, most in enumerate(p["limits"]["channels"])],
    ]:
        if limit is not None:
            rows.append(numpy.asarray(row, float))
            limits.append(limit)
    found = milp(
        numpy.array(p["cost"]) - numpy.array(p["kept"]),
        integrality=numpy.ones(n),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(csr_array(numpy.array(rows)), -numpy.inf, limits),
        options={"mip_rel_gap": 1e-9, "time_limit": 120},
    )
    assert found.status == 0, found.message
    return -found.fun


cases = [
    (1, 40, 3, (0.3, None, None)),
    (2, 40, 3, (None, 0.3, None)),
    (3, 40, 3, (None, None, 0.1)),
    (4, 60, 5, (0.3, 0.4, 0.1)),
    (5, 100, 5, (0.1, 0.2, 0.05)),
    (6, 100, 5, (0.5, 0.3, 0.1)),
    (7, 150, 4, (0.2, 0.5, 0.02)),
    (8, 250, 5, (0.25, 0.3, 0.05)),
]
problems = []
for case in cases:
    made = problem(*case)
    problems.append({**made, "net_at_optimum": optimum(made)})
    print(case, made["limits"], problems[-1]["net_at_optimum"], file=sys.stderr)

versions = {"python": sys.version.split()[0], "numpy": numpy.__version__, "scipy": scipy.__version__}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"versions": versions, "relative_gap": 1e-9, "problems": problems}) + "\n")
