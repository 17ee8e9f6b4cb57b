"""Every page of the edition is one document, and whatever is written of it says the same words in the same order."""

from html.parser import HTMLParser

import pytest
from markdown import Markdown

from duben import DubenExtension
from duben.checks.links import LinkChecker
from duben.document.model import Annotated, Form, FormField, Image, Link, Note, PageTurn, Question, Text, Unit
from duben.document.pages import Pages
from duben.document.tree import walk, words
from duben.links.resolve import resolve
from duben.search.passages import collect
from duben.text.marks import bare


class Page(HTMLParser):
    """The words of a page in order, without what is hidden and without white space; the same without citations; and its ids."""

    VOID = ("br", "hr", "img", "input")

    def __init__(self, html):
        super().__init__()
        self.ids, self.parts, self.uncited, self.hidden, self.cited = [], [], [], [], []
        self.feed(html)
        self.text, self.said = bare("".join(self.parts)), bare("".join(self.uncited))

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids += [attributes["id"]] if "id" in attributes else []
        if tag not in self.VOID:
            self.hidden.append("hidden" in attributes)
            self.cited.append(attributes.get("class") == "db-citation")

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.hidden.pop()
            self.cited.pop()

    def handle_data(self, data):
        if not any(self.hidden):
            self.parts.append(data)
            self.uncited += [] if any(self.cited) else [data]


@pytest.fixture(scope="module")
def extension(shipped):
    return DubenExtension(shipped, resolve(shipped))


@pytest.fixture(scope="module")
def pages(shipped, extension):
    """Every page by its path: its document, and what a reader sees of it."""
    markdown, found = Markdown(extensions=[extension]), {}
    for path in (*shipped.chapters, *(page.path for page in shipped.pages)):
        extension.path = path
        found[path] = extension.document(path), Page(markdown.reset().convert("duben:page"))
    return found


def test_a_link_may_lead_only_to_places_that_a_page_has(shipped, shipped_links, pages):
    checker = LinkChecker(Pages(shipped, shipped_links))
    for path, (_document, page) in pages.items():
        assert checker.anchors(path) <= set(page.ids), path


def runs(value):
    """The runs of words in a document, in reading order; what a question expects is for the leader's paper."""
    inline = Text | Link | Image | Note | Annotated | PageTurn
    if isinstance(value, tuple) and value and isinstance(value[0], inline):
        yield words(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from runs(item)
    elif isinstance(value, Unit):
        yield value.title
        yield from runs(value.blocks)
    elif isinstance(value, Form):
        yield from runs((value.blocks, value.fields))
    elif isinstance(value, Question):
        yield words(value.content)
    elif isinstance(value, FormField):
        yield value.title
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from (
                runs(getattr(value, name))
                if name in ("blocks", "parts", "content", "paragraphs", "items", "rows", "head", "fields")
                else ()
            )


def test_the_web_says_every_document_in_its_order(pages):
    assert len(pages) > 300
    for path, (document, page) in pages.items():
        at = 0
        for run in map(bare, runs((document.blocks, getattr(document, "parts", ())))):
            found = page.text.find(run, at)
            assert found >= 0, (path, run)
            at = found + len(run)


def test_search_says_what_the_page_says_and_leads_to_ids_that_it_has(pages, extension):
    for source in collect(extension.pages):
        page, at = pages[source.path][1], 0
        for passage in source.passages:
            assert passage.fragment in ("", *page.ids), (source.path, passage)
            if passage.fragment and not passage.fragment.startswith("n") and not passage.names:
                for row in passage.text.split("　"):
                    found = page.said.find(bare(row), at)
                    assert found >= 0, (source.path, passage)
                    at = 0 if "/forms/" in source.path else found  # a form has the columns of its table before what asks for them


def test_ids_stand_once_on_a_page(pages):
    for path, (_, page) in pages.items():
        assert len(page.ids) == len({*page.ids}), path


def test_the_scan_of_a_file_and_its_tree_see_the_same_blocks_and_citations(shipped, extension):
    for page in shipped.pages:
        found = list(walk(extension.pages.written(page.path)))
        units = [piece for piece in found if isinstance(piece, Unit | FormField)]
        assert [(unit.title, unit.id) for unit in units] == [(block.title, block.id) for block in page.blocks], page.path
        cited = [piece.path for piece in found if isinstance(piece, Link) and piece.citation]
        targets = extension.links.targets
        assert cited == [target.path for r in page.references for target in targets[page.path, r.raw, r.words]], page.path
