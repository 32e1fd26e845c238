#!/usr/bin/env python3
"""Compares the packing search with OR-tools CP-SAT on the same instances: equal optima, and times.

    python3 scripts/packing_bench.py SCORE [--instances N] [--seconds S]

SCORE is the built `score` binary. Needs `ortools` from PyPI; nothing of it is in the product. Prints JSON.
"""
import argparse, json, random, statistics, subprocess, sys, tempfile, time
from ortools.sat.python import cp_model

GIB = 1 << 30
SHAPES = [(3920, 14), (7910, 28), (7910, 14), (15890, 61), (15740, 29), (31850, 123), (4000, 7), (12000, 46)]
DIMENSIONS = ("cpu_m", "memory", "ephemeral", "pods")


def instance(r, op, pools, profiles):
    def pool(i):
        cpu, mem = r.choice(SHAPES)
        out = {
            "name": f"pool{i}", "count": r.randint(1, 8) if r.random() < 0.7 else r.randint(9, 25),
            "allocatable": {"cpu_m": cpu, "memory": mem * GIB, "ephemeral": r.choice([18, 45, 90, 400]) * GIB, "pods": r.choice([30, 58, 110])},
            "used": {"cpu_m": r.choice([100, 150, 235, 400]), "memory": r.choice([64, 256, 420]) << 20, "pods": r.randint(3, 8)},
            "price": r.randrange(100, 2000) * 10,
        }
        if i and r.random() < 0.3:
            out["labels"] = {"pool": "big"}
            out["taints"] = [{"key": "ci", "value": "big", "effect": "NoSchedule"}]
        return out

    def profile(i):
        out = {"name": f"job{i}", "requests": {"cpu_m": r.randrange(4, 100) * 50, "memory": r.randrange(4, 160) * 64 << 20}, "demand": r.randint(2, 60) if r.random() < 0.5 else r.randint(60, 300)}
        if r.random() < 0.3:
            out["requests"]["ephemeral"] = r.randint(1, 20) * GIB
        if r.random() < 0.4:
            out["tolerations"] = [{"key": "ci", "value": "big", "effect": "NoSchedule"}]
        return out

    out = {"op": op, "pools": [pool(i) for i in range(pools)], "profiles": [profile(i) for i in range(profiles)]}
    if op == "max_mix":
        out["mix"] = [r.randint(1, 4) for _ in range(profiles)]
    return out


def eligible(pool, profile):
    return not pool.get("taints") or "tolerations" in profile


def cp_sat(question, seconds):
    """The assignment model: how many jobs of each profile each single node holds."""
    model = cp_model.CpModel()
    total, cost = [], []
    per_profile = [[] for _ in question["profiles"]]
    for pool in question["pools"]:
        before = None
        for _ in range(pool["count"]):
            free = {d: pool["allocatable"][d] - pool["used"].get(d, 0) for d in DIMENSIONS}
            row = []
            for index, profile in enumerate(question["profiles"]):
                asks = {**profile["requests"], "pods": 1}
                most = min((free[d] // asks[d] for d in DIMENSIONS if asks.get(d)), default=0) if eligible(pool, profile) else 0
                row.append(model.new_int_var(0, max(0, most), ""))
                per_profile[index].append(row[-1])
            for d in DIMENSIONS:
                model.add(sum(x * ({**p["requests"], "pods": 1}.get(d, 0)) for x, p in zip(row, question["profiles"])) <= free[d])
            # Nodes of a pool are alike: order them.
            size = model.new_int_var(0, 1000, "")
            model.add(size == sum(row))
            if before is not None:
                model.add(before >= size)
            before = size
            if question["op"] == "min_cost":
                used = model.new_bool_var("")
                for x in row:
                    model.add(x == 0).only_enforce_if(~used)
                cost.append(used * pool["price"])
    op = question["op"]
    if op == "max_jobs":
        for jobs, profile in zip(per_profile, question["profiles"]):
            model.add(sum(jobs) <= profile["demand"])
        model.maximize(sum(sum(jobs) for jobs in per_profile))
    elif op == "max_mix":
        k = model.new_int_var(0, 10000, "")
        for jobs, share in zip(per_profile, question["mix"]):
            model.add(sum(jobs) >= k * share)
        model.maximize(k)
    else:
        for jobs, profile in zip(per_profile, question["profiles"]):
            model.add(sum(jobs) >= profile["demand"])
        model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 1
    start = time.perf_counter()
    status = solver.solve(model)
    spent = (time.perf_counter() - start) * 1000
    if status == cp_model.INFEASIBLE:
        return None, True, spent
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, False, spent
    return round(solver.objective_value), status == cp_model.OPTIMAL, spent


def main():
    args = argparse.ArgumentParser()
    args.add_argument("score")
    args.add_argument("--instances", type=int, default=60)
    args.add_argument("--seconds", type=float, default=5)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    r = random.Random(args.seed)
    vectors = []
    for i in range(args.instances):
        op = ("max_jobs", "max_jobs", "max_mix", "min_cost")[i % 4]
        question = instance(r, op, r.randint(1, 3), r.randint(2, 5) if i % 3 else 5)
        vectors.append({"family": "packing", "name": f"{op} {i}", "input": question, "expected": {}})
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"vectors": vectors}, file)
        file.flush()
        ours = json.loads(subprocess.run([args.score, "packing", file.name], check=True, capture_output=True, text=True).stdout)
    key = {"max_jobs": "max_total_jobs", "max_mix": "max_mix_sets", "min_cost": "min_cost"}
    equal = compared = better = worse = 0
    times, theirs, unproved = [], [], 0
    for vector, own in zip(vectors, ours):
        value, proved, spent = cp_sat(vector["input"], args.seconds)
        op = vector["input"]["op"]
        found = own["got"].get(key[op])
        times.append(own["ms"])
        theirs.append(spent)
        unproved += not own["got"].get("proved", found is None)
        sign = -1 if op == "min_cost" else 1
        if proved:
            compared += 1
            equal += found == value
            if found != value:
                print(f"differs: {vector['name']}: {own['got']} against {value}", file=sys.stderr)
        elif value is not None and found is not None:
            better += sign * found > sign * value
            worse += sign * found < sign * value
    quantile = lambda list, q: round(sorted(list)[min(len(list) - 1, int(len(list) * q))], 3)
    spread = lambda list: {"median": quantile(list, 0.5), "p95": quantile(list, 0.95), "max": quantile(list, 1)}
    print(json.dumps({
        "instances": len(vectors), "cp_sat_proved": compared, "equal": equal,
        "unproved_by_cp_sat": {"ours_better": better, "ours_worse": worse}, "unproved_by_us": unproved,
        "ours_ms": spread(times), "cp_sat_ms": spread(theirs),
        "ratio_of_medians": round(statistics.median(theirs) / max(1e-6, statistics.median(times))),
    }, indent=2))


main()
