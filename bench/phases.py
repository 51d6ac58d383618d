#!/usr/bin/env python3
"""Counts the instructions of each rule of the month (callgrind) beside what its arithmetic alone would need.

    bench/phases.py PROGRAM [--write docs/performance_phases.md]

PROGRAM: `simulate` as people run it, build/release/simulate. One run of baseline without series. Links are those of the
shipped world; flops and bytes of an item, and why a rule takes more, stand in bench/phases.csv.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULE = re.compile(r"^\s*([\d,]+) .*:chokepoint::agents::((?:nation|firm|chipmaker|hub)::\w+)\(chokepoint::MonthView const&, "
                  r"unsigned long, unsigned long\) ")
STEP = re.compile(r"^\s*([\d,]+) .*:chokepoint::Simulation::step\(\)")


def number(text: str) -> int:
    return int(text.replace(",", ""))


def counted(program: str, scratch: pathlib.Path) -> tuple[int, dict[str, int]]:
    """Instructions of all months, and of each rule with what it calls."""
    out = scratch / "callgrind.out"
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program, str(ROOT / "scenarios/baseline.yaml"),
                    "--runs", "1", "--threads", "1", "--hash"], check=True, capture_output=True)
    text = subprocess.run(["callgrind_annotate", str(out), "--inclusive=yes", "--auto=no", "--threshold=100"], check=True,
                          capture_output=True, text=True).stdout
    rules: dict[str, int] = {}
    whole = 0
    for line in text.splitlines():
        if m := RULE.match(line):
            rules[m[2]] = max(rules.get(m[2], 0), number(m[1]))
        elif m := STEP.match(line):
            whole = max(whole, number(m[1]))
    return whole, rules


def sizes(program: str) -> dict[str, int]:
    """How many items of each kind the shipped world has."""
    graph = json.loads(subprocess.run([program, "graph", "baseline", "--format", "json"], check=True, capture_output=True,
                                      text=True).stdout)
    links: dict[str, int] = {}
    for link in graph["links"]:
        links[link["good"]] = links.get(link["good"], 0) + 1
    chain = {"tool", "wafer", "hbm", "accelerator", "cloud_rent", "ai_service", "open_weights"}
    nations = sum(1 for _ in csv.DictReader(line for line in open(ROOT / "data/world/nations.csv", encoding="utf-8")
                                            if not line.startswith("#")))
    designers = sum(1 for _ in csv.DictReader(line for line in open(ROOT / "data/world/designers.csv", encoding="utf-8")
                                              if not line.startswith("#")))
    out = {f"links of {good}": count for good, count in links.items()}
    out["links of traded goods"] = sum(count for good, count in links.items() if good not in chain)
    out["pairs of nations"] = nations * nations
    out["pairs of designer and nation"] = nations * designers
    return out


def page(program: str) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        whole, rules = counted(program, pathlib.Path(scratch))
    size, months = sizes(program), 168
    lines = ["# Where the time of a month goes", "",
             "Written by `bench/phases.py build/release/simulate --write docs/performance_phases.md`: instructions of one run of `baseline` (168 months, no series), by rule, with",
             "what a rule calls. *Ideal*: the flops and bytes that the rule's equations need for an item, four flops or 32 bytes an instruction (AVX2), nothing else; logarithms",
             "and exponentials at 20 flops. *Ratio*: counted over ideal.", "",
             f"All months: {whole / 1e6:.1f} M instructions.", "",
             "| rule | M instructions | share | items a month | of an item | ideal | ratio | why not less |", "|---|---|---|---|---|---|---|---|"]
    known = {row["rule"]: row for row in csv.DictReader(open(ROOT / "bench/phases.csv", encoding="utf-8"))}
    for rule, count in sorted(rules.items(), key=lambda r: -r[1]):
        if count < whole / 200:
            continue
        row = known.get(rule)
        cells = ["", "", "", "", ""]
        if row:
            items = size[row["items"]]
            each = count / items / months
            flops = float(row["flops"]) + (40 if rule == "nation::choose_services" else 0)
            ideal = flops / 4 + float(row["bytes"]) / 32
            cells = [f"{items} {row['items']}", f"{each:.0f}", f"{ideal:.0f}", f"{each / ideal:.1f}", row["why"]]
        lines.append(f"| `{rule}` | {count / 1e6:.1f} | {100 * count / whole:.1f} % | " + " | ".join(cells) + " |")
    rest = whole - sum(rules.values())
    lines += ["", f"What is not a rule (events, rules in force, totals, the order of phases): {rest / 1e6:.1f} M."]
    return "\n".join(lines) + "\n"


def main() -> None:
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help"):
        sys.exit(__doc__)
    text = page(arguments[0])
    if arguments[1:2] == ["--write"]:
        pathlib.Path(arguments[2]).write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
