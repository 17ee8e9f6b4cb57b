"""Links between pages: each must lead to a page of the edition."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from ..edition.model import Edition, Page
from ..problems import Problem
from ..reading.masking import position

_PAGE_LINK = re.compile(r"\]\(\s*<?([^\s()<>:#]+\.md)(?:#[^\s()<>]*)?>?[\s)]")


def check(edition: Edition, page: Page) -> Iterator[Problem]:
    """Links to Markdown files that are no page of the edition."""
    text = page.document.masked
    for match in _PAGE_LINK.finditer(text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(match.group(1))))
        if target not in edition.chapters and edition.page(target) is None:
            place = position(text, match.start(), page.document.first_line)
            yield Problem(
                page.path, *place, "L001", f"連結的頁「{match.group(1)}」不存在。", "改正路徑；路徑從本檔所在的資料夾算起，以 .md 結尾。"
            )
