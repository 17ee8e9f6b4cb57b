"""The page of each shipped packet: its words are the report's, its notes, ids and headings hold together."""

import itertools
import re

import pytest
from markdown import Markdown

from duben import DubenExtension
from duben.document.model import Form, Note, Part, Passage, Quotation, Unit
from duben.document.pages import Pages
from duben.document.tree import words
from duben.packets.compose import compose
from duben.text.marks import bare
from support.html import classed, section, text


@pytest.fixture(scope="module")
def pages(shipped, shipped_links, parse_html):
    """Every shipped packet with its page, as bare Python-Markdown makes it."""
    extension = DubenExtension(shipped, shipped_links)
    made = []
    for own in shipped.pages:
        if own.packet:
            extension.path = own.path
            html = Markdown(extensions=["tables", extension]).convert(own.document.body)
            made.append((compose(Pages(shipped, shipped_links), own.path, facilitator=True), parse_html(html)))
    assert len(made) >= 8
    return made


def seen(value):
    """The quotations that a participant's page shows, in order: what a question expects is for the leader's paper."""
    if isinstance(value, Quotation):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from seen(item)
    elif isinstance(value, Part | Unit):
        yield from seen(value.blocks)
    elif isinstance(value, Form):
        plain = [item for item in value.fields if not item.columns]
        yield from seen((value.blocks, *(item.quotations for item in (*plain, *(item for item in value.fields if item.columns)))))


def test_every_paragraph_stands_there_as_in_the_report(pages, shipped):
    for packet, html in pages:
        for part in packet.parts:
            passages = [block for block in part.blocks if isinstance(block, Passage)]
            for passage in passages:
                chapter = shipped.chapters[f"reports/{passage.key}.md"]
                (node,) = html.find(id=f"{part.id}-{passage.id}")
                assert text(html, node) == chapter.blocks[chapter.index[passage.id]].text("corrected"), (packet.path, part.id, passage.id)
                assert (node["tag"] == "li") == passage.item
            if passages:
                (body,) = classed(html, section(html, part), "db-text")
                assert bare(text(html, body)) == bare("".join(words(passage.content) for passage in passages))


def test_every_quotation_stands_there_with_its_citation(pages):
    for packet, html in pages:
        for part in packet.parts:
            figures = classed(html, section(html, part), "db-quote")
            wanted = list(seen(part))
            assert [["".join(text(html, p)) for p in html.inside(figure, "p")] for figure in figures] == [
                [words(paragraph) for paragraph in quotation.paragraphs] for quotation in wanted
            ], (packet.path, part.id)
            assert [[text(html, link) for link in html.inside(figure, "a")] for figure in figures] == [
                [link.text for link in quotation.citation] for quotation in wanted
            ]


def test_every_note_stands_behind_its_part_and_leads_back(pages, shipped):
    for packet, html in pages:
        for part in packet.parts:
            passages = [block for block in part.blocks if isinstance(block, Passage)]
            chapters = {passage: shipped.chapters[f"reports/{passage.key}.md"] for passage in passages}
            marks = sum(len(chapters[passage].blocks[chapters[passage].index[passage.id]].marks) for passage in passages)
            refs, rows = classed(html, section(html, part), "db-ref"), classed(html, section(html, part), "db-what")
            assert len(refs) == len(rows) == marks, (packet.path, part.id)
            for ref, row, passage in zip(refs, rows, [p for p in passages for item in p.content if isinstance(item, Note)], strict=True):
                (note,) = html.find("li", id=ref["attrs"]["href"][1:])
                assert row in note["in"]
                assert text(html, row) in ref["attrs"]["aria-label"]
                (back,) = classed(html, note, "db-up")
                assert back["attrs"]["href"] == f"#{ref['attrs']['id']}"
                assert ref in html.find(id=f"{part.id}-{passage.id}")[0]["in"]


def test_ids_are_given_once_and_headings_leave_out_no_level(pages):
    for packet, html in pages:
        assert len(html.ids()) == len(set(html.ids())), packet.path
        levels = [1, *(int(node["tag"][1]) for node in html.elements if re.fullmatch("h[1-6]", node["tag"]))]  # the theme adds the title
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), packet.path


def test_the_parts_stand_in_their_order_and_what_is_for_the_leader_is_folded(pages):
    for packet, html in pages:
        sections = html.find("section", class_="db-part")
        assert [(node["attrs"]["id"], text(html, html.inside(node, "h2")[0])) for node in sections] == [
            (part.id, part.title) for part in packet.parts
        ]
        for part, node in zip(packet.parts, sections, strict=True):
            folds = html.inside(node, "details")
            assert len(folds) == part.leader
            assert all("open" not in fold["attrs"] for fold in folds)
            if part.leader:  # nothing but the title and where it is from stands outside the fold
                outside = [child["tag"] for child in node["in"] if not isinstance(child, str) and child["tag"] != "details"]
                assert outside in (["h2"], ["h2", "p"])


def test_the_head_tells_for_whom_it_is_and_which_text_it_has(pages):
    for packet, html in pages:
        facts = text(html, html.find("dl", class_="db-head")[0])
        assert packet.audience in facts
        assert (f"{packet.minutes} 分鐘" in facts) == bool(packet.minutes)
        assert packet.sources
        assert all(source.revision in facts for source in packet.sources)
