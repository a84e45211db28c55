"""Makes sequential.json: bounds and crossing probabilities of group-sequential tests.

Everything comes from scipy's multivariate normal distribution (A. Genz's integration), not from the recursion that is
tested. Run with Python 3.11, numpy and scipy of the versions written into the JSON:
    python tests/reference/sequential.py > tests/reference/sequential.json
Genz's integration is asked for 1e-8; tests allow 2e-6 in probabilities and 2e-5 in bounds (tests/statistics/).
"""

import json
import platform

import numpy as np
import scipy
from scipy import optimize, stats


def joint(variance, mean, upper):
    """P(Z_1 ≤ u_1, …, Z_k ≤ u_k) of a score with these variances and means."""
    v = np.asarray(variance, float)
    z_mean = np.asarray(mean, float) / np.sqrt(v)
    correlation = np.sqrt(np.minimum.outer(v, v) / np.maximum.outer(v, v))
    if len(v) == 1:
        return float(stats.norm.cdf(upper[0] - z_mean[0]))
    distribution = stats.multivariate_normal(
        z_mean, correlation, maxpts=4_000_000, abseps=1e-8, releps=1e-8, seed=20261128
    )
    return float(distribution.cdf(np.asarray(upper, float)))


def spent(share, alpha):
    return float(2 * stats.norm.sf(stats.norm.isf(alpha / 2) / np.sqrt(share)))


def bounds_case(variance, share, alpha):
    upper = []
    for k in range(len(variance)):
        inside = 1 - spent(share[k], alpha)

        def excess(cut):
            return joint(variance[: k + 1], np.zeros(k + 1), [*upper, cut]) - inside

        upper.append(float(optimize.brentq(excess, -2, 8, xtol=1e-9)))
    return {"variance": variance, "share": share, "alpha": alpha, "bounds": upper}


def crossing_case(information, effect, bounds):
    mean = effect * np.asarray(information)
    inside = [joint(information[:k], mean[:k], bounds[:k]) for k in range(1, len(bounds) + 1)]
    above = -np.diff([1, *inside])
    return {"information": information, "effect": effect, "bounds": bounds, "above": above.tolist()}


case = bounds_case([1, 2, 3, 4], [0.25, 0.5, 0.75, 1], 0.025)
print(
    json.dumps(
        {
            "versions": {
                "python": platform.python_version(),
                "numpy": np.__version__,
                "scipy": scipy.__version__,
            },
            "bounds": [
                bounds_case([1, 2], [0.5, 1], 0.025),
                case,
                bounds_case([1.5, 2.1, 5.0], [0.3, 0.5, 1], 0.05),
            ],
            "crossing": [
                crossing_case([1, 2, 3, 4], 0.0, case["bounds"]),
                crossing_case([1, 2, 3, 4], 1.4, case["bounds"]),
                crossing_case([0.5, 0.7, 2.0], 2.0, [2.5, 2.4, 2.0]),
            ],
        },
        indent=1,
    )
)
