#!/usr/bin/env python3
"""Write the list of characters that PDFs can print, from the fonts that are installed: after their packages were updated.

printable.py
"""

from __future__ import annotations

import argparse
import textwrap

from duben.pdf.glyphs import characters
from duben.text.printable import FILE, ranges


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    found = characters()
    lines = textwrap.wrap(" ".join(ranges(found)), 140, break_on_hyphens=False)
    FILE.write_text("\n".join(lines) + "\n", "ascii", newline="\n")
    print(f"{FILE.name}: {len(found)}")


if __name__ == "__main__":
    main()
