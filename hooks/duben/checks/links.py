"""Checks of links between pages: each must lead to a page of the edition."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from ..catalogue import _
from ..edition.model import Edition, Page
from ..problems import Problem
from ..reading.masking import position

_PAGE_LINK = re.compile(r"\]\(\s*<?([^\s()<>:#]+\.md)(?:#[^\s()<>]*)?>?[\s)]")


def check(edition: Edition, page: Page) -> Iterator[Problem]:
    """A problem (L001) for each link of a page to a Markdown file that is no page of the edition."""
    text = page.document.masked
    for match in _PAGE_LINK.finditer(text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(match.group(1))))
        if target not in edition.chapters and edition.page(target) is None:
            place = position(text, match.start(), page.document.first_line)
            message = _("The page “{link}” of this link does not exist.", link=match.group(1))
            hint = _("Correct the path; it is relative to the folder of this file, and ends in .md.")
            yield Problem(page.path, *place, "L001", message, hint)
