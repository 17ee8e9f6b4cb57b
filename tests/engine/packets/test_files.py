"""The names of the files, and which editions there are of what."""

from dataclasses import replace

import pytest

from duben.packets.files import Job, jobs, pages


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({}, "a.pdf"),
        ({"facilitator": True}, "a-facilitator.pdf"),
        ({"size": "large", "script": "hans"}, "a-large-hans.pdf"),
        ({"size": "a5"}, "a-booklet.pdf"),
        ({"view": "transcribed", "facilitator": True}, "a-facilitator-transcribed.pdf"),
        ({"format": "docx"}, "a.docx"),
    ],
)
def test_a_name_says_which_edition_it_is(options, name):
    assert replace(Job("packets/a.md"), **options).file == f"packets/{name}"


def test_a_meeting_has_an_edition_for_its_leader_and_a_reading_edition_has_none(docs):
    docs.packet("chapter: trees-1950/zhong", minutes=60)
    docs.packet("chapter: trees-1950/zhong", path="packets/book.md")
    book, meeting = pages(docs.edition())
    assert any(job.facilitator for job in jobs(meeting, books=False))
    assert not any(job.facilitator for job in jobs(book, books=False))


def test_without_pandoc_there_is_neither_epub_nor_docx(docs):
    docs.packet("chapter: trees-1950/zhong")
    docs.form("/// field | 〔日期〕\n    id: date\n    en: Date\n///")
    for page in pages(docs.edition()):
        assert {job.format for job in jobs(page, books=False)} == {"pdf"}
        assert "docx" in {job.format for job in jobs(page, books=True)}
