"""The styles of a Word file: what pandoc's styles and ours look like, by their names, and how that is set with python-docx.

python-docx has no calls for East Asian fonts, sizes of complex scripts, emphasis dots, outline levels, borders and table styles; these
are elements of WordprocessingML (ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376/).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor, Twips
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.styles.styles import Styles
from docx.text.font import Font
from docx.text.parfmt import ParagraphFormat

FONTS = {"hant": ("PMingLiU", "Microsoft JhengHei"), "hans": ("SimSun", "Microsoft YaHei")}
"""The source's serif and the editors' sans by script, as Word knows them; other programs take what they have in their stead."""
LATIN = {"serif": "Times New Roman", "sans": "Arial"}
LANGUAGES = {"hant": "zh-TW", "hans": "zh-CN"}
RED, GREY, BLACK = "A42A1C", "595959", "000000"


class MissingPartError(LookupError):
    """What pandoc has always written into a Word file is not in this one."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Properties of a paragraph. Lengths are twentieths of a point."""

    before: int
    after: int
    line: int = 0
    """The height of a line in 240ths of what the type asks for; 0 where it is that of the style below."""
    left: int = 0
    hanging: int = 0
    keep: Literal["", "next", "whole"] = ""
    """``next``: on a page with the next paragraph; ``whole``: with it and undivided."""
    rule: bool = False
    """A vertical line before the paragraph."""
    centred: bool = False
    level: int = 0
    """Of a heading, 1 to 6."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """Properties of characters; what is not given is that of the style below."""

    face: Literal["", "serif", "sans"] = ""
    size: float = 0
    """Points."""
    bold: bool | None = None
    italic: bool | None = None
    colour: str = ""
    superscript: bool = False
    dotted: bool = False
    """Emphasis dots below, as Chinese has them."""


def _type(size: float, *, face: Literal["serif", "sans"] = "sans", bold: bool = False, colour: str = BLACK) -> Run:
    """Type that depends on no style below."""
    return Run(face=face, size=size, bold=bold, italic=False, colour=colour)


_Look = tuple[Paragraph | None, Run | None]
PANDOCS: Mapping[str, _Look] = {
    "Normal": (Paragraph(before=0, after=0, line=288), _type(10.5)),
    "Body Text": (Paragraph(before=80, after=120), None),
    "First Paragraph": (None, None),
    "Compact": (Paragraph(before=30, after=30, line=264), None),
    "Title": (Paragraph(before=120, after=60, line=288, centred=True), _type(20)),
    "Subtitle": (Paragraph(before=0, after=200, line=264, centred=True), _type(12, colour=GREY)),
    "Heading 1": (Paragraph(before=400, after=160, line=320, keep="whole", level=1), _type(18)),
    "Heading 2": (Paragraph(before=320, after=120, line=300, keep="whole", level=2), _type(14)),
    "Heading 3": (Paragraph(before=280, after=80, line=300, keep="whole", level=3), _type(12, bold=True)),
    "Heading 4": (Paragraph(before=240, after=80, line=300, keep="whole", level=4), _type(11, bold=True)),
    "Heading 5": (Paragraph(before=200, after=60, line=300, keep="whole", level=5), _type(10.5, bold=True)),
    "Heading 6": (Paragraph(before=200, after=60, line=300, keep="whole", level=6), _type(10.5)),
    "Footnote Text": (Paragraph(before=0, after=40, line=264), _type(9)),
    "Footnote Reference": (None, Run(colour=RED, superscript=True)),
    "Hyperlink": (None, Run(colour=GREY)),
    "Definition Term": (Paragraph(before=120, after=0, keep="whole"), _type(11, bold=True)),
    "Definition": (Paragraph(before=0, after=60, left=420), None),
}
"""The styles of pandoc's reference document, of paragraphs and of characters; what pandoc says of them goes."""
OWN: Mapping[str, _Look] = {
    "原文": (Paragraph(before=0, after=160, line=336, left=560, hanging=560), _type(12, face="serif")),
    "原文項": (Paragraph(before=0, after=100, line=336, left=980, hanging=980), _type(12, face="serif")),
    "原文字": (None, Run(face="serif")),
    "對照文": (None, Run(face="serif")),
    "段號": (None, Run(face="sans", size=8, colour=GREY)),
    "換頁": (None, Run(face="sans", size=8, colour=RED)),
    "引文": (Paragraph(before=80, after=40, line=324, left=420, keep="next", rule=True), _type(12, face="serif")),
    "表中引文": (Paragraph(before=40, after=0, line=264, keep="next"), _type(9.5, face="serif")),
    "出處": (Paragraph(before=0, after=120, line=264, left=420), _type(9, colour=GREY)),
    "表中出處": (Paragraph(before=0, after=0, line=240), _type(8, colour=GREY)),
    "來源": (Paragraph(before=60, after=40, line=264, keep="whole"), _type(9, colour=GREY)),
    "英文": (Paragraph(before=0, after=120, line=264, keep="whole"), _type(10, colour=GREY)),
    "項目": (Paragraph(before=0, after=20), None),
    "標籤": (None, Run(colour=GREY)),
    "標籤段": (Paragraph(before=100, after=20, keep="whole"), _type(9.5, bold=True)),
    "類": (None, Run(size=9, bold=False, colour=GREY)),
    "釋名": (None, Run(size=9, bold=False, colour=GREY)),
    "着重": (None, Run(dotted=True)),
    "核對": (Paragraph(before=40, after=40, line=288, left=440, hanging=440), _type(11)),
    "題": (Paragraph(before=240, after=80, line=300, left=440, hanging=440, keep="whole"), _type(11)),
    "填寫": (Paragraph(before=0, after=0, line=288), _type(11)),
}
"""Our own, which blocks.py names; those that a document does not use are not in its file."""


def set_styles(styles: Styles, script: str) -> None:
    """Give every style its look and the language of the script. Raises MissingPartError."""
    for name, (paragraph, run) in {**PANDOCS, **OWN}.items():
        if name in styles:
            _set(styles[name], paragraph, run, script)
        elif name in PANDOCS:
            raise MissingPartError(f"style {name}")
    languages = [*styles.element.iter(qn("w:lang"))]
    if not languages:
        raise MissingPartError("w:lang")
    for language in languages:
        language.set(qn("w:eastAsia"), LANGUAGES[script])
    _set_table(styles)


def set_font(font: Font, run: Run, script: str) -> None:
    """``font`` with the properties of ``run``."""
    properties = font.element.get_or_add_rPr()
    if run.face:
        font.name = LATIN[run.face]
        properties.rFonts.set(qn("w:cs"), LATIN[run.face])
        properties.rFonts.set(qn("w:eastAsia"), FONTS[script][run.face == "sans"])
    font.bold = font.cs_bold = run.bold
    font.italic = font.cs_italic = run.italic
    if run.colour:
        font.color.rgb = RGBColor.from_string(run.colour)
    if run.size:
        font.size = Pt(run.size)
        properties.sz.addnext(element("w:szCs", val=round(run.size * 2)))
    if run.superscript:
        font.superscript = True
    if run.dotted:
        properties.append(element("w:em", val="underDot"))


def element(tag: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """An element of WordprocessingML."""
    made = OxmlElement(tag, {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
    made.extend(children)
    return made


def _set(style: CharacterStyle | ParagraphStyle, paragraph: Paragraph | None, run: Run | None, script: str) -> None:
    for old in [child for child in style.element if child.tag in (qn("w:pPr"), qn("w:rPr"))]:
        style.element.remove(old)
    if paragraph:
        assert isinstance(style, ParagraphStyle)
        _set_paragraph(style.paragraph_format, paragraph)
        properties = style.element.pPr
        if paragraph.rule:
            left = element("w:left", val="single", sz=8, space=8, color="A6A6A6")
            properties.spacing.addprevious(element("w:pBdr", left))
        if paragraph.level:
            properties.append(element("w:outlineLvl", val=paragraph.level - 1))
    if run:
        set_font(style.font, run, script)


def _set_paragraph(format: ParagraphFormat, paragraph: Paragraph) -> None:
    format.space_before, format.space_after = Twips(paragraph.before), Twips(paragraph.after)
    format.left_indent, format.first_line_indent = Twips(paragraph.left), Twips(-paragraph.hanging)
    if paragraph.line:
        format.line_spacing = paragraph.line / 240
    if paragraph.keep:
        format.keep_with_next = True
    if paragraph.keep == "whole":
        format.keep_together = True
    if paragraph.centred:
        format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_table(styles: Styles) -> None:
    """The style of tables: thin lines around every cell, a bold head."""
    if "Table" not in styles:
        raise MissingPartError("style Table")
    table = styles["Table"].element
    old, head = table.find(qn("w:tblPr")), table.find(f"{qn('w:tblStylePr')}[@{qn('w:type')}='firstRow']")
    if old is None or head is None:
        raise MissingPartError("style Table")
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    margins = {"top": 40, "left": 108, "bottom": 40, "right": 108}
    properties = element(
        "w:tblPr",
        element("w:tblInd", w=0, type="dxa"),
        element("w:tblBorders", *(element(f"w:{side}", val="single", sz=4, space=0, color="808080") for side in sides)),
        element("w:tblCellMar", *(element(f"w:{side}", w=width, type="dxa") for side, width in margins.items())),
    )
    table.replace(old, properties)
    head.insert(0, element("w:rPr", element("w:b"), element("w:bCs")))
