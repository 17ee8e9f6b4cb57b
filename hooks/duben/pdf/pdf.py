"""A packet as a PDF for the screen and for paper, tagged as PDF/UA-1 wants it: set by Typst from ``packet.typ``.

https://typst.app/docs/reference/pdf/, ISO 14289-1.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from ..catalogue import _
from ..document import wording
from ..document.addresses import target
from ..document.model import Link, Packet, Part, Size, Term
from ..document.tree import convert, data, walk
from ..text import printable
from ..text.simplified import in_script
from ..text.wording import clauses, sentence
from .glyphs import PACKAGES

_TEMPLATE = Path(__file__).with_name("packet.typ")


class MissingGlyph(ValueError):  # noqa: N818
    """Characters that no font can print."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(f"P006 {printable.message(characters)} → {printable.HINT}")


def pdf(packet: Packet, *, size: Size = "a4") -> bytes:
    """The packet as a PDF, the same bytes for the same packet. ``large`` is A4 with letters of 18 points and more, ``a5`` has
    the pages of a booklet. Raises MissingGlyph."""
    if characters := lacking(packet):
        raise MissingGlyph(characters)
    made, message = _compiler().compile_with_warnings(
        _template(),
        format="pdf",
        sys_inputs={"packet": json.dumps(_given(packet, size), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=packet.date,
    )
    for warning in message:
        warnings.warn(warning, stacklevel=2)
    assert isinstance(made, bytes)
    return made


def lacking(packet: Packet) -> str:
    """The characters of a packet for which there is no glyph, in order; '' where there is one for each."""
    return printable.lacking("".join(_texts(data(packet))))


def _given(packet: Packet, size: Size) -> dict[str, Any]:
    """What the template reads."""
    pieces = list(walk(packet))
    paths = {piece.path for piece in pieces if isinstance(piece, Link | Term | Part)}
    own: dict[str, Any] = data(packet)
    return (
        own
        | _words(packet, {type(piece).__name__ for piece in pieces}, size)
        | {
            "size": size,
            "alone": packet.alone,
            "begins": _begins(packet),
            "targets": {path: target(path, packet) for path in sorted(paths)},
            "qr": segno.make(packet.address, error="m").svg_inline(border=0) if packet.address else "",
        }
    )


def _words(packet: Packet, kinds: Collection[str], size: Size) -> dict[str, Any]:
    """The words of the interface that the template sets, in the packet's script; in ``page`` it fills in the numbers."""
    large = size == "large"
    signs = wording.legend(kinds, large=large)
    revisions = clauses(f"{source.short} {source.revision}" for source in packet.sources)
    words = {
        "contents": _("Contents"),
        "introduction": _("Introduction"),
        "leader": _("For the one who leads only"),
        "address": packet.address or _("Address: {address}", address=wording.no_address()),
        "page": _("Page {page} of {pages}"),
        "qr": _("QR code: {address}", address=packet.address),
        "revisions": _("Revisions: {revisions}", revisions=revisions) if revisions else "",
        "see": _("See"),
        "signs": sentence(clauses(signs)) if signs else "",
        "turn": _("page turn"),
    }

    def said(text: str) -> str:
        return in_script(text, packet.script)

    return {
        "words": {name: said(text) for name, text in words.items()},
        "facts": convert(wording.title_page(packet, large=large), said),
        "imprints": [said(wording.imprint(source)) for source in packet.sources],
    }


def _begins(packet: Packet) -> list[bool]:
    """Whether each part begins a page. Texts follow each other and the introduction, which saves paper; what is handed out by itself
    does not."""
    follows = [part.kind in ("excerpt", "guide", "glossary") for part in packet.parts]
    return [not (before and own) for before, own in zip([bool(packet.blocks), *follows], follows, strict=False)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


@cache
def _compiler() -> typst.Compiler:
    folders = [str(package.serif_path().parent) for package in PACKAGES]
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders))
