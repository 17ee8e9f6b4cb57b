"""The search index as files. What the engine of the pages makes of them is tested in test_engine.py."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.search.index import Source
from duben.search.index import files as join
from duben.search.passages import IndexedPage, Passage
from duben.search.postings import ALONE, ALPHABET, BLOCK, GAP
from duben.search.segment import make
from duben.text.folding import EDGE, PUNCTUATION, fold

HALF = len(ALPHABET) // 2


def page(number, *texts, other=""):
    return IndexedPage(f"{number}.md", f"題{number}", "about", "", tuple(Passage(f"p{number}", "段", text, other) for text in texts))


def joined(*segments):
    """The files of an index of segments, each of some pages, in the order in which they are made."""
    made = [make(pages, lambda path: path.removesuffix(".md") + "/")._asdict() for pages in segments]
    return {file.name: file.content() for file in join("key", [Source(parts.__getitem__) for parts in made])}


def data(content):
    return json.loads(re.fullmatch(r'dubenSearch\("[^"]+",(.*)\)\n', content.decode(), re.DOTALL)[1])


def files(*texts, other=""):
    return {name: data(content) for name, content in joined([page(n, text, other=other) for n, text in enumerate(texts)]).items()}


def texts_of(found):
    return [data for name, data in found.items() if name.startswith("t/")]


def numbers(text):
    found, value, unit = [], 0, 1
    for char in text:
        digit = ALPHABET.index(char)
        value, unit = value + digit % HALF * unit, unit * HALF
        if digit < HALF:
            found.append(value)
            value, unit = 0, 1
    return found


def decode(text, sizes):
    """A list of passages, read as the head of index.py tells it."""
    found = []
    width = 1 if len(sizes) <= len(ALPHABET) else 2
    for mark, rest in re.findall(r"([|!{}])([^|!{}]*)", text):
        segment = sum(ALPHABET.index(char) * len(ALPHABET) ** place for place, char in enumerate(rest[:width]))
        body = rest[width:]
        if mark in "|}":
            differences = numbers(body)
            own = [sum(differences[: at + 1]) for at in range(len(differences))]
        else:
            own = [6 * at + bit for at, char in enumerate(body) for bit in range(6) if ALPHABET.index(char) >> bit & 1]
        if mark in "}{":
            own = [number for block in own for number in range(block << BLOCK, min((block + 1) << BLOCK, sizes[segment]))]
        found += [sum(sizes[:segment]) + number for number in own]
    return found


def rows(found):
    """Every gram with the passages in which it stands, near and parted."""
    sizes = numbers(found["index"]["segments"])
    told = {}
    for name, data in found.items():
        if name.startswith("g/"):
            for first, text in data.items():
                for row in text.split(" "):
                    length = 2 if row.startswith(GAP) else 1
                    near, _, far = row[length:].partition("~")
                    told[first + row[:length].replace(ALONE, "")] = decode(near, sizes), decode(far, sizes)
    return told


def scanned(texts):
    """The same, by looking at each text."""
    told = {}

    def add(gram, place, number):
        row = told.setdefault(gram, ([], []))[place]
        if number not in row[-1:]:
            row.append(number)

    for number, text in enumerate(texts):
        encoded = fold(text).encode("utf-16-le")
        units = [chr(encoded[at] + 256 * encoded[at + 1]) for at in range(0, len(encoded), 2)]
        for char, one, two in zip(units, [*units[1:], ""], [*units[2:], "", ""], strict=False):
            if char == PUNCTUATION:
                continue
            add(char, 0, number)
            if one and one != PUNCTUATION:
                add(char + one, 0, number)
            if one == PUNCTUATION and two:
                add(char + two, 1, number)
            if one and two and PUNCTUATION not in (one, two):
                add(char + GAP + two, 0, number)
    return told


WORDS = st.text("天地人山水，。 ab𠮷", max_size=12)


@given(st.lists(st.lists(WORDS, max_size=40), max_size=5))
def test_every_gram_is_told_with_its_passages(segments):
    found = {name: data(content) for name, content in joined(*([page(n, *texts)] for n, texts in enumerate(segments))).items()}
    assert rows(found) == scanned([text for texts in segments for text in texts])


@given(st.lists(st.lists(WORDS, max_size=40), max_size=5))
def test_a_long_list_tells_blocks(segments):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("duben.search.index.LONGEST", 12)
        found = {name: data(content) for name, content in joined(*([page(n, *texts)] for n, texts in enumerate(segments))).items()}
    told, exact = rows(found), scanned([text for texts in segments for text in texts])
    assert told.keys() == exact.keys()
    for gram, lists in exact.items():
        for row, wanted in zip(told[gram], lists, strict=True):
            assert set(row) >= set(wanted)
            assert row == sorted(set(row))


def test_more_segments_than_there_are_letters():
    found = {name: data(content) for name, content in joined(*([page(n, "樹")] for n in range(100))).items()}
    assert rows(found)[fold("樹")] == (list(range(100)), [])


def test_what_has_not_changed_keeps_its_name():
    segments = [[page(n, *(f"第{n}頁{i}段有樹苗{n * i}" for i in range(90)))] for n in range(6)]
    before = joined(*segments)
    segments[2] = [page(2, *(f"第2頁{i}段有樹苗{'改' if i == 40 else ''}{2 * i}" for i in range(90)))]
    after = joined(*segments)
    lost = before.keys() - after.keys()
    assert {"index"} < {name for name in after if after[name] != before.get(name)}
    assert 0 < len([name for name in lost if name.startswith("t/")]) < len(before) / 4
    assert all(before[name] == after[name] for name in before.keys() & after.keys() if name != "index")


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
    names = Passage("", "詞語", "樹\n「木頭」")
    found = {
        name: data(content)
        for name, content in joined([IndexedPage("a.md", "甲", "entry", "", (names, Passage("", "", "樹木頭")))]).items()
    }
    told = rows(found)
    tree, wood, head = fold("樹木頭")
    assert {gram: lists for gram, lists in told.items() if EDGE in gram} == {
        EDGE + tree: ([0], [0]), EDGE + wood: ([0], []), EDGE + head: ([], [0]),
    }  # fmt: skip
    assert told[tree + wood] == ([1], [])


def test_two_readings_are_not_run_together():
    found = rows(files("種樹", other="苗木"))
    assert not any(gram.startswith(fold("樹")) and gram.endswith(fold("苗")) for gram in found if len(gram) > 1)


def test_pairs_with_one_character_between():
    found = rows(files("種好樹", "種。好樹"))
    assert found[f"{fold('種')}{GAP}{fold('樹')}"] == ([0], [])
    assert not any(EDGE in gram and GAP in gram for gram in found)


def test_both_readings_are_found():
    assert {"竅門", "靈門"} <= {word for word in ("竅門", "靈門") if fold(word) in rows(files("竅門", other="靈門"))}


def test_a_character_beyond_the_first_plane_is_two_units():
    found = files("𠮷字")
    assert texts_of(found) == [[["0/", "題0", [["p0", "段", "𠮷字"]]]]]
    high, low = (chr(int.from_bytes("𠮷".encode("utf-16-le")[i : i + 2], "little")) for i in (0, 2))
    assert {high, low, high + low, low + "字"} <= set(rows(found))


def test_the_index_tells_parts_and_files():
    pages = [
        IndexedPage("a.md", "甲", "report", "一", (Passage("p1", "第1段", "甲" * 600), Passage("p2", "第2段", "乙"))),
        IndexedPage("b.md", "乙", "report", "一", (Passage("p1", "第1段", "丙"),)),
        IndexedPage("c.md", "丙", "guide", "", ()),
    ]
    found = joined(pages[:1], pages[1:])
    index = data(found["index"])
    assert index["sections"] == [["report", "一", 0], ["guide", "", 3]]
    assert numbers(index["segments"]) == [2, 1]
    assert numbers(index["texts"]) == [1, 1, 1]
    assert texts_of({name: data(content) for name, content in found.items()}) == [
        [["a/", "甲", [["p1", "第1段", "甲" * 600]]]],
        [["a/", "甲", [["p2", "第2段", "乙"]]]],
        [["b/", "乙", [["p1", "第1段", "丙"]]]],
    ]
    assert [f"t/{index['t'][at : at + 5]}" for at in range(0, 15, 5)] == [name for name in found if name.startswith("t/")]


def test_an_edition_without_a_word():
    assert data(joined()["index"]) == {
        "key": "key", "sections": [], "segments": "", "fold": "", "grams": "", "texts": "", "g": "", "t": "",
    }  # fmt: skip


def test_text_is_data_and_nothing_else():
    hostile = '"),alert(1),("</script>\u2028\\'
    assert texts_of(files(hostile))[0][0][2][0][2] == hostile


@given(WORDS, WORDS, WORDS, WORDS)
def test_where_the_two_readings_differ_both_have_their_grams(before, one, other, behind):
    text, read = before * 3 + one + behind * 3, before * 3 + other + behind * 3
    passage = Passage("p1", "段", text, "" if one == other else read)
    found = joined([IndexedPage("a.md", "甲", "report", "一", (passage,))])
    assert rows({name: data(content) for name, content in found.items()}).keys() == scanned([text, read]).keys()
