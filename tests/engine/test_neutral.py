"""The engine names no edition: neither its reports nor its subject nor its years, in code, comments, styles or templates."""

import re
from pathlib import Path

ENGINE = Path(__file__).parents[2] / "hooks"
KINDS = (".py", ".js", ".css", ".html", ".typ", ".po")
WORDS = re.compile("齊齊哈爾|太原|qiqihar|taiyuan|工會|小組|1952|1954", re.IGNORECASE)


def test_the_engine_names_no_edition():
    files = [file for file in ENGINE.rglob("*") if file.suffix in KINDS]
    assert {file.suffix for file in files} >= {".py", ".html", ".typ"}
    found = [
        f"{file.relative_to(ENGINE)}:{number}: {row.strip()[:100]}"
        for file in files
        for number, row in enumerate(file.read_text("utf-8").splitlines(), 1)
        if WORDS.search(row)
    ]
    assert found == []
