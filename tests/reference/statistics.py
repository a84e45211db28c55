"""Reference numbers for tests/statistics, from scipy, numpy and phik.

    pip install numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 phik==0.12.5
    python tests/reference/statistics.py [FOLDER OF THE STORE'S TABLES]

writes tests/reference/statistics.json. The columns are synthetic (numpy, seed 20). Where the store's own
tables are given (default ../shared/data/one-click), the phi_k, Spearman and significance summaries of their
columns are written as well; no row of them is. Numbers carry full double precision.

Tolerances in the tests: scipy and numpy 1e-12 or the smaller relative error stated there; phik 1e-3, because
it stops at 1e-5 and integrates by quasi-Monte Carlo.
"""

import json
import pathlib
import sys

import numpy as np
import pandas as pd
import phik
import scipy
from phik import significance
from phik.phik import phik_from_hist2d
from phik.statistics import get_chi2_using_dependent_frequency_estimates
from scipy import integrate, special, stats

here = pathlib.Path(__file__).parent
tables = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else here / "../../../shared/data/one-click")
rng = np.random.default_rng(20)


def finite(value):
    """NaN and infinities as text, since JSON has none."""
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [finite(item) for item in value]
    number = value.item() if isinstance(value, np.generic) else value
    return str(number) if isinstance(number, float) and not np.isfinite(number) else number


def synthetic():
    n = 240
    z = rng.standard_normal((n, 3))
    normal = np.round(z[:, 0], 4)
    related = np.round(0.8 * z[:, 0] + 0.6 * z[:, 1], 4)
    counts = rng.poisson(3, n).astype(float)
    curved = np.round(z[:, 0] ** 2 + 0.3 * z[:, 2], 4)
    skewed = np.round(np.exp(1.5 * z[:, 2]), 4)
    category = np.clip(np.floor(z[:, 1] * 1.2 + 2), 0, 4)
    binary = (z[:, 0] + z[:, 2] > 0.4).astype(float)
    columns = dict(normal=normal, related=related, counts=counts, curved=curved, skewed=skewed, category=category, binary=binary)
    return pd.DataFrame(columns)


def bivariate_cdf(h, k, rho):
    """Independent of any bivariate routine: the conditional form by adaptive quadrature."""
    if abs(rho) == 1:
        return stats.norm.cdf(min(h, k)) if rho > 0 else max(0.0, stats.norm.cdf(h) - stats.norm.cdf(-k))
    root = np.sqrt((1 - rho) * (1 + rho))
    density = lambda x: np.exp(-x * x / 2) / np.sqrt(2 * np.pi) * special.ndtr((k - rho * x) / root)
    turn = k / rho if rho != 0 else 0.0
    points = sorted({-9.0, *[p for p in (turn - 9 * root, turn, turn + 9 * root, -3.0, 0.0) if -9 < p < h], h})
    return sum(
        integrate.quad(density, a, b, epsabs=1e-16, epsrel=1e-13, limit=500)[0] for a, b in zip(points, points[1:])
    )


def vif(x):
    result = []
    for j in range(x.shape[1]):
        design = np.column_stack([np.ones(len(x)), np.delete(x, j, axis=1)])
        residual = x[:, j] - design @ np.linalg.lstsq(design, x[:, j], rcond=None)[0]
        result.append(((x[:, j] - x[:, j].mean()) ** 2).sum() / (residual**2).sum())
    return result


def table_references():
    shapes = {
        "two by two": [[30, 10], [12, 48]],
        "two by five": [[40, 22, 13, 8, 2], [5, 9, 20, 31, 44]],
        "four by four": [[20, 3, 0, 1], [4, 18, 5, 0], [1, 6, 25, 4], [0, 2, 7, 30]],
        "with an empty row": [[12, 7, 9], [0, 0, 0], [3, 15, 6]],
        "independent": [[10, 20, 30], [20, 40, 60]],
        "fully dependent": [[30, 0, 0], [0, 20, 0], [0, 0, 10]],
        "ten by ten": rng.multinomial(900, np.full(100, 0.01)).reshape(10, 10).tolist(),
    }
    result = []
    for name, counts in shapes.items():
        observed = np.array(counts)
        full = observed[observed.any(axis=1)]
        result.append(
            {
                "name": name,
                "counts": counts,
                "phiK": phik_from_hist2d(observed),
                "phiKWithoutCorrection": phik_from_hist2d(observed, noise_correction=False),
                "chiSquare": get_chi2_using_dependent_frequency_estimates(observed, lambda_="pearson"),
                "logLikelihood": get_chi2_using_dependent_frequency_estimates(observed, lambda_="log-likelihood"),
                "cramersV": stats.contingency.association(full, method="cramer", correction=False),
                "asymptoticZ": significance.significance_from_hist2d(full, significance_method="asymptotic")[1],
            }
        )
    return result


def hybrid(observed, method):
    np.random.seed(7)
    return significance.significance_from_hist2d(
        np.array(observed), nsim=20000, simulation_method=method, significance_method="hybrid", njobs=1
    )[1]


def interval_references(frame):
    data = frame["skewed"].to_numpy()
    points = np.linspace(-1, 8, 10)
    edges, counts = np.histogram(data, bins="fd")[::-1]
    return {
        "quantileShares": [0, 0.1, 0.25, 0.333, 0.5, 0.9, 1],
        "quantiles": np.quantile(data, [0, 0.1, 0.25, 0.333, 0.5, 0.9, 1]),
        "mean": data.mean(),
        "variance": data.var(ddof=1),
        "histogramEdges": edges,
        "histogramCounts": counts,
        "densityPoints": points,
        "density": stats.gaussian_kde(data)(points),
        "wilson": [
            [k, n, *stats.binomtest(k, n).proportion_ci(0.95, method="wilson")] for k, n in [(0, 10), (3, 10), (57, 200), (20, 20)]
        ],
    }


def group_references(frame):
    group = frame["binary"] == 1
    result = []
    for name in ("normal", "counts", "skewed"):
        a, b = frame[name][group].to_numpy(), frame[name][~group].to_numpy()
        test = stats.mannwhitneyu(a, b, method="asymptotic")
        pooled = np.sqrt(((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / (len(a) + len(b) - 2))
        m = len(a) + len(b) - 2
        factor = np.exp(special.gammaln(m / 2) - special.gammaln((m - 1) / 2)) / np.sqrt(m / 2)
        d = (a.mean() - b.mean()) / pooled
        result.append({"column": name, "u": test.statistic, "pValue": test.pvalue, "cohensD": d, "hedgesG": factor * d})
    return result


def normal_references():
    z = [-37, -30.5, -12, -8.3, -6, -5.7, -5.6, -3, -1.5, -0.7, -0.6, -0.1, 0, 0.3, 0.67, 0.68, 1.96, 5, 6, 8]
    p = [1e-300, 1e-100, 1e-20, 1e-9, 0.001, 0.02, 0.075, 0.1, 0.3, 0.5, 0.7, 0.93, 0.975, 0.999999]
    log_p = [-1e-8, -0.05, -0.5, -3, -50, -599, -601, -1000]
    pairs = [
        (h, k, rho)
        for h, k in [(0, 0), (0.5, -1), (-2, -2.5), (3, 1), (-4, -3), (1.5, 1.5), (-1, 1), (2, -5), (-5, -5), (4, 4.5)]
        for rho in (-1, -0.99999, -0.98, -0.93, -0.92, -0.6, -0.2, 0, 0.1, 0.29, 0.31, 0.74, 0.76, 0.92, 0.93, 0.99, 0.9999, 1)
    ]
    chi = [(0.5, 1), (3.84, 1), (10, 3), (100, 81), (81, 81), (60, 81), (400, 81), (900, 81), (1e-3, 5), (5200, 5000)]
    t = [(0.1, 3), (2, 10), (1.96, 1298), (25, 1298), (0, 5)]
    return {
        "cdf": [[x, special.ndtr(x)] for x in z],
        "quantile": [[x, special.ndtri(x)] for x in p],
        "zFromLogP": [[x, -special.ndtri_exp(x)] for x in log_p],
        "bivariate": [[h, k, rho, bivariate_cdf(h, k, rho)] for h, k, rho in pairs],
        "chiSquare": [[x, k, stats.chi2.sf(x, k)] for x, k in chi],
        "studentTwoSided": [[x, k, 2 * stats.t.sf(x, k)] for x, k in t],
        "logGamma": [[x, special.gammaln(x)] for x in (0.01, 0.5, 1, 1.5, 2.5, 7.25, 14.9, 15, 40.5, 650)],
    }


NUMERIC = ["Маркет_актив_6_мес", "Маркет_актив_тек_мес", "Длительность", "Акционные_покупки",
           "Средний_просмотр_категорий_за_визит", "Неоплаченные_продукты_штук_квартал", "Ошибка_сервиса", "Страниц_за_визит"]
CATEGORIES = ["Покупательская активность", "Тип сервиса", "Разрешить сообщать", "Популярная_категория"]


def real_references():
    """Summaries of the store's tables: 12 columns of market_file, 3 months of revenue, 2 of minutes."""
    market = pd.read_csv(tables / "market_file.csv").replace("стандартт", "стандарт").set_index("id")
    periods = {"предыдцщий_месяц": "предыдущий_месяц"}
    money = pd.read_csv(tables / "market_money.csv").replace(periods).pivot(index="id", columns="Период", values="Выручка")
    time = pd.read_csv(tables / "market_time.csv").replace(periods).pivot(index="id", columns="Период", values="минут")
    frame = market[NUMERIC + CATEGORIES].astype({name: float for name in NUMERIC})
    for month in ("текущий_месяц", "предыдущий_месяц", "препредыдущий_месяц"):
        frame["Выручка " + month] = money[month].reindex(frame.index)
    for month in ("текущий_месяц", "предыдущий_месяц"):
        frame["минут " + month] = time[month].reindex(frame.index).astype(float)
    numbers = [name for name in frame if name not in CATEGORIES]
    matrix = frame.phik_matrix(interval_cols=numbers, bins=10, verbose=False, njobs=1)
    np.random.seed(7)
    asymptotic = frame.significance_matrix(interval_cols=numbers, bins=10, significance_method="asymptotic", verbose=False)
    return {
        "columns": list(frame),
        "categories": CATEGORIES,
        "phiK": matrix.loc[list(frame), list(frame)].to_numpy(),
        "spearman": stats.spearmanr(frame[numbers]).statistic,
        "asymptoticZ": asymptotic.loc[list(frame), list(frame)].to_numpy(),
        "varianceInflation": vif(frame[numbers].to_numpy()),
    }


frame = synthetic()
numbers = [name for name in frame if name not in ("category", "binary")]
spearman = stats.spearmanr(frame)
tables_2d = table_references()
p_values = [0.001, 0.2, 0.03, 0.03, 0.8, 0.0004, 1.0]
low = [[4, 1, 0, 2], [1, 3, 2, 0], [0, 1, 5, 1], [2, 0, 1, 3]]
result = {
    "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__,
                 "pandas": pd.__version__, "phik": phik.__version__},
    "columns": {name: frame[name].to_list() for name in frame},
    "spearman": {"matrix": spearman.statistic, "pValues": spearman.pvalue},
    "pearson": np.corrcoef(frame.to_numpy().T),
    "ranks": stats.rankdata(frame["counts"]),
    "phiKMatrix": frame.phik_matrix(interval_cols=numbers, verbose=False, njobs=1).to_numpy(),
    "phiKBins6": frame.phik_matrix(interval_cols=numbers, bins=6, noise_correction=False, verbose=False, njobs=1).to_numpy(),
    "tables": tables_2d,
    "hybridZ": {
        "counts": tables_2d[1]["counts"],
        "multinomial": hybrid(tables_2d[1]["counts"], "multinominal"),
        "hypergeometric": hybrid(tables_2d[1]["counts"], "hypergeometric"),
        "sparseCounts": low,
        "sparseMultinomial": hybrid(low, "multinominal"),
        "sparseHypergeometric": hybrid(low, "hypergeometric"),
    },
    "varianceInflation": vif(frame.to_numpy()),
    "groups": group_references(frame),
    "descriptive": interval_references(frame),
    "normal": normal_references(),
    "benjaminiHochberg": {"pValues": p_values, "adjusted": stats.false_discovery_control(p_values)},
}
if (tables / "market_file.csv").exists():
    result["real"] = real_references()
text = json.dumps(finite(result), ensure_ascii=False)
(here / "statistics.json").write_text(text + "\n", encoding="utf-8")
