"""Makes permutation.json: scikit-learn's permutation importances with the permutations it drew, and scipy's
average linkage.

Run with Python 3.11, numpy, scipy and scikit-learn of the versions written into the JSON:
    python tests/reference/permutation.py > tests/reference/permutation.json
Tolerances are stated in tests/explanation/*.test.ts beside each comparison.
"""

import json
import platform
import sys

import numpy as np
import scipy
import sklearn
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

rng = np.random.default_rng(20260901)
rows, columns, repeats, seed = 90, 5, 6, 11
# Multiples of 1/1024: exact in the single precision that scikit-learn's trees compare in.
x = np.round(rng.normal(size=(rows, columns)) * 1024) / 1024
x[:, 3] = np.round(x[:, 3])
x[:, 4] = x[:, 4] > 0
y = (1.5 * x[:, 0] - x[:, 1] * x[:, 2] + x[:, 4] + rng.logistic(size=rows) > 0).astype(int)


def listed(values):
    return np.asarray(values).ravel().tolist()


def drawn():
    """The permutations of permutation_importance: of every column the same, each of the one before."""
    state = np.random.RandomState(np.random.RandomState(seed).randint(np.iinfo(np.int32).max + 1))
    shuffled, order, result = np.arange(rows), np.arange(rows), []
    for _ in range(repeats):
        state.shuffle(shuffled)
        order = order[shuffled]
        result.append(order.tolist())
    return result


def importances(model, scoring):
    found = permutation_importance(model, x, y, scoring=scoring, n_repeats=repeats, random_state=seed)
    return {
        "losses": found.importances.tolist(),
        "mean": listed(found.importances_mean),
        "deviation": listed(found.importances_std),
    }


def flat(model):
    """All trees of a forest in one set of arrays."""
    arrays = {name: [] for name in ("roots", "feature", "threshold", "left", "right", "value", "cover")}
    for estimator in model.estimators_:
        tree, start = estimator.tree_, len(arrays["feature"])
        leaf = tree.children_left < 0
        arrays["roots"].append(start)
        arrays["feature"] += listed(np.where(leaf, -1, tree.feature))
        arrays["threshold"] += listed(np.where(leaf, 0, tree.threshold))
        arrays["left"] += listed(np.where(leaf, 0, tree.children_left + start))
        arrays["right"] += listed(np.where(leaf, 0, tree.children_right + start))
        arrays["value"] += listed(tree.value[:, 0, 1] / tree.value[:, 0].sum(axis=1))
        arrays["cover"] += listed(tree.n_node_samples)
    return arrays


def smallest_gap(model):
    """Between different probabilities: where sums differ in rounding only, ROC-AUC hangs on their order."""
    gap = np.inf
    for order in [np.arange(rows), *drawn()]:
        for j in range(columns):
            permuted = x.copy()
            permuted[:, j] = x[order, j]
            gap = min(gap, np.diff(np.unique(model.predict_proba(permuted)[:, 1])).min())
    return gap


trees = ExtraTreesClassifier(20, min_samples_leaf=3, max_depth=5, random_state=3)
# Weights make leaf values uneven, so that no two sums are equal but for rounding.
trees.fit(x, y, sample_weight=rng.uniform(0.5, 2, size=rows))
assert smallest_gap(trees) > 1e-9, smallest_gap(trees)
p = trees.predict_proba(x)[:, 1]
assert p.min() > 0 and p.max() < 1
logistic = LogisticRegression().fit(x, y)
machine = SVC(C=1, gamma=0.2).fit(x, y)

points = rng.normal(size=(12, 3))
distances = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
merges = linkage(squareform(distances, checks=False), "average")
association = np.corrcoef(rng.normal(size=(40, 9)) @ rng.normal(size=(9, 9)), rowvar=False)
gaps = 1 - np.abs(association)
np.fill_diagonal(gaps, 0)
association_merges = linkage(squareform((gaps + gaps.T) / 2, checks=False), "average")

json.dump(
    {
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "x": x.tolist(),
        "y": y.tolist(),
        "permutations": drawn(),
        "trees": {
            **flat(trees),
            "probabilities": listed(p),
            "rocAuc": importances(trees, "roc_auc"),
            "logLoss": importances(trees, "neg_log_loss"),
            "brier": importances(trees, "neg_brier_score"),
        },
        "logistic": {
            "coefficients": listed(logistic.coef_),
            "intercept": float(logistic.intercept_[0]),
            "rocAuc": importances(logistic, "roc_auc"),
            "logLoss": importances(logistic, "neg_log_loss"),
        },
        "supportVectorMachine": {
            "gamma": 0.2,
            "vectors": listed(machine.support_vectors_),
            "weights": listed(machine.dual_coef_),
            "rho": -float(machine.intercept_[0]),
            "decisionValues": listed(machine.decision_function(x)),
            "rocAuc": importances(machine, "roc_auc"),
        },
        "averageLinkage": {"distances": distances.tolist(), "merges": merges.tolist()},
        "featureClusters": {
            "association": association.tolist(),
            "cuts": [
                {"minAssociation": least, "labels": listed(fcluster(association_merges, 1 - least, "distance"))}
                for least in (0.2, 0.35, 0.45, 0.6)
            ],
        },
    },
    sys.stdout,
)
print()
