"""The contents of the site and those of a page, as lists of links that stand beside the text.

Of a long list only what is near the reader's place is named, so that a page does not grow with the site: the whole list is the
section's own page. Pages and sections are the host's, known by the attributes below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from ..catalogue import _

MOST = 40
"""Members of a section that are all named. What has more has a page of its own to choose from, rather than a column to scroll through."""
NEAR = 5
"""Of a longer list, the neighbours that are named on either side."""


class Heading(Protocol):
    """A heading of a page with those below it. ``url`` is its fragment."""

    @property
    def title(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def url(self) -> str: ...
    @property
    def children(self) -> Sequence[Heading]: ...


class Place(Protocol):
    """A page, an address or a section in the order of the site. ``title`` is HTML; ``children`` are a section's, else None or empty."""

    @property
    def title(self) -> str: ...
    @property
    def parent(self) -> Place | None: ...
    @property
    def children(self) -> Sequence[Place] | None: ...


class Page(Place, Protocol):
    """A page; ``url`` is its address from the site's root, ``toc`` its headings."""

    @property
    def url(self) -> str: ...
    @property
    def is_index(self) -> bool: ...
    @property
    def toc(self) -> Iterable[Heading]: ...


Address = Callable[[str], str]
"""Gives an address from the site's root as the present page must write it."""


class Contents:
    """The contents of one build's site. What pages have in common is made once: rows that they write alike, and who stands where."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[int, str]] = {}
        """By the folders of pages, the rows that these pages write alike, by the places to which they lead."""
        self._urls: dict[int, str] = {}
        self._sections: dict[int, _Section] = {}

    def site(self, items: Sequence[Place], page: Page | None, address: Address) -> str:
        """The site as a tree, unfolded where ``page`` is; without a page, its top alone."""
        return _Tree(self, page, address).list(items)

    def url(self, item: Place) -> str:
        """The address of a page, of a section's first page."""
        if id(item) not in self._urls:
            self._urls[id(item)] = _url(item)
        return self._urls[id(item)]

    def section(self, item: Place) -> _Section:
        if id(item) not in self._sections:
            self._sections[id(item)] = _section(item)
        return self._sections[id(item)]


class _Tree:
    """The contents of the site as one page has them."""

    def __init__(self, contents: Contents, page: Page | None, address: Address) -> None:
        self._contents, self._page, self._address = contents, page, address
        self._above = set(_up(page))
        self._own = page.url if page else ""
        self._rows = contents.rows.setdefault(self._own.rstrip("/").rpartition("/")[0], {})

    def list(self, items: Sequence[Place], end: str = "") -> str:
        rows = [self._unfolded(item) if id(item) in self._above else self._row(item) for item in items]
        return f"<ul>{''.join(rows)}{end}</ul>"

    def _row(self, item: Place) -> str:
        url = self._contents.url(item)
        # an address is written by way of the folder of the page, but for what is below the page itself
        if url.startswith(self._own):
            return self._link(url, item)
        row = self._rows.get(id(item))
        if row is None:
            row = self._rows[id(item)] = self._link(url, item)
        return row

    def _link(self, url: str, item: Place) -> str:
        return f'<li><a href="{self._address(url)}">{item.title}</a></li>'

    def _unfolded(self, item: Place) -> str:
        section = self._contents.section(item)
        here = self._page if self._page is (section.own or item) else None
        current = ' aria-current="page"' if here else ""
        row = f'<li class="db-here"><a href="{self._address(self._contents.url(item))}"{current}>{item.title}</a>'
        if here and (found := headings(here.toc)):
            row += f'<div class="db-nav-page">{_headings(found)}</div>'
        if item.children:
            row += self._members(section)
        return f"{row}</li>"

    def _members(self, section: _Section) -> str:
        if len(section.members) <= MOST:
            return self.list(section.members)
        at = next((section.order[place] for place in self._above if place in section.order), None)
        near = () if at is None else section.members[max(0, at - NEAR) : at + NEAR + 1]
        words = _("All {count}", count=len(section.members))
        every = f'<li><a href="{self._address(self._contents.url(section.whole))}">{words}</a></li>' if section.whole else ""
        return self.list(near, every) if near or every else ""


class _Section(NamedTuple):
    """What is known of a section, or of a page, which is one without members: its own page if it has one, the other members and
    the place of each among them by identity, and the page that has them all: its own, or that of the nearest section around it."""

    own: Place | None
    members: Sequence[Place]
    order: Mapping[int, int]
    whole: Place | None


def _section(item: Place) -> _Section:
    index = _index(item)
    members = tuple(child for child in item.children or () if child is not index)
    whole, above = index, item.parent
    while above and not whole:
        whole, above = _index(above), above.parent
    return _Section(index, members, {id(member): number for number, member in enumerate(members)}, whole)


def _index(section: Place) -> Place | None:
    """The page of a section that tells of it."""
    return next((child for child in section.children or () if getattr(child, "is_index", False)), None)


def headings(toc: Iterable[Heading]) -> Sequence[Heading]:
    """The headings below the title of a page, where it has one."""
    found = list(toc)
    return found[0].children if found and found[0].level == 1 else found


def page_contents(toc: Iterable[Heading]) -> str:
    """The headings of a page as the rows of a list, '' where there are none, with the classes of the host's theme."""
    return "".join(map(_host_row, headings(toc)))


def _host_row(heading: Heading) -> str:
    # what is below a heading is no landmark of its own, as it is in the host's
    below = "".join(map(_host_row, heading.children))
    below = below and f'<div class="md-nav"><ul class="md-nav__list">{below}</ul></div>'
    link = f'<a href="{heading.url}" class="md-nav__link"><span class="md-ellipsis">{heading.title}</span></a>'
    return f'<li class="md-nav__item">{link}{below}</li>'


def _headings(found: Sequence[Heading]) -> str:
    rows = (f'<li><a href="{item.url}">{item.title}</a>{_headings(item.children) if item.children else ""}</li>' for item in found)
    return f"<ul>{''.join(rows)}</ul>"


def _up(place: Place | None) -> Iterator[int]:
    """A place and the sections in which it stands."""
    while place:
        yield id(place)
        place = place.parent


def _url(item: Place) -> str:
    """The address of a page, of a section's first page."""
    while item.children:
        item = item.children[0]
    return str(getattr(item, "url", ""))
