"""Which characters belong to one script only: 实 stands in no Traditional text, 實 in no Simplified one; 只 and 后 may stand in both.

scripts.txt is made of OpenCC's dictionaries of characters, by the test that also proves it: characters that have other forms in the other
script and none that is the same, of GB 2312 and not of Big5 on the first line, the other way round on the second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

Script = Literal["simplified", "traditional"]


@cache
def forms(script: Script) -> Mapping[str, str]:
    """The characters that only this script has, each with its forms in the other one."""
    lines = files(__package__).joinpath("scripts.txt").read_text("utf-8").splitlines()
    return {word[0]: word[1:] for word in lines[script == "traditional"].split()}


@cache
def pattern(script: Script) -> re.Pattern[str]:
    """Runs of characters that only this script has."""
    return re.compile(f"[{''.join(forms(script))}]+")


def script(text: str) -> Script:
    """The script of a text: that of which it has more characters that only one has."""
    counts = {name: sum(map(len, pattern(name).findall(text))) for name in ("simplified", "traditional")}
    return "simplified" if counts["simplified"] > counts["traditional"] else "traditional"
