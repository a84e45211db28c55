"""Makes experiment.json: power, sample sizes, score intervals and robust regression adjustment.

Run with Python 3.11, numpy, scipy and statsmodels of the versions written into the JSON:
    python tests/reference/experiment.py > tests/reference/experiment.json
Tolerances are stated in tests/statistics/ beside each comparison.
"""

import json
import platform

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import optimize, stats
from scipy.special import xlogy
from statsmodels.stats.proportion import (
    power_proportions_2indep,
    samplesize_proportions_2indep_onetail,
    test_proportions_2indep,
)

rng = np.random.default_rng(20261123)


def power_case(control, treatment, n_control, n_treatment, level):
    found = power_proportions_2indep(
        treatment - control, control, n_treatment, ratio=n_control / n_treatment, alpha=1 - level
    )
    return {
        "control": control,
        "treatment": treatment,
        "customers": {"control": n_control, "treatment": n_treatment},
        "level": level,
        "power": float(found.power),
    }


def size_case(control, treatment, power, level):
    per_arm = samplesize_proportions_2indep_onetail(treatment - control, control, power, alpha=1 - level)
    return {
        "control": control,
        "treatment": treatment,
        "power": power,
        "level": level,
        "customers": 2 * float(per_arm),
    }


def score(e1, n1, e0, n0, difference):
    """Score of Miettinen and Nurminen; the restricted likelihood is maximised numerically."""

    def loss(p0):
        p1 = p0 + difference
        return -(xlogy(e1, p1) + xlogy(n1 - e1, 1 - p1) + xlogy(e0, p0) + xlogy(n0 - e0, 1 - p0))

    bounds = (max(0, -difference), min(1, 1 - difference))
    p0 = optimize.minimize_scalar(loss, bounds=bounds, method="bounded", options={"xatol": 1e-12}).x
    p1 = p0 + difference
    variance = (p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0) * (n1 + n0) / (n1 + n0 - 1)
    return (e1 / n1 - e0 / n0 - difference) / np.sqrt(variance)


def score_case(e1, n1, e0, n0, level):
    z = stats.norm.ppf((1 + level) / 2)
    estimate = e1 / n1 - e0 / n0

    def bound(side):
        return optimize.brentq(
            lambda d: score(e1, n1, e0, n0, d) + side * z, estimate, side * (1 - 1e-9), xtol=1e-13
        )

    return {
        "treatment": {"events": e1, "total": n1},
        "control": {"events": e0, "total": n0},
        "level": level,
        "lower": bound(-1),
        "upper": bound(1),
        "pValue": float(2 * stats.norm.sf(abs(score(e1, n1, e0, n0, 0)))),
    }


def test_case(e1, n1, e0, n0):
    """The test of statsmodels; its interval changes when the groups are swapped and is no reference."""
    test = test_proportions_2indep(e1, n1, e0, n0, compare="diff", method="score", correction=True)
    return {
        "treatment": {"events": e1, "total": n1},
        "control": {"events": e0, "total": n0},
        "pValue": float(test.pvalue),
    }


def arm_part(y, x, s, weight, x_mean):
    """Mean of an arm by regression on strata and the covariate, with HC2 variance and the traces of its form."""
    strata = np.eye(len(weight))[s]
    design = np.column_stack([strata, x - x_mean[s]])
    fit = sm.OLS(y, design).fit(cov_type="HC2")
    pick = np.append(weight, 0.0)
    hat = design @ np.linalg.pinv(design)
    factor = pick @ np.linalg.pinv(design)
    residual_maker = np.eye(len(y)) - hat
    form = residual_maker @ np.diag(factor**2 / (1 - np.diag(hat))) @ residual_maker
    return pick @ fit.params, pick @ fit.cov_params() @ pick, np.trace(form), np.trace(form @ form)


def adjusted_case(sizes, share):
    s = np.repeat(np.arange(len(sizes)), sizes)
    x = rng.uniform(0.3, 1, size=len(s)).round(4)
    t = np.concatenate([rng.permutation(np.arange(n) < max(2, round(n * share))) for n in sizes]).astype(int)
    y = (rng.uniform(size=len(s)) < x * (1 - 0.3 * t)).astype(float)
    weight = np.array(sizes) / len(s)
    x_mean = np.array([x[s == k].mean() for k in range(len(sizes))])
    parts = [arm_part(y[t == a], x[t == a], s[t == a], weight, x_mean) for a in (1, 0)]
    estimate = parts[0][0] - parts[1][0]
    error = np.sqrt(parts[0][1] + parts[1][1])
    freedom = (parts[0][2] + parts[1][2]) ** 2 / (parts[0][3] + parts[1][3])
    half = stats.t.ppf(0.975, freedom) * error
    return {
        "outcome": y.tolist(),
        "treated": t.tolist(),
        "stratum": s.tolist(),
        "covariate": x.tolist(),
        "estimate": float(estimate),
        "standardError": float(error),
        "degreesOfFreedom": float(freedom),
        "lower": float(estimate - half),
        "upper": float(estimate + half),
        "pValue": float(2 * stats.t.sf(abs(estimate / error), freedom)),
    }


print(
    json.dumps(
        {
            "versions": {
                "python": platform.python_version(),
                "numpy": np.__version__,
                "scipy": scipy.__version__,
                "statsmodels": statsmodels.__version__,
            },
            "power": [
                power_case(0.8, 0.7, 250, 250, 0.95),
                power_case(0.5, 0.55, 400, 200, 0.95),
                power_case(0.1, 0.04, 120, 180, 0.9),
                power_case(0.6, 0.6, 100, 100, 0.95),
            ],
            "sampleSize": [
                size_case(0.8, 0.7, 0.8, 0.95),
                size_case(0.05, 0.1, 0.9, 0.95),
                size_case(0.5, 0.48, 0.8, 0.99),
            ],
            "score": [
                score_case(180, 250, 201, 250, 0.95),
                score_case(0, 40, 3, 45, 0.95),
                score_case(2, 40, 3, 45, 0.95),
                score_case(16, 27, 5, 24, 0.9),
                score_case(1, 12, 30, 60, 0.99),
                score_case(48, 50, 95, 100, 0.95),
            ],
            "tests": [test_case(180, 250, 201, 250), test_case(40, 90, 51, 80), test_case(0, 40, 3, 45)],
            "adjusted": [adjusted_case([30, 22, 9], 0.5), adjusted_case([5, 40], 0.6)],
        },
        indent=1,
    )
)
