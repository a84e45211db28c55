"""Extremely randomised trees by scikit-learn, explained by scikit-learn and shap."""

import arrays
import numpy as np
import shap
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.inspection import permutation_importance

_models = {}


def fit(name, x, y, trees, min_leaf, feature_share, seed):
    data, labels = arrays.read(x), arrays.read(y)
    model = ExtraTreesClassifier(
        trees, min_samples_leaf=min_leaf, max_features=feature_share, random_state=seed, n_jobs=-1
    )
    seconds, _models[name] = arrays.timed(lambda: model.fit(data, labels))
    _round_cuts(_models[name])
    return {"seconds": seconds}


def _round_cuts(model):
    """Rounds the cuts down to float32, which changes no answer for float32 data.

    shap rounds them to the nearest, so that without this a value just above a cut goes the other way there.
    """
    for estimator in model.estimators_:
        cuts = estimator.tree_.threshold
        nearest = cuts.astype(np.float32)
        cuts[:] = np.where(nearest > cuts, np.nextafter(nearest, np.float32(-np.inf)), nearest)


def export(name):
    """All trees in one: roots and node arrays, children as indices into these arrays, 0 at a leaf."""
    inner = [estimator.tree_ for estimator in _models[name].estimators_]
    starts = np.cumsum([0] + [tree.node_count for tree in inner[:-1]])

    def joined(of):
        return np.concatenate([of(tree) for tree in inner])

    def children(of):
        return np.where(leaf, 0, np.concatenate([of(tree) + start for tree, start in zip(inner, starts)]))

    leaf = joined(lambda tree: tree.children_left) < 0
    feature = joined(lambda tree: tree.feature)
    threshold = joined(lambda tree: tree.threshold)
    share = joined(lambda tree: tree.value[:, 0, 1] / tree.value[:, 0, :].sum(axis=1))
    return {
        "features": int(_models[name].n_features_in_),
        "roots": arrays.write(starts, "int32"),
        "feature": arrays.write(np.where(leaf, -1, feature), "int16"),
        "threshold": arrays.write(np.where(leaf, 0, threshold)),
        "left": arrays.write(children(lambda tree: tree.children_left), "int32"),
        "right": arrays.write(children(lambda tree: tree.children_right), "int32"),
        "value": arrays.write(share),
        "cover": arrays.write(joined(lambda tree: tree.n_node_samples), "int32"),
    }


def predict(name, x):
    data = arrays.read(x)
    seconds, probability = arrays.timed(lambda: _models[name].predict_proba(data)[:, 1])
    return {"seconds": seconds, "values": arrays.write(probability)}


def importance(name, x, y, repeats, seed):
    # The columns run in parallel, so each prediction keeps to one thread.
    model = _models[name].set_params(n_jobs=1)
    try:
        return permuted(model, x, y, repeats, seed, "neg_brier_score")
    finally:
        model.set_params(n_jobs=-1)


def permuted(model, x, y, repeats, seed, scoring):
    data, labels = arrays.read(x), arrays.read(y)
    seconds, result = arrays.timed(
        lambda: permutation_importance(
            model, data, labels, scoring=scoring, n_repeats=repeats, random_state=seed, n_jobs=-1
        )
    )
    return {"seconds": seconds, "values": arrays.write(result.importances)}


def permutations(rows, repeats, seed):
    """The orders that scikit-learn's permutation_importance gives every column, shape (repeats, rows).

    It shuffles a column that is already shuffled, by indices that are already shuffled.
    """
    column_seed = np.random.RandomState(seed).randint(np.iinfo(np.int32).max + 1)
    random = np.random.RandomState(column_seed)
    indices = np.arange(rows)
    order = np.arange(rows)
    orders = np.empty((repeats, rows), dtype="int32")
    for repeat in range(repeats):
        random.shuffle(indices)
        order = order[indices]
        orders[repeat] = order
    return {"values": arrays.write(orders, "int32")}


def shapley(name, x, background):
    explained, rows = arrays.read(x), arrays.read(background)

    def work():
        masker = shap.maskers.Independent(rows, max_samples=len(rows))
        explainer = shap.TreeExplainer(_models[name], masker, feature_perturbation="interventional")
        values = explainer.shap_values(explained, check_additivity=False)
        return np.asarray(values)[..., 1], np.asarray(explainer.expected_value)[1]

    seconds, (values, base) = arrays.timed(work)
    return {"seconds": seconds, "values": arrays.write(values), "base": float(base)}
