"""The importer: whatever text it accepts comes back whole; both booklets; made-up text with awkward input."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duben import importing
from duben.importing import RefusedError
from duben.importing.outline import Ordinal, ordinal, title_like
from duben.importing.rawlines import clean
from duben.reading.files import decode
from duben.text import transcript
from support.importing import body, headings, paragraphs, take

ROOT = Path(__file__).parents[3]
PROSE = "這個廠的工會小組每天上班以前開十分鐘的會，由小組長說明當天的任務和要注意的事情，大家提出意見，然後分頭去做。"
MORE = "會上提出的意見都記在本子上，下班以後小組長和工長一起看，能馬上解決的馬上解決，不能解決的報告車間主任。"


# --- what must hold for any text -------------------------------------------------------------------------------------

MARKUP = [
    "# ", "## ", "#", "####### ", "- ", "-", "--", "{", "}", "{/}", "{□}",
    "$27\\%$", "27\\%", "$5$", "$", "\\", "\\\\", "|", "→", "?", "!", "+", "/",
    "---", "***", "<b>", "[@a/b]", "~", "'", '"', ": ", ", ", "&amp;", "null", "true",
]  # fmt: skip
WORDS = [
    "一、", "壹、", "第一，", "第一章 ", "（一）", "(1)", "1. ", "①", "甲、", "目錄", "通知", "前言", "……", "..... ", "(二)", "(一九)",
    "12", "0006", "1954", "AEH/06", "— 3 —", "第 3 頁", "- 3 -", "[12]", "工會小組", "的辦法；", "，", "。", "：", "；", "」", "「",
    "我們的工作做得很好，大家都很滿意", "在會上的報告", "王明主席", "王明同志", "編印", "1954年2月", "名", "😀", "𠀀", "組\u0301",
    "abc def", PROSE, MORE,
]  # fmt: skip
SPACES = [
    " ",
    "\u3000",
    "\u3000\u3000",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1e",
    "\x1f",
    "\x85",
    "\xa0",
    "\u2028",
    "\u2029",
]
ODD = ["\ufeff", "\u200b", "\x01", "\x1b", "\x7f", "\ufffd", "\ufffe", "\uffff", "\ue000", "\U0010ffff"]
PIECES = [*MARKUP, *WORDS, *SPACES, *ODD]
MIXED = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80)


def told(text: str | bytes, docs: Path) -> str:
    """The refusal, or nothing where the text is accepted (and then comes back whole)."""
    try:
        take(text, docs)
    except RefusedError as refusal:
        return str(refusal)
    return ""


@settings(max_examples=300, deadline=None)
@given(st.one_of(MIXED, ANY, st.lists(st.one_of(MIXED, ANY), max_size=6).map("\n".join)))
def test_any_text_comes_back_whole(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        refusal = told(text, Path(folder))
    assert refusal == "" or "沒有文字" in refusal


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_give_a_draft_or_one_sentence(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        refusal = told(raw, Path(folder))
    assert refusal == "" or (refusal.endswith("。") and "匯入程式" not in refusal)


@given(MIXED)
def test_cleaning_changes_white_space_alone(text: str) -> None:
    assert "".join(clean(text).split()) == "".join(text.split())


# --- the two booklets ------------------------------------------------------------------------------------------------


# --- text of other kinds ---------------------------------------------------------------------------------------------


def test_no_headings_is_one_chapter(tmp_path: Path) -> None:
    plan, report, _ = take(f"{PROSE}\n\n{MORE}\n\n{PROSE}\n", tmp_path)
    assert [c.stem for c in report.chapters] == ["c1"]
    assert len(paragraphs(report, "c1")) == 3
    assert report.chapters[0].title.startswith("無題")
    assert any("沒有找到篇題" in d.message for d in plan.doubts)


def test_title_and_byline_without_a_cover(tmp_path: Path) -> None:
    _, report, _ = take(f"在工廠會議上的報告\n某市工會主席 張大明\n\n{PROSE}\n\n一、成績\n\n{MORE}\n\n二、缺點\n\n{PROSE}\n", tmp_path)
    assert [(c.stem, c.author, c.role) for c in report.chapters] == [("c1", "張大明", "某市工會主席")]
    assert headings(report, "c1") == [(1, "在工廠會議上的報告"), (2, "一、成績"), (2, "二、缺點")]


def test_simplified_hard_wrapped_windows_lines_and_a_bom(tmp_path: Path) -> None:
    text = "去年我们厂的班组工作有了很大的改进，各个班组都建立了安全值日制度，每天上班以前由值日员检查工具和设备，发现问题马上报告工段长。"
    whole = "　　" + text * 3
    rows = [whole[i : i + 30] for i in range(0, len(whole), 30)]
    pages = [*rows[:3], "— 1 —", "", *rows[3:], "二、安全教育", *rows, "— 2 —"]
    raw = ("\ufeff" + "\r\n".join(["一、安全值日", *pages])).encode()
    plan, report, _ = take(raw, tmp_path)
    assert [c.title for c in report.chapters] == ["一、安全值日", "二、安全教育"]
    assert paragraphs(report, "c1") == [text * 3]
    assert paragraphs(report, "c2") == [text * 3]
    assert len(plan.joins) == 1
    assert [f.text for f in plan.furniture] == ["— 1 —", "— 2 —"]


def test_chapters_from_a_garbled_contents(tmp_path: Path) -> None:
    text = "某某文集\n\n某某出版社\n1953年\n\n目　次\n\n第一章　總 則 …… 1\n第二章　組繳 …… 7\n第三章　任務 …… 15\n\n" + "\n\n".join(
        f"第{n}章　{t}\n\n{PROSE}\n\n第一節　細目\n\n{MORE}" for n, t in (("一", "總則"), ("二", "組織"), ("三", "任務"))
    )
    plan, report, _ = take(text, tmp_path)
    assert [c.title for c in report.chapters] == ["封面與目錄", "第一章 總則", "第二章 組織", "第三章 任務"]
    assert headings(report, "c2") == [(1, "第二章 組織"), (2, "第一節 細目")]
    assert report.meta.publisher == "某某出版社"
    assert any("組繳" in d.message for d in plan.doubts)


def test_chapters_without_contents(tmp_path: Path) -> None:
    plan, report, _ = take(f"# 甲廠的經驗\n\n{PROSE}\n\n## 小題\n\n{MORE}\n\n# 乙廠的經驗\n\n{PROSE}\n", tmp_path)
    assert [c.title for c in report.chapters] == ["甲廠的經驗", "乙廠的經驗"]
    assert headings(report, "c1") == [(1, "甲廠的經驗"), (2, "小題")]
    assert any("沒有可據的目錄" in d.message for d in plan.doubts)


def test_contents_alone(tmp_path: Path) -> None:
    _, report, _ = take("目錄\n\n甲篇……(一)\n\n乙篇……(二)\n", tmp_path)
    assert [c.stem for c in report.chapters] == ["front"]
    assert [e.title for e in report.meta.contents] == ["甲篇", "乙篇"]


def test_ordinals_repeat_at_several_depths(tmp_path: Path) -> None:
    rows = ["報告", PROSE, "壹、甲", PROSE, "（一）子", PROSE, "第一、辰", PROSE, "第二、巳", PROSE, "（二）丑", PROSE, "貳、乙", PROSE]
    rows += ["第一、午", PROSE, "（一）寅", PROSE, "（二）卯", PROSE, "第二、未", PROSE]
    _, report, _ = take("\n\n".join(rows), tmp_path)
    assert [level for level, _ in headings(report, "c1")] == [1, 2, 3, 4, 4, 3, 2, 3, 4, 4, 3]


def test_paragraphs_and_lists_with_ordinals_are_no_headings(tmp_path: Path) -> None:
    rows = [
        "報告",
        PROSE,
        f"一、{PROSE}",
        f"二、{MORE}",
        "規定四條：",
        "1. 不遲到",
        "2. 不早退",
        "3. 愛護工具",
        PROSE,
        "第三，要注意以下兩點：",
        MORE,
    ]
    _, report, _ = take("\n\n".join(rows), tmp_path)
    assert headings(report, "c1") == [(1, "報告")]


def test_a_list_that_stands_close_is_not_taken_for_wrapped_lines(tmp_path: Path) -> None:
    rows = [f"{n}、上班以前要把工具設備檢查好收拾好" for n in "一二三四五六"]
    _, report, _ = take(f"守則\n\n{MORE}\n\n" + "\n".join(rows), tmp_path)
    assert paragraphs(report, "c1") == [MORE, *rows]


def test_lines_that_stand_apart_may_be_headings(tmp_path: Path) -> None:
    plan, report, _ = take(f"報告\n\n{PROSE}\n\n開會以前的準備\n\n{MORE}\n\n王大明\n一九五三年三月", tmp_path)
    assert headings(report, "c1") == [(1, "報告"), (2, "開會以前的準備")]
    assert any("沒有編號" in d.message and d.line == 5 for d in plan.doubts)


def test_markup_braces_and_backslashes(tmp_path: Path) -> None:
    plan, report, _ = take(f"##報告\n\n佔 $27\\%$ ，{{讀→校}}和 \\- 線 \\{{\n\n- - 一項\n\n-\n\n#12號機組，{PROSE}", tmp_path)
    assert headings(report, "c1") == [(1, "報告")]
    assert paragraphs(report, "c1")[:2] == ["佔 27%，{讀→校}和 \\- 線 \\{", "一項"]
    assert [(m.text, m.reads) for m in plan.markup] == [("##", ""), ("$27\\%$", "27%"), ("- -", ""), ("-", "")]
    chapter = report.chapter("c1")
    assert chapter is not None
    assert [b.item for b in chapter.blocks] == [False, False, True, False]
    assert all(not b.marks for b in chapter.blocks)


def test_a_line_full_of_artefacts_is_cleaned(tmp_path: Path) -> None:
    plan, report, _ = take("佔 $27\\%$ ，" * 5000, tmp_path)
    assert len(plan.markup) == 5000
    assert paragraphs(report, "c1")[0].startswith("佔 27%，佔 27%，佔")


def test_furniture_and_what_may_be_text(tmp_path: Path) -> None:
    plan, report, _ = take(
        f"{PROSE}\n11\n{PROSE}\n·12·\n{PROSE}\n第 13 頁\n{MORE}\n- 3 -\n{MORE}\nGZ/07\n{MORE}\n1954\n\n1\n2\n3\n", tmp_path
    )
    assert [f.text for f in plan.furniture] == ["11", "·12·", "第 13 頁", "- 3 -", "GZ/07"]
    doubts = {d.line: d.message for d in plan.doubts if d.line}
    assert "次序" in doubts[8]
    assert "檔號" in doubts[10]
    assert "年份" in doubts[12]
    assert "表格" in doubts[14]
    assert 2 not in doubts
    assert paragraphs(report, "c1")[-4:] == ["1954", "1", "2", "3"]


def test_page_turns(tmp_path: Path) -> None:
    one, other = PROSE[:30], PROSE[30:]
    _, report, _ = take(
        "\n\n".join([MORE, one, other, MORE, "最後的辦法是大家都提出意見，一起研究。", "的時候，要注意安全。", MORE]), tmp_path
    )
    chapter = report.chapter("c1")
    assert chapter is not None
    assert [b.page_breaks for b in chapter.blocks] == [0, 1, 0, 1, 0]
    assert "研究。{/}的時候" in body(tmp_path, "c1")


@pytest.mark.parametrize("beginning", ["的確，這樣做很好。", "了解情況以後，再作決定。", "一、第一件事是開會，"])
def test_what_can_begin_a_sentence_is_not_joined(beginning: str, tmp_path: Path) -> None:
    _, report, _ = take(f"{MORE}\n\n{beginning}{PROSE}", tmp_path)
    assert len(paragraphs(report, "c1")) == 2


def test_text_without_full_stops_is_not_run_together(tmp_path: Path) -> None:
    plan, report, _ = take("\n\n".join([MORE[:-1] + "，" + str(i) for i in range(8)]), tmp_path)
    assert len(paragraphs(report, "c1")) == 8
    assert any("沒有句號" in d.message for d in plan.doubts)


def test_a_backslash_before_a_join_or_gap(tmp_path: Path) -> None:
    _, report, _ = take(f"{PROSE}\n\n{MORE}\n\n{PROSE[:30]}\\\n\n{PROSE}\n\n{MORE[:-1]}，\\", tmp_path)
    chapter = report.chapter("c1")
    assert chapter is not None
    assert chapter.facts.breaks_off
    assert [b.page_breaks for b in chapter.blocks] == [0, 0, 1, 0]


def test_suspicious_characters_are_told_once(tmp_path: Path) -> None:
    plan, _, _ = take(f"{PROSE}\ufffd\n\n{MORE}\ufffd\x01", tmp_path)
    odd = [d for d in plan.doubts if "可疑" in d.message]
    assert [d.line for d in odd] == [1, 3]
    assert "第 1、3 行" in odd[0].message
    assert "U+0001" in odd[1].message


# --- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "沒有文字"),
        (" \n\u3000\x0c\n".encode(), "沒有文字"),
        (b"\xef\xbb\xbf", "沒有文字"),
        (b"# \n12\n- \n", "沒有文字"),
        (b"abc\0def", "第 4 個位元組"),
        ("文字".encode("utf-16"), "UTF-16"),
        ("工會".encode() + b"\xb9\xa4", "第 7 個位元組（0xB9）"),
        (b"\xef\xbb\xbf\xe5\xb7\xa5\xff", "第 7 個位元組（0xFF）"),
        (b"a\xed\xa0\x80", "第 2 個位元組（0xED）"),
    ],
)
def test_what_cannot_be_read_is_refused(raw: bytes, sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        importing.draft(raw)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    plan = importing.draft(PROSE.encode())
    target = tmp_path / "reports" / "made"
    target.mkdir(parents=True)
    (target / "c1.md").write_text("edited")
    with pytest.raises(RefusedError, match="已經存在"):
        importing.write(plan, tmp_path, "made")
    assert (target / "c1.md").read_text() == "edited"
    assert [p.name for p in target.parent.iterdir()] == ["made"]


@pytest.mark.parametrize("name", ["", "A", "../x", "a/b", "工會", "-a", "a\n"])
def test_a_key_is_checked(name: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="不能作文獻的鍵"):
        importing.write(importing.draft(PROSE.encode()), tmp_path, name)


@pytest.mark.parametrize("names", [["a", "b"], ["front"], ["A"]])
def test_names_are_checked(names: list[str]) -> None:
    with pytest.raises(RefusedError):
        importing.draft(PROSE.encode(), names)


def test_a_draft_that_does_not_read_back_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = importing.draft(f"{PROSE}\n\n{MORE}".encode())
    monkeypatch.setattr(importing.Chapter, "text", lambda self: f"---\ntitle: a\nshort: a\norder: 1\n---\n\n{PROSE}\n")
    with pytest.raises(RefusedError, match="讀回來與底本不符"):
        importing.write(plan, tmp_path, "made")
    assert list((tmp_path / "reports").iterdir()) == []


# --- the command, speed, small parts ---------------------------------------------------------------------------------


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    script = [sys.executable, str(ROOT / "scripts" / "import_report.py")]
    return subprocess.run([*script, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False, env=ENVIRONMENT)


ENVIRONMENT = {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "utf-8", "PATH": ""}


def test_the_command(tmp_path: Path) -> None:
    raw = tmp_path / "raw.txt"
    raw.write_text(f"報告\x1b\n\n{PROSE}\n\n12\n\n{MORE}", "utf-8")
    done = command(raw, "made", "--docs", tmp_path, "--names", "wang")
    assert (done.returncode, done.stderr) == (0, "")
    assert "wang.md" in done.stdout
    assert "第 5 行" in done.stdout
    assert "不失一字" in done.stdout
    assert "\x1b" not in done.stdout
    again = command(raw, "made", "--docs", tmp_path)
    assert again.returncode == 2
    assert again.stderr.count("\n") == 1
    assert "已經存在" in again.stderr


@pytest.mark.parametrize("raw", [b"", b"\xff\xff", b"a\0", None])
def test_the_command_refuses_without_a_traceback(raw: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "raw.txt"
    if raw is not None:
        path.write_bytes(raw)
    done = command(path, "made", "--docs", tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "reports").exists()


def test_a_chapter_that_could_not_be_read_again_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"^這個檔有 [0-9]+ 位元組"):
        take(PROSE * 13_500, tmp_path)
    assert list((tmp_path / "reports").iterdir()) == []


@pytest.mark.parametrize("between", ["", "\n", "\n\n", "。\n\n一、"])
def test_a_megabyte_is_drafted_whole(between: str, tmp_path: Path) -> None:
    text = between.join([PROSE[:-1]] * 6500)
    assert len(text.encode()) > 900_000
    _, _, figures = take(text, tmp_path)
    assert figures.size == figures.given == len("".join(text.split()))


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("壹、總則", "壹", 1),
        ("十二、其他", "一", 12),
        ("第三，要", "第一", 3),
        ("（二）乙", "（一）", 2),
        ("3. 丙", "1.", 3),
        ("３．丙", "1.", 3),
        ("④丁", "①", 4),
        ("(5)戊", "（1）", 5),
        ("第二十章 末", "章", 20),
        ("乙、二", "甲", 2),
    ],
)
def test_ordinals(text: str, style: str, number: int) -> None:
    assert ordinal(text) == Ordinal(style, number)


@pytest.mark.parametrize("text", ["一個問題", "第一種是", "第一類：", "3.5噸", "1954年", "十分重要"])
def test_what_is_no_ordinal(text: str) -> None:
    assert ordinal(text) is None


def test_titles() -> None:
    assert title_like("二、小組幹什麼？")
    assert title_like("三、關心工友生活，解決工友困難。")
    assert not title_like("第三，應注意以下工作：")
    assert not title_like("一、搞好生產。這是一件大事。")


def test_the_written_folder_is_what_the_core_reads(tmp_path: Path) -> None:
    plan, _report, figures = take(f"報告\n\n{PROSE}\n\n12\n\n{MORE}", tmp_path)
    folder = tmp_path / "reports" / "made"
    blocks, problems = transcript.parse("c1.md", body(tmp_path, "c1"))
    assert problems == []
    assert len(blocks) == figures.blocks == 3
    assert decode((folder / "source.txt").read_bytes()) == plan.raw.decode()
