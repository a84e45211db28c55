"""Makes models.json: what scikit-learn fits and predicts on a small table without ties.

Run with Python 3.11, numpy, scipy and scikit-learn of the versions written into the JSON:
    python tests/reference/models.py > tests/reference/models.json
Tolerances are stated in tests/models/*.test.ts beside each comparison.
"""

import json
import platform
import sys

import numpy as np
import scipy
import sklearn
from sklearn.calibration import _SigmoidCalibration
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

rng = np.random.default_rng(20260801)
rows, columns = 160, 5
x = rng.normal(size=(rows, columns)).round(4)
x[:, 4] = np.exp(x[:, 4]).round(4)
score = 1.2 * x[:, 0] - x[:, 1] * x[:, 2] + 0.4 * x[:, 3] + rng.logistic(size=rows)
y = (score > 0).astype(int)
train, test = slice(0, 120), slice(120, None)


def listed(values):
    return np.asarray(values).ravel().tolist()


def logistic(l2):
    model = LogisticRegression(C=1 / l2, tol=1e-12, max_iter=10_000).fit(x[train], y[train])
    return {
        "l2": l2,
        "coefficients": listed(model.coef_),
        "intercept": float(model.intercept_[0]),
        "probabilities": listed(model.predict_proba(x[test])[:, 1]),
    }


def neighbours(count, weights):
    model = KNeighborsClassifier(count, weights=weights).fit(x[train], y[train])
    return {"neighbours": count, "weights": weights, "probabilities": listed(model.predict_proba(x[test])[:, 1])}


def tree(depth, leaf, price):
    """Equal for all seeds, so that no tie between features was decided by chance."""
    options = dict(max_depth=depth, min_samples_leaf=leaf, ccp_alpha=price)
    models = [DecisionTreeClassifier(**options, random_state=seed).fit(x[train], y[train]) for seed in range(20)]
    model = models[0]
    for other in models:
        assert np.array_equal(other.predict_proba(x), model.predict_proba(x)), (depth, leaf, price)
    return {
        "maxDepth": depth,
        "minLeaf": leaf,
        "costComplexity": price,
        "leaves": int(model.get_n_leaves()),
        "probabilities": listed(model.predict_proba(x[test])[:, 1]),
    }


def svm(cost, gamma):
    model = SVC(C=cost, gamma=gamma if gamma > 0 else "scale", tol=1e-8).fit(x[train], y[train])
    return {
        "cost": cost,
        "gamma": gamma,
        "vectors": int(model.n_support_.sum()),
        "rho": float(-model.intercept_[0]),
        "decisionValues": listed(model.decision_function(x[test])),
    }


def extra_trees(leaf, share):
    """Two seeds differ by chance alone: their mean and distance bound what another implementation gives."""
    options = dict(n_estimators=4000, min_samples_leaf=leaf, max_features=share)
    one, two = (
        ExtraTreesClassifier(**options, random_state=seed).fit(x[train], y[train]).predict_proba(x[test])[:, 1]
        for seed in (1, 2)
    )
    mean = (one + two) / 2
    return {
        "minLeaf": leaf,
        "featureShare": share,
        "probabilities": listed(mean),
        "largestDifferenceOfSeeds": float(np.abs(one - two).max()),
        "rocAuc": float(roc_auc_score(y[test], mean)),
        "logLoss": float(log_loss(y[test], mean)),
    }


def platt():
    scores = svm(1, 0)["decisionValues"]
    curve = _SigmoidCalibration().fit(np.array(scores), y[test])
    return {"scores": scores, "slope": float(-curve.a_), "intercept": float(-curve.b_)}


json.dump(
    {
        "made": {
            "by": "tests/reference/models.py",
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "columns": columns,
        "train": {"x": listed(x[train]), "y": listed(y[train])},
        "test": {"x": listed(x[test]), "y": listed(y[test])},
        "logisticRegression": [logistic(l2) for l2 in (0.1, 1, 25)],
        "kNearestNeighbours": [neighbours(k, w) for k in (1, 7, 15) for w in ("uniform", "distance")],
        "decisionTree": [tree(2, 1, 0), tree(3, 8, 0), tree(8, 8, 0.005), tree(6, 7, 0.01), tree(8, 6, 0.02)],
        "supportVectorMachine": [svm(1, 0), svm(0.3, 0), svm(10, 0.1), svm(100, 1)],
        "extraTrees": [extra_trees(2, 0.25), extra_trees(2, 0.6), extra_trees(5, 0.4)],
        "platt": platt(),
    },
    sys.stdout,
    indent=1,
)
