"""Former names of pages: each leads to one page, and to none that stands at a name still in use."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import _
from ..edition.model import Edition
from ..edition.order import former
from ..problems import Problem


def check(edition: Edition) -> Iterator[Problem]:
    """A problem (F004) for each former name that cannot lead on; those of entries have codes of their own."""
    taken: dict[str, str] = {}
    for old, new in former(edition):
        if old.startswith("entries/"):
            continue
        other = taken.setdefault(old, new)
        if other != new or old in edition.files:
            page = edition.page(new)
            line = page.document.lines.get("formerly", 1) if page else 1
            message = _("“{name}”, under “formerly”, is a page still, or stands in {path} too.", name=old, path=other)
            hint = _("Remove this former name: it leads to one place only, and only where no page stands.")
            yield Problem(new, line, 1, "F004", message, hint)
