"""The shipped packets: plan, files, words, and their pages."""

import pytest
from opencc import OpenCC

from duben.document.model import Note, Passage, Quotation
from duben.document.pages import Pages
from duben.document.tree import convert, walk, words
from duben.packets.compose import compose
from duben.packets.files import jobs, pages
from duben.packets.plan import plan
from duben.text.marks import VIEWS, bare


def test_the_shipped_packets_leave_each_question_some_minutes(shipped, shipped_links):
    packets = [page.packet for page in shipped.pages if page.packet and page.packet.minutes]
    assert len(packets) >= 6
    for packet in packets:
        assert 60 <= packet.minutes <= 90
        found = plan(shipped, shipped_links.quotations, packet)
        assert not found.short
        assert sum(row.minutes for row in found.rows) == packet.minutes
        assert all(row.minutes >= 4 * row.questions for row in found.rows)


def test_every_file_of_the_site_has_a_name_of_its_own_and_a_reader_can_tell_them_apart(shipped):
    found = [job for page in pages(shipped) for job in jobs(page, books=True)]
    assert len({job.file for job in found}) == len(found)
    for page in pages(shipped):
        told = [(job.edition, job.label) for job in jobs(page, books=True)]
        assert len({*told}) == len(told)


@pytest.mark.parametrize("view", VIEWS)
def test_every_chapter_comes_out_to_the_letter(shipped, shipped_links, view):
    for name in ("taiyuan-1952", "qiqihar-1954"):
        packet = compose(Pages(shipped, shipped_links), f"packets/{name}.md", view=view)
        chapters = [part for part in packet.parts if part.kind == "chapter"]
        assert [part.path for part in chapters] == [chapter.path for chapter in shipped.report(name).chapters]
        for part, chapter in zip(chapters, shipped.report(name).chapters, strict=True):
            found = (words(piece.content) for piece in walk(part) if isinstance(piece, Passage))
            assert bare("".join(found)) == chapter.running(view)[0]
            assert sum(isinstance(piece, Note) for piece in walk(part)) == sum(len(block.marks) for block in chapter.blocks)


def test_every_quotation_of_a_shipped_packet_is_verified(shipped, shipped_links):
    verified = {quotation.reference.words for quotation in shipped_links.quotations}
    for page in (page for page in shipped.pages if page.packet):
        packet = compose(Pages(shipped, shipped_links), page.path, facilitator=True)
        quotations = [piece for piece in walk(packet) if isinstance(piece, Quotation)]
        assert all(bare("".join(words(row) for row in quotation.paragraphs)) in verified for quotation in quotations)
        assert all(quotation.citation for quotation in quotations)


def test_simplified_characters_are_those_of_opencc_and_nothing_else_changes(shipped, shipped_links):
    convert_line = OpenCC("t2s").convert
    for page in (page for page in shipped.pages if page.packet):
        original = compose(Pages(shipped, shipped_links), page.path, facilitator=True)
        simplified = compose(Pages(shipped, shipped_links), page.path, facilitator=True, script="hans")
        rows = [[], []]
        for packet, row in zip((original, simplified), rows, strict=True):
            convert(packet, lambda line, row=row: row.append(line) or line)
        assert len(rows[0]) == len(rows[1])
        assert [convert_line(line) for line in rows[0] if len(convert_line(line)) == len(line)] == [
            line for line, old in zip(rows[1], rows[0], strict=True) if len(convert_line(old)) == len(old)
        ]
        assert [part.path for part in simplified.parts] == [part.path for part in original.parts]
