"""The search index as files. What the engine of the pages makes of a large one is tested in tests/edition/test_search.py."""

import json
import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from duben.search.index import build
from duben.search.passages import IndexedPage, Passage
from duben.search.postings import ALONE, ALPHABET, GAP, sets
from duben.text.folding import EDGE, fold
from support.engine import ask

HALF = len(ALPHABET) // 2


def files(*texts, other=""):
    pages = [IndexedPage(f"{n}.md", f"題{n}", "about", "", (Passage(f"p{n}", "段", text, other),)) for n, text in enumerate(texts)]
    found = {}
    for name, content in build(pages, lambda path: path.removesuffix(".md") + "/"):
        told, version, data = re.fullmatch(r'dubenSearch\("([^"]+)","([0-9a-f]{8})",(.*)\)\n', content.decode(), re.DOTALL).groups()
        assert told == name
        found[name] = json.loads(data)
        found.setdefault("versions", set()).add(version)
    return found


def decode(text):
    """A set of passages, read as the head of search.py tells it."""
    if text.startswith("!"):
        return [6 * i + bit for i, char in enumerate(text[1:]) for bit in range(6) if ALPHABET.index(char) >> bit & 1]
    numbers, value, unit, last = [], 0, 1, 0
    for char in text:
        digit = ALPHABET.index(char)
        value, unit = value + digit % HALF * unit, unit * HALF
        if digit < HALF:
            last += value
            numbers.append(last)
            value, unit = 0, 1
    return numbers


def rows(found):
    """Every gram with the passages in which it stands, near and parted."""
    told = {}
    for name, data in found.items():
        if name.startswith("g/"):
            for first, text in data.items():
                for row in text.split(" "):
                    length = 2 if row.startswith(GAP) else 1
                    near, _, far = row[length:].partition("~")
                    told[first + row[:length].replace(ALONE, "")] = decode(near), decode(far)
    return told


@given(st.sets(st.integers(0, 3000), min_size=1), st.integers(1, 2000))
def test_a_set_of_passages_is_read_back(numbers, more):
    size = max(numbers) + more
    text = sets(np.zeros(len(numbers), np.uint32), np.array(sorted(numbers), np.int32), size)[0]
    assert decode(text) == sorted(numbers)
    assert len(text) <= size // 6 + 2
    assert not set(text) & set(' "\\~')


def test_pairs_near_and_parted():
    found = rows(files("種樹。樹苗", "樹種"))
    tree, plant = fold("樹"), fold("種")
    assert found[tree] == ([0, 1], [])
    assert found[plant + tree] == ([0], [])
    assert found[tree + tree] == ([], [0])
    assert found[tree + plant] == ([1], [])
    assert found[tree + fold("苗")] == ([0], [])


def test_only_names_have_edges():
    assert not any(EDGE in gram for gram in rows(files("樹")))
    pages = [IndexedPage("a.md", "甲", "entry", "", (Passage("", "詞語", "樹\n木"), Passage("", "", "樹木")))]
    found = rows({name: json.loads(content.decode().split(",", 2)[2][:-2]) for name, content in build(pages, str)})
    tree, wood = fold("樹"), fold("木")
    assert {gram: near for gram, (near, _) in found.items() if EDGE in gram} == {
        gram: [0] for gram in (EDGE + tree, tree + EDGE, EDGE + wood, wood + EDGE)
    }
    assert found[tree + wood] == ([1], [])


def test_two_readings_are_not_run_together():
    found = rows(files("種樹", other="苗木"))
    assert not any(gram.startswith(fold("樹")) and gram.endswith(fold("苗")) for gram in found if len(gram) > 1)


def test_pairs_with_one_character_between():
    found = rows(files("種好樹", "種。好樹"))
    assert found[f"{fold('種')}{GAP}{fold('樹')}"] == ([0], [])
    assert not any(EDGE in gram and GAP in gram for gram in found)


def test_many_texts_are_looked_at_in_pieces(monkeypatch):
    texts = [f"種{number}樹" for number in range(50)]
    whole = files(*texts, other="樹種")
    monkeypatch.setattr("duben.search.postings._PIECE", 7)
    assert files(*texts, other="樹種") == whole


def test_both_readings_are_found():
    assert {"竅門", "靈門"} <= {word for word in ("竅門", "靈門") if fold(word) in rows(files("竅門", other="靈門"))}


def test_a_character_beyond_the_first_plane_is_two_units():
    found = files("𠮷字")
    assert found["t/0"] == [["0/", "題0", [["p0", "段", "𠮷字"]]]]
    high, low = (chr(int.from_bytes("𠮷".encode("utf-16-le")[i : i + 2], "little")) for i in (0, 2))
    assert {high, low, high + low, low + "字"} <= set(rows(found))


def test_the_index_tells_parts_and_files():
    pages = [
        IndexedPage("a.md", "甲", "report", "一", (Passage("p1", "第1段", "甲" * 600), Passage("p2", "第2段", "乙"))),
        IndexedPage("b.md", "乙", "report", "二", (Passage("p1", "第1段", "丙"),)),
        IndexedPage("c.md", "丙", "guide", "", ()),
    ]
    data = {name: json.loads(content.decode().split(",", 2)[2][:-2]) for name, content in build(pages, lambda path: path)}
    assert data["index"]["size"] == 3
    assert data["index"]["sections"] == [["report", "一", 0], ["report", "二", 2], ["guide", "", 3]]
    assert data["t/0"] == [["a.md", "甲", [["p1", "第1段", "甲" * 600]]]]
    assert data["t/1"] == [["a.md", "甲", [["p2", "第2段", "乙"]]], ["b.md", "乙", [["p1", "第1段", "丙"]]]]
    assert data["index"]["texts"] == ALPHABET[1] + ALPHABET[2]


def test_an_edition_without_a_word():
    assert files()["index"] == {"sections": [], "size": 0, "fold": "", "grams": "", "texts": ""}


def test_text_is_data_and_nothing_else():
    hostile = '"),alert(1),("</script>\u2028\\'
    assert files(hostile)["t/0"][0][2][0][2] == hostile


def test_characters_beyond_the_first_plane_are_found(tmp_path):
    texts = ["有𠮷字", "𠮷", "吉字", "𰻞字，𠮷。字"]
    pages = [IndexedPage("a.md", "甲", "about", "", tuple(Passage(f"p{n}", "段", text) for n, text in enumerate(texts)))]
    for name, content in build(pages, str):
        file = tmp_path / "search" / f"{name}.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    answers = ask(tmp_path, "𠮷", "𠮷字", "有𠮷", "𰻞", "字，𠮷")
    assert [answer["hits"] for answer in answers] == [[0, 1, 3], [0], [0], [3], [3]]
