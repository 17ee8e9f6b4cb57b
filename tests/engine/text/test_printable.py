"""The list of characters that can be printed is that of the fonts."""

from hypothesis import given
from hypothesis import strategies as st

from duben.pdf.glyphs import characters
from duben.text.printable import printable, ranges, read


def test_the_list_is_what_the_installed_fonts_have():
    found = characters()
    wrong = "".join(sorted(found ^ printable()))
    assert not wrong, "run scripts/printable.py"


@given(st.sets(st.characters(max_codepoint=0x30, exclude_categories=[])))
def test_ranges_come_back_as_they_were(some):
    assert {*read(" ".join(ranges(some)))} == some
