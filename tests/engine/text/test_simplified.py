"""The table of simplified characters: it gives what OpenCC gives, and has no more than the edition needs."""

import json
import re
import subprocess
from importlib.resources import files
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from duben.site.texts import readings
from duben.text.simplified import Table, forms, table

OPENCC = OpenCC("t2s").convert
PHRASES = files("duben.text").joinpath("phrases.txt").read_text("utf-8").split()
TRICKY = st.lists(st.sampled_from("射覆電答校乾坤淨隆燥著作瞭解望據然反藉口慰憑着以免想像人，　\n"), max_size=40).map("".join)

OF_ONE_LENGTH = [phrase for phrase in PHRASES if "噁" not in phrase]
SCRAPS = st.lists(st.sampled_from([*OF_ONE_LENGTH, *"".join(OF_ONE_LENGTH), *"\uf9dc\ufab7𫝈，\n"]), max_size=20).map("".join)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("扭轉乾坤", "扭转乾坤"),
        ("乾淨、乾燥", "干净、干燥"),
        ("瞭望臺上瞭解", "瞭望台上了解"),
        ("反覆說服，重蹈覆轍", "反复说服，重蹈覆辙"),
        ("著作和看着", "著作和看着"),
        ("貫澈到底", "贯澈到底"),
    ],
)
def test_phrases_decide_where_a_character_has_two_forms(text, shown):
    assert table([text]).convert(text) == shown


@given(st.lists(TRICKY, max_size=5))
def test_whatever_the_texts_each_line_comes_out_as_opencc_has_it(texts):
    found = table(texts)
    for text in texts:
        assert found.convert(text) == OPENCC(text)


@given(st.lists(SCRAPS, max_size=5))
def test_of_all_phrases_of_opencc_those_are_found_that_count(texts):
    found = table(texts)
    for text in texts:
        assert found.convert(text) == OPENCC(text)


def test_a_compatibility_ideograph_is_part_of_a_phrase_as_in_opencc():
    assert table(["反\ufab7"]).phrases == {"反\ufab7": OPENCC("反\ufab7")} == {"反\ufab7": "反复"}


def test_the_phrases_are_those_of_the_installed_opencc(tmp_path):
    """Where this fails after an update of OpenCC, write what is in ``tmp_path`` into phrases.txt."""
    clib = Path(opencc.__file__).parent / "clib"
    dictionary, text = clib / "share/opencc/TSPhrases.ocd2", tmp_path / "phrases.txt"
    subprocess.run([clib / "bin/opencc_dict", "-i", dictionary, "-o", text, "-f", "ocd2", "-t", "text"], check=True)
    phrases = [line.partition("\t")[0] for line in text.read_text("utf-8").splitlines()]
    assert sorted(phrases) == sorted(PHRASES)
    assert [phrase for phrase in phrases if not re.fullmatch("[\u3400-\u9fff]{2,}", phrase)] == []


def test_a_phrase_that_a_longer_context_undoes_is_undone_there_only():
    found = table(["覆電", "射覆電"])
    assert [found.convert(text) for text in ("覆電", "射覆電")] == [OPENCC("覆電"), OPENCC("射覆電")]


def test_a_phrase_does_not_run_on_to_the_next_line():
    assert table(["反覆，反\n覆"]).convert("反\n覆") == "反\n覆"


def test_the_table_holds_only_what_stands_in_the_texts_and_differs():
    found = table(["人們瞭解乾淨", "乾淨的人們"])
    assert found == Table({"乾": "干", "們": "们", "淨": "净"}, {"瞭解": "了解"})


@pytest.mark.parametrize("text", ["鰤魚", "二噁英", "\U0002f84b"])
def test_the_length_is_kept_as_browsers_count_it(text):
    shown = table([text]).convert(text)
    assert [len(char.encode("utf-16")) for char in shown] == [len(char.encode("utf-16")) for char in text]


def test_characters_that_stay_as_they_are_have_no_form():
    assert forms("人們 ok，們") == {"們": "们"}


def test_phrases_that_marks_part_are_seen_in_both_readings(docs):
    docs.replace("reports/trees-1950/zhong.md", "{饒→澆 | 本校：下文作「澆」}", "反{覆 | 存疑}、瞭{鮮→解}望")
    lines = list(readings(docs.edition().reports[0]))
    assert any("反覆、瞭解望" in line for line in lines)
    assert any("反覆、瞭鮮望" in line for line in lines)
    assert set(table(lines).phrases) == {"反覆", "瞭解"}


def test_the_module_has_the_longest_phrases_first():
    found = table(["瞭解", "瞭解到", "射覆電", "覆電"])
    data = json.loads(re.fullmatch(r"export default (\{.*\})\n", found.module())[1])
    assert dict(zip(data["characters"], data["forms"], strict=True)) == found.characters
    assert data["phrases"] == found.phrases
    lengths = [len(phrase) for phrase in data["phrases"]]
    assert lengths == sorted(lengths, reverse=True)
