"""The twin of a procedure in scikit-learn: members with a search each, and a logistic curve over them."""

import arrays
import numpy as np
from joblib import Parallel, delayed
from sklearn.compose import make_column_transformer
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def _trees(settings, seed):
    return ExtraTreesClassifier(
        settings["trees"],
        min_samples_leaf=settings["minLeaf"],
        max_features=settings["featureShare"],
        random_state=seed,
        n_jobs=1,  # the folds run in parallel
    )


def _machine(settings, seed):
    scaler = make_column_transformer((StandardScaler(), settings["numbers"]), remainder="passthrough")
    return make_pipeline(scaler, SVC(C=settings["cost"], gamma=settings["gamma"] or "scale"))


def _probability_terms(member, values):
    """The columns that the member's curve weighs."""
    p = values[:, 1]
    if member["calibration"] == "probability":
        return p[:, None]
    margin = {"log-odds": 1e-6, "beta": 1e-3}[member["calibration"]]
    p = np.clip(p, margin, 1 - margin)
    logs = [np.log(p), -np.log(1 - p)]
    return np.column_stack(logs if member["calibration"] == "beta" else [sum(logs)])


def _decision_terms(member, values):
    if member["calibration"] != "log-odds":
        raise ValueError(f"no {member['calibration']} curve of decision values")
    return values[:, None]


# How a kind is made, the method that judges rows, and what a curve takes of the judgement.
_kinds = {
    "extra-trees": (_trees, "predict_proba", _probability_terms),
    "support-vector-machine": (_machine, "decision_function", _decision_terms),
}


def _curve(terms, labels):
    return LogisticRegression(C=np.inf, max_iter=1000).fit(terms, labels)


def _out_of_fold(member, settings, x, y, groups, seed):
    """Terms of rows by models that were not fitted on them, one inner repeat after the other."""
    make, method, terms = _kinds[member["kind"]]
    parts = []
    for repeat in range(member["inner_repeats"]):
        folds = StratifiedGroupKFold(member["inner_folds"], shuffle=True, random_state=seed + repeat)
        values = cross_val_predict(
            make(settings, seed), x[:, settings["columns"]], y, groups=groups, cv=folds, method=method
        )
        parts.append(terms(member, values))
    return np.concatenate(parts)


def _fit_member(member, x, y, groups, labels, seed):
    """The settings that did best in the inner folds, the model with them, and their terms."""
    make, _, _ = _kinds[member["kind"]]
    tried = [_out_of_fold(member, settings, x, y, groups, seed) for settings in member["inner_candidates"]]
    best = 0
    if len(tried) > 1:
        best = int(np.argmin([log_loss(labels, _curve(terms, labels).predict_proba(terms)) for terms in tried]))
    settings = member["candidates"][best]
    return settings, make(settings, seed).fit(x[:, settings["columns"]], y), tried[best]


def _fold(x, y, groups, train, test, members, seed):
    labels = np.tile(y[train], members[0]["inner_repeats"])
    learned, judged = [], []
    for member in members:
        _, method, terms = _kinds[member["kind"]]
        settings, model, of_train = _fit_member(member, x[train], y[train], groups[train], labels, seed)
        learned.append(of_train)
        judged.append(terms(member, getattr(model, method)(x[np.ix_(test, settings["columns"])])))
    return _curve(np.column_stack(learned), labels).predict_proba(np.column_stack(judged))[:, 1]


def run(x, y, groups, folds, members, seed):
    """Out-of-fold probabilities, shape (repeats, rows); `folds` holds the fold of each row, same shape."""
    data, labels, copies, assigned = arrays.read(x), arrays.read(y), arrays.read(groups), arrays.read(folds)
    splits = [
        (repeat, np.flatnonzero(of_rows != fold), np.flatnonzero(of_rows == fold))
        for repeat, of_rows in enumerate(assigned)
        for fold in range(of_rows.max() + 1)
    ]

    def work():
        jobs = (
            delayed(_fold)(data, labels, copies, train, test, members, seed + number)
            for number, (_, train, test) in enumerate(splits)
        )
        return Parallel(n_jobs=-1)(jobs)

    seconds, predictions = arrays.timed(work)
    probability = np.empty(assigned.shape)
    for (repeat, _, test), predicted in zip(splits, predictions):
        probability[repeat, test] = predicted
    return {"seconds": seconds, "values": arrays.write(probability)}
