#!/usr/bin/env python3
"""Write the JSON Schemas of edition.yml, of the front matter of each kind of page and of what check prints, for editors' programs.

    schema.py [--docs DIR] [--out DIR]

With ``--out`` a file NAME.schema.json for each; else all are printed as one JSON object by name.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from duben import command, telling
from duben.catalogue import _
from duben.reading.schemas import schemas
from duben.reading.settings import beside, read_settings


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--out", type=Path, help="the folder to write to")
    options = parser.parse_args()
    settings, found = read_settings(beside(options.docs))
    if found:
        print(telling.as_text(found, options.docs.as_posix()), file=sys.stderr)
        return 1
    made = {name: json.dumps(schema, ensure_ascii=False, indent=2) for name, schema in schemas(settings).items()}
    if options.out is None:
        print("{" + ",\n".join(f"{json.dumps(name)}: {text}" for name, text in made.items()) + "}")
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (options.out / f"{name}.schema.json").write_text(text + "\n", "utf-8", newline="\n")
    print(_("{count} files in {folder}.", count=len(made), folder=f"{options.out.as_posix()}/"))
    return 0


if __name__ == "__main__":
    command.run(main)
