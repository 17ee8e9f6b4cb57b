"""Drafts: free to change, and not published."""

import pytest

INDEX = "reports/more/index.md"
TEXT = "# 又談\n\n種樹要緊。\n\n澆水也要緊。\n"


@pytest.fixture
def draft(docs):
    """The made-up edition with a report, more, that is a draft of which nothing is recorded."""
    docs.report(TEXT)
    docs.replace(INDEX, "rights: 虛構\n", "rights: 虛構\nstate: 草稿\n")
    for ledger in (docs.root / "reports/more/ids").iterdir():
        ledger.unlink()
    return docs


def test_a_draft_needs_no_recorded_ids_and_its_chapters_can_be_renamed(draft):
    assert draft.problems() == []
    (draft.root / "reports/more/c.md").rename(draft.root / "reports/more/begin.md")
    assert draft.problems() == []


@pytest.mark.parametrize(("old", "new"), [("title: 又一冊", "title: 無題（又談）"), ("rights: 虛構", "rights: 未定，待編者寫明")])
def test_what_its_editors_have_yet_to_write_makes_a_report_a_draft(draft, old, new):
    draft.replace(INDEX, "state: 草稿\n", "")
    assert draft.codes() == ["I006"]
    draft.replace(INDEX, old, new)
    assert draft.problems() == []


def test_a_draft_is_no_part_of_what_is_published(draft):
    edition = draft.edition()
    assert edition.report("more") is not None
    published = edition.published
    assert published.report("more") is None
    assert not any("more" in path for path in (*published.chapters, *published.files, *(page.path for page in published.pages)))
    assert published.report("trees-1950") is not None
    assert published.published is published


@pytest.mark.parametrize(
    "body", ["又見[@more/c, p2]。", "「澆水也要緊」[@more/c]。", "見[又談](../reports/more/c.md)。", "見[冊子](../reports/more/index.md)。"]
)
def test_a_published_page_cannot_refer_to_a_draft(draft, body):
    assert [(p.code, p.line) for p in draft.page(body)] == [("R008", 5)]


def test_a_published_packet_cannot_take_its_words_from_a_draft(draft):
    assert ("R008", 7) in draft.packet("chapter: more/c")


def test_a_draft_may_refer_to_itself(draft):
    draft.write(INDEX, draft.text(INDEX) + "\n「澆水也要緊」[@more/c]，見[又談](c.md)。\n")
    assert draft.problems() == []
