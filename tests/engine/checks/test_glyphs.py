"""A character that no font has is told where it stands, before anything is printed."""

import pytest

from duben.text.printable import lacking

ODD = "\U0002a6d6"


def found(docs):
    return [(p.path, p.line, p.column) for p in docs.problems() if p.code == "P006"]


def test_ordinary_text_lacks_nothing(docs):
    docs.packet("guide: walk", "chapter: trees-1950/zhong", body="爲群眾，羣衆；够，決，①，—……「」『』〔〕\tPinyin: gōnghuì\n")
    assert found(docs) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        ("packets/try.md", "一包。\n", f"一包。\n\n又{ODD}。\n", (15, 2)),
        ("packets/try.md", "audience: 八人", f"audience: 八{ODD}", (5, 1)),
        ("guides/walk.md", "編者的話。", f"編者的{ODD}。", (20, 4)),
        ("reports/trees-1950/zhong.md", "本校：下文作", f"本校：{ODD}", (12, 1)),
    ],
)
def test_it_is_told_where_it_stands(docs, path, old, new, place):
    docs.packet("guide: walk", "chapter: trees-1950/zhong", body="# 包\n\n一包。\n")
    docs.replace(path, old, new)
    assert found(docs) == [(path, *place)]


def test_what_no_packet_takes_may_have_it(docs):
    docs.packet("chapter: trees-1950/zhong")
    docs.replace("guides/walk.md", "編者的話。", f"編者的{ODD}。")
    assert found(docs) == []


def test_each_is_told_once(docs):
    docs.packet("guide: walk", body=f"{ODD}{ODD}\n{ODD}\n")
    assert len(found(docs)) == 1
    assert lacking(f"甲{ODD} 乙{ODD}") == ODD
