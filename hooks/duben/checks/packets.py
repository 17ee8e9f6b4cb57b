"""Checks of a packet against the whole edition: everything that it names is there, and its minutes suffice."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from ..catalogue import _, listed, quoted
from ..edition.model import Edition, Page
from ..links.quotations import VerifiedQuotation, about
from ..packets.plan import chapter_of, plan
from ..problems import Problem
from ..reading.packets import FORMS, PacketFile, Spec
from ..reading.schema import LAST, USES, FormMeta, PacketMeta


def check(edition: Edition, page: Page, quotations: Sequence[VerifiedQuotation]) -> Iterator[Problem]:
    """The problems (P002, P003, P005) of a page if it is a packet; ``quotations`` are the verified ones of all pages."""
    packet = page.packet
    if packet is None:
        return
    found = [problem for spec in packet.parts for problem in faults(edition, page, spec)]
    yield from found
    if packet.minutes and packet.parts and not found:
        yield from _minutes(edition, page, packet, quotations)


def orders(edition: Edition) -> Iterator[Problem]:
    """A problem (P007) for each packet, and each form, whose place in the order another one of its folder has."""
    taken: dict[tuple[str, int], Page] = {}
    for page in edition.pages:
        if not isinstance(page.meta, PacketMeta | FormMeta) or page.meta.order == LAST:
            continue
        other = taken.setdefault((posixpath.dirname(page.path), page.meta.order), page)
        if other is not page:
            message = _("“order: {order}” is the same as in {file}.", order=page.meta.order, file=posixpath.basename(other.path))
            line = page.document.lines.get("order", 1)
            yield Problem(page.path, line, 1, "P007", message, _("Give each an order of its own."))


def _minutes(edition: Edition, page: Page, packet: PacketFile, quotations: Sequence[VerifiedQuotation]) -> Iterator[Problem]:
    found = plan(edition, quotations, packet)
    if found.short:
        message = _(
            "The packet says {minutes} minutes, but what is read aloud and filled in, with the opening, the break, the closing and at "
            "least three minutes of discussion for each question, takes {needed}.",
            minutes=packet.minutes,
            needed=found.needed,
        )
        hint = _(
            "Have some parts read before the meeting (“use: {use}”), list fewer parts, or raise “minutes” until they suffice.", use=USES[1]
        )
        yield Problem(page.path, page.document.lines["minutes"], 1, "P005", message, hint)


def faults(edition: Edition, page: Page, spec: Spec) -> Iterator[Problem]:
    """The problems (P002, P003) of one part of a packet: the things that it names and that are not there."""

    def problem(code: str, message: str, hint: str) -> Problem:
        return Problem(page.path, spec.line, 1, code, message, hint, _named(edition, spec))

    if spec.kind in ("excerpt", "chapter"):
        chapter = chapter_of(edition, spec)
        if chapter is None or spec.citation is None:
            hint = _("The chapters are: {chapters}.", chapters=listed(chapter.key for chapter in edition.chapters.values()))
            yield problem("P002", _("There is no chapter “{chapter}”.", chapter=spec.name), hint)
            return
        if not chapter.ids:
            message = _("The chapter “{chapter}” has no text.", chapter=chapter.key)
            yield problem("P003", message, _("Name another chapter, or remove this part."))
            return
        first, last = spec.citation.first, spec.citation.last
        if lacking := [name for name in dict.fromkeys((first, last)) if name and name not in chapter.index]:
            message = _("“{chapter}” has no {ids}.", chapter=chapter.key, ids=quoted(lacking))
            hint = _(
                "Use the numbers at the left of the page; this chapter has {first} to {last}.",
                first=chapter.ids[0].id,
                last=chapter.ids[-1].id,
            )
            yield problem("P003", message, hint)
        elif first and chapter.index[first] > chapter.index[last]:
            message = _("The range runs backwards: {first} comes after {last}.", first=first, last=last)
            hint = _("Write it as “{chapter}, {first}-{last}”.", chapter=chapter.key, first=last, last=first)
            yield problem("P003", message, hint)
    elif spec.kind in ("guide", "questions") and not spec.asked:
        guide = edition.page(f"guides/{spec.name}.md")
        if guide is None or not guide.is_guide:
            names = [page.path.removeprefix("guides/").removesuffix(".md") for page in edition.pages if page.is_guide]
            yield problem("P002", _("There is no guide “{guide}”.", guide=spec.name), _nearest(spec.name, names))
            return
        known = {name: block for block in guide.blocks for name in (block.id, *block.aliases)}
        for name in spec.blocks:
            if name not in known:
                message = _("The guide “{guide}” has no block “{block}”.", guide=spec.name, block=name)
                yield problem("P002", message, _nearest(name, list(known)))
            elif known[name].traits & {"asks", "leads"}:
                message = _("“{block}” holds the questions or the words for the one who leads, and cannot be taken alone.", block=name)
                yield problem("P002", message, _("Add another part, “questions: {guide}”.", guide=spec.name))
    elif spec.kind == "form":
        form = edition.page(f"{FORMS}{spec.name}.md")
        if form is None:
            names = [page.path.removeprefix(FORMS).removesuffix(".md") for page in edition.pages if page.is_form]
            yield problem("P002", _("There is no form “{form}”.", form=spec.name), _nearest(spec.name, names))


def _named(edition: Edition, spec: Spec) -> tuple[str, ...]:
    """What a part names, as places on which its problems rest."""
    return about(edition, spec.citation) if spec.citation else (f"{FORMS if spec.kind == 'form' else 'guides/'}{spec.name}.md",)


def _nearest(name: str, names: list[str]) -> str:
    """A hint with those of ``names`` that are most like ``name``, or, where none is, with all of them."""
    if near := process.extract(name, names, scorer=fuzz.ratio, limit=3, score_cutoff=50):
        return _("The nearest are: {names}.", names=quoted(match[0] for match in near))
    return _("There are: {names}.", names=listed(names)) if names else _("There is none to use yet; remove this part.")
