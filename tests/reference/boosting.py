"""Makes boosting.json: trees that LightGBM boosts on a small table of few different values.

Run with Python 3.11, numpy and lightgbm of the versions written into the JSON:
    python tests/reference/boosting.py > tests/reference/boosting.json
Tolerances are stated in tests/toolkit/learn/estimators/boosted-trees.test.ts beside each comparison. LightGBM keeps
derivatives in single precision, estimates the rows of a leaf from second derivatives once these differ, and leaves a
feature out below a node where it found no gain: the cases are such that none of this chooses another split.
"""

import json
import platform
import sys

import lightgbm
import numpy as np

rng = np.random.default_rng(20261128)
rows = 500
x = np.column_stack(
    [
        rng.integers(0, 6, rows),
        rng.integers(-3, 4, rows),
        rng.integers(0, 20, rows) / 2,
        rng.integers(0, 2, rows),
        rng.integers(0, 10, rows),
    ]
).astype(float)
score = 1.5 * np.isin(x[:, 0], [1, 4]) - 0.5 * x[:, 1] + 0.2 * x[:, 2] * (x[:, 3] - 0.5) - 0.6 * np.isin(x[:, 4], [0, 3, 7])
y = (score + rng.logistic(size=rows) > 0.5).astype(int)


def boosted(trees, leaves, l2, min_leaf, min_leaf_weight=0.001, categories=(), max_depth=-1):
    parameters = dict(
        objective="binary",
        num_leaves=leaves,
        max_depth=max_depth,
        learning_rate=0.1,
        lambda_l2=l2,
        min_data_in_leaf=min_leaf,
        min_sum_hessian_in_leaf=min_leaf_weight,
        cat_smooth=10,
        cat_l2=10,
        max_cat_to_onehot=1,
        min_data_per_group=1,
        feature_pre_filter=False,
        deterministic=True,
        num_threads=1,
        verbose=-1,
    )
    data = lightgbm.Dataset(x, y, params=parameters, categorical_feature=list(categories))
    model = lightgbm.train(parameters, data, trees)
    nodes = []

    def visit(node):
        inner = "split_index" in node
        nodes.append([node["split_feature"] if inner else -1, node["internal_count" if inner else "leaf_count"]])
        if inner:
            visit(node["left_child"])
            visit(node["right_child"])

    visit(model.dump_model()["tree_info"][0]["tree_structure"])
    return {
        "trees": trees,
        "leaves": leaves,
        "l2": l2,
        "minLeaf": max(1, min_leaf),
        "minLeafWeight": min_leaf_weight,
        "maxDepth": 32 if max_depth < 0 else max_depth,
        "categories": ",".join(map(str, categories)),
        "firstTree": {"feature": [node[0] for node in nodes], "cover": [node[1] for node in nodes]},
        "logOdds": model.predict(x, raw_score=True).round(9).tolist(),
    }


json.dump(
    {
        "made": {"python": platform.python_version(), "numpy": np.__version__, "lightgbm": lightgbm.__version__},
        "columns": x.shape[1],
        "x": x.ravel().tolist(),
        "y": y.tolist(),
        "cases": [
            boosted(1, 31, 0.0, 20),
            boosted(1, 15, 3.0, 5),
            boosted(1, 31, 1.0, 1, max_depth=4),
            boosted(20, 15, 0.0, 0, 2.0),
            boosted(60, 6, 0.0, 0, 4.0),
            boosted(1, 31, 0.0, 20, categories=(0, 4)),
            boosted(1, 8, 1.0, 20, categories=(0, 4)),
            boosted(15, 4, 0.0, 0, 3.0, categories=(0,)),
        ],
    },
    sys.stdout,
    indent=1,
)
