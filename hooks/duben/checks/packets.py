"""What a packet is held to once the whole edition is read: that what it names is there, and that its minutes suffice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from ..edition.model import Edition, Page
from ..links.quotations import VerifiedQuotation
from ..packets.plan import chapter_of, plan
from ..problems import Problem
from ..reading.packets import FORMS, PacketFile, Spec


def check(edition: Edition, page: Page, quotations: Sequence[VerifiedQuotation]) -> Iterator[Problem]:
    """Every fault of one packet; ``quotations`` are those of all pages."""
    packet = page.packet
    if packet is None:
        return
    found = [problem for spec in packet.parts for problem in faults(edition, page, spec)]
    yield from found
    if packet.minutes and packet.parts and not found:
        yield from _minutes(edition, page, packet, quotations)


def _minutes(edition: Edition, page: Page, packet: PacketFile, quotations: Sequence[VerifiedQuotation]) -> Iterator[Problem]:
    found = plan(edition, quotations, packet)
    if found.short:
        told = f"寫的是 {packet.minutes} 分鐘，會上念的、填的，加開場、休息、收尾和每題至少三分鐘的討論，共要 {found.needed} 分鐘。"
        mend = "把幾部分改為「use: 會前讀」，少列幾部分，或把「minutes」加到夠用。"
        yield Problem(page.path, page.document.lines["minutes"], 1, "P005", told, mend)


def faults(edition: Edition, page: Page, spec: Spec) -> Iterator[Problem]:
    """What a part names and is not there."""

    def problem(code: str, told: str, mend: str) -> Problem:
        return Problem(page.path, spec.line, 1, code, told, mend)

    if spec.kind in ("excerpt", "chapter"):
        chapter = chapter_of(edition, spec)
        if chapter is None or spec.citation is None:
            keys = "、".join(chapter.key for chapter in edition.chapters.values())
            yield problem("P002", f"沒有「{spec.name}」這一章。", f"可用的章：{keys}。")
            return
        if not chapter.ids:
            yield problem("P003", f"「{chapter.key}」沒有正文。", "改列別的章，或刪去這一部分。")
            return
        first, last = spec.citation.first, spec.citation.last
        if lacking := [name for name in dict.fromkeys((first, last)) if name and name not in chapter.index]:
            mend = f"照頁面左邊的段號寫；這一章從 {chapter.ids[0].id} 到 {chapter.ids[-1].id}。"
            yield problem("P003", f"「{chapter.key}」沒有「{'」「'.join(lacking)}」。", mend)
        elif first and chapter.index[first] > chapter.index[last]:
            yield problem("P003", f"範圍前後顛倒：{first} 在 {last} 之後。", f"寫成「{chapter.key}, {last}-{first}」。")
    elif spec.kind in ("guide", "questions") and not spec.asked:
        guide = edition.page(f"guides/{spec.name}.md")
        if guide is None or not guide.is_guide:
            names = [page.path.removeprefix("guides/").removesuffix(".md") for page in edition.pages if page.is_guide]
            yield problem("P002", f"沒有「{spec.name}」這篇指南。", _nearest(spec.name, names))
            return
        known = {name: block for block in guide.blocks for name in (block.id, *block.aliases)}
        for name in spec.blocks:
            if name not in known:
                yield problem("P002", f"指南「{spec.name}」沒有「{name}」這一塊。", _nearest(name, list(known)))
            elif known[name].traits & {"asks", "leads"}:
                yield problem("P002", f"「{name}」是討論題或給主持人的話，不能單獨取。", f"另加一部分「questions: {spec.name}」。")
    elif spec.kind == "form":
        form = edition.page(f"{FORMS}{spec.name}.md")
        if form is None:
            names = [page.path.removeprefix(FORMS).removesuffix(".md") for page in edition.pages if page.is_form]
            yield problem("P002", f"沒有「{spec.name}」這張表。", _nearest(spec.name, names))


def _nearest(name: str, names: list[str]) -> str:
    near = [match for match, _, _ in process.extract(name, names, scorer=fuzz.ratio, limit=3, score_cutoff=50)]
    if near:
        return f"最近似的是「{'」「'.join(near)}」。"
    return f"可用的：{'、'.join(names)}。" if names else "還沒有可用的，刪去這一部分。"
