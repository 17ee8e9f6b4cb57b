"""The search index as files. What the engine in the browser makes of them is tested in tests/browser/test_search.py."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from duben.folding import EDGE, fold
from duben.passages import Found, Passage, collect
from duben.search import ALONE, ALPHABET, build, encode, grams

HALF = len(ALPHABET) // 2


def files(*texts, other=""):
    pages = [Found(f"{n}.md", f"題{n}", "about", "", (Passage(f"p{n}", "段", text, other),)) for n, text in enumerate(texts)]
    found = {}
    for name, content in build(pages, lambda path: path.removesuffix(".md") + "/"):
        told, version, data = re.fullmatch(r'dubenSearch\("([^"]+)","([0-9a-f]{8})",(.*)\)\n', content, re.DOTALL).groups()
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
                    near, _, far = row[1:].partition("~")
                    told[first + row[0].replace(ALONE, "")] = decode(near), decode(far)
    return told


@given(st.sets(st.integers(0, 3000), min_size=1), st.integers(1, 2000))
def test_a_set_of_passages_is_read_back(numbers, more):
    size = max(numbers) + more
    text = encode(sorted(numbers), size)
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
    assert found[EDGE + plant] == ([0], [])
    assert found[tree + fold("苗")] == ([0], [])


def test_both_readings_are_found():
    assert {"竅門", "靈門"} <= {word for word in ("竅門", "靈門") if fold(word) in rows(files("竅門", other="靈門"))}


def test_a_character_beyond_the_first_plane():
    found = files("𠮷字")
    assert found["t/0"] == [["0/", "題0", [["p0", "段", "𠮷字"]]]]
    near, _ = grams("𠮷字")
    high, low = (int.from_bytes("𠮷".encode("utf-16-le")[i : i + 2], "little") for i in (0, 2))
    assert {high | low << 16, low | ord("字") << 16} <= near


def test_the_index_tells_parts_and_files():
    pages = [
        Found("a.md", "甲", "report", "一", (Passage("p1", "第1段", "甲" * 600), Passage("p2", "第2段", "乙"))),
        Found("b.md", "乙", "report", "二", (Passage("p1", "第1段", "丙"),)),
        Found("c.md", "丙", "guide", "", ()),
    ]
    data = {name: json.loads(content.split(",", 2)[2][:-2]) for name, content in build(pages, lambda path: path)}
    assert data["index"]["size"] == 3
    assert data["index"]["sections"] == [["report", "一", 0], ["report", "二", 2], ["guide", "", 3]]
    assert data["t/0"] == [["a.md", "甲", [["p1", "第1段", "甲" * 600]]]]
    assert data["t/1"] == [["a.md", "甲", [["p2", "第2段", "乙"]]], ["b.md", "乙", [["p1", "第1段", "丙"]]]]
    assert data["index"]["texts"] == ALPHABET[1] + ALPHABET[2]


def test_an_edition_without_a_word():
    assert files()["index"] == {"sections": [], "size": 0, "fold": "", "grams": "", "texts": ""}


def test_text_is_data_and_nothing_else(shipped):
    hostile = '"),alert(1),("</script>\u2028\\'
    found = files(hostile)
    assert found["t/0"][0][2][0][2] == hostile
    assert len(files(hostile)["versions"]) == 1


def test_the_same_edition_gives_the_same_files(shipped):
    pages = list(collect(shipped))
    assert dict(build(pages, str)) == dict(build(pages, str))
