"""Makes uncertainty.json: weighted metrics, bootstrap corrections, counts and calibration lines of other libraries.

Run with Python 3.11, numpy, scipy and scikit-learn of the versions written into the JSON:
    python tests/reference/uncertainty.py > tests/reference/uncertainty.json
Tolerances are stated in tests/evaluation/ and tests/statistics/ beside each comparison.
"""

import json
import platform
import sys

import numpy as np
import sklearn
from scipy import __version__ as scipy_version
from scipy import stats
from scipy.stats._resampling import _bca_interval
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

rng = np.random.default_rng(20261124)


def weighted_case(p):
    y = (rng.uniform(size=len(p)) < p).astype(int)
    counts = rng.multinomial(len(p), np.full(len(p), 1 / len(p)))
    return {
        "y": y.tolist(),
        "p": p.tolist(),
        "counts": counts.tolist(),
        "rocAuc": float(roc_auc_score(y, p, sample_weight=counts)),
        "logLoss": float(log_loss(y, p, sample_weight=counts)),
        "brier": float(brier_score_loss(y, p, sample_weight=counts)),
    }


def bca_case(level):
    """Shares of the bootstrap distribution for the difference of means of two samples."""
    a, b = rng.exponential(size=30).round(3), rng.exponential(2, size=20).round(3)

    def statistic(x, y, axis):
        return np.mean(x, axis=axis) - np.mean(y, axis=axis)

    theta = np.array(
        [rng.choice(a, len(a)).mean() - rng.choice(b, len(b)).mean() for _ in range(400)]
    )
    lower, upper, _ = _bca_interval((a, b), statistic, -1, (1 - level) / 2, theta, None, np)
    return {
        "a": a.tolist(),
        "b": b.tolist(),
        "level": level,
        "distribution": theta.tolist(),
        "lower": float(lower),
        "upper": float(upper),
    }


def line_case(p):
    y = (rng.uniform(size=len(p)) < p**1.4).astype(int)
    x = np.log(p / (1 - p))
    # No penalty, and a tolerance far below the one compared with.
    fit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    fit.fit(x[:, None], y)
    design = np.column_stack([np.ones_like(x), x])
    fitted = fit.predict_proba(x[:, None])[:, 1]
    covariance = np.linalg.inv(design.T @ (design * (fitted * (1 - fitted))[:, None]))
    gain = 2 * (log_loss(y, p, normalize=False) - log_loss(y, fitted, normalize=False))
    return {
        "y": y.tolist(),
        "p": p.tolist(),
        "slope": float(fit.coef_[0, 0]),
        "intercept": float(fit.intercept_[0]),
        "slopeError": float(np.sqrt(covariance[1, 1])),
        "interceptError": float(np.sqrt(covariance[0, 0])),
        "pValue": float(stats.chi2.sf(gain, 2)),
    }


def count_case(p):
    distribution = stats.poisson_binom(p)
    return {
        "p": p.tolist(),
        "cdf": distribution.cdf(np.arange(len(p) + 1)).tolist(),
        "quantiles": [[q, int(distribution.ppf(q))] for q in (0.025, 0.3, 0.5, 0.975)],
    }


def conformal_case(p, level):
    """Bounds of split conformal sets: the ceil((n + 1) level)-th smallest score, as numpy counts it."""
    y = (rng.uniform(size=len(p)) < p).astype(int)

    def bound(scores):
        return float(
            np.quantile(scores, min(1, np.ceil((len(scores) + 1) * level) / len(scores)), method="inverted_cdf")
        )

    return {
        "y": y.tolist(),
        "p": p.tolist(),
        "level": level,
        "declining": bound(1 - p[y == 1]),
        "holding": bound(p[y == 0]),
        "all": bound(np.where(y == 1, 1 - p, p)),
    }


json.dump(
    {
        "made": {
            "by": "tests/reference/uncertainty.py",
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy_version,
            "scikit-learn": sklearn.__version__,
        },
        "weighted": [weighted_case(rng.beta(0.7, 1.2, size=120)), weighted_case(rng.beta(2, 2, size=80).round(1))],
        "bca": [bca_case(0.95), bca_case(0.8)],
        "lines": [line_case(rng.beta(1, 1.2, size=200))],
        "counts": [count_case(rng.beta(0.5, 0.8, size=60)), count_case(np.array([0.5, 0.0, 1.0, 0.25]))],
        "conformal": [conformal_case(rng.beta(0.5, 0.8, size=97), 0.9), conformal_case(rng.beta(1, 1, size=60), 0.8)],
    },
    sys.stdout,
)
