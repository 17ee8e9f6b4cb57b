"""The contents of the site and of a page, of which a long list names what is near."""

import posixpath
import re
from dataclasses import dataclass, field

import pytest

from duben.site.contents import MOST, NEAR, Contents, page_contents


@dataclass(eq=False)
class Heading:
    title: str
    url: str
    level: int = 2
    children: list = field(default_factory=list)


@dataclass(eq=False)
class Place:
    title: str
    url: str = ""
    children: list | None = None
    parent: "Place | None" = None
    toc: list = field(default_factory=list)

    def __post_init__(self):
        for child in self.children or ():
            child.parent = self

    @property
    def is_index(self):
        return self.children is None and self.title == "index"


def report(name, chapters):
    return Place(
        name, children=[Place("index", f"reports/{name}/"), *(Place(f"{name}c{n}", f"reports/{name}/c{n}/") for n in range(chapters))]
    )


def site(reports=3, chapters=3):
    found = [report(f"r{number}", chapters) for number in range(reports)]
    groups = [
        Place(name, children=[Place(f"{name}{n}", f"guides/{name}{n}/") for n in range(size)]) for name, size in (("a", 2), ("b", 99))
    ]
    return [
        Place("Home", ""),
        Place("Guides", children=[Place("index", "guides/"), *groups]),
        Place("Reports", children=[Place("index", "reports/"), *found]),
        Place("Elsewhere", "https://example.org/"),
    ]


def shown(items, page, contents=None):
    """The rows as a reader sees them: how deep, the words, the address from the site's root, and whether it is the present page."""

    def address(url):
        return url if "://" in url else posixpath.relpath(url or ".", page.url or ".") + "/" * url.endswith("/")

    html = (contents or Contents()).site(items, page, address)
    rows, depth = [], 0
    for tag, words in re.findall(r"(</?ul>|<a[^>]*>)([^<]*)", html):
        depth += {"<ul>": 1, "</ul>": -1}.get(tag, 0)
        if tag.startswith("<a"):
            href = re.search('href="([^"]*)"', tag)[1]
            rows.append((depth, words, href, "aria-current" in tag))
    return rows


def page_of(items, *path):
    place = items[path[0]]
    for number in path[1:]:
        place = place.children[number]
    return place


def test_the_tree_is_unfolded_where_one_is():
    items = site()
    assert shown(items, page_of(items, 2, 2, 1)) == [
        (1, "Home", "../../..", False),
        (1, "Guides", "../../../guides/", False),
        (1, "Reports", "../../", False),
        (2, "r0", "../../r0/", False),
        (2, "r1", "../", False),
        (3, "r1c0", "./", True),
        (3, "r1c1", "../c1/", False),
        (3, "r1c2", "../c2/", False),
        (2, "r2", "../../r2/", False),
        (1, "Elsewhere", "https://example.org/", False),
    ]


def test_the_page_of_a_section_is_the_section_and_has_its_own_headings():
    items = site()
    page = page_of(items, 2, 1, 0)
    page.toc = [Heading("title", "#t", 1, [Heading("one", "#one", 2, [Heading("deep", "#deep", 3)]), Heading("two", "#two")])]
    assert shown(items, page)[3:10] == [
        (2, "r0", "./", True),
        (3, "one", "#one", False),
        (4, "deep", "#deep", False),
        (3, "two", "#two", False),
        (3, "r0c0", "c0/", False),
        (3, "r0c1", "c1/", False),
        (3, "r0c2", "c2/", False),
    ]


def test_a_page_that_is_not_in_it_finds_its_top():
    items = site()
    assert [words for _, words, *_ in shown(items, Place("entry", "entries/a/"))] == ["Home", "Guides", "Reports", "Elsewhere"]
    assert Contents().site(items, None, lambda url: f"/{url}").count("<a ") == 4


@pytest.mark.parametrize("contents", [None, Contents()], ids=["alone", "with the rows of other pages"])
def test_every_page_finds_every_other_by_the_same_addresses(contents):
    items = site()
    pages = [page_of(items, 0), *(page_of(items, 2, report, chapter) for report in (1, 2, 3) for chapter in range(4))]
    for page in pages:
        for _, words, href, _ in shown(items, page, contents):
            assert "://" in href or posixpath.normpath(posixpath.join("/", page.url, href)) in {
                "/" + other.url.rstrip("/") for other in (*pages, page_of(items, 1, 0), page_of(items, 2, 0))
            }, (page.url, words, href)


def test_of_many_reports_the_neighbours_are_named_and_the_page_that_has_all():
    items = site(reports=MOST)
    assert sum(words.startswith("r") and "c" not in words for _, words, *_ in shown(items, page_of(items, 2, 9, 1))) == MOST
    items = site(reports=MOST + 1)
    rows = shown(items, page_of(items, 2, 21, 2))
    assert [words for depth, words, *_ in rows if depth == 2] == [
        *(f"r{n}" for n in range(20 - NEAR, 20 + NEAR + 1)),
        f"全部 {MOST + 1} 項",
    ]
    assert [(words, href) for _, words, href, _ in rows if "全部" in words] == [(f"全部 {MOST + 1} 項", "../../")]
    # the page that lists them names none beside it but itself
    assert [words for depth, words, *_ in shown(items, page_of(items, 2, 0)) if depth == 2] == [f"全部 {MOST + 1} 項"]
    assert next(words for depth, words, *_ in shown(items, page_of(items, 2, 1, 0)) if depth == 2) == "r0"


def test_a_group_without_a_page_of_its_own_leads_to_that_of_its_section():
    items = site()
    rows = shown(items, page_of(items, 1, 2, 50))
    assert [(words, href) for depth, words, href, _ in rows if depth == 3][-1] == ("全部 99 項", "../")
    assert [words for depth, words, *_ in rows if depth == 3][:-1] == [f"b{n}" for n in range(50 - NEAR, 50 + NEAR + 1)]


def test_a_page_of_a_large_site_names_no_more_than_one_of_a_small_one():
    large, larger = (len(Contents().site(items := site(count, count), page_of(items, 2, 30, 30), str)) for count in (50, 500))
    assert larger < large * 1.1


def test_headings_of_a_page_stand_below_its_title():
    toc = [Heading("title", "#t", 1, [Heading("one", "#one", 2, [Heading("deep", "#deep", 3)])])]
    assert re.findall(r'href="(#\w+)"', page_contents(toc)) == ["#one", "#deep"]
    assert re.findall(r'href="(#\w+)"', page_contents([Heading("one", "#one"), Heading("two", "#two")])) == ["#one", "#two"]
    assert page_contents([Heading("title", "#t", 1)]) == page_contents([]) == ""
