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
        self._rows: dict[tuple[str, int], str] = {}
        self._sections: dict[int, _Section] = {}

    def site(self, items: Sequence[Place], page: Page | None, address: Address) -> str:
        """The site as a tree, unfolded where ``page`` is; without a page, its top alone."""
        return self._list(items, page, set(_up(page)), address)

    def _list(self, items: Sequence[Place], page: Page | None, above: set[int], address: Address, end: str = "") -> str:
        rows = (self._unfolded(item, page, above, address) if id(item) in above else self._row(item, page, address) for item in items)
        return f"<ul>{''.join(rows)}{end}</ul>"

    def _row(self, item: Place, page: Page | None, address: Address) -> str:
        url = _url(item)
        # an address is written by way of the folder of the page, but for what is below the page itself
        if page is None or url.startswith(page.url):
            return f'<li><a href="{address(url)}">{item.title}</a></li>'
        key = (page.url.rstrip("/").rpartition("/")[0], id(item))
        if key not in self._rows:
            self._rows[key] = f'<li><a href="{address(url)}">{item.title}</a></li>'
        return self._rows[key]

    def _unfolded(self, item: Place, page: Page | None, above: set[int], address: Address) -> str:
        section = self._sections.get(id(item)) or self._sections.setdefault(id(item), _section(item))
        here = page if page is (section.own or item) else None
        current = ' aria-current="page"' if here else ""
        row = f'<li class="db-here"><a href="{address(_url(item))}"{current}>{item.title}</a>'
        if here and (found := headings(here.toc)):
            row += f'<div class="db-nav-page">{_headings(found)}</div>'
        if item.children:
            row += self._members(section, page, above, address)
        return f"{row}</li>"

    def _members(self, section: _Section, page: Page | None, above: set[int], address: Address) -> str:
        if len(section.members) <= MOST:
            return self._list(section.members, page, above, address)
        at = next((section.order[place] for place in above if place in section.order), None)
        near = () if at is None else section.members[max(0, at - NEAR) : at + NEAR + 1]
        words = _("All {count}", count=len(section.members))
        every = f'<li><a href="{address(_url(section.whole))}">{words}</a></li>' if section.whole else ""
        return self._list(near, page, above, address, every) if near or every else ""


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
