"""Recomputes the money of a plan, independently, from what a study (or a plan) wrote.

    pip install numpy==2.4.6 scipy==1.17.1
    python tests/reference/plan.py reports
    python tests/reference/plan.py reports --offers data/offers.json --effects effects.json

From the points in offers.csv (Shapley values of the probability, summed over the reasons that an option addresses), the
profits and the catalogue it works out what every option keeps and costs and the limits of the plan; adds up the plan
that offers.csv gives; and finds the best plan by scipy.optimize.milp (HiGHS, native, whole model at once). Prints each comparison; exit code 1 where one fails. What a customer's option keeps has to agree
to 1e-12 (relative), the limits with metrics.json to 1e-9, and the plan of the study has to reach the optimum to the
gap that it states, 1e-4 unless metrics.json says otherwise.
"""
import argparse
import csv
import json
import pathlib
import sys

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

MONTHS = 3


def read_options(rows, offers, channels, lost_share):
    """Every option of every customer, with what it keeps by the file and by its points."""
    options = []
    for customer, row in enumerate(rows):
        for k in range(1, 6):
            name = row[f"option_{k}"]
            if not name:
                continue
            channel = channels[row[f"option_{k}_channel"]]
            offer = offers[name]
            points = float(row[f"option_{k}_points"])
            kept = offer["effect"]["likely"] * channel["reach"] * points * float(row["profit"]) * MONTHS * lost_share
            options.append(
                {
                    "customer": customer,
                    "channel": channel["id"],
                    "points": points,
                    "probability": float(row["decline_probability"]),
                    "cost": offer["cost"] + channel["cost"],
                    "kept": kept,
                    "contact": channel["needsConsent"],
                    "stated": {
                        "cost": float(row[f"option_{k}_cost"]),
                        "kept": float(row[f"option_{k}_profit_kept"]),
                        "contact": row[f"option_{k}_contact"] == "1",
                    },
                }
            )
    return options


def planned_options(rows):
    """The option that the plan gives each customer; offer and channel themselves follow the experiment while it runs."""
    return [
        (row, f"option_{k}")
        for row in rows
        for k in range(1, 6)
        if row[f"option_{k}"] and (row[f"option_{k}"], row[f"option_{k}_channel"]) == (row["planned_offer"], row["planned_channel"])
    ]


def quantity(stated, whole):
    return stated["amount"] if "amount" in stated else max(0.0, stated["share"] * whole)


def limits_of(catalogue, rows):
    at_risk = sum(MONTHS * float(row["decline_probability"]) * max(0.0, float(row["profit"])) for row in rows)
    whole = lambda count: int(numpy.floor(count + 1e-9))
    return {
        "budget": quantity(catalogue["plan"]["budget"], at_risk),
        "contacts": whole(quantity(catalogue["plan"]["contacts"], len(rows))),
        "channels": {
            channel["id"]: whole(quantity(channel["limit"], len(rows))) if "limit" in channel else None
            for channel in catalogue["channels"]
        },
    }


def best_plan(options, limits):
    customer = numpy.array([option["customer"] for option in options])
    rows = [(customer == one).astype(float) for one in numpy.unique(customer)]
    most = [1.0] * len(rows)
    rows.append(numpy.array([option["cost"] for option in options]))
    most.append(limits["budget"])
    rows.append(numpy.array([float(option["contact"]) for option in options]))
    most.append(limits["contacts"])
    for channel, limit in limits["channels"].items():
        if limit is not None:
            rows.append(numpy.array([float(option["channel"] == channel) for option in options]))
            most.append(limit)
    net = numpy.array([option["kept"] - option["cost"] for option in options])
    found = milp(
        -net,
        integrality=numpy.ones(len(options)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(csr_array(numpy.array(rows)), -numpy.inf, most),
        options={"mip_rel_gap": 1e-6, "time_limit": 300},
    )
    assert found.status in (0, 1) and found.x is not None, found.message
    return -found.fun, -found.mip_dual_bound


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path, help="folder with offers.csv and metrics.json")
    parser.add_argument("--offers", type=pathlib.Path, default=pathlib.Path("data/offers.json"))
    parser.add_argument("--effects", type=pathlib.Path)
    given = parser.parse_args()
    catalogue = json.loads(given.offers.read_text(encoding="utf-8-sig"))
    if given.effects:
        for name, effect in json.loads(given.effects.read_text(encoding="utf-8"))["offers"].items():
            for offer in catalogue["offers"]:
                if offer["id"] == name:
                    offer["effect"] = effect
    with open(given.out / "offers.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    metrics = json.loads((given.out / "metrics.json").read_text(encoding="utf-8"))["budget"]
    offers = {offer["id"]: offer for offer in catalogue["offers"]}
    channels = {channel["id"]: channel for channel in catalogue["channels"]}
    options = read_options(rows, offers, channels, catalogue["profitLost"]["likely"])
    limits = limits_of(catalogue, rows)
    plan = metrics["plan"]
    gap = max(1e-4, plan["gap"])
    failures = []

    def compare(what, own, theirs, tolerance):
        difference = abs(own - theirs) / max(abs(theirs), 1e-300)
        agrees = difference <= tolerance
        print(f"{what}: {own:.6f} here, {theirs:.6f} there, relative difference {difference:.1e}{'' if agrees else '  <-- differs'}")
        if not agrees:
            failures.append(what)

    print(f"{len(rows)} customers, {len(options)} options")
    for field in ("kept", "cost"):
        largest = max(abs(o[field] - o["stated"][field]) / max(abs(o["stated"][field]), 1e-300) for o in options)
        print(f"{field} of single options: largest relative difference {largest:.1e}")
        if largest > 1e-12:
            failures.append(field)
    if any(o["contact"] != o["stated"]["contact"] for o in options):
        failures.append("contact")
    if any(o["points"] > o["probability"] * (1 + 1e-12) or o["probability"] < catalogue["riskFrom"] for o in options):
        failures.append("points")
    compare("budget", limits["budget"], metrics["limits"]["budget"], 1e-9)
    compare("contacts", limits["contacts"], metrics["limits"]["contacts"], 0)
    for channel, limit in limits["channels"].items():
        if limit is not None:
            compare(f"limit of {channel}", limit, metrics["limits"]["channels"][channel], 0)
    planned = planned_options(rows)
    compare("plan in offers.csv keeps", sum(float(row[f"{k}_profit_kept"]) for row, k in planned), plan["kept"], 1e-9)
    compare("plan in offers.csv costs", sum(float(row[f"{k}_cost"]) for row, k in planned), plan["cost"], 1e-9)
    best, bound = best_plan(options, limits)
    net = plan["kept"] - plan["cost"]
    compare("best plan gains after its cost", best, net, 2 * gap)
    if net > bound * (1 + 1e-9):
        failures.append("a plan above the bound")
    print("agrees" if not failures else f"differs: {', '.join(failures)}")
    sys.exit(1 if failures else 0)


main()
