"""Chinese numerals, and minutes as a clock shows them."""

from __future__ import annotations

HAN = "〇零一二三四五六七八九十百"
"""The characters of Chinese numerals below a thousand."""


def hours(minutes: int) -> str:
    """Minutes from the beginning, as an agenda writes them: 65 is 1:05."""
    return f"{minutes // 60}:{minutes % 60:02}"


def han(number: int) -> str:
    """A number below 10,000 as Chinese writes it: 33 is 三十三, 5000 is 五千."""
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if zero else "") + ("" if digit == 1 and unit == 10 and not text else HAN[digit + 1]) + name
        zero = not digit and bool(text)
    return text or "零"
