"""Makes evaluation.json: scikit-learn's metrics and curves on small sets of probabilities.

Run with Python 3.11, numpy and scikit-learn of the versions written into the JSON:
    python tests/reference/evaluation.py > tests/reference/evaluation.json
Tolerances are stated in tests/evaluation/metrics.test.ts beside each comparison.
"""

import json
import platform
import sys

import numpy as np
import sklearn
from scipy import __version__ as scipy_version
from scipy import stats
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score, roc_curve

rng = np.random.default_rng(20261123)


def case(name, y, p, bins):
    p = np.asarray(p, float)
    false_rate, true_rate, _ = roc_curve(y, p, drop_intermediate=False)
    answer = {
        "name": name,
        "y": [int(v) for v in y],
        "p": p.tolist(),
        "rocAuc": float(roc_auc_score(y, p)),
        "logLoss": float(log_loss(y, p)),
        "brier": float(brier_score_loss(y, p)),
        "falsePositiveRate": false_rate.tolist(),
        "truePositiveRate": true_rate.tolist(),
    }
    if bins:
        # Quantile bins equal ours where the size is a multiple of the bins and no probabilities tie.
        share, mean = calibration_curve(y, p, n_bins=bins, strategy="quantile")
        answer["calibration"] = {"bins": bins, "share": share.tolist(), "mean": mean.tolist()}
    return answer


def labels(p):
    return (rng.uniform(size=len(p)) < p).astype(int)


smooth = rng.beta(0.7, 1.2, size=200)
rounded = rng.beta(1, 1, size=150).round(1)
few = np.array([0.2, 0.7, 0.7, 0.9, 0.2])
cases = [
    case("no ties", labels(smooth), smooth, 10),
    case("many ties", labels(rounded), rounded, None),
    case("five rows", [0, 1, 0, 1, 1], few, None),
    case("all alike", [0, 1, 1], [0.4, 0.4, 0.4], None),
    case("certain and right", [0, 1, 1, 0], [0.0, 1.0, 1.0, 0.0], None),
]

# The corrected resampled t-test: ten differences, five folds.
differences = rng.normal(0.03, 0.02, size=10).round(4)
n, folds = len(differences), 5
half = stats.t.ppf(0.975, n - 1) * np.sqrt(differences.var(ddof=1) * (1 / n + 1 / (folds - 1)))

json.dump(
    {
        "made": {
            "by": "tests/reference/evaluation.py",
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy_version,
            "scikit-learn": sklearn.__version__,
        },
        "cases": cases,
        "paired": {
            "folds": folds,
            "differences": differences.tolist(),
            "estimate": float(differences.mean()),
            "half": float(half),
        },
    },
    sys.stdout,
)
