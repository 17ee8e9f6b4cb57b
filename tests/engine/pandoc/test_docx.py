"""Finishing pandoc's Word file: what is set is there, and what pandoc no longer writes is an error, not a file half set."""

import json
import re
import subprocess
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from duben.pandoc import nodes, run
from duben.pandoc.book import API
from duben.pandoc.docx import MissingPartError, finish

FOOT = ("第 ", " 頁，共 ", " 頁")


@pytest.fixture(scope="module")
def pandocs():
    """A file as pandoc writes it: a paragraph in a section that stands, another in one that lies."""
    blocks = [nodes.styled([nodes.string("甲")], "", "着重段"), nodes.section(False), nodes.para([nodes.string("乙")]), nodes.section(True)]
    tree = json.dumps({"pandoc-api-version": API, "meta": {}, "blocks": blocks})
    return subprocess.run([run.program(), "--from=json", "--to=docx", "-o-"], input=tree.encode(), capture_output=True, check=True).stdout


def changed(data, part, pattern, new=""):
    """The file with something else in one of its parts."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                text, count = re.subn(pattern, new, text.decode(), flags=re.S)
                assert count
            target.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("part", "pattern"),
    [
        ("word/styles.xml", '<w:style [^>]*w:styleId="Heading3".*?</w:style>'),
        ("word/styles.xml", '<w:style [^>]*w:styleId="Table".*?</w:style>'),
        ("word/styles.xml", "<w:tblStylePr.*?</w:tblStylePr>"),
        ("word/styles.xml", "<w:lang [^>]*>"),
        ("word/settings.xml", "<w:characterSpacingControl[^>]*>"),
        ("word/settings.xml", "<w:themeFontLang[^>]*>"),
        ("word/document.xml", "<w:p>\\s*<w:pPr>\\s*<w:sectPr.*?</w:p>"),
        ("word/_rels/document.xml.rels", "<Relationship [^>]*fontTable[^>]*>"),
    ],
)
def test_what_pandoc_no_longer_writes_is_an_error(pandocs, part, pattern):
    with pytest.raises(MissingPartError):
        finish(changed(pandocs, part, pattern), "題", FOOT, "hant")


def test_the_error_of_a_book_says_which_pandoc_and_what_is_not_there(sample, monkeypatch):
    def lacking(*_):
        raise MissingPartError("style Heading 3")

    monkeypatch.setattr("duben.pandoc.docx.finish", lacking)
    with pytest.raises(run.PandocError, match=r"pandoc 3.*style Heading 3"):
        run.write(sample, "docx")


def test_settings_do_not_hang_on_how_pandoc_writes_them(pandocs):
    other = changed(
        pandocs,
        "word/settings.xml",
        "<w:characterSpacingControl[^>]*>",
        '<w:characterSpacingControl w:val = "anything" ></w:characterSpacingControl>',
    )
    for data in (pandocs, other):
        settings = Document(BytesIO(finish(data, "題", FOOT, "hans"))).settings.element
        assert settings.find(qn("w:characterSpacingControl")).get(qn("w:val")) == "compressPunctuation"
        assert settings.find(qn("w:themeFontLang")).get(qn("w:eastAsia")) == "zh-CN"


def test_a_file_with_two_sections_has_one_head_and_foot(pandocs):
    first, second = Document(BytesIO(finish(pandocs, "題", FOOT, "hant"))).sections
    assert (first.page_width, first.page_height) == (second.page_height, second.page_width)
    assert first.page_width < first.page_height
    assert first.header.paragraphs[0].text == "題"
    assert second.header.is_linked_to_previous
    assert second.footer.is_linked_to_previous


def test_without_python_docx_no_books_are_offered(monkeypatch):
    assert run.available()
    monkeypatch.setattr(run, "find_spec", lambda name: None)
    assert not run.available()
