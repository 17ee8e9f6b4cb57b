"""Nothing of a contributor's HTML, scripts or addresses that run reaches a page, and the contributor is told."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from duben import DubenExtension
from duben.reading.frontmatter import Document
from duben.reading.safety import allowed, check, own

HARMLESS = {"id", "class", "href", "src", "alt", "title", "lang", "data-toc-label", "start"}
INLINE = {"p", "a", "em", "strong", "code", "span", "img", "br"}
BLOCKS = {
    "pre",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "blockquote",
    "figure",
    "figcaption",
    "section",
    "div",
    "dl",
    "dt",
    "dd",
}
TAGS = INLINE | BLOCKS | {"table", "thead", "tbody", "tr", "th", "td"}

SCRIPTS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "javascript&#0000058alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#10;script:alert(1)",
    "&#1;javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,x",
    "file:///etc/passwd",
    "blob:x",
    "http://[",
]

FOREIGN = [
    "//example.org/x",
    "///example.org/x",
    "////example.org/x",
    "\\/example.org/x",
    "/\\example.org/x",
    "\\\\example.org/x",
    "/\t/example.org/x",
    "\x01//example.org/x",
    "&#47;/example.org/x",
    "/&bsol;example.org/x",
]
"""Addresses of another host, as a browser reads them, without a scheme."""

HTML = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.org></SCRIPT>",
    "甲<img src=x onerror=alert(1)>乙",
    "<b>粗</b>",
    "<a href='javascript:alert(1)'>甲</a>",
    "<div markdown='1' onclick='alert(1)'>\n甲\n</div>",
    "<svg/onload=alert(1)>",
    "<iframe src=x>",
    "<!-- 註 -->",
    "<?php x ?>",
    "<![CDATA[ x ]]>",
    "<img src=x onerror=alert(1)\n",
    "- <style>*{}</style>",
    "> <script>x</script>",
    "| 甲 |\n| --- |\n| <script>x</script> |",
    "[<img src=x onerror=x>](x)",
]


class Page(HTMLParser):
    """Every tag with its attributes, as a browser would have them (entities decoded)."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.other = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.other.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def page(text, *extensions):
    return Page(Markdown(extensions=[*extensions, DubenExtension()]).convert(text))


def addresses(found):
    return ["".join(c for c in v if c > " ") for _, attrs in found.tags for n, v in attrs.items() if n in ("href", "src") and v]


def assert_harmless(found):
    assert found.other == []
    assert {tag for tag, _ in found.tags} <= TAGS
    assert {name for _, attrs in found.tags for name in attrs} <= HARMLESS
    schemes = {match.group(1).lower() for a in addresses(found) if (match := re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", a))}
    assert schemes <= {"http", "https", "mailto"}


def codes(body):
    return [p.code for p in check(Document("a.md", body=body))]


@pytest.mark.parametrize("html", HTML)
def test_html_is_told_and_stays_text(html):
    assert "H001" in codes(html)
    assert_harmless(page(html))


@pytest.mark.parametrize("html", HTML)
def test_html_in_a_guide_block_stays_text(html):
    assert_harmless(
        page(
            f"/// step | {html.splitlines()[0].strip()}\n    id: go\n    who: '{html.splitlines()[0].replace(chr(39), '')}'\n\n{html}\n///"
        )
    )


LINKS = [
    "[甲]({})",
    "[甲](<{}>)",
    '[甲]({} "題")',
    "![甲]({})",
    "[甲][r]\n\n[r]: {}",
    "[r]\n\n[r]: <{}>",
    "![甲][r]\n\n[r]: {} '題'",
    "<{}>",
]


@pytest.mark.parametrize("form", LINKS)
@pytest.mark.parametrize("address", SCRIPTS)
def test_address_that_runs_never_reaches_the_page(form, address):
    assert_harmless(page(form.format(address)))


@pytest.mark.parametrize("address", [a for a in SCRIPTS if " " not in a.strip() and "\t" not in a and "<" not in a])
@pytest.mark.parametrize("form", ["[甲]({})", "![甲]({})", "[甲][r]\n\n[r]: {}"])
def test_address_that_runs_is_told(form, address):
    assert "H002" in codes(form.format(address))


@pytest.mark.parametrize("address", SCRIPTS + FOREIGN)
def test_addresses_not_allowed(address):
    assert not allowed(address)
    assert not own(address)


@pytest.mark.parametrize("address", [a for a in FOREIGN if "\t" not in a])
@pytest.mark.parametrize("form", ["[甲]({})", "![甲]({})", "[甲][r]\n\n[r]: {}", "![甲](<{}>)"])
def test_an_address_of_another_host_in_disguise_is_told_and_reaches_no_page(form, address):
    assert "H002" in codes(form.format(address))
    found = page(form.format(address))
    assert_harmless(found)
    assert not [value for value in addresses(found) if re.match(r"[/\\]{2}", value)]


@pytest.mark.parametrize(
    "form",
    [
        "![[甲]]({})",
        "![甲 [乙] 丙]({})",
        "![甲](<{}>)",
        "![甲]( {} '題')",
        "![甲\n乙]({})",
        "![甲\\]]({})",
        "[![甲]({})](b.md)",
        "![甲][r]\n\n[r]: {}",
        "![甲] [R]\n\n[r]: <{}>",
        "![r][]\n\n[r]: {}",
        "![r]\n\n[r]: {}",
        "![甲][r  s]\n\n[r\ns]:\n  {}",
        "![甲][r]\n\n> [r]: {}",
        "![甲][r]\n\n- [r]: {}",
    ],
)
def test_a_picture_of_another_host_is_told_and_is_not_on_the_page(form):
    text = form.format("https://example.org/x.png")
    assert codes(text) == ["H002"]
    assert not [attrs for tag, attrs in page(text).tags if tag == "img" and "example.org" in attrs.get("src", "")]


def test_a_link_to_another_host_beside_a_picture_is_no_fault():
    assert codes("![甲](a.png) [乙][r] [![丙](c.png)](https://example.org)\n\n[r]: https://example.org/x.png\n") == []


def test_brackets_without_end_are_looked_at_once():
    for text in (
        "[" * 100_000,
        "![" * 50_000,
        "](" * 50_000,
        "](" + " " * 200_000,
        "[a]: \n" * 50_000,
        "[r]:" + " " * 200_000,
        "[r]: x\n" + "![" * 50_000 + "]" * 50_000,
    ):
        check(Document("a.md", body=text))


@pytest.mark.parametrize(
    "address", ["", "#p12", "../a.md#h1", "/a", "a b.md", "http://x.org", "HTTPS://x.org/?a=b:c", "mailto:a@b.org", "a/b:c", "?a:b"]
)
def test_addresses_allowed(address):
    assert allowed(address)


@pytest.mark.parametrize(
    "text",
    [
        "甲 < 乙 > 丙",
        "3<5",
        "\\<b>",
        "`<b>`",
        "```\n<script>\n```",
        "<https://x.org>",
        "<a@b.org>",
        "[甲](b.md)",
        "見[@trees-1950]：甲",
        "&lt;b&gt;",
    ],
)
def test_what_is_no_html_and_no_fault(text):
    assert codes(text) == []


def test_links_and_pictures_that_are_allowed_stay():
    found = page("[甲](b.md#p1) <https://x.org/> ![丙](c.png '題')")
    assert addresses(found) == ["b.md#p1", "https://x.org/", "c.png"]


@pytest.mark.parametrize(
    "attrs", ["{onclick: alert(1)}", "{class: x, onclick: alert(1)}", "{style: 'x', srcdoc: 'x'}", "{href: 'javascript:x'}"]
)
def test_attrs_of_a_block_set_nothing(attrs):
    found = page(f"/// step | 種樹\n    id: go\n    attrs: {attrs}\n\n甲\n///")
    assert_harmless(found)
    assert all(attributes.get("class") != "x" for _, attributes in found.tags)


@pytest.mark.parametrize(
    "row", ["/// html | script", "/// html | img[src=x onerror=alert(1)]", "/// details | 甲", "/// step | 甲 {: onclick=alert(1) }"]
)
def test_other_blocks_and_attribute_lists_are_not_there(row):
    found = page(f"{row}\n\n甲{{: onclick=alert(1) }}\n\n///")
    assert_harmless(found)


def test_block_id_and_number_cannot_leave_their_attribute():
    assert_harmless(
        page("/// step | 甲\n    id: 'x\" onclick=\"alert(1)'\n    number: '<script>'\n    en: '<img src=x onerror=x>'\n\n乙\n///")
    )


def test_fence_cannot_set_attributes():
    assert_harmless(page("``` {.py onclick=alert(1) #x}\n甲\n```", "fenced_code"))


def test_fence_that_is_not_closed_hides_nothing():
    assert codes("```\n<script>x</script>") == ["H001", "H001"]


def test_place_of_the_fault():
    problems = check(Document("a.md", body="甲\n乙<b>\n[丙](javascript:x)", first_line=5))
    assert [(p.line, p.column, p.code) for p in problems] == [(6, 2, "H001"), (7, 3, "H002")]


SYNTAX = ["<", ">", "[", "]", "(", ")", "!", ":", "\\", "`", '"', "'", "\n", "\n\n", " ", "{", "}", "#", "甲", "> ", "- ", "[r]: ", "[r]"]
EVIL = ["javascript", "java", "script", "&#58;", "&colon;", "&Tab;", "&#106;", "onclick=", "<img ", "src=", "<script>", "<!--", "-->"]
PIECES = st.sampled_from([*SYNTAX, *EVIL, "[甲](", "/// step | ", "///", "    id: a\n", "    attrs: "])


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_text_of_any_kind_brings_a_script_to_the_page(text):
    assert_harmless(page(text))
    check(Document("a.md", body=text))
