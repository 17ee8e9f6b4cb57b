"""The comparison of two editions in words: as Markdown for the summary of a pull request, and as one page of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from ..catalogue import _
from ..document.wording import view as view_name
from ..problems import plain
from ..text.wording import statements
from .compare import Impact, PacketChange, PageChange, ParagraphChange, Piece

AROUND = 15
"""Characters that are shown before and behind what was changed."""
ROWS = 200
"""Lines of a section that are shown; of more their number is told."""
_MARKUP = re.compile(r"[\\`*_{}\[\]()#+!|~<>&@-]")
_STYLE = (
    "body{font-family:system-ui,sans-serif;line-height:1.6;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "del{background:#fdd}ins{background:#dfd}li{overflow-wrap:anywhere}"
)


class Section(NamedTuple):
    """A heading, and lines of pieces below it."""

    title: str
    rows: list[tuple[Piece, ...]]


def sections(found: Impact) -> list[Section]:
    """What a change touches, in the order in which a reviewer asks; empty where it touches nothing."""
    parts: list[tuple[str, Iterable[tuple[Piece, ...]]]] = [
        (_("The edition's settings were changed"), [_line("edition.yml")] if found.settings else []),
        (_("Chapters added or removed"), ((piece,) for piece in found.chapters)),
        (_("Paragraphs changed"), (row for change in found.paragraphs for row in _paragraph(change))),
        (
            _("Citations and quotations that no longer hold"),
            (_line(quotation.path, _cited(quotation.raw, quotation.words)) for quotation in found.quotations if not quotation.transcribed),
        ),
        (
            _("Quotations that now hold only as transcribed"),
            (_line(quotation.path, _cited(quotation.raw, quotation.words)) for quotation in found.quotations if quotation.transcribed),
        ),
        (_("Pages affected"), map(_page, found.pages)),
        (_("Addresses that lead nowhere now"), map(_line, found.gone)),
        (_("Ids added"), map(_line, found.recorded)),
        (_("Ids not yet recorded"), map(_line, found.unrecorded)),
        (_("Ids that became aliases of a merged paragraph"), map(_line, found.aliased)),
        (_("Mentions of entries"), (_line(row.name, _from_to(row.before, row.after)) for row in found.mentions)),
        (
            _("Coverage: characters that guides quote"),
            (_line(row.name, _from_to(row.before, row.after)) for row in found.covered),
        ),
        (_("Packets whose files change"), map(_packet, found.files)),
    ]
    return [Section(title, rows) for title, rows in ((title, list(rows)) for title, rows in parts) if rows]


def markdown(found: Impact) -> str:
    """For the summary of a pull request."""
    parts = sections(found)
    if not parts:
        return _nothing() + "\n"
    told = [f"## {_title()}", _legend(_md(Piece("-", _("gone"))), _md(Piece("+", _("new"))))]
    for section in parts:
        rows = [f"- {''.join(map(_md, row))}" for row in section.rows[:ROWS]]
        told += [f"### {_md(Piece('=', section.title))} ({len(section.rows)})", "\n".join([*rows, *_rest(section.rows, "- ")])]
    return "\n\n".join(told) + "\n"


def html(found: Impact) -> str:
    """One page, which needs no other file."""
    parts = sections(found)
    told = [f"<p>{escape(_nothing())}</p>"] if not parts else []
    if parts:
        told.append(f"<p>{_legend(_html(Piece('-', _('gone'))), _html(Piece('+', _('new'))))}</p>")
    for section in parts:
        rows = [f"<li>{''.join(map(_html, row))}</li>" for row in section.rows[:ROWS]]
        rest = "".join(f"<p>{escape(row)}</p>" for row in _rest(section.rows, ""))
        told.append(f"<h2>{escape(section.title)} ({len(section.rows)})</h2><ul>{''.join(rows)}</ul>{rest}")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{escape(_title())}</title><style>{_STYLE}</style></head>'
        f"<body><h1>{escape(_title())}</h1>{''.join(told)}</body></html>\n"
    )


def _title() -> str:
    return _("What this change touches")


def _nothing() -> str:
    return _("This change touches nothing of the edition.")


def _legend(gone: str, new: str) -> str:
    return _("In the texts, {gone} is what is gone and {new} what is new.", gone=gone, new=new)


def _rest(rows: Sequence[object], bullet: str) -> list[str]:
    return [bullet + _("and {count} more", count=len(rows) - ROWS)] if len(rows) > ROWS else []


def _line(*parts: str) -> tuple[Piece, ...]:
    return (Piece("=", _("; ", "between examples").join(filter(None, parts))),)


def _cited(raw: str, words: str) -> str:
    return _("“{words}” [@{raw}]", words=_short(words), raw=raw) if words else f"[@{raw}]"


def _from_to(before: int, after: int) -> str:
    return _("{before} → {after} ({difference})", before=before, after=after, difference=f"{after - before:+d}")


def _page(change: PageChange) -> tuple[Piece, ...]:
    how = {
        "added": _("added"),
        "removed": _("removed"),
        "renamed": _("renamed"),
        "changed": _("changed"),
        "through": _("itself unchanged; it cites or mentions what was changed"),
    }[change.how]
    return _line(statements((change.path, change.title)), how, _(", ", "between the members of a list").join(change.blocks))


def _packet(change: PacketChange) -> tuple[Piece, ...]:
    if len(change.files) == change.all:
        return _line(change.path, _("all {count} files", count=change.all))
    return _line(change.path, *(file.rpartition("/")[2] for file in change.files))


def _paragraph(change: ParagraphChange) -> Iterator[tuple[Piece, ...]]:
    """A line for each view in which the words differ; one that says so where only marks or borders do."""
    before, after = " ".join(change.before), " ".join(change.after)
    place = f"{change.chapter.key} {before if before == after else f'{before} → {after}'}"
    if not change.views:
        yield _line(place, _("the words are the same; marks, reasons or borders of paragraphs were changed"))
    for view, pieces in change.views:
        yield (Piece("=", f"{place} ({view_name(view)}): "), *_shortened(pieces))


def _shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with what is far from a change left out."""
    for at, (sign, text) in enumerate(pieces):
        first, last = at == 0, at == len(pieces) - 1
        keep = AROUND * (2 - first - last)
        if sign != "=" or len(text) <= keep + 2:
            yield Piece(sign, text)
        else:
            yield Piece("=", ("" if first else text[:AROUND]) + "……" + ("" if last else text[-AROUND:]))


def _short(words: str) -> str:
    return words if len(words) <= 2 * AROUND else f"{words[:AROUND]}……{words[-AROUND:]}"


def _signed(piece: Piece) -> str:
    text = plain(piece.text.replace("\n", "¶"))
    return {"-": f"[-{text}-]", "+": f"{{+{text}+}}"}.get(piece.sign, text)


def _md(piece: Piece) -> str:
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};" if match[0] in "<>&@" else f"\\{match[0]}", _signed(piece))


def _html(piece: Piece) -> str:
    text, tag = escape(_signed(piece)), {"-": "del", "+": "ins"}.get(piece.sign)
    return f"<{tag}>{text}</{tag}>" if tag else text
