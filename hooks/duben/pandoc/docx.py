"""What pandoc leaves open of a Word file: styles, East Asian fonts, pages, running head and foot, room to write. By python-docx
(https://python-docx.readthedocs.io), with elements of WordprocessingML where it has no call."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION, WD_SECTION_START
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.table import CT_Row
from docx.section import _BaseHeaderFooter
from docx.shared import Length, Pt, Twips
from docx.text.paragraph import Paragraph

from .styles import GREY, LANGUAGES, MissingPartError, Run, element, set_font, set_styles

__all__ = ["MissingPartError", "finish"]

LINE = Twips(480)
"""The height of a line to write on by hand, 8.5 mm."""
_A4 = (Twips(11906), Twips(16838))
_MARGINS = {
    "top_margin": 1304, "right_margin": 1247, "bottom_margin": 1247, "left_margin": 1247, "header_distance": 680, "footer_distance": 624,
    "gutter": 0,
}  # fmt: skip
_SMALL = Run(size=8.5, colour=GREY)
_ALTERNATIVES = (
    ("PMingLiU", "Noto Serif CJK TC", "88", "roman"),
    ("SimSun", "Noto Serif CJK SC", "86", "roman"),
    ("Microsoft JhengHei", "Noto Sans CJK TC", "88", "swiss"),
    ("Microsoft YaHei", "Noto Sans CJK SC", "86", "swiss"),
)
"""By which a machine that lacks a font finds another of its kind: name, other name, character set, family."""


def finish(data: bytes, head: str, foot: tuple[str, str, str], script: str) -> bytes:
    """The Word file ``data``, made by pandoc, with all that. Its document ends with ``nodes.section``.

    ``head`` is the running head; ``foot`` what stands before the page's number, before the number of pages, and after it.
    Raises MissingPartError where pandoc's file is not as expected.
    """
    document = Document(BytesIO(data))
    set_styles(document.styles, script)
    _add_fonts(document)
    _set_typography(document, script)
    _set_pages(document)
    first = document.sections[0]  # the sections after it have its head and foot
    _write_margin(document, first.header, WD_ALIGN_PARAGRAPH.RIGHT, (head,), script)
    _write_margin(document, first.footer, WD_ALIGN_PARAGRAPH.CENTER, (foot[0], "PAGE", foot[1], "NUMPAGES", foot[2]), script)
    for row in document.element.iter(qn("w:tr")):
        _make_room(row)
    made = BytesIO()
    document.save(made)
    return _dated(made, data)


def _dated(made: BytesIO, data: bytes) -> bytes:
    """The file with the dates of pandoc's, where python-docx has the present time."""
    dated = BytesIO()
    with ZipFile(made) as source, ZipFile(BytesIO(data)) as pandocs, ZipFile(dated, "w") as target:
        date = pandocs.infolist()[0].date_time
        for name in source.namelist():
            target.writestr(ZipInfo(name, date), source.read(name), ZIP_DEFLATED)
    return dated.getvalue()


def _add_fonts(document: WordDocument) -> None:
    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    except KeyError:
        raise MissingPartError("fontTable.xml") from None
    table = parse_xml(part.blob)
    for name, other, charset, family in _ALTERNATIVES:
        names = (element("w:altName", val=other), element("w:charset", val=charset), element("w:family", val=family))
        table.append(element("w:font", *names, name=name))
    part._blob = serialize_part_xml(table)  # python-docx has no class for this part


def _set_typography(document: WordDocument, script: str) -> None:
    """The language of the script, and full-width punctuation that closes up."""
    settings = {
        "w:characterSpacingControl": {"val": "compressPunctuation"},
        "w:themeFontLang": {"val": "en-US", "eastAsia": LANGUAGES[script]},
    }
    for tag, values in settings.items():
        found = document.settings.element.find(qn(tag))
        if found is None:
            raise MissingPartError(tag)
        for name, value in values.items():
            found.set(qn(f"w:{name}"), value)


def _set_pages(document: WordDocument) -> None:
    """Sections of A4. The last one's properties stand in the body itself, without a paragraph.

    Footnotes are numbered through all sections: LibreOffice 7 shows 0 for numbers that begin anew in each.
    """
    body = document.element.body
    ends = [paragraph for paragraph in body.p_lst if paragraph.pPr is not None and paragraph.pPr.sectPr is not None]
    if not ends:
        raise MissingPartError("w:sectPr")
    for pandocs in body.findall(qn("w:sectPr")):
        body.remove(pandocs)
    body.remove(ends[-1])
    body.append(ends[-1].pPr.sectPr)
    for section in document.sections:
        section.start_type = WD_SECTION_START.NEW_PAGE
        width, height = reversed(_A4) if section.orientation == WD_ORIENTATION.LANDSCAPE else _A4
        section.page_width, section.page_height = width, height
        for name, length in _MARGINS.items():
            setattr(section, name, Twips(length))
    for end in ends[:-1]:
        format = Paragraph(end, document._body).paragraph_format
        format.space_before = format.space_after = Length(0)
        format.line_spacing = Pt(1)


def _write_margin(document: WordDocument, margin: _BaseHeaderFooter, side: WD_ALIGN_PARAGRAPH, words: tuple[str, ...], script: str) -> None:
    """The running head or foot. Of ``words`` every other one is the name of a field, a number that the program fills in."""
    margin.is_linked_to_previous = False
    paragraph = margin.paragraphs[0]
    paragraph.style = document.styles["Normal"]
    paragraph.alignment = side
    for at, text in enumerate(words):
        run = paragraph.add_run("1" if at % 2 else text)
        set_font(run.font, _SMALL, script)
        if at % 2:
            paragraph._p.append(element("w:fldSimple", run._r, instr=f" {text} "))


def _make_room(row: CT_Row) -> None:
    """In a row with cells to write in, each has one empty paragraph, and the row the height of their lines."""
    lines = 0
    for cell in row.tc_lst:
        free = [paragraph for paragraph in cell.p_lst if paragraph.style == "填寫"]
        lines = max(lines, len(free))
        for paragraph in free[:1]:
            for run in paragraph.r_lst:
                paragraph.remove(run)
        for paragraph in free[1:]:
            cell.remove(paragraph)
    if lines:
        properties = row.get_or_add_trPr()
        height = properties.get_or_add_trHeight()
        height.val, height.hRule = Length(lines * LINE), WD_ROW_HEIGHT_RULE.AT_LEAST
        height.addprevious(element("w:cantSplit"))
