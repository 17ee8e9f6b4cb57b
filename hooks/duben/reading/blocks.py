"""The blocks of a guide, read from raw Markdown: steps, duties and the like with their fields, and what arranges them; and the
fields of a blank form.

The syntax is that of pymdown-extensions' blocks: ``/// step | title``, fields as YAML lines indented by four spaces,
then Markdown, then ``///``. blocks.py renders them; here they are read so that the build can hold them to their sources,
which checks/guides.py does. Which kinds of blocks there are, and what each may have, the edition's settings say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import yaml

from ..problems import Problem
from .frontmatter import UNREADABLE, Document, Loader
from .settings import BlockTrait, Settings

NUMBERS: Mapping[str, range] = {"total": range(1, 601), "lines": range(1, 21), "columns": range(1, 13)}
"""The fields that are whole numbers, and which they may be: minutes of an agenda; of a form, lines to write on or columns of
its table."""
_START = re.compile(r" {0,3}(/{3,})[ ]*([\w-]+)[ ]*(?:\|[ ]*(.*?)[ ]*)?$")
_INDENTED = re.compile(r"(?: {4,}|[ ]*\t[ \t]*|[ \t]*(?:(?:[-*+]|[0-9]+\.)[ \t]+)+)/{3,}[ ]*[A-Za-z]")
# a field that YAML or Markdown would not take for one
_STRAY = re.compile(r"(?! {4}\S)[ \t\u3000]*[a-z]{2,6}[:：]|[ \t\u3000]*[a-z]{2,6}(?:：|:(?=[^\s/]))")
_END = re.compile(r" {0,3}(/{3,})[ ]*$")
_ID = r"[a-z][a-z0-9-]*"
_ITEM = re.compile(rf"(?:({_ID})|(〔[^〕]+〕))(?:[ ]+([0-9]{{1,3}}))?")


@dataclass(frozen=True)
class Item:
    """A line of a checklist or agenda: a block of the page, or the editors' words with their 〔〕; and its minutes."""

    block: str = ""
    words: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class GuideBlock:
    """One block. ``kind`` is the name of its kind, ``label`` and ``traits`` are what the edition's settings say of that; ``number`` is the
    item's number as the source prints it; ``line`` to ``end`` are its lines in the file;
    ``aliases`` are the ids of blocks that were taken into this one. Of ``NUMBERS`` it has those that its kind may have, the
    others are 0; a field of a form has either columns or lines."""

    kind: str
    title: str
    id: str
    line: int
    end: int
    number: str = ""
    en: str = ""
    chart: str = ""
    aliases: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    field_lines: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    lines: int = 0
    columns: int = 0
    label: str = ""
    traits: frozenset[BlockTrait] = frozenset()

    @property
    def quotes(self) -> bool:
        """Whether the block must carry a quotation; of a form's fields, those that the editors did not add, whole in 〔〕."""
        return "quotes" in self.traits or ("fills" in self.traits and not re.fullmatch(r"〔[^〔〕]+〕", self.title))

    def line_of(self, name: str) -> int:
        """The line of one of its fields; of the block where it does not have it."""
        return self.field_lines.get(name, self.line)


def fact_words(value: str) -> Iterator[str]:
    """The words of a field that must be quoted in its block: the value parted at 、；，, the editors' 〔…〕 left out."""
    for part in re.split(r"[、；，]", re.sub(r"〔[^〕]*〕", "；", value)):
        if part.strip():
            yield part.strip()


def ids(value: str) -> tuple[str, ...]:
    """The id of a block and the ids it keeps for others, parted by 、."""
    return tuple(value.split("、"))


def items(value: str) -> tuple[Item, ...] | None:
    """The lines of a checklist or agenda, parted by 、; None where one is neither an id nor words in 〔〕."""
    found: list[Item] = []
    at = 0
    for match in _ITEM.finditer(value):
        if value[at : match.start()].strip() != ("、" if found else ""):
            return None
        found.append(Item(match.group(1) or "", match.group(2) or "", int(match.group(3) or 0)))
        at = match.end()
    return tuple(found) if found and not value[at:].strip() else None


def questions(document: Document, block: GuideBlock) -> list[int]:
    """The lines at which the questions of a block begin."""
    rows = document.masked.split("\n")
    return [line for line in range(block.line + 1, block.end) if re.match(r"[0-9]+\.\s", rows[line - document.first_line])]


def scan(document: Document, settings: Settings) -> tuple[tuple[GuideBlock, ...], list[Problem]]:
    """The blocks of a page, in order, and what is wrong with their form."""
    rows = document.masked.split("\n")  # tells where blocks are; what they hold is read as it stands
    blocks: list[GuideBlock] = []
    problems: list[Problem] = []
    opened: list[tuple[int, int]] = []  # length of the slashes, index of the block or -1
    taken: dict[str, int] = {}
    for index, row in enumerate(rows):
        line = document.first_line + index
        start, end = _START.match(row), _END.match(row)
        if end:
            if opened and opened[-1][0] == len(end.group(1)):
                _, at = opened.pop()
                if at >= 0:
                    blocks[at] = replace(blocks[at], end=line)
            else:
                told = "這裏結束一個沒有開頭的塊，或斜線數目與開頭不同。"
                problems.append(Problem(document.path, line, 1, "G002", told, "斜線數目與開頭一致；多餘的刪去。"))
        elif start:
            block, faults = _block(document, index, settings)
            problems += faults
            opened.append((len(start.group(1)), len(blocks) if block else -1))
            if block:
                for name in filter(None, (block.id, *block.aliases)):
                    if name in taken:
                        told = f"本頁第 {taken[name]} 行已有 id「{name}」。"
                        problems.append(Problem(document.path, line, 1, "G006", told, "換一個 id。"))
                    taken.setdefault(name, line)
                blocks.append(block)
        elif re.match(r" {0,3}/{3,}[ ]*\S", row):
            told = "塊的第一行不合格。"
            problems.append(Problem(document.path, line, 1, "G002", told, "寫成「/// step | 題目」，種類用小寫，「|」用半角。"))
            opened.append((len(row.strip()) - len(row.strip().lstrip("/")), -1))
        elif _INDENTED.match(row):  # in a list Markdown would make a block of it, which nothing here has checked
            told = "塊的開頭縮進了四格以上，或在列表裏。"
            problems.append(Problem(document.path, line, 1, "G002", told, "塊不能放在列表裏；「///」頂格寫。"))
    for _, at in opened:
        line = blocks[at].line if at >= 0 else document.first_line
        if at >= 0:
            blocks[at] = replace(blocks[at], end=document.first_line + len(rows))
        problems.append(Problem(document.path, line, 1, "G002", "這個塊沒有結束。", "在塊的末尾加單獨一行「///」。"))
    return tuple(blocks), problems


def _block(document: Document, index: int, settings: Settings) -> tuple[GuideBlock | None, list[Problem]]:
    rows = document.body.split("\n")
    start = _START.match(rows[index])
    line, (_, kind, title) = document.first_line + index, start.groups() if start else ("", "", "")
    if kind not in settings.blocks:
        known = "、".join(f"{name}（{own.label}）" for name, own in settings.blocks.items())
        return None, [Problem(document.path, line, 1, "G001", f"沒有「{kind}」這種塊。", f"可用的塊有：{known}。")]
    problems: list[Problem] = []
    label, traits, fields = settings.blocks[kind].label, frozenset(settings.blocks[kind].traits), settings.block_fields[kind]
    if not title:
        problems.append(Problem(document.path, line, 1, "G007", "這個塊沒有題目。", f"寫成「/// {kind} | 題目」。"))
    end = index + 1
    while end < len(rows) and re.match(r" {4,}\S", rows[end]):
        end += 1
    stray = next((i for i in range(index + 1, min(end + 1, len(rows))) if _STRAY.match(rows[i])), -1)
    if stray >= 0:
        told, mend = "這一行欄目前面不是四個半角空格，或冒號是全角。", "前面四個半角空格（不用 Tab、全角空格），寫成「    欄名: 值」。"
        return None, [*problems, Problem(document.path, document.first_line + stray, 1, "G003", told, mend)]
    lines = {row.strip().split(":")[0]: line + 1 + i for i, row in enumerate(rows[index + 1 : end])}

    def fault(name: str, told: str, mend: str) -> None:
        problems.append(Problem(document.path, lines.get(name, line), 5 if name in lines else 1, "G003", told, mend))

    meta: object = {}
    try:
        meta = yaml.load("\n".join(rows[index + 1 : end]), Loader) or {}
    except UNREADABLE:
        mend = "每行縮進四格，寫成「欄名: 值」；值裏有冒號時用引號。"
        problems.append(Problem(document.path, line + 1, 1, "G003", "塊的欄目不是有效的 YAML。", mend))
    if not isinstance(meta, dict):
        mend = "每行縮進四格，寫成「欄名: 值」。"
        problems.append(Problem(document.path, line + 1, 1, "G003", "塊的欄目不是「欄名: 值」的形式。", mend))
        meta = {}
    own = {name: meta[name] for name in fields if name in NUMBERS and name in meta}
    numbers = {name: value for name, value in own.items() if type(value) is int and value in NUMBERS[name]}
    for name, value in meta.items():
        if name not in fields:
            fault(str(name), f"{kind} 塊沒有「{name}」這一欄。", "可用的欄有：" + "、".join(fields) + "。")
        elif name in NUMBERS:
            if name not in numbers:
                low, high = NUMBERS[name][0], NUMBERS[name][-1]
                fault(name, f"「{name}」的值應為 {low} 至 {high} 的整數。", f"寫成「{name}: {_USUAL[name]}」，不加引號。")
        elif not isinstance(value, str):
            fault(str(name), f"「{name}」的值應為文字。", "用引號把值括起來。")
        elif name == "id" and not all(re.fullmatch(_ID, part) for part in ids(value)):
            fault(name, f"id「{value}」不合格。", "只用小寫拉丁字母、數字和「-」，以字母開頭；併入的舊 id 用「、」接在後面。")
        elif name == "items" and items(value) is None:
            fault(name, "「items」的寫法不對。", "寫本頁各塊的 id，用「、」分開；議程每項後空一格寫分鐘，如「report 10、〔休息〕 5」。")
    if "fills" in traits:
        if {"lines", "columns"} <= meta.keys():
            fault("columns", "「lines」和「columns」不能同時寫。", "寫在橫線上的用「lines」，佔表裏幾欄的用「columns」，刪去另一行。")
        if "columns" not in meta:
            numbers.setdefault("lines", 1)
    needed = ("id", "en") if traits & {"quotes", "fills"} else ("id", "total", "items")
    for name in needed:
        if name in fields and not meta.get(name):
            told, mend = _LACKING[name]
            problems.append(Problem(document.path, line, 1, "G003", told, mend))
    texts = {key: value for key, value in meta.items() if isinstance(value, str)}
    name, *aliases = ids(texts.get("id", ""))
    block = GuideBlock(
        kind, title or "", name, line, line, texts.get("number", ""), texts.get("en", ""), texts.get("chart", ""),
        tuple(aliases), items(texts.get("items", "")) or (), {name: texts[name] for name in settings.facts if name in texts}, lines,
        label=label, traits=traits, **numbers,
    )  # fmt: skip
    return block, problems


_USUAL = {"total": 60, "lines": 3, "columns": 1}
_LACKING = {
    "id": ("這個塊沒有 id，別處無法引用。", "在題目下一行加「    id: 一個英文短名」，公布後不再改。"),
    "en": ("這個塊沒有英文題目。", "在題目下加一行「    en: English title」。"),
    "items": ("這個塊沒有列出各項。", "加一行「    items: 」，寫本頁各塊的 id，用「、」分開。"),
    "total": ("議程沒有寫總共幾分鐘。", "加一行「    total: 60」。"),
}
