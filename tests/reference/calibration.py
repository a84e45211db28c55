"""Makes calibration.json: beta calibration as scikit-learn's logistic regression and scipy's bounded minimum find it.

Run with Python 3.11, numpy, scipy and scikit-learn of the versions written into the JSON:
    python tests/reference/calibration.py > tests/reference/calibration.json
Tolerances are stated in tests/models/beta-calibration.test.ts beside each comparison.
"""

import json
import platform
import sys

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

MARGIN = 0.01  # of the probabilities that labels are drawn from
STRENGTH = 1e-3  # of the prior that keeps the weights of parted classes finite


def margin(y):
    """How far from 0 and 1 the fit keeps probabilities: what the rarer class could show."""
    return 1 / (min(y.sum(), len(y) - y.sum()) + 2)


def terms(p, margin):
    kept = np.clip(p, margin, 1 - margin)
    return np.column_stack([np.log(kept), -np.log(1 - kept)])


def regression(x, y):
    model = LogisticRegression(C=1 / STRENGTH, solver="newton-cholesky", tol=1e-12).fit(x, y)
    return model.coef_[0], model.intercept_[0]


def bounded(x, y):
    """The least penalised loss over weights that are not negative."""

    def loss(u):
        z = x @ u[:2] + u[2]
        return np.sum(np.logaddexp(0, z) - y * z) + STRENGTH / 2 * np.sum(u[:2] ** 2)

    def gradient(u):
        error = 1 / (1 + np.exp(-(x @ u[:2] + u[2]))) - y
        return np.array([*(x.T @ error + STRENGTH * u[:2]), error.sum()])

    bounds = [(0, None), (0, None), (None, None)]
    options = {"maxiter": 10_000, "ftol": 1e-16, "gtol": 1e-10}
    return minimize(loss, [1, 1, 0], jac=gradient, method="L-BFGS-B", bounds=bounds, options=options).x


def case(name, seed, rows, a, b, intercept):
    """Labels drawn from the curve of a, b and intercept; a few probabilities are 0 or 1."""
    rng = np.random.default_rng(seed)
    p = rng.beta(0.9, 0.9, size=rows).round(4)
    p[:2], p[2:4] = 0, 1
    x = terms(p, MARGIN)
    y = (rng.uniform(size=rows) < 1 / (1 + np.exp(-(x @ [a, b] + intercept)))).astype(int)
    x = terms(p, margin(y))
    (free_a, free_b), free_intercept = regression(x, y)
    weights, found_intercept = np.array([free_a, free_b]), free_intercept
    left_out = [k for k in range(2) if weights[k] < 0]
    if left_out:
        assert len(left_out) == 1, name
        kept = 1 - left_out[0]
        (weight,), found_intercept = regression(x[:, [kept]], y)
        weights = np.zeros(2)
        weights[kept] = weight
    least = bounded(x, y)
    assert np.allclose(least, [*weights, found_intercept], atol=1e-4), (name, least, weights, found_intercept)
    return {
        "name": name,
        "p": p.tolist(),
        "y": y.tolist(),
        "free": {"a": float(free_a), "b": float(free_b), "intercept": float(free_intercept)},
        "a": float(weights[0]),
        "b": float(weights[1]),
        "intercept": float(found_intercept),
    }


json.dump(
    {
        "made": {
            "by": "tests/reference/calibration.py",
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "beta": [
            case("both parameters", 1, 300, 2.4, 0.5, 0.4),
            case("few rows", 2, 40, 1.2, 0.6, -0.3),
            case("b would be negative", 3, 300, 1.8, -0.6, 1.0),
            case("a would be negative", 4, 300, -0.6, 1.8, -1.0),
        ],
    },
    sys.stdout,
    indent=1,
)
