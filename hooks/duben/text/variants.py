"""Variants of characters that make no other word: 羣 and 群, 恒 and 恆. Folding keeps every offset, one character for one."""

from __future__ import annotations

import re

_PAIRS = (
    "羣群 衆眾 爲為 裡裏 够夠 恆恒 証證 澈徹 决決 却卻 帮幫 着著 収收 獲穫 緖緒 内內 値值 吿告 戸戶 敎教 旣既 强強 "
    "擧舉 个個 囘回 查査 産產 綫線 鑛礦 啓啟 佈布"
)
PAIRS = tuple(_PAIRS.split())
"""A variant and the character as which it is read."""
_OF_TWO_WORDS = ("着著", "獲穫", "佈布", "澈徹")
"""Those of which a text of today needs both, each in words of its own."""
_TABLE = {pair[0]: pair[1] for pair in PAIRS}
_ANY = re.compile(f"[{''.join(_TABLE)}]")  # few characters are variants: this is some five times as fast as str.translate


def fold(text: str) -> str:
    """``text`` with every variant as one character of its kind; of the same length."""
    return _ANY.sub(lambda match: _TABLE[match.group()], text)


def spellings(word: str) -> tuple[str, ...]:
    """How a word may stand in a folded text. 份子 and 分子 are two spellings of one word, but not two variants of one
    character: 身份子女 has no 分子."""
    one = fold(word).replace("份子", "分子")
    return tuple(dict.fromkeys((one, one.replace("分子", "份子"))))


MIXED = {**{pair[0]: pair[1] for pair in PAIRS if pair not in _OF_TWO_WORDS}, "份子": "分子"}
"""Two ways to write the same, of which one text uses one."""
WRITTEN = re.compile(f"[{''.join(char for pair in MIXED.items() for char in pair if len(char) == 1)}]|(?<!身)[份分]子(?!女)")
"""Every place in a text where it had the choice."""
