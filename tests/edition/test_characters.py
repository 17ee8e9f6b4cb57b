"""The characters of the shipped texts: how search folds them, and how they are simplified."""

from opencc import OpenCC

from duben.text.folding import fold
from duben.text.simplified import table


def test_simplified_is_the_same_for_every_character_of_the_edition(shipped):
    text = "".join(page.document.body for page in shipped.pages) + "".join(
        chapter.running(view)[0] for chapter in shipped.chapters.values() for view in ("corrected", "transcribed")
    )
    simple = OpenCC("t2s")
    assert [char for char in set(text) if fold(simple.convert(char)) != fold(char)] == []


def test_the_shipped_edition_comes_out_as_opencc_has_it(shipped):
    blocks = [block.text(view) for c in shipped.chapters.values() for block in c.blocks for view in ("corrected", "transcribed")]
    pages = [page.document.body for page in shipped.pages]
    found, convert = table([*blocks, *pages]), OpenCC("t2s").convert
    assert [text for text in (*blocks, *pages) if found.convert(text) != convert(text)] == []
    assert "反覆" in found.phrases
