"""Renaming a chapter, guide, block, entry, packet or form, wherever it is named: what of the files below docs/ changes.

Nothing is written here. Names are given as they are cited: ``report/chapter``, ``guides/plan``, ``guides/plan#block``,
``entries/terms/name`` or ``terms/name``, ``packets/plan``, ``packets/forms/agenda``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from .catalogue import _
from .document.addresses import relative
from .edition import ledger
from .edition.model import Edition, Page
from .edition.report import read_ledgers
from .reading import safety
from .reading.citations import CITATION, KEY
from .reading.files import decode
from .reading.frontmatter import split
from .reading.masking import mask
from .reading.packets import FORMS
from .reading.settings import Settings

Edit = tuple[int, int, str]
"""A stretch of a text, and what comes in its place."""


class RenameError(Exception):
    """What is to be renamed is not there, or cannot have that name; one sentence."""


class Name(NamedTuple):
    """What a name means: ``kind`` is ``chapter``, ``guide``, ``block``, ``entry`` or ``packet``; ``path`` is the file below docs/, ``key``
    what other files call it, ``block`` the id of a block."""

    kind: str
    path: str
    key: str
    block: str = ""


def named(name: str, settings: Settings) -> Name:
    """What a name means. Raises RenameError where it cannot be one."""
    plain = name.removesuffix(".md").removeprefix("@").removeprefix("docs/")
    page, _mark, block = plain.partition("#")
    if match := re.fullmatch(rf"guides/({KEY})", page):
        return Name("block" if block else "guide", f"{page}.md", match[1], block)
    if match := re.fullmatch(rf"packets/((?:forms/)?{KEY})", page):
        return Name("packet", f"{page}.md", match[1].removeprefix("forms/"))
    slug = page.removeprefix("entries/")
    if settings.entry_slug.fullmatch(slug):
        return Name("entry", f"entries/{slug}.md", slug)
    if match := re.fullmatch(rf"(?:reports/)?({KEY}/{KEY})", page):
        return Name("chapter", f"reports/{match[1]}.md", match[1])
    message = _("“{name}” is no name of a chapter, guide, block, entry or packet.", name=name)
    raise RenameError(message)


def rename(docs: Path, edition: Edition, old_name: str, new_name: str) -> dict[str, bytes | None]:
    """What the files below ``docs`` must become, by their paths; None for one that is to be removed. Raises RenameError."""
    old, new = named(old_name, edition.settings), named(new_name, edition.settings)
    if old.path not in edition.files or (old.block and not _has_block(edition, old)):
        raise RenameError(_("There is no “{name}”.", name=old_name))
    folders = [posixpath.dirname(name.path) for name in (old, new)]
    if old.kind != new.kind or (old.kind != "entry" and folders[0] != folders[1]) or (old.block and old.path != new.path):
        raise RenameError(_("“{old}” cannot become “{new}”, which is of another kind or stands elsewhere.", old=old_name, new=new_name))
    if _has_block(edition, new) if old.block else new.path in edition.files:
        raise RenameError(_("There is a “{name}” already.", name=new_name))
    changed: dict[str, bytes | None] = {}
    for path in sorted(file for file in edition.files if file.endswith(".md") and file not in edition.chapters):
        content = (docs / path).read_bytes()
        text = decode(content)
        after = _page(edition, path, text, old, new)
        if after != text or path == old.path:
            changed[path] = after.encode()
    if old.kind == "chapter":
        changed |= _chapter(docs, edition, old, new)
    if not old.block:
        moved = changed.get(old.path) or (docs / old.path).read_bytes()
        changed |= {old.path: None, new.path: _remembered(edition, decode(moved), old, new).encode()}
    return changed


def _has_block(edition: Edition, name: Name) -> bool:
    page = edition.page(name.path)
    return any(name.block in (block.id, *block.aliases) for block in page.blocks) if page else False


def _chapter(docs: Path, edition: Edition, old: Name, new: Name) -> dict[str, bytes | None]:
    """The ledgers of the report, written anew: each names the others."""
    report, stem = old.key.split("/")
    base, target = f"reports/{report}", new.key.split("/")[1]
    records, faults, unread = read_ledgers(docs, base)
    if faults or unread:
        raise RenameError(_("The ledgers of “{report}” have problems; correct these before.", report=report))
    moved = [replace(record, chapter=target) if record.chapter == stem else record for record in records]
    found: dict[str, bytes | None] = {ledger.path(base, name): text.encode() for name, text in ledger.files(moved).items()}
    former = ledger.path(base, stem)
    return found | ({former: None} if former in edition.files else {})


def _page(edition: Edition, path: str, text: str, old: Name, new: Name) -> str:
    """The text of a page that is no chapter, with the new name wherever it had the old one."""
    plain = text.replace("\r\n", "\n")
    document, _faults = split(path, plain)
    rows = plain.split("\n")
    head = "\n".join(rows[: document.first_line - 1]) + "\n" if document.first_line > 1 else ""
    body = plain[len(head) :]
    page = edition.page(path)
    front = _front(page, head, path, old, new) if head else head
    edits = [*_links(body, path, old, new)]
    if old.kind == "chapter":
        edits += _citations(body, old.key, new.key)
    if old.block and path == old.path and page:
        edits += _blocks(page, body, document.first_line, old.block, new.block)
    after = front + _edited(body, edits)
    return after.replace("\n", "\r\n") if "\r\n" in text else after


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for start, end, words in sorted({*edits}, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _token(word: str) -> str:
    """A pattern of a name that stands alone."""
    return rf"(?<![\w/#-]){re.escape(word)}(?![\w/-])"


def _front(page: Page | None, head: str, path: str, old: Name, new: Name) -> str:
    """The front matter with the new name: places of packets, of the inventory and of names, ``see`` and pointers, contents."""
    if old.kind in ("chapter", "entry"):
        head = re.sub(_token(old.key), new.key, head)
    if old.kind == "chapter" and path == f"{posixpath.dirname(old.path)}/index.md":
        stems = [name.key.split("/")[1] for name in (old, new)]
        head = re.sub(rf"""(\bchapter: *["']?){re.escape(stems[0])}(?![\w-])""", rf"\g<1>{stems[1]}", head)
    if page is None or page.packet is None:
        return head
    rows = head.split("\n")
    ends = [*(part.line for part in page.packet.parts[1:]), len(rows)]
    for part, end in zip(page.packet.parts, ends, strict=True):
        if part.name != old.key:
            continue
        kinds = ("guide", "questions") if old.kind in ("guide", "block") else ("form",) if old.path.startswith(FORMS) else ()
        for at in range(part.line - 1, end - 1 if part is not page.packet.parts[-1] else len(rows)):
            if part.kind in kinds and not old.block:
                rows[at] = re.sub(rf"""(\b{part.kind}: *["']?){_token(old.key)}""", rf"\g<1>{new.key}", rows[at])
            elif part.kind in kinds and "blocks:" in rows[at]:
                before, field, names = rows[at].partition("blocks:")
                rows[at] = before + field + re.sub(_token(old.block), new.block, names)
    return "\n".join(rows)


def _citations(body: str, old: str, new: str) -> Iterable[Edit]:
    for match in CITATION.finditer(mask(body)):
        for key in re.finditer(rf"(?<![\w/-]){re.escape(old)}(?![\w/-])", match[1]):
            yield match.start(1) + key.start(), match.start(1) + key.end(), new


def _links(body: str, path: str, old: Name, new: Name) -> Iterable[Edit]:
    """The links of a page to what is renamed, and those of the page itself where it moves to another folder."""
    moves = path == old.path and posixpath.dirname(old.path) != posixpath.dirname(new.path)
    here = new.path if path == old.path else path
    for address in safety.addresses(mask(body)):
        link = address.text
        if not link or not safety.own(link) or link.startswith("/"):
            continue
        place, mark, fragment = link.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(place))) if place else path
        hit = target == old.path and (not old.block or fragment == old.block)
        if not (hit and (place or old.block)) and not (moves and place):
            continue
        to = (relative(new.path if hit else target, here) or posixpath.basename(here)) if place else ""
        at = body.find(link, address.offset)
        if at >= 0:
            yield at, at + len(link), to + mark + (new.block if hit and old.block else fragment)


def _blocks(page: Page, body: str, first_line: int, old: str, new: str) -> Iterable[Edit]:
    """The id of a block, whose former one stays as an alias, and the lists of its page that name it."""
    rows = body.split("\n")
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row) + 1)
    for block in page.blocks:
        for field in ("id", "items"):
            at = block.field_lines.get(field, 0) - first_line
            if not 0 <= at < len(rows):
                continue
            for match in re.finditer(_token(old), rows[at]):
                words = f"{new}、{old}" if field == "id" and old == block.id else old if field == "id" else new
                yield starts[at] + match.start(), starts[at] + match.end(), words


def _remembered(edition: Edition, text: str, old: Name, new: Name) -> str:
    """The text of the file that moves, with its former name in ``formerly``, from which a redirect is made; not that of a draft, which was
    never published."""
    if old.kind == "chapter" and (report := edition.report(old.key.split("/")[0])) and report.meta.draft:
        return text
    short: Callable[[Name], str] = lambda name: name.key if name.kind == "entry" else name.key.rpartition("/")[2]  # noqa: E731
    plain = text.replace("\r\n", "\n")
    document, _faults = split(old.path, plain)
    rows, fields, lines = plain.split("\n"), document.fields, document.lines
    listed = fields.get("formerly")
    names = [str(name) for name in listed] if isinstance(listed, list) else []
    row = f"formerly: [{', '.join([*(name for name in names if name not in (short(new), short(old))), short(old)])}]"
    close = document.first_line - 2  # the line that ends the front matter
    if "formerly" in lines:
        start = lines["formerly"] - 1
        end = min((line - 1 for line in lines.values() if line - 1 > start), default=close)
        rows[start:end] = [row]
    else:
        rows.insert(close, row)
    after = "\n".join(rows)
    return after.replace("\n", "\r\n") if "\r\n" in text else after


def applied(changes: Mapping[str, bytes | None], target: Path) -> None:
    """Write what changes into ``target``, a copy of docs/."""
    for path, content in changes.items():
        file = target / path
        if content is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
