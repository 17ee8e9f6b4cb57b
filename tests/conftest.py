"""A tiny made-up edition in a temporary folder, for tests that change files and read back what is wrong.

One report of two chapters, its source.txt and ledgers of ids, and one guide. Nothing of it is from the booklets.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import settings
from markdown import Markdown

from duben import DubenExtension
from duben.checks import check
from duben.edition import ledger
from duben.edition.ledger import Record
from duben.edition.read import read
from duben.edition.report import read_ledgers
from duben.links.resolve import resolve
from duben.reading.settings import EntryField, EntryKind, Settings, beside, read_settings

pytest.register_assert_rewrite("support")
settings.register_profile("any machine", deadline=None)  # a busy one is no fault
settings.load_profile("any machine")
pytest_plugins = ["support.once", "support.sites", "support.browser", "support.sample", "support.pdf", "support.hostile"]


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write anew what the check says of the examples of codes")


SHIPPED = Path(__file__).parents[1] / "docs"

SOURCE = """\
# 種樹談

王五記

春天來了，我們去種樹。樹要種得直，水要饒得足。

042

有人問：「樹苗哪裏

來？」大家都不說話。

- 先挖坑，再放苗。

# 看樹談

夏天樹長高了，我們去看樹。

樹要種得直，水要澆得足。這話不錯。我們再說一遍：樹要種得直。
"""

INDEX = """\
---
title: 種樹小冊
short: 種樹1950
rights: 虛構的文字，供測試用
proof: {state: 未校}
contents:
  - {title: 種樹談, chapter: zhong}
  - {title: 砍樹談}
furniture:
  - {line: 7, text: '042'}
markup:
  - {line: 1, text: '#'}
  - {line: 13, text: '-'}
  - {line: 15, text: '#'}
---

一本小冊。
"""

ZHONG = """\
---
title: 種樹談
short: 種樹
author: 王五
order: 1
---

# 種樹談

王五記

春天來了，我們去種樹。樹要種得直，水要{饒→澆 | 本校：下文作「澆」}得足。

有人問：「樹苗哪裏{/2}來？」大家都不說話。

- 先挖坑，再放苗。
"""

KAN = """\
---
title: 看樹談
short: 看樹
order: 2
---

# 看樹談

夏天樹長高了，我們去看樹。

樹要種得直，水要澆得足。這話{不錯 | 理校：也可讀作「不差」}。我們再說一遍：樹要種得直。
"""

IDS = [
    Record("zhong", "h1", 1, "種樹談"),
    Record("zhong", "p1", 4, "王五記"),
    Record("zhong", "p2", 7, "春天來了，我們去種樹"),
    Record("zhong", "p3", 33, "有人問：「樹苗哪裏來"),
    Record("zhong", "p4", 53, "先挖坑，再放苗。"),
    Record("kan", "h1", 62, "看樹談"),
    Record("kan", "p1", 65, "夏天樹長高了，我們去"),
    Record("kan", "p2", 78, "樹要種得直，水要澆得"),
]

HEAD = "{title: 試, english: A Test, abstract: One. Two. Three., group: 試}"
"""Front matter of a guide with all it must have, on one line."""

TAIL = """
/// questions | 討論題
    id: questions

1. 誰去？[@trees-1950/zhong, p2]
2. 誰問？[@trees-1950/zhong, p3]
3. 怎樣？[@trees-1950/zhong, p4]
///

/// leader | 給主持人
    id: leader

慢慢談。
///
"""
"""What a guide must end with."""

GUIDE = (
    """\
---
title: 怎樣種樹
english: How to plant trees
abstract: Trees are planted. They are watered. They grow.
group: 樹
order: 1
---

# 怎樣種樹

/// step | 去種樹
    id: go
    en: Go and plant
    who: 我們
    when: 春天

> 春天來了，我們去種樹。
> [@trees-1950/zhong, p2]

編者的話。
///

沒有人答：「大家都不說話」[@trees-1950/zhong]。
"""
    + TAIL
)

ENTRY = """\
  - title: 種樹三事
    en: Three things
    kind: step
    at: trees-1950/zhong, p2-p4
    items:
      - 我們去種樹
      - 水要澆得足
      - 先挖坑
"""
"""An entry of the inventory; it has eight lines."""

TREES = "reports/trees-1950"


ENTRIES = Settings().entries | {
    "people": EntryKind(
        "人物", {"role": EntryField("身份"), "group": EntryField("小組", "groups")}, ("role", "group"), ("names", "listed")
    ),
    "groups": EntryKind(
        "小組",
        {"leader": EntryField("組長", "people"), "works": EntryField("單位", "organisations"), "model": EntryField("典型之處")},
        ("works", "leader", "model"),
        ("names", "listed"),
    ),
}
SETTINGS = Settings(
    entries={name: ENTRIES[name] for name in ("terms", "people", "groups", "organisations", "places", "events", "publications")}
)
"""The settings of the made-up edition: the defaults, with a kind of entry of its own."""


class Docs:
    """The docs folder of the made-up edition. Paths are relative to it."""

    ENTRY = ENTRY

    def __init__(self, root):
        self.root = root
        self.settings = SETTINGS
        files = {"source.txt": SOURCE, "index.md": INDEX, "zhong.md": ZHONG, "kan.md": KAN}
        for name, text in files.items():
            self.write(f"{TREES}/{name}", text)
        self.write("index.md", "---\ntitle: 首頁\n---\n")
        self.seal(IDS)
        self.write("guides/walk.md", GUIDE)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def text(self, path):
        return (self.root / path).read_bytes().decode()

    def replace(self, path, old, new):
        """Change the one place where ``old`` stands."""
        text = self.text(path)
        assert text.count(old) == 1, f"「{old}」 stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def records(self, name="trees-1950"):
        """What the ledgers of a report hold."""
        return read_ledgers(self.root, f"reports/{name}")[0]

    def seal(self, records, name="trees-1950"):
        """Write the ledgers of a report anew."""
        for chapter, text in ledger.files(records).items():
            self.write(ledger.path(f"reports/{name}", chapter), text)

    def record(self, name="trees-1950"):
        """Record the new ids of a report, and return their lines with their chapters."""
        proposals = self.edition().report(name).proposals
        self.seal([*self.records(name), *proposals], name)
        return [f"{entry.chapter} {entry}" for entry in proposals]

    def guide(self, body, path="guides/try.md"):
        """Write a guide of this body, which begins at line 4, with the end that a guide must have."""
        self.write(path, f"---\n{HEAD}\n---\n{body}{TAIL}")
        return [(p.code, p.line) for p in self.problems() if p.path == path]

    @staticmethod
    def block(name, words, at="trees-1950/zhong, p2", kind="step", **fields):
        """A block with these fields and one quotation; its id is in the line behind its first."""
        rows = "".join(f"    {field}: {value}\n" for field, value in ({"id": name, "en": "Plant"} | fields).items())
        return f"/// {kind} | 題目{name}\n{rows}\n> {words}\n> [@{at}]\n///\n\n"

    def report(self, text, name="more"):
        """Write a further report of one chapter, c: headings, items and paragraphs without a mark."""
        folder = f"reports/{name}"
        self.write(f"{folder}/source.txt", re.sub(r"(?m)^(?:#+|-) ", "", text))
        self.write(f"{folder}/c.md", f"---\ntitle: 又\nshort: 又\norder: 1\n---\n\n{text}")
        self.write(f"{folder}/index.md", "---\ntitle: 又一冊\nshort: 又\nrights: 虛構\nproof: {state: 未校}\n---\n")
        self.record(name)

    def entry(self, slug, name, body="一條。\n", **fields):
        """Write an entry and return what is wrong with it. ``name`` is in line 2, ``pinyin`` 3, ``english`` 4, then ``fields``."""
        rows = "".join(f"{field}: {value}\n" for field, value in ({"name": name, "pinyin": "x", "english": "X"} | fields).items())
        self.write(f"entries/{slug}.md", f"---\n{rows}---\n\n{body}")
        self.write(f"entries/{slug.partition('/')[0]}/index.md", "---\ntitle: 索引\n---\n")
        return [(p.code, p.line) for p in self.problems() if p.path == f"entries/{slug}.md"]

    def packet(self, *parts, body="# 包\n\n一包。\n", path="packets/try.md", **fields):
        """Write a packet of these parts, the first at line 7 with no further fields, and return what is wrong with it."""
        known = {"title": "包", "english": "Packet", "description": "一包", "audience": "八人"} | fields
        rows = "".join(f"{name.rstrip('_')}: {value}\n" for name, value in known.items())
        listed = "parts:\n" + "".join(f"  - {part}\n" for part in parts) if parts else "parts: []\n"
        self.write(path, f"---\n{rows}{listed}---\n\n{body}")
        return [(p.code, p.line) for p in self.problems() if p.path == path]

    def form(self, *fields, path="packets/forms/sheet.md", **meta):
        """Write a blank form of these blocks and return what is wrong with it."""
        rows = "".join(f"{name}: {value}\n" for name, value in ({"title": "表", "english": "Sheet", "description": "一張"} | meta).items())
        self.write(path, f"---\n{rows}---\n\n# 表\n\n一張表。\n\n" + "\n".join(fields))
        return [(p.code, p.line) for p in self.problems() if p.path == path]

    def mentions(self, key="trees-1950/zhong"):
        """The mentions of a chapter in order: the entry, and the words."""
        text = self.edition().chapters[f"reports/{key}.md"].running("corrected")[0]
        return [(mention.slug, text[mention.start : mention.end]) for mention in self.links().mentions.get(key, ())]

    def listed(self, *entries):
        """Write an index of guides whose inventory has these entries, the first at line 4, and return what is wrong."""
        self.write("guides/index.md", "---\ntitle: 指南\ninventory:\n" + "".join(entries) + "---\n")
        return [(p.code, p.line) for p in self.problems()]

    def page(self, body):
        """Write about/note.md with this body, which begins at line 5, and return what is wrong with that page."""
        self.write("about/note.md", f"---\ntitle: 試\n---\n\n{body}\n")
        return [p for p in self.problems() if p.path == "about/note.md"]

    def edition(self):
        return read(self.root, self.settings)

    def links(self):
        return resolve(self.edition())

    def problems(self, reviews=False):
        """Everything that is wrong, in order; what a person is only asked to look at, only where asked for."""
        edition = self.edition()
        return sorted(p for p in check(edition, resolve(edition)) if reviews or p.severity == "error")

    def reviews(self, path="about/note.md"):
        """Code, line and column of what a person is only asked to look at on a page."""
        return [(p.code, p.line, p.column) for p in self.problems(reviews=True) if p.severity == "review" and p.path == path]

    def codes(self):
        return [p.code for p in self.problems()]

    def html(self, path, *extensions):
        """The page as bare Python-Markdown with the extension makes it, parsed."""
        edition = self.edition()
        extension = DubenExtension(edition, resolve(edition))
        extension.path = path
        body = self.text(path).split("---\n", 2)[2]
        return self.parsed(Markdown(extensions=[*extensions, extension]).convert(body))

    @staticmethod
    def parsed(text):
        """HTML as a browser reads it."""
        return Html(text)

    @staticmethod
    def words(node, hidden=False):
        """The text of an element of a page, as ``Html.text`` gives it."""
        return Html.text(node, hidden)

    @staticmethod
    def inside(node, tag):
        """The elements of this tag in an element of a page, however deep, in order."""
        return Html.inside(node, tag)

    def chapter(self, stem):
        return self.edition().chapters[f"{TREES}/{stem}.md"]


class Html(HTMLParser):
    """HTML as a browser reads it: ``elements``, each with tag, attributes and the elements and text in it."""

    VOID = ("br", "hr", "img", "input", "link", "meta")

    def __init__(self, text):
        super().__init__()
        self.elements, self.open = [], []
        self.root = {"tag": "", "attrs": {}, "in": []}
        self.open.append(self.root)
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        node = {"tag": tag, "attrs": dict(attrs), "in": []}
        self.open[-1]["in"].append(node)
        self.elements.append(node)
        if tag not in self.VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop()["tag"] == tag

    def handle_data(self, data):
        self.open[-1]["in"].append(data)

    def find(self, tag="", **attributes):
        """The elements with this tag and these attributes; ``class_`` asks for one class of several."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}

        def fits(node):
            return all(
                value in (node["attrs"].get(n) or "").split() if n == "class" else node["attrs"].get(n) == value
                for n, value in wanted.items()
            )

        return [node for node in self.elements if tag in ("", node["tag"]) and fits(node)]

    @classmethod
    def inside(cls, node, tag):
        """The elements of this tag in an element, however deep, in order."""
        nodes = [part for part in node["in"] if not isinstance(part, str)]
        return [found for part in nodes for found in ([part] if part["tag"] == tag else []) + cls.inside(part, tag)]

    def ids(self):
        return [node["attrs"]["id"] for node in self.elements if "id" in node["attrs"]]

    @classmethod
    def text(cls, node, hidden=False):
        """The text a reader sees: without what is hidden and without the editors' voice."""
        if isinstance(node, str):
            return node
        if not hidden and ("hidden" in node["attrs"] or "db-editor" in (node["attrs"].get("class") or "").split()):
            return ""
        return "".join(cls.text(part, hidden) for part in node["in"])


@pytest.fixture
def make_docs(tmp_path):
    """Writes the made-up edition and returns it; a name gives another copy."""

    def make(name="docs"):
        return Docs(tmp_path / name)

    return make


@pytest.fixture
def docs(make_docs):
    return make_docs()


@pytest.fixture(scope="session")
def parse_html():
    """HTML text to ``Html``."""
    return Html


@pytest.fixture(scope="session")
def shipped():
    """The edition that the project ships, read once."""
    return read(SHIPPED, read_settings(beside(SHIPPED))[0])


@pytest.fixture(scope="session")
def shipped_links(shipped):
    """Who cites whom in the edition that the project ships."""
    return resolve(shipped)
