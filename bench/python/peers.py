"""Models of scikit-learn as their users would take them, judged on the same held-out customers as the study's."""

import arrays
import numpy as np
from joblib import Parallel, delayed
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import make_column_transformer
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def _models(numbers, trees, inner, seed):
    """By name; `inner` are the folds of the training rows that calibrate, copies kept together."""

    def scaled(model):
        return make_pipeline(make_column_transformer((StandardScaler(), numbers), remainder="passthrough"), model)

    def forest():
        return ExtraTreesClassifier(trees, random_state=seed, n_jobs=1)  # the folds run in parallel

    return {
        "logistic": scaled(LogisticRegression(max_iter=5000)),
        "svm": CalibratedClassifierCV(scaled(SVC()), method="sigmoid", cv=inner, ensemble=False),
        "trees": forest(),
        "calibrated": CalibratedClassifierCV(forest(), method="sigmoid", cv=inner, ensemble=False),
    }


def _fold(x, y, groups, train, test, numbers, trees, seed):
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=seed)
    inner = list(folds.split(x[train], y[train], groups[train]))
    models = _models(numbers, trees, inner, seed).values()
    return [model.fit(x[train], y[train]).predict_proba(x[test])[:, 1] for model in models]


def run(x, y, groups, folds, numbers, trees, seed):
    """Out-of-fold probabilities, shape (models, repeats, rows); `folds` holds the fold of each row, (repeats, rows)."""
    data, labels, copies, assigned = arrays.read(x), arrays.read(y), arrays.read(groups), arrays.read(folds)
    splits = arrays.splits(assigned)

    def work():
        jobs = (
            delayed(_fold)(data, labels, copies, train, test, numbers, trees, seed + number)
            for number, (_, train, test) in enumerate(splits)
        )
        return Parallel(n_jobs=-1)(jobs)

    seconds, predictions = arrays.timed(work)
    probability = np.empty((len(predictions[0]), *assigned.shape))
    for (repeat, _, test), predicted in zip(splits, predictions):
        probability[:, repeat, test] = predicted
    return {"seconds": seconds, "values": arrays.write(probability)}
