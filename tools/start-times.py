#!/usr/bin/env python3
"""Times how long gradus takes from the command to its first step, and whole commands: short trainings, a prediction, a schedule.

    tools/start-times.py [--runs N] [GRADUS ...]

Starts each GRADUS (./gradus unless given; several are taken in turn, to compare them while the machine's speed drifts)
once unmeasured, then N times, and prints minimum, median and maximum: seconds until the first step's line, processor
seconds used by then (Linux only), and seconds of each whole command. Needs Python 3.9 and nothing else.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

TRAIN = ["train", "--json", "--steps", "5", "--validation-share", "0.5"]
TABLE = str(Path(__file__).resolve().parent.parent / "docs" / "penguins.csv")
WHOLE = {
    "digits, 5 steps, s": ["train", "--steps", "5", "--quiet"],
    "table, 20 epochs, s": ["train", TABLE, "--target", "species", "--epochs", "20", "--quiet", "--name", "table"],
    "prediction, s": ["predict", "table", TABLE],
    "schedule, s": ["schedule", "oneCycle(0.01)", "--steps", "1000"],
}


def processor_seconds(pid):
    """Returns what a process and its ended children have used, NaN where the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def first_step(gradus):
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        with subprocess.Popen(
            [gradus, *TRAIN], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        ) as run:
            for line in run.stdout:
                if line.startswith(b'{"event":"step"'):
                    seconds = time.perf_counter() - begin
                    used = processor_seconds(run.pid)
                    run.stdout.read()
                    return seconds, used
    raise SystemExit(f"{gradus} {' '.join(TRAIN)} made no step")


def whole(gradus):
    """Returns the seconds of each whole command, one after another in a folder of their own."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for words in WHOLE.values():
            begin = time.perf_counter()
            subprocess.run(
                [gradus, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, check=True
            )
            seconds.append(time.perf_counter() - begin)
    return seconds


def main():
    usual = Path(__file__).resolve().parent.parent / "gradus"
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="counted starts of each (default 9)")
    parser.add_argument("gradus", nargs="*", default=[str(usual)], help="the commands to start (default ./gradus)")
    options = parser.parse_args()

    commands = [str(Path(gradus).resolve()) for gradus in options.gradus]
    rows = {command: [] for command in commands}
    for run in range(options.runs + 1):
        for command in commands:
            row = (*first_step(command), *whole(command))
            if run > 0:
                rows[command].append(row)
    for command in commands:
        print(command)
        names = ("first step, s", "processor by then, s", *WHOLE)
        for name, values in zip(names, zip(*rows[command])):
            low, middle, high = min(values), statistics.median(values), max(values)
            print(f"  {name:22}min {low:.2f}   median {middle:.2f}   max {high:.2f}")


if __name__ == "__main__":
    main()
