"""The Python half of the bench: reads one task a line on stdin, writes one answer a line on stdout.

A task is {"task": NAME, "arguments": {...}}, an answer {"result": ...} or {"error": TEXT}. Arrays travel as
files of raw numbers, see arrays.py. What libraries print goes to stderr. Only the work itself is timed: the
start of Python, imports, and reading and writing files are not.
"""

import json
import os
import sys
import traceback
import warnings

answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
warnings.filterwarnings("ignore")
os.environ["PYTHONWARNINGS"] = "ignore"  # for the processes of joblib

import arrays  # noqa: E402
import boosting  # noqa: E402
import cross_validation  # noqa: E402
import peers  # noqa: E402
import phi_k  # noqa: E402
import support_vectors  # noqa: E402
import trees  # noqa: E402


def versions():
    import importlib.metadata
    import platform

    packages = ["scikit-learn", "lightgbm", "phik", "shap", "numpy", "scipy", "pandas"]
    return {"Python": platform.python_version(), **{name: importlib.metadata.version(name) for name in packages}}


tasks = {
    "versions": versions,
    "phi_k": phi_k.matrix,
    "significance": phi_k.significance,
    "fit_trees": trees.fit,
    "export_trees": trees.export,
    "predict_trees": trees.predict,
    "tree_importance": trees.importance,
    "tree_shapley": trees.shapley,
    "fit_boosted": boosting.fit,
    "export_boosted": boosting.export,
    "predict_boosted": boosting.predict,
    "fit_svm": support_vectors.fit,
    "svm_importance": support_vectors.importance,
    "svm_shapley": support_vectors.shapley,
    "svm_exact_shapley": support_vectors.exact_shapley,
    "permutations": trees.permutations,
    "cross_validate": cross_validation.run,
    "peers": peers.run,
}


def main():
    arrays.folder = sys.argv[1]
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"result": tasks[request["task"]](**request["arguments"])}
        except Exception:
            answer = {"error": traceback.format_exc()}
        answers.write(json.dumps(answer, allow_nan=False) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
