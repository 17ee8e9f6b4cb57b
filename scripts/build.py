#!/usr/bin/env python3
"""Build the site strictly, beside the one that is there; it takes that one's place when it is whole.

    build.py [--site-dir DIR] [OPTIONS OF `mkdocs build`]

A build that fails or is killed leaves the site as it was.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mkdocs.__main__ import cli

from duben import command
from duben.catalogue import _
from duben.site.swap import replacing


def build(folder: Path, options: list[str]) -> None:
    """Build into ``folder``. Raises SystemExit where that fails."""
    try:
        cli.main(["build", "--strict", "--site-dir", str(folder), *options], prog_name="mkdocs")
    except SystemExit as done:
        if done.code:
            raise


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.add_argument("-d", "--site-dir", type=Path, default=Path("site"), help="the folder of the site (site)")
    options, rest = parser.parse_known_args()
    try:
        with replacing(options.site_dir) as folder:
            build(folder, rest)
    except OSError as error:
        print(_("The site could not be written: {reason}.", reason=error), file=sys.stderr)
    except SystemExit:
        pass  # it has said why
    else:
        return 0
    if options.site_dir.exists():
        print(_("{folder} is as it was before.", folder=f"{options.site_dir}/"), file=sys.stderr)
    return 1


if __name__ == "__main__":
    command.run(main)
