"""Checks of links: each must lead to a page of the edition and a place on it, or to a file that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ..catalogue import _
from ..document.pages import Pages
from ..document.tree import anchors
from ..edition.model import Edition, Page
from ..problems import Problem, Replacement
from ..reading import safety
from ..reading.masking import position
from .drafts import words

HOME = "index.md"
_NOTE = re.compile(r"[ \t>]*\[\^")


def check_home(edition: Edition) -> Iterator[Problem]:
    """A problem (L004) where the site has no first page, to which all others lead."""
    if edition.page(HOME) is None:
        hint = _("Add it, with a title between two lines “---”; what a reader sees first stands there.")
        yield Problem(HOME, 1, 1, "L004", _("The first page of the site is missing."), hint)


class LinkChecker:
    """Checks the links of pages one by one; the places of a page are found out once, and only where a link asks for one."""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.edition = pages, pages.edition
        self._anchors: dict[str, frozenset[str]] = {}

    def check(self, page: Page) -> Iterator[Problem]:
        """A problem (L001, L002, L003, R008) for each link of a page that leads nowhere, or to a draft; addresses of
        the web are not asked."""
        text = page.document.masked
        for offset, link, _picture in safety.addresses(text):
            if not link or not safety.own(link) or _NOTE.match(text, offset):
                continue  # what is not allowed, and a footnote, has a problem of its own
            parts = urlsplit(link)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(parts.path))) if parts.path else page.path
            fault = self._fault(link, target, unquote(parts.fragment)) or self._draft(page, target)
            if fault is None:
                continue
            exact = None
            if meant := self._meant(page.path, unquote(parts.path)) if fault[0] in ("L001", "L003") else "":
                new = posixpath.relpath(meant, posixpath.dirname(page.path) or ".") + (f"#{parts.fragment}" if parts.fragment else "")
                fault = (*fault[:2], _("Write it as “{link}”, the way from this file to the file of that page.", link=new))
                exact = Replacement(*position(text, text.index(link, offset), page.document.first_line), link, new)
            yield Problem(page.path, *position(text, offset, page.document.first_line), *fault, (target, f"{target}#"), exact)

    def _meant(self, page: str, address: str) -> str:
        """The page whose address on the site a link has in place of the path of its file; '' where there is none."""
        name = re.sub(r"/?(?:index)?(?:\.html|\.md)?/?$", "", address)
        own = "" if address.startswith("/") else page.removesuffix("index.md").removesuffix(".md")
        folder = "" if address.startswith("/") else posixpath.dirname(page)
        for base in dict.fromkeys((own, folder)):
            path = posixpath.normpath(posixpath.join(base, name.lstrip("/") or "."))
            for target in (f"{path}.md", posixpath.normpath(f"{path}/index.md")):
                if self._is_page(target):
                    return target
        return ""

    def _is_page(self, path: str) -> bool:
        return path in self.edition.chapters or self.edition.page(path) is not None

    def _fault(self, link: str, target: str, fragment: str) -> tuple[str, str, str] | None:
        if link.startswith("/"):
            message = _("The link “{link}” begins with “/”, and the site may stand below any address.", link=link)
            return "L003", message, _("Correct the path; it is relative to the folder of this file, and ends in .md.")
        is_page = self._is_page(target)
        if not is_page and target.endswith(".md"):
            message = _("The page “{link}” of this link does not exist.", link=link.partition("#")[0])
            return "L001", message, _("Correct the path; it is relative to the folder of this file, and ends in .md.")
        if not is_page and target not in self.edition.files:
            hint = _("Correct the path; it is relative to the folder of this file. A page is named by its file, such as page.md.")
            return "L003", _("There is no file “{link}” to which this leads.", link=link), hint
        if is_page and fragment and fragment not in self.anchors(target):
            message = _("The page {page} has no place “{fragment}”, to which this link leads.", page=target, fragment=fragment)
            return "L002", message, _("Correct what stands behind “#”, or remove it; on the page the address of a heading shows it.")
        return None

    def _draft(self, page: Page, target: str) -> tuple[str, str, str] | None:
        """A problem (R008) of a link from a page that is published to one that is not."""
        published = self.edition.published
        if published.page(page.path) is None or target in published.chapters or target in published.files:
            return None
        report = next((report for report in self.edition.reports if target.startswith(report.folder)), None)
        return ("R008", *words(report)) if report else None

    def anchors(self, path: str) -> frozenset[str]:
        """The ids of a page to which a link may lead."""
        if path not in self._anchors:
            page = self.edition.page(path)
            # what stands in the parts of a packet has pages of its own
            parts = (f"part-{spec.number}" for spec in page.packet.parts) if page and page.packet else ()
            self._anchors[path] = frozenset((*anchors(self.pages.of(path)), *parts))
        return self._anchors[path]
