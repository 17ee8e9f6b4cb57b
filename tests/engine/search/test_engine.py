"""What the engine of the pages finds in an index, asked without a browser."""

import random
import re

import pytest

from duben.search.index import Source, files
from duben.search.passages import IndexedPage, Passage
from duben.search.segment import make
from support.engine import ask


def write(folder, segments):
    """An index of segments with these texts."""
    made = []
    for number, texts in enumerate(segments):
        passages = tuple(Passage(f"p{n}", "段", text) for n, text in enumerate(texts))
        made.append(Source(make([IndexedPage(f"{number}.md", "甲", "about", "", passages)], str)._asdict().__getitem__))
    for name, _digest, content in files("key", made):
        file = folder / "search" / f"{name}.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content())


def test_characters_beyond_the_first_plane(tmp_path):
    write(tmp_path, [["有𠮷字", "𠮷", "吉字", "𰻞字，𠮷。字"]])
    answers = ask(tmp_path, "𠮷", "𠮷字", "有𠮷", "𰻞", "字，𠮷")
    assert [answer["hits"] for answer in answers] == [[0, 1, 3], [0], [0], [3], [3]]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_in_an_index_of_many_segments_is_what_a_scan_finds(tmp_path, monkeypatch, seed):
    """Also where lists tell blocks of passages, which need not have the words."""
    chance = random.Random(seed)
    if seed % 2:
        monkeypatch.setattr("duben.search.index.LONGEST", 40)
    letters = "天地人山水火土木，。"
    segments = [
        ["".join(chance.choices(letters, k=chance.randrange(1, 40))) for _ in range(chance.randrange(1, 80))]
        for _ in range(90 if seed == 2 else 7)
    ]
    texts = [text for row in segments for text in row]
    asked = ["".join(chance.choices(letters, k=chance.choice([1, 2, 2, 3, 4, 5, 9]))) for _ in range(40)]
    asked += [text[at : at + chance.randrange(2, 20)] for text in chance.choices(texts, k=40) for at in [chance.randrange(len(text))]]
    write(tmp_path, segments)
    for query, answer in zip(asked, ask(tmp_path, *asked), strict=True):
        words = re.sub("[，。]+", "，", query).strip("，")
        near = [n for n, text in enumerate(texts) if words and words in re.sub("[，。]+", "，", text)]
        plain = words.replace("，", "")
        far = [n for n, text in enumerate(texts) if plain and plain in re.sub("[，。]", "", text)]
        parts = list(filter(None, words.split("，")))
        apart = [n for n, text in enumerate(texts) if len(parts) > 1 and all(part in re.sub("[，。]", "", text) for part in parts)]
        assert answer["hits"] == (near or far or apart), query
        assert not answer["certain"] or len(answer["hits"]) == answer["candidates"], query
