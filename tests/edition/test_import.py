"""The two raw transcriptions of this edition, imported anew."""

from __future__ import annotations

from pathlib import Path

from duben.edition.model import Report
from duben.importing import Draft
from support.importing import body, headings, paragraphs, take

REPORTS = Path(__file__).parents[2] / "docs" / "reports"


def booklet(name: str, docs: Path, *stems: str) -> tuple[Draft, Report]:
    plan, report, _ = take((REPORTS / name / "source.txt").read_bytes(), docs, *stems)
    return plan, report


def test_qiqihar(tmp_path: Path) -> None:
    plan, report = booklet("qiqihar-1954", tmp_path, "chen", "li")
    assert [c.stem for c in report.chapters] == ["front", "chen", "li"]
    assert [(c.author, c.role) for c in report.chapters[1:]] == [("陳有義", "市工會聯合會副主席"), ("李琛光", "齊市工會聯合會主席")]
    assert report.title == "齊市第一次工會小組長代表會議主要文件彙編"
    assert [f.text for f in plan.furniture] == ["273", "0006"]
    assert plan.markup == ()
    assert plan.joins == (70, 84, 88, 102, 112, 120, 146, 164, 176)
    assert "經驗。{/}的辦法；" in body(tmp_path, "chen")
    assert any(d.line == 112 and "衍文" in d.message for d in plan.doubts)
    assert body(tmp_path, "li").endswith("計劃發下{□ | 底本至此中斷。}\n")
    assert [c.facts.breaks_off for c in report.chapters] == [False, False, True]
    found = headings(report, "chen")
    assert [level for level, _ in found] == [1, 2, 2, 3, 3, 3, 3, 2, 2]
    assert found[0][1].startswith("認真做好小組工作，開展技術革新運動，製訂好年度計劃，保証")
    assert [text[:2] for _, text in found[1:]] == ["壹、", "貳、", "一、", "二、", "三、", "四、", "參、", "肆、"]
    assert any(d.line == 80 and "也作段落" in d.message for d in plan.doubts)
    assert [level for level, _ in headings(report, "li")] == [1, 2, 2, 2]
    contents = report.meta.contents
    assert [(e.chapter, e.page, e.section) for e in contents[:3]] == [
        ("chen", "二", "會議的報告和總結"),
        ("li", "三", "會議的報告和總結"),
        ("", "六", "經驗介紹"),
    ]
    assert [e.author for e in contents] == ["陳有義", "李琛光", "劉瑞民", "高忠武", "朱喜樵", "工人日報社論", "陳晨"]


def test_taiyuan(tmp_path: Path) -> None:
    plan, report = booklet("taiyuan-1952", tmp_path)
    assert [(c.stem, c.short) for c in report.chapters] == [("front", "封面、通知與目錄"), ("c1", "郭欽安講話"), ("c2", "席炳午總結報告")]
    assert report.title == "工會小組建設經驗"
    assert [f.text for f in plan.furniture] == ["AEH/06"]
    assert [(m.line, m.text, m.reads) for m in plan.markup if m.reads] == [
        (107, "$27\\%$", "27%"),
        (107, "$66\\%$", "66%"),
        (107, "$6\\%$", "6%"),
    ]
    assert plan.joins == (65, 73, 111, 121, 150, 166, 176, 190)
    assert headings(report, "c1") == [(1, "中共太原市委郭欽安副書記在各廠礦工會小組經驗交流大會上的講話")]
    found = [(level, text[:4]) for level, text in headings(report, "c2")]
    assert found[1:7] == [(2, "一、加強"), (2, "二、小組"), (2, "三、怎麼"), (3, "四條原則"), (3, "三個辨法"), (4, "(一) ")]
    assert [level for level, _ in found[7:]] == [5, 5, 5, 5, 5, 4, 5, 5, 5]
    assert [p[:3] for p in paragraphs(report, "c2") if p[:3] in ("第二、", "第三、")] == ["第二、", "第三、", "第二、", "第三、"]
    contents = report.meta.contents
    assert len(contents) == 13
    assert contents[2].title == "我是怎樣團結大家搞好生產的——工會小組長韓潤同志的大會發言"
    assert [e.chapter for e in contents[:3]] == ["c1", "c2", ""]
    front = report.chapter("front")
    assert front is not None
    assert "王良小組的轉變" in front.blocks[front.index[contents[-1].line]].text("corrected")
