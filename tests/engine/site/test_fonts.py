import os
import re
import time
from io import BytesIO
from itertools import combinations

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from duben.cache import UNUSED
from duben.site import fonts
from duben.text.simplified import forms

FEW = {"a.md": "工會小組「開會」。", "b.md": "工會羣衆、爲够澈", "c.md": "ā café’s 3 × 4"}


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
    assert fonts.lacking({page.path: page.document.body for page in shipped.pages}) == {}


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


def test_only_what_chinese_type_must_show_is_taken():
    assert fonts.characters("工會ā café 3 × — …①爲「。」") == set("工會×—…①爲「。」")


def test_what_stands_on_pages_comes_before_what_only_the_program_has():
    slices = fonts.plan(FEW, "首頁", "程序")
    assert [(part.package[-2:], set(part.characters)) for part in slices] == [
        ("tw", set("工會小組「開」。羣衆、够澈首頁×’")),
        ("cn", {"爲"}),
        ("tw", set("程序众群会页")),
        ("cn", set("组开为")),
    ]
    order = slices[0].characters.index
    assert order("。") < order("頁") < order("工") < order("羣")


def test_many_characters_are_divided_and_none_is_lost_or_doubled():
    text = "".join(map(chr, range(0x4E00, 0x5000)))
    parts = [part.characters for part in fonts.plan({"a.md": text}, "", "")]
    assert max(map(len, parts)) == fonts.MOST
    assert len("".join(parts)) == len(set("".join(parts)))
    assert set(text) - set("".join(parts)) == set(fonts.lacking({"a.md": text}))


def test_a_character_without_glyph_is_told_with_its_pages():
    assert fonts.lacking({"b.md": "工𪚥", "a.md": "𪚥會"}) == {"𪚥": ["a.md", "b.md"]}


def test_the_same_characters_give_the_same_bytes(tmp_path):
    slices = fonts.plan(FEW, "", "")
    made = fonts.make(slices, tmp_path / "one")
    assert made == fonts.make(slices, tmp_path / "other")
    with TTFont(BytesIO(next(data for name, data in made.items() if name.endswith(".woff2")))) as font:
        assert "Copyright" in str(font["name"].getDebugName(0)) or "©" in str(font["name"].getDebugName(0))


def test_what_was_made_is_kept(tmp_path, monkeypatch):
    slices = fonts.plan(FEW, "", "")
    made = fonts.make(slices, tmp_path)
    monkeypatch.setattr(fonts, "_files", lambda _: pytest.fail("made a second time"))
    assert fonts.make(slices, tmp_path) == made


def test_of_two_builds_at_once_the_slower_takes_what_the_quicker_has_made(tmp_path, monkeypatch):
    slices, files = fonts.plan(FEW, "", ""), fonts._files
    quicker = []

    def overtaken(slices):
        yield from files(slices)
        monkeypatch.setattr(fonts, "_files", files)
        quicker.append(fonts.make(slices, tmp_path))

    monkeypatch.setattr(fonts, "_files", overtaken)
    assert fonts.make(slices, tmp_path) == quicker[0]
    assert len(list(tmp_path.iterdir())) == 1


def test_what_was_not_used_for_long_is_removed(tmp_path):
    for name, age in (("old", UNUSED + 60), ("new", UNUSED - 60)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    fonts.make(fonts.plan(FEW, "", ""), tmp_path)
    assert not (tmp_path / "old").exists()
    assert (tmp_path / "new").exists()


@pytest.mark.parametrize(("chars", "ranges"), [("一", "U+4e00"), ("丁一七。", "U+3002,U+4e00-4e01,U+4e03")])
def test_ranges_are_written_as_css_has_them(chars, ranges):
    assert fonts.unicode_range(chars) == ranges
