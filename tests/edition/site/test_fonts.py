"""The web font of the shipped site."""

import re
from io import BytesIO
from itertools import combinations

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from duben.site import fonts
from duben.text.simplified import forms


@pytest.fixture(scope="module")
def web(shipped_site):
    """The web font of the shipped site: for each character the font that a browser takes it from."""
    css = (shipped_site / "assets/fonts/fonts.css").read_text("utf-8")
    found = {}
    serif, _, sans = css.partition('@font-face{font-family:"Duben Sans"')
    assert re.findall(r"url.*", serif) == re.findall(r"url.*", sans)
    for name, ranges in re.findall(r"url\((\w+\.woff2)\).*?unicode-range:([^}]+)", serif):
        font = TTFont(BytesIO((shipped_site / "assets/fonts" / name).read_bytes()))
        for start, end in re.findall(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", ranges):
            for code in range(int(start, 16), int(end or start, 16) + 1):
                assert chr(code) not in found, f"{chr(code)} stands in two slices"
                found[chr(code)] = font
    return found


def drawn(font, char):
    """How a character is drawn."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[font.getBestCmap()[ord(char)]].draw(pen)
    return pen.value


def test_every_character_of_the_shipped_pages_has_its_glyph(web, shipped_site):
    pages = [path.read_text("utf-8") for path in shipped_site.rglob("*.html")]
    shown = fonts.characters("".join(pages))
    shown |= set(forms("".join(shown)).values())
    assert len(shown) > 1500
    assert shown <= set(web)
    for char, font in web.items():
        assert drawn(font, char) or char == "　"


def test_no_character_of_the_shipped_texts_is_lacking(shipped):
    assert fonts.lacking(fonts.shown({page.path: page.document.body for page in shipped.pages})) == []


def test_a_browser_can_read_every_slice_and_all_weigh_less_than_700_kb(web, shipped_site):
    folder = shipped_site / "assets/fonts"
    assert sum(file.stat().st_size for file in folder.iterdir()) < 700_000
    assert {file.suffix for file in folder.iterdir()} == {".css", ".txt", ".woff2"}
    for file in folder.glob("*.woff2"):
        assert file.read_bytes()[:4] == b"wOF2"
        assert file.stat().st_size < 60_000


def test_variants_have_their_own_shape(web):
    for group in ("羣群", "衆众眾", "爲为為", "够夠", "澈徹彻"):
        for one, other in combinations(group, 2):
            assert drawn(web[one], one) != drawn(web[other], other), (one, other)


def test_punctuation_stands_in_one_slice_and_can_be_squeezed(web):
    assert len({id(web[char]) for char in "，。、；：「」『』（）《》"}) == 1
    features = web["。"]["GPOS"].table.FeatureList.FeatureRecord
    assert {feature.FeatureTag for feature in features} == {"halt"}


def test_lines_are_as_high_as_in_the_original(web):
    with TTFont(fonts.FONTS["pylopdf-fonts-zh-tw"]) as original:
        assert [web["工"]["hhea"].ascent, web["工"]["hhea"].descent] == [original["hhea"].ascent, original["hhea"].descent]


def test_the_licence_goes_with_the_fonts(shipped_site):
    text = (shipped_site / "assets/fonts/OFL.txt").read_text("utf-8")
    assert "© " in text
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
