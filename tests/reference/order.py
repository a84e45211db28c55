"""Reference numbers for tests/statistics/order.test.ts, from scipy and statsmodels.

    pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    python tests/reference/order.py

writes tests/reference/order.json. The columns are synthetic (numpy, seed 30). Tolerance in the tests: 1e-10.
"""

import json
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.sandbox.stats.runs import runstest_1samp

rng = np.random.default_rng(30)


def runs(outcomes):
    z, p = runstest_1samp(outcomes, cutoff=0.5, correction=False)
    return {"outcomes": outcomes.tolist(), "z": float(z), "pValue": float(p)}


def kruskal(values, groups):
    h, p = stats.kruskal(*(values[groups == name] for name in np.unique(groups)))
    return {"values": values.tolist(), "groups": groups.tolist(), "h": float(h), "pValue": float(p)}


random = (rng.random(60) < 0.4).astype(int)
blocks = np.concatenate([np.ones(20, int), np.zeros(30, int), random[:10]])
groups = rng.choice(["a", "b", "c"], 80)
smooth = rng.normal(size=80) + 0.6 * (groups == "b")
result = {
    "versions": {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
    "runs": [runs(random), runs(blocks)],
    "kruskal": [kruskal(smooth, groups), kruskal(np.round(smooth), groups)],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n")
