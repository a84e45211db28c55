"""Support vector classification by scikit-learn, explained by scikit-learn and shap."""

import arrays
import numpy as np
import shap
from sklearn.svm import SVC
from trees import permuted

_models = {}


def fit(name, x, y, cost):
    """Fits and hands over the decision function: support vectors, their weights, offset and kernel width."""
    data, labels = arrays.read(x), arrays.read(y)
    seconds, model = arrays.timed(lambda: SVC(C=cost, gamma="scale").fit(data, labels))
    _models[name] = model
    return {
        "seconds": seconds,
        "features": int(model.n_features_in_),
        "vectors": arrays.write(model.support_vectors_),
        "weights": arrays.write(model.dual_coef_[0]),
        "rho": float(-model.intercept_[0]),
        "gamma": float(model._gamma),
    }


def importance(name, x, y, repeats, seed):
    """By ROC-AUC of the decision value, which every logistic curve above it shares."""
    return permuted(_models[name], x, y, repeats, seed, "roc_auc")


def shapley(name, x, background, seed):
    """The decision value's Shapley values by sampled orders of the columns, shap's default settings."""
    explained, rows = arrays.read(x), arrays.read(background)

    def work():
        masker = shap.maskers.Independent(rows, max_samples=len(rows))
        explainer = shap.PermutationExplainer(_models[name].decision_function, masker, seed=seed)
        return explainer(explained, silent=True).values

    seconds, values = arrays.timed(work)
    return {"seconds": seconds, "values": arrays.write(values)}


def exact_shapley(name, x, background):
    """The same by every coalition of the columns."""
    explained, rows = arrays.read(x), arrays.read(background)
    masker = shap.maskers.Independent(rows, max_samples=len(rows))
    explainer = shap.ExactExplainer(_models[name].decision_function, masker)
    seconds, result = arrays.timed(lambda: explainer(explained, silent=True))
    base = float(np.ravel(result.base_values)[0])
    return {"seconds": seconds, "values": arrays.write(result.values), "base": base}
