"""Words in which the edition names blocks, marks and notes."""

from __future__ import annotations

from .marks import Mark, plain


def label(name: str) -> str:
    """A block id as a reader reads it: ``p12`` is 第12段, ``h3`` is 標題3."""
    return f"標題{name[1:]}" if name.startswith("h") else f"第{name[1:]}段" if name else ""


def span_label(first: str, last: str) -> str:
    """第12段, or for a range 第12–14段, 標題3–4, 標題3至第14段."""
    if last in ("", first):
        return label(first)
    return label(f"{first}–{last[1:]}") if first[0] == last[0] else f"{label(first)}至{label(last)}"


NAMES = {
    "corr": "校改",
    "sic": "照錄",
    "supplied": "補字",
    "surplus": "衍文",
    "gap": "缺文",
    "unclear": "不清",
    "note": "按語",
}
"""What the edition calls each kind of mark."""


def name(mark: Mark) -> str:
    """The kind of a mark as the notes name it; a conjecture is told from a correction."""
    return "存疑" if mark.conjecture else NAMES[mark.kind]


def describe(mark: Mark) -> str:
    """What the mark says, in one sentence for a note or a screen reader."""
    reading, correction = plain(mark.reading), plain(mark.correction)
    match mark.kind:
        case "corr":
            return f"底本作「{reading}」，{'疑當作' if mark.conjecture else '校改作'}「{correction}」。"
        case "supplied":
            return f"{'疑脫' if mark.conjecture else '底本脫'}「{correction}」{'' if mark.conjecture else '，今補'}。"
        case "surplus":
            return f"{'疑衍' if mark.conjecture else '底本衍'}「{reading}」{'' if mark.conjecture else '，今刪'}。"
        case "gap":
            return f"底本此處缺{f'{mark.extent}字' if mark.extent else '文，字數不明'}。"
        case "unclear":
            return f"「{reading}」字跡不清。"
        case "sic":
            return f"「{reading}」，底本如此，照錄。"
        case _:
            return f"「{reading}」："


def sentence(text: str) -> str:
    """``text`` with a full stop at its end, if it has none."""
    return text if text.endswith(tuple("。？！」）")) else f"{text}。"
