"""Makes drift.json: scipy's tests and numpy's arithmetic for the statistics of the drift report.

Run with Python 3.11, numpy 2.4.6 and scipy 1.17.1 (the versions used stand in the JSON):
    python tests/reference/drift.py > tests/reference/drift.json
Tolerances are stated in the tests beside each comparison.
"""

import json
import platform
import sys

import numpy as np
import scipy
from scipy import optimize, special, stats

rng = np.random.default_rng(20261124)

fisher = [
    {"a": [a, m], "b": [b, n], "pValue": float(stats.fisher_exact([[a, m - a], [b, n - b]]).pvalue)}
    for a, m, b, n in [
        (8, 10, 1, 6), (0, 1300, 0, 1300), (13, 1297, 0, 1296), (5, 5, 5, 5), (0, 4, 3, 3),
        (1297, 1300, 1150, 1300), (494, 1296, 560, 1290), (3, 40, 9, 41), (250, 100000, 320, 90000),
    ]
]  # fmt: skip


def samples(name, a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    ks = stats.ks_2samp(a, b, method="asymp").statistic
    m, n = len(a), len(b)
    u = stats.mannwhitneyu(a, b).statistic
    edges = np.unique(np.quantile(b, np.arange(1, 10) / 10))
    bins = [np.bincount(np.searchsorted(edges, x, side="left"), minlength=len(edges) + 1) / len(x) for x in (b, a)]
    before, now = (np.maximum(shares, 1e-4) for shares in bins)
    return {
        "name": name,
        "now": a.tolist(),
        "before": b.tolist(),
        "distance": float(ks),
        "kolmogorov": float(special.kolmogorov(np.sqrt(m * n / (m + n)) * ks)),
        "delta": float(2 * u / (m * n) - 1),
        "stability": float(np.sum((now - before) * np.log(now / before))),
    }


columns = [
    samples("normal, shifted", rng.normal(0.4, 1, 60).round(3), rng.normal(0, 1, 80).round(3)),
    samples("whole numbers", rng.poisson(3, 70), rng.poisson(4, 50)),
    samples("far apart", rng.uniform(2, 3, 20).round(3), rng.uniform(0, 1, 30).round(3)),
    samples("alike", np.arange(12), np.arange(12)),
    samples("one value before", [1, 2, 2, 5], [2, 2, 2]),
]


def v_interval(rows):
    rows = np.asarray(rows, float)
    statistic, _, freedom, _ = stats.chi2_contingency(rows, correction=False)
    total = rows.sum()

    def bound(chi2, survival):
        excess = lambda l: stats.ncx2.sf(chi2, freedom, l) - survival if l > 0 else stats.chi2.sf(chi2, freedom) - survival
        root = 0.0 if excess(0) >= 0 else optimize.brentq(excess, 0, 10 * chi2 + 200, xtol=1e-10)
        return float(min(1, np.sqrt(root / total)))

    return {
        "rows": rows.tolist(),
        "estimate": float(np.sqrt(statistic / total)),
        "lower": bound(statistic, 0.025),
        "upper": bound(max(statistic, freedom), 0.975),
    }


json.dump(
    {
        "made": {
            "by": "tests/reference/drift.py",
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        "fisher": fisher,
        "columns": columns,
        "kolmogorov": [{"x": x, "survival": float(special.kolmogorov(x))} for x in (0.2, 0.5, 0.9, 1, 1.1, 1.36, 2, 3)],
        "noncentral": [
            {"x": x, "freedom": k, "noncentrality": l, "survival": float(stats.ncx2.sf(x, k, l))}
            for x, k, l in [(3, 1, 0.5), (10, 5, 8), (40, 5, 8), (2, 5, 30), (900, 4, 850), (20000, 5, 20100)]
        ],
        "cramersV": [v_interval(r) for r in (
            [[374, 922], [400, 890]], [[250, 223, 138, 174], [180, 260, 150, 190]], [[50, 50], [50, 50]],
            [[90, 10, 5], [20, 60, 40]],
        )],
        "stability": [
            {"before": before, "now": now, "index": float(np.sum((np.array(now) - before) * np.log(np.array(now) / before)))}
            for before, now in [([0.5, 0.3, 0.2], [0.4, 0.35, 0.25]), ([0.1] * 10, [0.05, 0.15] * 5)]
        ],
    },
    sys.stdout,
)  # fmt: skip
