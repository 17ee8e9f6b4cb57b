#!/usr/bin/env python3
"""Ask the properties of tests/support/fuzzing.py of random cases, for as long as there is time; tell the cases and what fell.

fuzz.py [--minutes N] [--seed N]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from duben import command

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
from support.fuzzing import ask, draw  # type: ignore[import-not-found]  # the folder of tests is no package


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    random = Random(options.seed)
    counted: Counter[str] = Counter()
    fell: Counter[tuple[str, str]] = Counter()
    end = time.monotonic() + 60 * options.minutes
    while time.monotonic() < end:
        name = draw(random)
        counted[name] += 1
        if fallen := ask(name, random):
            case, error = fallen
            fell[name, type(error).__name__] += 1
            if fell[name, type(error).__name__] <= 3:
                print(f"{name}: {type(error).__name__}: {error}\n  {case!r}", flush=True)
    print(f"seed {options.seed}: {counted.total():,} cases, {fell.total()} fell")
    for name, count in sorted(counted.items()):
        print(f"  {name}: {count:,}")
    return bool(fell)


if __name__ == "__main__":
    command.run(main)
