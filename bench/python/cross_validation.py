"""The twin of a procedure in scikit-learn: members with a search or an average each, and a logistic curve over them."""

import arrays
import numpy as np
from joblib import Parallel, delayed
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.compose import make_column_transformer
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def _trees(settings, seed):
    if settings["tries"] == "drawn":
        return _DrawnTries(settings, seed)
    return _forest(settings, settings["trees"], settings["featureShare"], seed)


def _forest(settings, trees, max_features, seed):
    return ExtraTreesClassifier(
        trees,
        min_samples_leaf=settings["minLeaf"],
        max_features=max_features,
        random_state=seed,
        n_jobs=1,  # the folds run in parallel
    )


class _ByProbability(ClassifierMixin, BaseEstimator):
    """A classifier that states probabilities; scikit-learn asks for the likelier class as well."""

    def predict(self, x):
        return self.classes_[np.argmax(self.predict_proba(x), axis=1)]


class _DrawnTries(_ByProbability):
    """Trees that try 1 + floor(most * u ** 2) features at a node, as many of each number as u uniform gives."""

    def __init__(self, settings=None, seed=0):
        self.settings = settings
        self.seed = seed

    def fit(self, x, y):
        most = max(1, int(self.settings["featureShare"] * x.shape[1]))
        ends = np.rint(self.settings["trees"] * np.sqrt(np.arange(most + 1) / most)).astype(int)
        self.classes_ = np.unique(y)
        self.forests_ = [
            _forest(self.settings, trees, tries + 1, self.seed + tries).fit(x, y)
            for tries, trees in enumerate(np.diff(ends))
            if trees > 0
        ]
        return self

    def predict_proba(self, x):
        weights = [forest.n_estimators for forest in self.forests_]
        return np.average([forest.predict_proba(x) for forest in self.forests_], axis=0, weights=weights)


class _Averaged(_ByProbability):
    """The mean of what several candidates say, each on its own columns."""

    def __init__(self, kind=None, candidates=None, seed=0):
        self.kind = kind
        self.candidates = candidates
        self.seed = seed

    def fit(self, x, y):
        make, _, _ = _kinds[self.kind]
        self.classes_ = np.unique(y)
        self.members_ = [
            make(settings, self.seed + c).fit(x[:, settings["columns"]], y)
            for c, settings in enumerate(self.candidates)
        ]
        return self

    def predict_proba(self, x):
        said = [
            member.predict_proba(x[:, settings["columns"]])
            for member, settings in zip(self.members_, self.candidates)
        ]
        return np.mean(said, axis=0)


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


def _out_of_fold(member, make, columns, x, y, groups, seed):
    """Terms of rows by models that were not fitted on them, one inner repeat after the other."""
    _, method, terms = _kinds[member["kind"]]
    parts = []
    for repeat in range(member["inner_repeats"]):
        folds = StratifiedGroupKFold(member["inner_folds"], shuffle=True, random_state=seed + repeat)
        values = cross_val_predict(make(), x[:, columns], y, groups=groups, cv=folds, method=method)
        parts.append(terms(member, values))
    return np.concatenate(parts)


def _fit_member(member, x, y, groups, labels, seed):
    """The columns it reads, the model, and its terms of the training rows from the inner folds.

    Candidates are averaged where the member says so; otherwise the one that did best in the inner folds is taken.
    """
    make, _, _ = _kinds[member["kind"]]
    if member["averaged"]:
        columns = list(range(x.shape[1]))
        averaged = lambda candidates: lambda: _Averaged(member["kind"], candidates, seed)
        of_train = _out_of_fold(member, averaged(member["inner_candidates"]), columns, x, y, groups, seed)
        return columns, averaged(member["candidates"])().fit(x, y), of_train
    tried = [
        _out_of_fold(member, lambda: make(settings, seed), settings["columns"], x, y, groups, seed)
        for settings in member["inner_candidates"]
    ]
    best = 0
    if len(tried) > 1:
        best = int(np.argmin([log_loss(labels, _curve(terms, labels).predict_proba(terms)) for terms in tried]))
    settings = member["candidates"][best]
    return settings["columns"], make(settings, seed).fit(x[:, settings["columns"]], y), tried[best]


def _fold(x, y, groups, train, test, members, seed):
    labels = np.tile(y[train], members[0]["inner_repeats"])
    learned, judged = [], []
    for member in members:
        _, method, terms = _kinds[member["kind"]]
        columns, model, of_train = _fit_member(member, x[train], y[train], groups[train], labels, seed)
        learned.append(of_train)
        judged.append(terms(member, getattr(model, method)(x[np.ix_(test, columns)])))
    return _curve(np.column_stack(learned), labels).predict_proba(np.column_stack(judged))[:, 1]


def run(x, y, groups, folds, members, seed):
    """Out-of-fold probabilities, shape (repeats, rows); `folds` holds the fold of each row, same shape."""
    data, labels, copies, assigned = arrays.read(x), arrays.read(y), arrays.read(groups), arrays.read(folds)
    splits = arrays.splits(assigned)

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
