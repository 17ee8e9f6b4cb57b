"""A sanitizer that knows nothing of us (nh3, the ammonia of Rust) leaves every finished article as it is."""

from html.parser import HTMLParser

import nh3
import pytest

from duben.document.addresses import relative
from duben.document.pages import Pages
from duben.html.page import article
from duben.packets.compose import document

COMMON = {"class", "id", "lang", "role", "aria-label", "aria-hidden"}
PLAIN = (
    "b blockquote code dd details div dt em figcaption figure h1 h2 h3 h4 h5 h6 label nav ol p pre small strong summary table tbody tfoot "
    "thead tr ul"
)
ALLOWED = {tag: set() for tag in PLAIN.split()} | {
    "a": {"href", "title", "data-n", "tabindex", "aria-describedby"},
    "dl": {"data-short"},
    "img": {"src", "alt"},
    "input": {"type", "value", "autocomplete"},
    "li": {"data-n"},
    "rect": {"y", "width", "height"},
    "section": {"data-citation", "data-revision"},
    "span": {"data-pb", "hidden"},
    "svg": {"width"},
    "td": {"data-head"},
    "th": {"scope", "colspan"},
}
"""The elements of articles, and the attributes that each may have besides the common ones."""


class Dom(HTMLParser):
    """HTML as a list of what a browser makes of it: elements with their attributes, texts, ends."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_data(self, data):
        if self.found and isinstance(self.found[-1], str) and self.found[-1].startswith("="):
            self.found[-1] += data
        else:
            self.found.append(f"={data}")

    handle_comment = handle_decl = handle_pi = unknown_decl = handle_data


def clean(html):
    return nh3.clean(
        html,
        tags={*ALLOWED},
        attributes={"*": COMMON} | ALLOWED,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


@pytest.fixture(scope="module")
def articles(shipped, shipped_links):
    pages = Pages(shipped, shipped_links)
    paths = [*shipped.chapters, *(page.path for page in shipped.pages)]
    return {path: article(document(pages, path), relative).html for path in paths}


def test_every_article_comes_out_of_a_sanitizer_as_it_went_in(articles):
    assert len(articles) > 300
    for path, html in articles.items():
        assert Dom(clean(html)).found == Dom(html).found, path


@pytest.mark.parametrize(
    "html", ["<script>alert(1)</script>", '<p onclick="x">a</p>', '<a href="javascript:x">a</a>', '<p style="x">a</p>', "<!-- x -->"]
)
def test_the_sanitizer_would_take_out_what_must_not_be_there(html):
    assert Dom(clean(html)).found != Dom(html).found
