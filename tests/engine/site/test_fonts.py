import os
import time
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from duben.cache import UNUSED
from duben.site import fonts

FEW = {"a.md": "工會小組「開會」。", "b.md": "工會羣衆、爲够澈", "c.md": "ā café’s 3 × 4"}


def test_only_what_chinese_type_must_show_is_taken():
    assert fonts.characters("工會ā café 3 × — …①爲「。」") == set("工會×—…①爲「。」")


def test_what_stands_on_pages_comes_before_what_only_the_program_has():
    slices = fonts.plan(fonts.shown(FEW), "首頁", "程序")
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
    parts = [part.characters for part in fonts.plan(fonts.shown({"a.md": text}), "", "")]
    assert max(map(len, parts)) <= fonts.MOST
    assert len("".join(parts)) == len(set("".join(parts)))
    assert set(text) - set("".join(parts)) == set(fonts.lacking(fonts.shown({"a.md": text})))


def test_a_character_without_glyph_is_told():
    assert fonts.lacking(fonts.shown({"b.md": "工𪚥", "a.md": "𪚥會"})) == ["𪚥"]


def test_pages_are_counted_together_as_one_by_one():
    parts = [fonts.shown({path: text}) for path, text in FEW.items()]
    assert fonts.Shown.of_all(parts) == fonts.shown(FEW)


def test_a_new_character_changes_few_slices():
    text = "".join(map(chr, range(0x4E00, 0x5600)))
    before = fonts.plan(fonts.shown({"a.md": text}), "", "")
    after = fonts.plan(fonts.shown({"a.md": text, "b.md": "龜"}), "", "")
    assert len(before) > 8
    assert len(set(after) - set(before)) <= 3


def test_a_new_entry_of_characters_that_stand_in_reports_changes_no_slice():
    text = "".join(map(chr, range(0x4E00, 0x5000)))
    reports = {f"reports/a/{name}.md": text for name in ("b", "c")}
    entry = {"entries/terms/x.md": text[::50]}
    assert fonts.plan(fonts.shown(reports | entry), "", "") == fonts.plan(fonts.shown(reports), "", "")


def test_the_same_characters_give_the_same_bytes(tmp_path):
    slices = fonts.plan(fonts.shown(FEW), "", "")[:1]
    made = fonts.make(slices, tmp_path / "one")
    assert made == fonts.make(slices, tmp_path / "other")
    with TTFont(BytesIO(next(data for name, data in made.items() if name.endswith(".woff2")))) as font:
        assert "Copyright" in str(font["name"].getDebugName(0)) or "©" in str(font["name"].getDebugName(0))


def test_what_was_made_is_kept(tmp_path, monkeypatch):
    slices = fonts.plan(fonts.shown(FEW), "", "")[:1]
    made = fonts.make(slices, tmp_path)
    monkeypatch.setattr(fonts, "_cut", lambda *_: pytest.fail("made a second time"))
    assert fonts.make(slices, tmp_path) == made


def test_what_was_not_used_for_long_is_removed(tmp_path):
    for name, age in (("old", UNUSED + 60), ("new", UNUSED - 60)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    fonts.make(fonts.plan(fonts.shown(FEW), "", ""), tmp_path)
    assert not (tmp_path / "old").exists()
    assert (tmp_path / "new").exists()


def test_a_slice_that_was_damaged_is_made_anew(tmp_path):
    slices = fonts.plan(fonts.shown(FEW), "", "")[:1]
    made = fonts.make(slices, tmp_path)
    for kept in tmp_path.iterdir():
        kept.write_bytes(kept.read_bytes()[:100])
    assert fonts.make(slices, tmp_path) == made


@pytest.mark.parametrize(("chars", "ranges"), [("一", "U+4e00"), ("丁一七。", "U+3002,U+4e00-4e01,U+4e03")])
def test_ranges_are_written_as_css_has_them(chars, ranges):
    assert fonts.unicode_range(chars) == ranges
