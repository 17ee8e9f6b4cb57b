"""The blocks of a guide, read from raw Markdown: steps, duties, forms, principles and examples, with their fields.

The syntax is that of pymdown-extensions' blocks: ``/// step | title``, fields as YAML lines indented by four spaces,
then Markdown, then ``///``. blocks.py renders them; here they are read so that the build can hold them to their sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import yaml

from .frontmatter import Document, Loader
from .masking import mask
from .problems import Problem

KINDS: Mapping[str, str] = {"form": "形式", "step": "步驟", "duty": "職責", "principle": "原則", "example": "實例"}
"""The kinds of block, with the label a reader sees."""

FACTS: Mapping[str, str] = {"who": "何人", "to": "對誰", "when": "何時", "long": "多久", "with": "根據", "about": "內容"}
"""Fields shown as the block's line of facts. What stands in one must be words quoted in the block, or the editors'
own words in 〔〕."""

FIELDS = ("id", "number", "en", *FACTS)
_START = re.compile(r" {0,3}(/{3,})[ ]*([\w-]+)[ ]*(?:\|[ ]*(.*?)[ ]*)?$")
_INDENTED = re.compile(r"(?: {4,}|[ \t]*(?:(?:[-*+]|[0-9]+\.)[ \t]+)+)/{3,}[ ]*(?:" + "|".join(KINDS) + r")\b")
_END = re.compile(r" {0,3}(/{3,})[ ]*$")


@dataclass(frozen=True)
class GuideBlock:
    """One block. ``number`` is the item's number as the source prints it; ``line`` to ``end`` are its lines in the file."""

    kind: str
    title: str
    id: str
    line: int
    end: int
    number: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    fact_lines: Mapping[str, int] = field(default_factory=dict)


def fact_words(value: str) -> Iterator[str]:
    """The words of a field that must be quoted in its block: the value parted at 、；，, the editors' 〔…〕 left out."""
    for part in re.split(r"[、；，]", re.sub(r"〔[^〕]*〕", "；", value)):
        if part.strip():
            yield part.strip()


def scan(document: Document) -> tuple[tuple[GuideBlock, ...], list[Problem]]:
    """The blocks of a page, in order, and what is wrong with their form."""
    rows = mask(document.body).split("\n")
    blocks: list[GuideBlock] = []
    problems: list[Problem] = []
    opened: list[tuple[int, int]] = []  # length of the slashes, index of the block or -1
    ids: dict[str, int] = {}
    for index, row in enumerate(rows):
        line = document.first_line + index
        start, end = _START.match(row), _END.match(row)
        if end:
            if opened and opened[-1][0] == len(end.group(1)):
                _, at = opened.pop()
                if at >= 0:
                    blocks[at] = replace(blocks[at], end=line)
            else:
                problems.append(
                    Problem(
                        document.path,
                        line,
                        1,
                        "G002",
                        "這裏結束一個沒有開頭的塊，或斜線數目與開頭不同。",
                        "斜線數目與開頭一致；多餘的刪去。",
                    )
                )
        elif start:
            block, faults = _block(document, rows, index, start)
            problems += faults
            opened.append((len(start.group(1)), len(blocks) if block else -1))
            if block:
                if block.id in ids:
                    problems.append(
                        Problem(document.path, line, 1, "G006", f"本頁第 {ids[block.id]} 行已有 id「{block.id}」。", "換一個 id。")
                    )
                ids.setdefault(block.id, line)
                blocks.append(block)
        elif _INDENTED.match(row):  # in a list Markdown would make a block of it, which nothing here has checked
            problems.append(
                Problem(document.path, line, 1, "G002", "塊的開頭縮進了四格以上，或在列表裏。", "塊不能放在列表裏；「///」頂格寫。")
            )
    for _, at in opened:
        line = blocks[at].line if at >= 0 else document.first_line
        if at >= 0:
            blocks[at] = replace(blocks[at], end=document.first_line + len(rows))
        problems.append(Problem(document.path, line, 1, "G002", "這個塊沒有結束。", "在塊的末尾加單獨一行「///」。"))
    return tuple(blocks), problems


def _block(document: Document, rows: list[str], index: int, start: re.Match[str]) -> tuple[GuideBlock | None, list[Problem]]:
    line, (_, kind, title) = document.first_line + index, start.groups()
    if kind not in KINDS:
        known = "、".join(f"{name}（{label}）" for name, label in KINDS.items())
        return None, [Problem(document.path, line, 1, "G001", f"沒有「{kind}」這種塊。", f"可用的塊有：{known}。")]
    problems: list[Problem] = []
    if not title:
        problems.append(Problem(document.path, line, 1, "G007", "這個塊沒有題目。", f"寫成「/// {kind} | 題目」。"))
    end = index + 1
    while end < len(rows) and re.match(r" {4,}\S", rows[end]):
        end += 1
    meta: object = {}
    try:
        meta = yaml.load("\n".join(rows[index + 1 : end]), Loader) or {}
    except (yaml.YAMLError, ValueError, RecursionError):
        problems.append(
            Problem(document.path, line + 1, 1, "G003", "塊的欄目不是有效的 YAML。", "每行縮進四格，寫成「欄名: 值」；值裏有冒號時用引號。")
        )
    if not isinstance(meta, dict):
        problems.append(Problem(document.path, line + 1, 1, "G003", "塊的欄目不是「欄名: 值」的形式。", "每行縮進四格，寫成「欄名: 值」。"))
        meta = {}
    lines = {row.strip().split(":")[0]: line + 1 + i for i, row in enumerate(rows[index + 1 : end])}
    for name, value in meta.items():
        at = lines.get(str(name), line)
        if name not in FIELDS:
            problems.append(Problem(document.path, at, 5, "G003", f"塊沒有「{name}」這一欄。", "可用的欄有：" + "、".join(FIELDS) + "。"))
        elif not isinstance(value, str):
            problems.append(Problem(document.path, at, 5, "G003", f"「{name}」的值應為文字。", "用引號把值括起來。"))
        elif name == "id" and not re.fullmatch(r"[a-z][a-z0-9-]*", value):
            problems.append(Problem(document.path, at, 5, "G003", f"id「{value}」不合格。", "只用小寫拉丁字母、數字和「-」，以字母開頭。"))
    if not meta.get("id"):
        problems.append(
            Problem(
                document.path, line, 1, "G003", "這個塊沒有 id，別處無法引用。", "在題目下一行加「    id: 一個英文短名」，公布後不再改。"
            )
        )
    meta = {key: value for key, value in meta.items() if isinstance(value, str)}
    facts = {name: meta[name] for name in FACTS if name in meta}
    return GuideBlock(kind, title or "", meta.get("id", ""), line, line, meta.get("number", ""), facts, lines), problems
