"""Sentences about a report: the state of its proof, how it is cited."""

from __future__ import annotations

from ..reading.schema import Proof
from .model import Chapter, Report


def proof_line(proof: Proof | None) -> str:
    """The state of proof in words: what was done, by whom, when."""
    return "，".join(filter(None, (proof.state, proof.by, proof.date))) if proof else ""


def source_line(report: Report) -> str:
    imprint = "：".join(filter(None, (report.meta.place, report.meta.publisher)))
    imprint = "，".join(filter(None, (imprint, report.meta.date)))
    return f"《{report.title}》（{imprint}）" if imprint else f"《{report.title}》"


def citation_text(report: Report, item: Chapter) -> str:
    """The chapter as a bibliography cites it; paragraph and address are added where it is copied."""
    author = f"{item.author}：" if item.author else ""
    return f"{author}〈{item.title}〉，{source_line(report)}"
