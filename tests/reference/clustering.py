"""Reference numbers for tests/statistics: k-means, silhouette and agreement of partitions, from scikit-learn.

    pip install numpy==2.4.6 scikit-learn==1.9.1
    python tests/reference/clustering.py

writes tests/reference/clustering.json. The points are synthetic (numpy, seed 31): four clouds that overlap, rounded to
three digits. Inertia is the least of 200 starts, so that it is the global minimum for all practical purposes; the
tolerance in the tests is 1e-9 relative, for the others 1e-10 absolute.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, silhouette_score

rng = np.random.default_rng(31)
middles = np.array([[0, 0, 0], [3, 0, 1], [0, 4, 0], [2, 3, 4]])
points = np.round(np.vstack([middle + rng.normal(size=(size, 3)) for middle, size in zip(middles, [30, 20, 25, 15])]), 3)

partitions = []
for clusters in range(2, 7):
    fitted = KMeans(clusters, n_init=200, tol=0, max_iter=1000, random_state=0).fit(points)
    partitions.append(
        {
            "clusters": clusters,
            "inertia": fitted.inertia_,
            "labels": fitted.labels_.tolist(),
            "silhouette": silhouette_score(points, fitted.labels_),
        }
    )

# With a cluster of one row, and labels that leave a number out.
odd = partitions[2]["labels"].copy()
odd[7] = 6


def agreement(first, second):
    return {
        "first": list(map(int, first)),
        "second": list(map(int, second)),
        "adjustedRand": adjusted_rand_score(first, second),
        "adjustedMutualInformation": adjusted_mutual_info_score(first, second),
    }


result = {
    "versions": {"numpy": np.__version__, "scikit-learn": sklearn.__version__},
    "points": points.tolist(),
    "partitions": partitions,
    "odd": {"labels": odd, "silhouette": silhouette_score(points, np.array(odd))},
    "agreements": [
        agreement(partitions[0]["labels"], partitions[1]["labels"]),
        agreement(partitions[2]["labels"], partitions[4]["labels"]),
        agreement(partitions[2]["labels"], rng.permutation(partitions[2]["labels"])),
        agreement(rng.integers(0, 3, 60), rng.integers(0, 5, 60)),
        agreement([0, 0, 1, 1, 2, 2], [1, 1, 0, 0, 2, 2]),
        agreement([0, 0, 0, 0], [0, 1, 2, 3]),
        agreement([0, 0, 0, 0], [0, 0, 0, 0]),
        agreement([0, 0, 1, 1], [0, 1, 0, 1]),
    ],
}
(pathlib.Path(__file__).parent / "clustering.json").write_text(json.dumps(result, indent=1) + "\n")
