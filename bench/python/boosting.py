"""Boosted trees by LightGBM, on all cores."""

import arrays
import lightgbm
import numpy as np

_models = {}


def fit(name, x, y, trees, learningRate, leaves, minLeaf, l2, categories):
    data, labels = arrays.read(x), arrays.read(y)
    parameters = {
        "objective": "binary",
        "learning_rate": learningRate,
        "num_leaves": leaves,
        "min_data_in_leaf": minLeaf,
        "lambda_l2": l2,
        # Sets of categories are sought as ours are: for few categories too, and without a size of their own.
        "max_cat_to_onehot": 1,
        "min_data_per_group": 1,
        "verbose": -1,
    }

    def work():
        table = lightgbm.Dataset(data, labels, params=parameters, categorical_feature=categories)
        return lightgbm.train(parameters, table, trees)

    seconds, _models[name] = arrays.timed(work)
    return {"seconds": seconds}


def predict(name, x):
    data = arrays.read(x)
    seconds, probability = arrays.timed(lambda: _models[name].predict(data))
    return {"seconds": seconds, "values": arrays.write(probability)}


def export(name):
    """All trees in one: roots and node arrays, children as indices into these arrays, 0 at a leaf."""
    roots, nodes = [], []

    def visit(node):
        index = len(nodes)
        if "leaf_value" in node:
            nodes.append([-1, 0, 0, 0, node["leaf_value"], node.get("leaf_count", 1)])
            return index
        nodes.append([node["split_feature"], node["threshold"], 0, 0, node["internal_value"], node["internal_count"]])
        nodes[index][2] = visit(node["left_child"])
        nodes[index][3] = visit(node["right_child"])
        return index

    for tree in _models[name].dump_model()["tree_info"]:
        roots.append(visit(tree["tree_structure"]))
    feature, threshold, left, right, value, cover = np.array(nodes).T
    return {
        "roots": arrays.write(roots, "int32"),
        "feature": arrays.write(feature, "int16"),
        "threshold": arrays.write(threshold),
        "left": arrays.write(left, "int32"),
        "right": arrays.write(right, "int32"),
        "value": arrays.write(value),
        "cover": arrays.write(cover, "int32"),
    }
