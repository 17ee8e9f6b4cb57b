"""What pandoc leaves open of a Word file: its styles, East Asian fonts, pages, running head and foot, room to write.

The parts of the file are Office Open XML (ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376/).
Lengths there are twentieths of a point, sizes of type half points.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


_SPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'


FONTS = {"hant": ("PMingLiU", "Microsoft JhengHei"), "hans": ("SimSun", "Microsoft YaHei")}
"""The source's serif and the editors' sans by script, as Word knows them; other programs take what they have in their stead."""


_LANGUAGES = {"hant": "zh-TW", "hans": "zh-CN"}


LINE = 480
"""The height of a line to write on by hand, 8.5 mm."""


_RED, _GREY = "A42A1C", "595959"


def _fonts(serif: bool) -> str:
    latin, name = ("Times New Roman", "{serif}") if serif else ("Arial", "{sans}")
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{name}"/>'


def _paragraph(before: int, after: int, line: int = 0, left: int = 0, hanging: int = 0, more: str = "", end: str = "") -> str:
    """Properties in the order of the schema: ``more`` stands before the spacing, ``end`` after the indent."""
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    indent = f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'
    return f'{more}<w:spacing w:before="{before}" w:after="{after}"{height}/>{indent}{end}'


def _run(size: int, *, serif: bool = False, bold: bool = False, colour: str = "") -> str:
    return (
        _fonts(serif)
        + ("<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>')
        + '<w:i w:val="0"/><w:iCs w:val="0"/>'
        + f'<w:color w:val="{colour or "000000"}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


_NEXT = "<w:keepNext/>"


_KEEP = f"{_NEXT}<w:keepLines/>"


_RULE = '<w:pBdr><w:left w:val="single" w:sz="8" w:space="8" w:color="A6A6A6"/></w:pBdr>'


_CENTRE = '<w:jc w:val="center"/>'


_STYLES: Mapping[str, tuple[str, str]] = {
    "Normal": (_paragraph(0, 0, 288), _run(21)),
    "BodyText": (_paragraph(80, 120), ""),
    "FirstParagraph": ("", ""),
    "Compact": (_paragraph(30, 30, 264), ""),
    "Title": (_paragraph(120, 60, 288, end=_CENTRE), _run(40)),
    "Subtitle": (_paragraph(0, 200, 264, end=_CENTRE), _run(24, colour=_GREY)),
    "Heading1": (_paragraph(400, 160, 320, more=_KEEP, end='<w:outlineLvl w:val="0"/>'), _run(36)),
    "Heading2": (_paragraph(320, 120, 300, more=_KEEP, end='<w:outlineLvl w:val="1"/>'), _run(28)),
    "Heading3": (_paragraph(280, 80, 300, more=_KEEP, end='<w:outlineLvl w:val="2"/>'), _run(24, bold=True)),
    "Heading4": (_paragraph(240, 80, 300, more=_KEEP, end='<w:outlineLvl w:val="3"/>'), _run(22, bold=True)),
    "Heading5": (_paragraph(200, 60, 300, more=_KEEP, end='<w:outlineLvl w:val="4"/>'), _run(21, bold=True)),
    "Heading6": (_paragraph(200, 60, 300, more=_KEEP, end='<w:outlineLvl w:val="5"/>'), _run(21)),
    "FootnoteText": (_paragraph(0, 40, 264), _run(18)),
    "FootnoteReference": ("", f'<w:color w:val="{_RED}"/><w:vertAlign w:val="superscript"/>'),
    "Hyperlink": ("", f'<w:color w:val="{_GREY}"/>'),
    "DefinitionTerm": (_paragraph(120, 0, more=_KEEP), _run(22, bold=True)),
    "Definition": (_paragraph(0, 60, left=420), ""),
    "原文": (_paragraph(0, 160, 336, 560, 560), _run(24, serif=True)),
    "原文項": (_paragraph(0, 100, 336, 980, 980), _run(24, serif=True)),
    "原文字": ("", _fonts(serif=True)),
    "對照文": ("", _fonts(serif=True)),
    "段號": ("", _fonts(serif=False) + f'<w:color w:val="{_GREY}"/><w:sz w:val="16"/><w:szCs w:val="16"/>'),
    "換頁": ("", _fonts(serif=False) + f'<w:color w:val="{_RED}"/><w:sz w:val="16"/><w:szCs w:val="16"/>'),
    "引文": (_paragraph(80, 40, 324, 420, more=_NEXT + _RULE), _run(24, serif=True)),
    "表中引文": (_paragraph(40, 0, 264, more=_NEXT), _run(19, serif=True)),
    "出處": (_paragraph(0, 120, 264, 420), _run(18, colour=_GREY)),
    "表中出處": (_paragraph(0, 0, 240), _run(16, colour=_GREY)),
    "來源": (_paragraph(60, 40, 264, more=_KEEP), _run(18, colour=_GREY)),
    "英文": (_paragraph(0, 120, 264, more=_KEEP), _run(20, colour=_GREY)),
    "項目": (_paragraph(0, 20), ""),
    "標籤": ("", f'<w:color w:val="{_GREY}"/>'),
    "標籤段": (_paragraph(100, 20, more=_KEEP), _run(19, bold=True)),
    "類": ("", f'<w:b w:val="0"/><w:color w:val="{_GREY}"/><w:sz w:val="18"/><w:szCs w:val="18"/>'),
    "釋名": ("", f'<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{_GREY}"/><w:sz w:val="18"/><w:szCs w:val="18"/>'),
    "着重": ("", '<w:em w:val="underDot"/>'),
    "核對": (_paragraph(40, 40, 288, 440, 440), _run(22)),
    "題": (_paragraph(240, 80, 300, 440, 440, more=_KEEP), _run(22)),
    "填寫": (_paragraph(0, 0, 288), _run(22)),
}
"""Of each style the properties of its paragraphs and of its runs; what pandoc says of them goes."""


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


_TABLE = (
    f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblCellMar>'
    '<w:top w:w="40" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr>"
)


_SMALL = f'<w:rPr><w:color w:val="{_GREY}"/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>'


_FONT_TABLE = "".join(
    f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="{charset}"/><w:family w:val="{family}"/></w:font>'
    for name, other, charset, family in (
        ("PMingLiU", "Noto Serif CJK TC", "88", "roman"),
        ("SimSun", "Noto Serif CJK SC", "86", "roman"),
        ("Microsoft JhengHei", "Noto Sans CJK TC", "88", "swiss"),
        ("Microsoft YaHei", "Noto Sans CJK SC", "86", "swiss"),
    )
)
"""By which a machine that lacks one of them finds another of its kind."""


def section(wide: bool) -> str:
    """The paragraph that ends a section, whose pages are A4, lying where it is ``wide``.

    Footnotes are numbered through all sections: LibreOffice 7 shows 0 for numbers that begin anew in each.
    """
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if wide else 'w:w="11906" w:h="16838"'
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:sectPr>'
        '<w:type w:val="nextPage"/>'
        f'<w:pgSz {size}/><w:pgMar w:top="1304" w:right="1247" w:bottom="1247" w:left="1247" w:header="680" w:footer="624" w:gutter="0"/>'
        "</w:sectPr></w:pPr></w:p>"
    )


def finish(data: bytes, head: str, foot: tuple[str, str, str], script: str) -> bytes:
    """The Word file ``data`` with all that; its document ends with a paragraph made by ``section``.

    ``head`` is the running head; ``foot`` what stands before the page's number, before the number of pages, and after it.
    """
    before, between, after = (_words(text) for text in foot)
    margins = {
        "header": f"<w:hdr {_SPACES}><w:p>{_margin('right')}{_words(head)}</w:p></w:hdr>",
        "footer": f"<w:ftr {_SPACES}><w:p>{_margin('center')}{before}{_field('PAGE')}{between}{_field('NUMPAGES')}{after}</w:p></w:ftr>",
    }
    made = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(info, _changed(info.filename, source.read(info), script))
        for name, text in margins.items():
            target.writestr(ZipInfo(f"word/{name}1.xml", info.date_time), f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return made.getvalue()


def _changed(name: str, part: bytes, script: str) -> bytes:
    text = part.decode()
    match name:
        case "word/document.xml":
            return _document(text)
        case "word/styles.xml":
            return _styles(text, script)
        case "word/fontTable.xml":
            text = text.replace("</w:fonts>", _FONT_TABLE + "</w:fonts>")
        case "word/settings.xml":
            text = re.sub("<w:themeFontLang[^>]*>", f'<w:themeFontLang w:val="en-US" w:eastAsia="{_LANGUAGES[script]}"/>', text)
            text = text.replace('w:val="doNotCompress"', 'w:val="compressPunctuation"')
        case "word/_rels/document.xml.rels":
            links = [f'<Relationship Type="{_R}/{name}" Id="{name}1" Target="{name}1.xml"/>' for name in ("header", "footer")]
            text = text.replace("</Relationships>", "".join(links) + "</Relationships>")
        case "[Content_Types].xml":
            kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
            parts = [f'<Override PartName="/word/{name}1.xml" ContentType="{kind}.{name}+xml"/>' for name in ("header", "footer")]
            text = text.replace("</Types>", "".join(parts) + "</Types>")
    return text.encode()


def _tag(name: str) -> str:
    return f"{{{_W}}}{name}"


def _elements(xml: str) -> list[etree.Element]:
    return list(etree.fromstring(f"<x {_SPACES}>{xml}</x>"))


def _voices(xml: str, script: str) -> str:
    serif, sans = FONTS[script]
    return xml.replace("{serif}", serif).replace("{sans}", sans)


def _document(text: str) -> bytes:
    """The last section's properties stand in the body itself; the first has head and foot, which the others take from it."""
    tree = etree.fromstring(text)
    (body,) = tree
    for pandocs in body.findall(_tag("sectPr")):
        body.remove(pandocs)
    within = f"{_tag('pPr')}/{_tag('sectPr')}"
    sections = [(child, found) for child in body for found in child.findall(within)]
    paragraph, last = sections[-1]
    body.remove(paragraph)
    body.append(last)
    sections[0][1][:0] = _elements("".join(f'<w:{name}Reference w:type="default" r:id="{name}1"/>' for name in ("header", "footer")))
    for row in tree.iter(_tag("tr")):
        _make_room(row)
    return _xml(tree)


def _make_room(row: etree.Element) -> None:
    """In a row with cells to write in, each has one empty paragraph, and the row the height of their lines."""
    lines = 0
    for cell in row.findall(_tag("tc")):
        free = [
            child for child in cell.findall(_tag("p")) if child.find(f"{_tag('pPr')}/{_tag('pStyle')}[@{_tag('val')}='填寫']") is not None
        ]
        lines = max(lines, len(free))
        for paragraph in free[1:]:
            cell.remove(paragraph)
        for run in [run for paragraph in free[:1] for run in paragraph.findall(_tag("r"))]:
            free[0].remove(run)
    if lines:
        properties = row.find(_tag("trPr"))
        if properties is None:
            properties = etree.Element(_tag("trPr"))
            row.insert(0, properties)
        properties[:0] = _elements(f'<w:cantSplit/><w:trHeight w:val="{lines * LINE}" w:hRule="atLeast"/>')


def _styles(text: str, script: str) -> bytes:
    tree = etree.fromstring(text)
    for language in tree.iter(_tag("lang")):
        language.set(_tag("eastAsia"), _LANGUAGES[script])
    for style in tree.findall(_tag("style")):
        name = style.get(_tag("styleId"), "")
        if name in _STYLES:
            for child in style.findall(_tag("pPr")) + style.findall(_tag("rPr")):
                style.remove(child)
            paragraph, run = (_voices(xml, script) for xml in _STYLES[name])
            wrapped = [f"<w:{tag}>{inside}</w:{tag}>" for tag, inside in (("pPr", paragraph), ("rPr", run)) if inside]
            style.extend(_elements("".join(wrapped)))
        elif name == "Table":
            style[:] = [child for child in style if child.tag != _tag("tblPr")]
            first = next(i for i, child in enumerate(style) if child.tag == _tag("tblStylePr"))
            style[first].insert(0, _elements("<w:rPr><w:b/><w:bCs/></w:rPr>")[0])
            style[first:first] = _elements(_TABLE)
    return _xml(tree)


def _xml(tree: etree.Element) -> bytes:
    etree.register_namespace("w", _W)
    etree.register_namespace("r", _R)
    return bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True))


def _margin(side: str) -> str:
    return f'<w:pPr><w:pStyle w:val="Normal"/><w:jc w:val="{side}"/></w:pPr>'


def _words(text: str) -> str:
    return f'<w:r>{_SMALL}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(name: str) -> str:
    """A number that the program fills in."""
    return f'<w:fldSimple w:instr=" {name} "><w:r>{_SMALL}<w:t>1</w:t></w:r></w:fldSimple>'
