#!/usr/bin/env python3
"""Runs the peers in turns, compares their checksums, and tells the medians. Called by run.sh, which builds what is compiled."""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def programs(built, python):
    """Name, command, and the most agents that it can be asked for in reasonable time."""
    all_of_them = [
        ("python objects", [python, HERE / "objects_step.py"], 10_000),
        ("numpy", [python, HERE / "numpy_step.py"], None),
        ("boost adjacency_list", [built / "bgl_step"], None),
        ("bare kernel", [built / "kernel_step"], None),
        ("kernel with our maths", [built / "kernel_step", "--engine-maths"], None),
        ("engine", [built / "engine_step"], None),
        ("engine on 2 threads", [built / "engine_step", "--threads", "2"], None),
    ]
    return [p for p in all_of_them if len(p[1]) > 1 and p[1][0] == python or pathlib.Path(p[1][0]).exists()]


def ask(command, agents, steps, seconds):
    head, *options = [str(word) for word in command]
    script = options[:1] if options and options[0].endswith(".py") else []
    words = [head, *script, str(agents), str(steps), str(seconds), *options[len(script):]]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"run.py: {' '.join(words)} failed:\n{done.stderr}")
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description="The neutral step in several programs, timed in turns.")
    parser.add_argument("agents", type=int, nargs="*", default=[1000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--built", type=pathlib.Path, required=True, help="folder of the compiled peers")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--steps", type=int, default=20, help="steps before the checksum")
    parser.add_argument("--seconds", type=float, default=0.5, help="to time, at least")
    parser.add_argument("--only", default="", help="names of programs, with commas")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    arguments = parser.parse_args()
    chosen = [name.strip() for name in arguments.only.split(",") if name.strip()]
    out = []
    for agents in arguments.agents:
        found = {}
        peers = [p for p in programs(arguments.built, sys.executable) if (not chosen or p[0] in chosen) and (p[2] is None or agents <= p[2])]
        for turn in range(arguments.repeat):
            for name, command, _ in peers:
                if sys.stderr.isatty():
                    print(f"\r\033[K{agents} agents, turn {turn + 1} of {arguments.repeat}: {name}", end="", file=sys.stderr, flush=True)
                found.setdefault(name, []).append(ask(command, agents, arguments.steps, arguments.seconds))
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)
        sums = {name: float(rows[0]["checksum"]) for name, rows in found.items()}
        low, high = min(sums.values()), max(sums.values())
        if high - low > 1e-11 * abs(high):
            sys.exit(f"run.py: checksums differ at {agents} agents: {sums}")
        base = statistics.median(r["updates_per_second"] for r in found["numpy"]) if "numpy" in found else None
        rows = []
        for name, results in found.items():
            speeds = sorted(r["updates_per_second"] for r in results)
            rows.append({"agents": agents, "name": name, "checksum": results[0]["checksum"], "median": statistics.median(speeds), "least": speeds[0], "most": speeds[-1],
                         "over_numpy": statistics.median(speeds) / base if base else None, "memory_mib": statistics.median(r["memory_mib"] for r in results)})
        out += rows
        if not arguments.json:
            print(f"{agents} agents, {8 * agents} links; checksum {rows[0]['checksum'][:13]} in all; medians of {arguments.repeat}")
            print(f"  {'program':<22}{'M agent-steps/s':>16}{'least .. most':>20}{'over numpy':>12}{'MiB':>9}")
            for row in rows:
                ratio = f"{row['over_numpy']:.2f}" if row["over_numpy"] else ""
                spread = f"{row['least'] / 1e6:.2f} .. {row['most'] / 1e6:.2f}"
                print(f"  {row['name']:<22}{row['median'] / 1e6:>16.2f}{spread:>20}{ratio:>12}{row['memory_mib']:>9.0f}")
    if arguments.json:
        print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
