"""Which characters belong to one script only, and what a text is written in."""

import re
import subprocess
from importlib.resources import files
from pathlib import Path

import opencc
import pytest

from duben.text.scripts import forms, script
from duben.text.variants import PAIRS


def only(path, folder, inside, outside):
    """Characters of one charset and not of another that OpenCC always writes otherwise, each with its other forms."""
    clib, text = Path(opencc.__file__).parent / "clib", folder / f"{path}.txt"
    command = [clib / "bin/opencc_dict", "-i", clib / f"share/opencc/{path}.ocd2", "-o", text, "-f", "ocd2", "-t", "text"]
    subprocess.run(command, check=True)
    variants = {char for pair in PAIRS for char in pair}
    rows = (line.split("\t") for line in text.read_text("utf-8").splitlines())
    found = [(char, others.split(" ")) for char, others in rows]
    return " ".join(
        char + "".join(form for form in others if len(form) == 1)
        for char, others in found
        if re.fullmatch("[\u3400-\u9fff]", char) and char not in (*others, *variants) and fits(char, inside) and not fits(char, outside)
    )


def fits(char, charset):
    try:
        return bool(char.encode(charset))
    except UnicodeEncodeError:
        return False


def test_the_table_is_what_the_installed_opencc_has(tmp_path):
    """Where this fails after an update of OpenCC, write ``made`` into scripts.txt."""
    made = only("STCharacters", tmp_path, "gb2312", "big5") + "\n" + only("TSCharacters", tmp_path, "big5", "gb2312") + "\n"
    assert made == files("duben.text").joinpath("scripts.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("char", "kind", "others"),
    [("实", "simplified", "實"), ("發", "traditional", "发"), ("发", "simplified", "發髮"), ("學", "traditional", "学")],
)
def test_a_character_of_one_script_has_its_forms_in_the_other(char, kind, others):
    assert forms(kind)[char] == others


@pytest.mark.parametrize("char", "后里只够决却群着裏裡")
def test_what_both_may_have_and_variants_belong_to_neither(char):
    assert char not in forms("simplified")
    assert char not in forms("traditional")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("討論計劃，实现", "traditional"), ("讨论计划，實現", "simplified"), ("大家", "traditional"), ("", "traditional")],
)
def test_the_script_of_a_text_is_that_of_most(text, expected):
    assert script(text) == expected
