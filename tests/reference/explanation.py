"""Makes explanation.json: Shapley values of scikit-learn's models by the package shap.

Run with Python 3.11, numpy, scikit-learn and shap of the versions written into the JSON:
    python tests/reference/explanation.py > tests/reference/explanation.json
The tolerances stand in tests/explanation: tree-shapley and kernel-shapley. Background sizes above 32 and 64 rows are
there on purpose, as are repeated values, a 0/1 column and a column no tree asks.
"""

import json
import platform
import sys

import numpy as np
import shap
import sklearn
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.svm import SVC

rng = np.random.default_rng(20261123)


def arrays(forest):
    """All trees in one: roots and node arrays, children as indices into these arrays."""
    out = {"roots": [], "feature": [], "threshold": [], "left": [], "right": [], "value": []}
    for estimator in forest.estimators_:
        tree = estimator.tree_
        start = len(out["feature"])
        out["roots"].append(start)
        for node in range(tree.node_count):
            leaf = tree.children_left[node] < 0
            out["feature"].append(-1 if leaf else int(tree.feature[node]))
            out["threshold"].append(0.0 if leaf else float(tree.threshold[node]))
            out["left"].append(0 if leaf else start + int(tree.children_left[node]))
            out["right"].append(0 if leaf else start + int(tree.children_right[node]))
            shares = tree.value[node][0]
            out["value"].append(float(shares[1] / shares.sum()))
    return out


def case(columns, rows, background_rows, **options):
    # Values that float32, in which scikit-learn and shap compare, holds exactly.
    x = (rng.normal(size=(150, columns)) * 64).round() / 64
    x[:, 1] = rng.integers(0, 2, 150)
    x[:, 2] = rng.integers(0, 4, 150)
    y = (x[:, 0] + x[:, 1] * x[:, 2] + rng.logistic(size=150) > 0.7).astype(int)
    fitted = x.copy()
    fitted[:, -1] = 0.5  # constant in training: no tree can ask it
    forest = ExtraTreesClassifier(random_state=1, **options).fit(fitted, y)
    background, explained = x[:background_rows], x[background_rows : background_rows + rows]
    explainer = shap.TreeExplainer(
        forest,
        shap.maskers.Independent(background, max_samples=len(background)),
        feature_perturbation="interventional",
    )
    values = np.asarray(explainer.shap_values(explained))[..., 1]
    probability = forest.predict_proba(explained)[:, 1]
    base = float(np.asarray(explainer.expected_value)[1])
    error = np.abs(base + values.sum(axis=1) - probability).max()
    assert error < 1e-7, error
    return {
        "columns": columns,
        "trees": arrays(forest),
        "background": background.ravel().tolist(),
        "x": explained.ravel().tolist(),
        "base": base,
        "values": values.ravel().tolist(),
        "probability": probability.tolist(),
    }


def kernel_case(seed, columns, rows, background_rows, gamma):
    """Decision values of an SVM with the RBF kernel, by shap's enumeration of all coalitions."""
    own = np.random.default_rng(seed)
    x = own.normal(size=(80, columns))
    x[:, 1] = own.integers(0, 2, 80)
    y = (x[:, 0] + x[:, 1] * x[:, 2] + own.logistic(size=80) / 2 > 0.2).astype(int)
    model = SVC(C=1, gamma=gamma).fit(x, y)
    background, explained = x[:background_rows], x[background_rows : background_rows + rows]
    explainer = shap.ExactExplainer(
        model.decision_function, shap.maskers.Independent(background, max_samples=background_rows)
    )
    explanation = explainer(explained)
    return {
        "columns": columns,
        "gamma": gamma,
        "vectors": model.support_vectors_.ravel().tolist(),
        "weights": model.dual_coef_.ravel().tolist(),
        "rho": -float(model.intercept_[0]),
        "background": background.ravel().tolist(),
        "x": explained.ravel().tolist(),
        "base": float(explanation.base_values[0]),
        "values": explanation.values.ravel().tolist(),
        "decisionValues": model.decision_function(explained).tolist(),
    }


json.dump(
    {
        "made": {
            "by": "tests/reference/explanation.py",
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
            "shap": shap.__version__,
        },
        "cases": [
            case(4, 12, 20, n_estimators=8, min_samples_leaf=4, max_features=2),
            case(6, 12, 50, n_estimators=10, min_samples_leaf=2, max_features=2),
            case(8, 8, 100, n_estimators=12, min_samples_leaf=1, max_depth=9, max_features=3),
        ],
        "kernelCases": [kernel_case(1, 5, 6, 20, 0.3), kernel_case(2, 9, 4, 10, 0.1)],
    },
    sys.stdout,
)
