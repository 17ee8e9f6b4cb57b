"""A chapter on its page: the text with its marks, page turns, paragraph numbers, notes and the way to the guides.

The corrected reading stands in the text; the transcribed one stands beside it, hidden, and a switch on the page shows it
instead. Every mark leads to its note at the end of the page, so that nothing needs JavaScript.
"""

from __future__ import annotations

import string
import xml.etree.ElementTree as etree
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from itertools import groupby

from markdown.util import AtomicString

from ..catalogue import _
from ..document.model import Annotated, Inline, Inlines, Named, PageTurn, Passage, Text, Transcript
from ..document.transcript import text
from ..links.mentions import Mentions
from ..links.model import Backlink
from ..text.marks import bare
from ..text.wording import label
from .blocks import Writer
from .elements import SPECIAL, Output, Stash, append, element, literal
from .inlines import TITLE, back, spoken, turned

HINT = _(
    "What is red are the editors' notes. “By reason” is inference, “by the book” rests on other places of it, “by others” on material "
    "outside of it; a “note” only explains."
)
_COUNTED = {
    ("guides", True): _("{count} guides quote this"),
    ("entries", True): _("{count} entries quote this"),
    ("", True): _("{count} pages quote this"),
    ("guides", False): _("{count} guides refer to this"),
    ("entries", False): _("{count} entries refer to this"),
    ("", False): _("{count} pages refer to this"),
}
"""How pages that lead here are counted, by the folder in which they stand and by whether they quote, in the order of the list."""
_LEADS = {
    True: (_("Quoted in {page}"), _("Quoted in {page}: {parts}")),
    False: (_("Referred to in {page}"), _("Referred to in {page}: {parts}")),
}
"""A page that leads here, and one of which the parts are known, by whether it quotes."""
_MEMBERS = literal(_(", ", "between the members of a list"))


def chapter(parent: etree.Element, item: Transcript, output: Output) -> None:
    """Append the whole page of a chapter to ``parent``, as a ``div``."""
    root = element(parent, "div", class_="db-chapter", lang="zh-Hant")
    writer = Writer(item.path, output)
    stash = output.stash
    addresses = {which: output.published(named.path, item.path) for which, named in item.names.items()}
    openings = {which: f" href={address} class=db-e>" for which, address in addresses.items()}
    words = _Words(item.mentions, openings)
    passages = [block for block in item.blocks if isinstance(block, Passage)]
    headed = bool(passages) and passages[0].level == 1
    if not headed:
        element(root, "h1", item.title, class_="db-editor", id="title")
        _head(root, item, writer)
    body = root if headed else element(root, "div", class_="db-text")
    listing: etree.Element | None = None
    for number, passage in enumerate(passages):
        if passage.item:
            listing = element(body, "ul") if listing is None else listing
            node = element(listing, "li", id=passage.id)
        else:
            listing = None
            node = element(body, f"h{passage.level}" if passage.level else "p", id=passage.id)
        if passage.level:
            node.set("data-toc-label", literal(text(passage.content, "corrected")))
        node.text = AtomicString(stash(words.passage(passage)))
        title = headed and number == 0
        if title:
            _head(root, item, writer)
        if passage.backlinks:
            _backlinks(node if passage.item else body, writer, passage.backlinks)
        if title:
            body = element(root, "div", class_="db-text")
    if item.gap:
        element(root, "p", item.gap, class_="db-break db-editor")
    if item.names:
        _named(root, item.names, addresses, stash)
    if item.notes:
        section = element(root, "section", role="doc-endnotes", class_="db-notes db-editor")
        element(section, "h2", TITLE, id="notes")
        element(section, "p", HINT, class_="db-hint")
        element(section, "ol").text = AtomicString(stash("".join(_endnote(note, where) for note, where in item.notes)))
    _citing(root, item)


class _Words:
    """Writes the inside of a chapter's passages as finished HTML.

    The passages themselves are elements, which Markdown's tools see; what stands in them is put aside,
    since a page has some hundred marks and each would be walked over by every tool. Attributes whose values are ids, numbers, names of
    ours or addresses of pages, which have neither spaces nor signs, go without quotation marks: there are thousands on a page.
    """

    def __init__(self, mentions: Mentions, openings: Mapping[int, str]) -> None:
        self.pages = 0
        self.starts, self.ends, self.which = mentions.starts.tolist(), mentions.ends.tolist(), mentions.which.tolist()
        self.openings = openings  # what stands behind the id in the tag of a link
        self.name = ""  # the id of the passage
        self.first = 0  # its first mention, from which its mentions are numbered
        self.next = 0  # the mention that is to be written
        self.at = 0  # the offset in the chapter's corrected running text
        self.linked: set[int] = set()  # the entries that were linked in this paragraph
        self.open_link = False  # whether the mention that goes on in the next piece is a link

    def passage(self, passage: Passage) -> str:
        """The passage's inside: anchors of merged ids, the paragraph number, the text."""
        self.linked.clear()
        self.name, self.first = passage.id, self.next
        aliases = "".join(f"<span id={alias} class=db-alias></span>" for alias in passage.aliases)
        name = passage.id
        number = f'<a class=db-n href=#{name} data-n={name[1:]} aria-label="{_address(name)}"></a>'
        return aliases + number + self.inlines(passage.content)

    def inlines(self, content: Inlines) -> str:
        return "".join(map(self.inline, content))

    def inline(self, item: Inline) -> str:
        if isinstance(item, Text):
            return self.words(item.text)
        if isinstance(item, PageTurn):
            return self.page_turn(item)
        return self.annotated(item) if isinstance(item, Annotated) else ""

    def words(self, raw: str) -> str:
        """Text of the corrected reading, with its mentions: the first of an entry in a paragraph is a link, and each has an
        address, to which the entry's page leads. A mention may have begun in the piece before, or go on in the next."""
        base, length = self.at, len(bare(raw))
        self.at = stop = base + length
        starts, ends, which, number = self.starts, self.ends, self.which, self.next
        count = len(starts)
        if not length or number >= count or starts[number] >= stop:
            return _escaped(raw)
        places = range(length) if length == len(raw) else [i for i, char in enumerate(raw) if not char.isspace()]
        quote = _escaped if SPECIAL.search(raw) else str
        parts: list[str] = []
        done = 0
        while number < count and starts[number] < stop:
            start, end, entry = starts[number], ends[number], which[number]
            continued = start < base
            low = 0 if continued else places[start - base]
            high = places[min(end, stop) - base - 1] + 1
            if entry in self.linked and not (continued and self.open_link):
                self.open_link = False
                tag, closing = f"<span id={self.name}-m{number + 1 - self.first}>" if not continued else "<span>", "</span>"
            else:
                self.linked.add(entry)
                self.open_link = True
                tag, closing = (
                    ("<a tabindex=-1" if continued else f"<a id={self.name}-m{number + 1 - self.first}") + self.openings[entry],
                    "</a>",
                )
            parts += (quote(raw[done:low]), tag, quote(raw[low:high]), closing)
            done = high
            if end > stop:
                break
            number += 1
        self.next = number
        parts.append(quote(raw[done:]))
        return "".join(parts)

    def page_turn(self, turn: PageTurn) -> str:
        self.pages += 1
        told = escape(turn.text)
        title = f' title="{escape(turn.why)}"' if turn.why else ""
        spoken_turn = escape(turned(turn.text))
        return f'<span role=separator class=db-pb id=pb{self.pages} data-pb="{told}" aria-label="{spoken_turn}"{title}></span>'

    def annotated(self, item: Annotated) -> str:
        number, note = item.note.number, item.note
        words = self.inlines(item.corrected)
        if item.corrected == item.transcribed:
            shown = f"<span class=db-both>{words}</span>"
        else:
            # page turns have ids, which stand only once; the hidden reading goes without them
            hidden = _escaped(text(item.transcribed, "transcribed"))
            shown = f"<span class=db-corrected>{words}</span>"
            shown += f"<span class=db-transcribed hidden>{hidden}</span>"
        told = escape(spoken(note))
        reason = f" aria-describedby=n{number}-why" if note.why else ""
        reference = f'class=db-ref role=doc-noteref id=r{number} href=#n{number} data-n={number} aria-label="{told}"'
        return f'<span class="db-mark db-{item.kind}">{shown}<a {reference}{reason}></a></span>'


@cache
def _address(name: str) -> str:
    """What the link is called that leads to a passage itself."""
    return _("address of {place}", place=label(name))


def _endnote(item: Annotated, where: str) -> str:
    number, note = item.note.number, item.note
    why = f"<span class=db-why id=n{number}-why>{_escaped(note.why)}</span>" if note.why else ""
    return (
        f"<li id=n{number} class=db-{item.kind}><a class=db-where href=#{where}>{label(where)}</a>"
        f"<span class=db-kind>{note.label}</span><span class=db-what>{_escaped(note.text)}</span>{why}"
        f'<a class=db-up href=#r{number} role=doc-backlink aria-label="{back(number)}">↩</a></li>'
    )


def _escaped(text: str) -> str:
    """Characters as HTML, without those that Python-Markdown keeps for itself."""
    return escape(text, quote=False).replace("\x02", "").replace("\x03", "")


def _named(root: etree.Element, names: Mapping[int, Named], addresses: Mapping[int, str], stash: Stash) -> None:
    """Who and what the chapter mentions, by kind: name, gloss, the definition's first sentence, and the way to the first place.

    The cards that open at a mention are read from here.
    """
    section = element(root, "section", class_="db-mentioned db-editor")
    element(section, "h2", _("Mentioned in this chapter"), id="mentioned")
    for kind, run in groupby(names.items(), key=lambda pair: pair[1].kind):
        rows = [
            f"<li><a href={addresses[which]}>{_card(named.name, named.english, named.first)}"
            f"<a href=#{named.mention}>{_count(named.times)}</a></li>"
            for which, named in run
        ]
        details = element(section, "details", class_="db-fold")
        element(details, "summary", _("{name} ({count})", name=kind, count=len(rows)))
        element(details, "ul", class_="db-cards").text = AtomicString(stash("".join(rows)))


@lru_cache(maxsize=10_000)  # the same on every page
def _card(name: str, english: str, first: str) -> str:
    told = f"<span lang=en>{_escaped(english)}</span><span>{_escaped(first)}</span>"
    return f"{_escaped(name)}</a>{told}"


@cache
def _count(count: int) -> str:
    return _("{count} times in this chapter", count=count)


def _head(root: etree.Element, item: Transcript, writer: Writer) -> None:
    """Who spoke, where and when, from what source, and how far the text can be trusted; in the editors' voice."""
    if item.english:
        element(root, "p", item.english, class_="db-en db-editor", lang="en")
    head = writer.facts(root, item.facts, "db-head db-editor")
    head.attrib.update({"data-short": item.short})


def _backlinks(parent: etree.Element, writer: Writer, back: Sequence[Backlink]) -> None:
    """The pages that quote the block, each with the parts that do, and those that only cite it; folded, not to break the text."""
    pages: dict[str, list[Backlink]] = {}
    for link in back:
        pages.setdefault(link.path, []).append(link)
    groups: dict[tuple[str, bool], dict[str, list[Backlink]]] = {key: {} for key in _COUNTED}
    for page, found in pages.items():
        folder, quotes = page.partition("/")[0], any(link.quotes for link in found)
        groups[folder if (folder, quotes) in groups else "", quotes][page] = found
    details = element(parent, "details", class_="db-back db-editor")
    element(details, "summary", "　".join(_COUNTED[key].format(count=len(group)) for key, group in groups.items() if group))
    for (_folder, quotes), group in groups.items():
        for page, found in group.items():
            row, parts = element(details, "p"), [link for link in found if link.fragment]
            for words, name in _pieces(_LEADS[quotes][bool(parts)]):
                if words:
                    append(row, words)
                if name == "page":
                    element(row, "a", _titled(found[0].page_title), href=writer.address(page))
                for place, part in enumerate(parts if name == "parts" else ()):
                    if place:
                        row[-1].tail = _MEMBERS
                    element(row, "a", part.title, href=writer.address(f"{page}#{part.fragment}"))


@cache
def _pieces(message: str) -> tuple[tuple[str, str], ...]:
    """A message as its words, each run with the name of the placeholder behind it or ''."""
    return tuple((words, name or "") for words, name, _spec, _conversion in string.Formatter().parse(message))


@lru_cache(maxsize=10_000)
def _titled(title: str) -> str:
    return _("“{title}”", "a guide", title=title)


def _citing(root: etree.Element, item: Transcript) -> None:
    """How to cite the page. The script reads the attributes when a reader copies one paragraph's: they hold the original
    whatever becomes of the text on the page."""
    attributes = {"data_citation": item.citation, "data_revision": item.revision}
    section = element(root, "section", class_="db-cite db-editor", **attributes)
    element(section, "h2", _("How to cite"), id="cite")
    told = _(
        "{citation}, {revision}. To cite a paragraph, add its number, such as “paragraph 12”, and “#p12” to the address.",
        citation=item.citation,
        revision=item.revision,
    )
    element(section, "p", told)
    element(section, "p", _("In a guide of this site the chapter is cited as “[@{key}, p12]”.", key=item.key), class_="db-screen")
