#!/usr/bin/env python3
"""Make a report folder of a raw transcription, and say what a person should look at.

    import_report.py RAW.txt ID [--docs DIR] [--names chen,li]

Writes DIR/reports/ID/, which must not exist: source.txt (the raw file, untouched), index.md, front.md, one file a
chapter, ids.txt. Leaves with 2 and one sentence where that cannot be done.
"""

from __future__ import annotations

import argparse
import io
import sys
from datetime import date
from pathlib import Path

from duben import importing


def shown(text: object) -> str:
    """``text`` for a terminal: characters that would command it are replaced."""
    return "".join(char if char.isprintable() or char == "\u3000" else "\ufffd" for char in str(text))


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal or pipe that is not UTF-8 must not end in a traceback
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path, metavar="RAW.txt", help="轉錄檔，UTF-8 純文字")
    parser.add_argument("id", metavar="ID", help="文獻的鍵，也是資料夾名，例如 trees-1950")
    parser.add_argument("--docs", type=Path, default=Path("docs"), help="內容資料夾（預設 docs）")
    parser.add_argument("--names", default="", help="各章的檔名，按先後，用逗號分開，例如 chen,li（預設 c1,c2…）")
    options = parser.parse_args()
    try:
        plan = importing.draft(options.raw.read_bytes(), [name for name in options.names.split(",") if name])
        figures = importing.write(plan, options.docs, options.id, date.today().isoformat())
    except importing.RefusedError as refusal:
        print(f"{options.raw}：{shown(refusal)}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{options.raw}：讀不到這個檔案（{error.strerror or error}）；請檢查路徑。", file=sys.stderr)
        return 2
    print(f"寫成 {options.docs / 'reports' / options.id}，{len(plan.chapters)} 個檔：")
    for chapter in plan.chapters:
        print(f"  {chapter.stem}.md  {shown(chapter.fields['title'])}")
    if plan.headings:
        print("\n標題（底本行號）：")
        for line, level, text in plan.headings:
            print(f"  {line:>5}  {'　' * (level - 1)}{shown(text)}")
    print(f"\n換頁斷句接上 {len(plan.joins)} 處。略去版面附件 {len(plan.furniture)} 項、標記 {len(plan.markup)} 處，都列在 index.md。")
    print(f"\n要請編者看的有 {len(plan.doubts)} 處：")
    for doubt in plan.doubts:
        print(f"  第 {doubt.line} 行：{shown(doubt.message)}" if doubt.line else f"  全檔：{shown(doubt.message)}")
    print(
        f"\n不失一字：底本 {figures.size} 字（空白不計）＝"
        f"正文 {figures.given} 字＋版面附件 {figures.furniture} 字＋標記 {figures.markup} 字；"
        f"共 {figures.blocks} 段，已從寫成的檔案讀回核對。"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
