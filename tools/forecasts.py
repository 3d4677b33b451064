#!/usr/bin/env python3
"""Compares forecasts of runs with what the runs took, and the memory forecast with the peak of the process.

    tools/forecasts.py gradus-cli/target/gradus/bin/gradus

prints the rows of the table in docs/command-line.md; it trains for about a minute, in a temporary folder.
"""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

RUNS = [
    "--model mlp --epochs 8",
    "--epochs 1",
    "--model lenet --epochs 2",
    "wide.csv --target y --epochs 10",
    "--model mlp --backend java --threads 2 --epochs 2",
]


def write_table(file):
    numbers = random.Random(3)
    with open(file, "w") as table:
        table.write(",".join(f"x{i}" for i in range(20)) + ",y\n")
        for _ in range(60000):
            x = [numbers.gauss(0, 1) for _ in range(20)]
            label = "a" if x[0] * x[1] + x[2] > 0 else "b"
            table.write(",".join(f"{value:.4f}" for value in x) + f",{label}\n")


def last_event(command):
    """Returns the last event that the command prints, and its peak memory in MB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    lines = process.stdout.read().decode().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    return json.loads(lines[-1]), usage.ru_maxrss * 1024 / 1e6


def main():
    gradus = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        write_table("wide.csv")
        for run in RUNS:
            words = [gradus, "train", *run.split(), "--seed", "5", "--json"]
            forecast, _ = last_event(words + ["--forecast"])
            end, peak = last_event(words)
            memory = forecast["memory"]
            needed = (memory["network"] + memory["copies"] + memory["inUse"]) / 1e6
            ratio = forecast["seconds"] / end["seconds"]
            print(
                f"| `{run}` | {forecast['seconds']:.1f} s | {end['seconds']:.1f} s | {ratio:.2f}"
                f" | {needed:.0f} MB | {peak:.0f} MB |",
                flush=True,
            )


if __name__ == "__main__":
    main()
