#!/usr/bin/env python3
"""Two markets of the shipped world with numpy and numba, on arrays of one replicate: markets.py FILE [--json].

FILE: `lanes --dump FILE` (app/bench/lanes). Each program must give what the engine gave, to 11 digits; numba is left out where it is missing.
"""
import json
import statistics
import sys
import time

import numpy as np

try:
    import numba
except ImportError:
    numba = None


def read(path):
    arrays = {}
    with open(path, "rb") as file:
        while line := file.readline():
            name, count = line.split()
            arrays[name.decode()] = np.frombuffer(file.read(8 * int(count)))
    return arrays


def whole(x):
    return x.astype(np.int64)


def part(arrays, market):
    return {name.split(".")[1]: values for name, values in arrays.items() if name.startswith(market + ".")}


# --- the market for AI services -----------------------------------------------------------------------------------
def services_numpy(a):
    firm, nation, home = whole(a["firm"]), whole(a["nation"]), whole(a["home"])[whole(a["firm"])]
    (openness, align, by_presence, at_home, by_trust, inertia, floor, open_price, open_revenue, low, span, limit, spent, frontier) = a["parameters"]
    count = len(a["gdp"])
    live = (a["sells"][firm] > 0) & (a["odds"] > 0)
    is_open = a["open_price"][firm] > 0
    alignment = a["alignment"]

    def run():
        maturity = min(max((frontier - low) / span, 0), limit)
        spending = a["gdp"] * 1000 / 12 * spent * a["adoption"] * maturity
        open_appeal = -0.5 * openness * a["sensitivity"] * np.log(open_price)
        utility = (a["appeal"][firm] + align * alignment[home] * alignment[nation] + np.where(is_open, open_appeal[nation], 0) + by_presence * a["presence"] +
                   np.where(home == nation, at_home, 0) + by_trust * a["trust"])
        weight = np.where(live, a["odds"] * np.exp(utility + inertia * np.log(a["share"] + floor)), 0)
        total = np.bincount(nation, weight, count)[nation]
        shipped = np.where(total > 0, spending[nation] * weight / np.where(total > 0, total, 1), 0)
        return (shipped * np.where(is_open, open_revenue, 1),)

    return run


def services_loop(firm, nation, home, live, is_open, odds, share, presence, trust, appeal, gdp, adoption, alignment, sensitivity, p, weight, payment):
    maturity = min(max((p[13] - p[9]) / p[10], 0.0), p[11])
    first = 0
    while first < len(firm):
        n, last, total = nation[first], first, 0.0
        open_appeal = -0.5 * p[0] * sensitivity[n] * np.log(p[7])
        while last < len(firm) and nation[last] == n:
            i = firm[last]
            weight[last] = 0.0
            if live[last]:
                utility = appeal[i] + p[1] * alignment[home[i]] * alignment[n] + p[2] * presence[last] + p[4] * trust[last]
                if is_open[i]:
                    utility += open_appeal
                if home[i] == n:
                    utility += p[3]
                weight[last] = odds[last] * np.exp(utility + p[5] * np.log(share[last] + p[6]))
                total += weight[last]
            last += 1
        spending = gdp[n] * 1000 / 12 * p[12] * adoption[n] * maturity
        for e in range(first, last):
            payment[e] = spending * weight[e] / total if total > 0 else 0.0
            if is_open[firm[e]]:
                payment[e] *= p[8]
        first = last


def services_numba(a):
    loop = numba.njit(services_loop)
    firm = whole(a["firm"])
    weight, payment = np.zeros(len(firm)), np.zeros(len(firm))
    fixed = (firm, whole(a["nation"]), whole(a["home"]), (a["sells"][firm] > 0) & (a["odds"] > 0), a["open_price"] > 0, a["odds"], a["share"], a["presence"],
             a["trust"], a["appeal"], a["gdp"], a["adoption"], a["alignment"], a["sensitivity"], a["parameters"], weight, payment)

    def run():
        loop(*fixed)
        return (payment,)

    return run


# --- the market for traded goods: orders and supply ---------------------------------------------------------------
def goods_numpy(a):
    buyer, seller = whole(a["buyer"]), whole(a["seller"])
    buyers, sellers = len(a["use"]), len(a["fill"])
    speed, refill, kept, spare = a["parameters"]
    calm, moves = a["calm"] > 0, a["moves"] > 0
    entered = np.where(a["entered"] > 0, a["weight"], 0)
    rest = np.where(a["dormant"] > 0, 0, entered)
    calm_seller = np.zeros(sellers, bool)
    calm_seller[seller] = calm
    bound = a["access"] < 1
    carried = a["access"] * a["weight"]

    def ratio(x, y):
        return np.where(y > 0, x / np.where(y > 0, y, 1), 0)

    def run():
        moved = a["reference"] + speed * (ratio(rest, np.bincount(buyer, rest, buyers)[buyer]) - a["reference"])
        reference = np.where(moves, moved, a["reference"])
        months = 1 - a["substitute"] + np.maximum(a["usual"] - a["inventory"], 0) / refill + kept * a["backlog"]
        wanted = np.where(moves, entered, a["weight"]) * a["attraction"] * a["fill"][seller]
        total = np.bincount(buyer, wanted, buyers)
        free = np.bincount(buyer, np.where(bound, 0, wanted), buyers)
        capped = np.where(bound, np.minimum(ratio(wanted, total[buyer]), carried), 0)
        scale = ratio(1 - np.bincount(buyer, capped, buyers), free)
        share = a["share"] + speed * (np.where(bound, capped, wanted * scale[buyer]) - a["share"])
        ordered = np.where(bound, np.minimum(share * np.minimum(1, months)[buyer], carried), share * months[buyer])
        planned_link = a["use"][buyer] * reference
        order = np.where(calm, planned_link, a["use"][buyer] * ordered)
        planned, all_orders = np.bincount(seller, planned_link, sellers), np.bincount(seller, order, sellers)
        capacity = planned * a["scale"] * (1 + spare) * a["stretch"] * a["outage"]
        met = np.where(calm_seller | (all_orders <= 0), 1, np.minimum(1, ratio(capacity, all_orders)))
        return order, order * met[seller]

    return run


def goods_loop(buyer, seller, calm, moves, entered, dormant, weight, share, reference, attraction, access, use, substitute, inventory, backlog, usual, fill, scale,
               stretch, outage, p, moved, planned, ordered, order, shipped):
    planned[:] = 0
    ordered[:] = 0
    first = 0
    while first < len(buyer):
        b, last, total, rest, free, capped = buyer[first], first, 0.0, 0.0, 0.0, 0.0
        while last < len(buyer) and buyer[last] == b:
            if entered[last] and not dormant[last]:
                rest += weight[last]
            order[last] = (weight[last] if entered[last] or not moves[last] else 0.0) * attraction[last] * fill[seller[last]]
            total += order[last]
            if access[last] >= 1:
                free += order[last]
            last += 1
        for e in range(first, last):
            moved[e] = reference[e]
            if moves[e]:
                at_rest = weight[e] / rest if entered[e] and not dormant[e] and rest > 0 else 0.0
                moved[e] += p[0] * (at_rest - reference[e])
            if access[e] < 1:
                order[e] = min(order[e] / total if total > 0 else 0.0, access[e] * weight[e])
                capped += order[e]
        factor = (1 - capped) / free if free > 0 else 0.0
        months = 1 - substitute[b] + max(usual[b] - inventory[b], 0.0) / p[1] + p[2] * backlog[b]
        for e in range(first, last):
            plan = use[b] * moved[e]
            if calm[e]:
                order[e] = plan
            elif access[e] < 1:
                to = share[e] + p[0] * (order[e] - share[e])
                order[e] = use[b] * min(to * min(1.0, months), access[e] * weight[e])
            else:
                order[e] = use[b] * ((share[e] + p[0] * (order[e] * factor - share[e])) * months)
            planned[seller[e]] += plan
            ordered[seller[e]] += order[e]
        first = last
    for e in range(len(buyer)):
        s = seller[e]
        met = 1.0
        if not calm[e] and ordered[s] > 0:
            met = min(1.0, planned[s] * scale[s] * (1 + p[3]) * stretch[s] * outage[s] / ordered[s])
        shipped[e] = order[e] * met


def goods_numba(a):
    loop = numba.njit(goods_loop)
    links, sellers = len(a["buyer"]), len(a["fill"])
    order, shipped = np.zeros(links), np.zeros(links)
    fixed = (whole(a["buyer"]), whole(a["seller"]), a["calm"] > 0, a["moves"] > 0, a["entered"] > 0, a["dormant"] > 0, a["weight"], a["share"], a["reference"],
             a["attraction"], a["access"], a["use"], a["substitute"], a["inventory"], a["backlog"], a["usual"], a["fill"], a["scale"], a["stretch"], a["outage"],
             a["parameters"], np.zeros(links), np.zeros(sellers), np.zeros(sellers), order, shipped)

    def run():
        loop(*fixed)
        return order, shipped

    return run


def furthest(results, expected, counted):
    """The largest difference from the engine, relative to the largest number of its array."""
    return max(np.abs(x - y)[counted].max() / np.abs(y).max() for x, y in zip(results, expected))


def main():
    arrays = read(sys.argv[1])
    services, goods = part(arrays, "services"), part(arrays, "goods")
    # What buyers order that are short of a good or hoard it is not in these loops, nor what their sellers then ship.
    special = goods["special"][whole(goods["buyer"])] > 0
    sellers = np.zeros(len(goods["fill"]), bool)
    sellers[whole(goods["seller"])[special & (goods["calm"] == 0)]] = True
    plain = (goods["calm"] > 0) | ~sellers[whole(goods["seller"])]
    markets = {"services": (services, [services["payment"]], np.ones(len(services["firm"]), bool)),
               "goods": (goods, [goods["order"], goods["shipped"]], plain)}
    programs = {"numpy": {"services": services_numpy, "goods": goods_numpy}}
    if numba:
        programs["numba"] = {"services": services_numba, "goods": goods_numba}
    else:
        print("markets.py: numba is missing (Debian: python3-numba); it is left out", file=sys.stderr)
    out = []
    for market, (state, expected, counted) in markets.items():
        runs = {name: made[market](state) for name, made in programs.items()}
        for name, run in runs.items():
            far = furthest(run(), expected, counted)
            if not far < 1e-11:
                sys.exit(f"markets.py: {name}, {market}: off by {far} from the engine")
        times = {name: [] for name in runs}
        for _ in range(21):
            for name, run in runs.items():
                start = time.process_time()
                for _ in range(50):
                    run()
                times[name].append((time.process_time() - start) / 50)
        for name, taken in times.items():
            out.append({"market": market, "program": name, "links": len(expected[0]), "compared": int(counted.sum()), "microseconds": round(statistics.median(taken) * 1e6, 1)})
    if "--json" in sys.argv:
        print(json.dumps(out, indent=1))
    else:
        for row in out:
            print(f"{row['market']:<10}{row['program']:<8}{row['microseconds']:>8.1f} us a replicate-month; {row['compared']} of {row['links']} links as the engine's")


if __name__ == "__main__":
    main()
