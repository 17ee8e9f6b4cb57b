"""The Markdown of a draft's chapters: titles, paragraphs, headings; sentences that a page turn cut, joined."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..catalogue import _, listed
from ..reading.invisible import INVISIBLE
from ..text import marks
from . import booklet, outline, rawlines
from .booklet import Booklet, Part
from .rawlines import Doubt, Para

_FULL_WIDTH = str.maketrans('<>"', "＜＞＂")
_NO_BEGINNING = re.compile(r"[，、；：。？！」』）》〉】”’,;:!?)\]]|的(?![確确士])|了(?![解結结不卻却然如])|[們们](?!$)|[嗎吗吧](?!$)")
_PAUSE = re.compile(r"[，、。；：？！,;]")
_PLAIN_YAML = re.compile(
    r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9-]*"
    r"|[\u3400-\u9fff〇][\u3400-\u9fff〇A-Za-z0-9，、。；：「」『』（）《》〈〉？！—…·]*"
)


@dataclass(frozen=True)
class Chapter:
    """A chapter to be written: the fields of its front matter, and its blocks, each one line of Markdown."""

    stem: str
    fields: Mapping[str, str | int]
    blocks: tuple[str, ...]

    def text(self) -> str:
        head = "\n".join(f"{name}: {shown_value(value)}" for name, value in self.fields.items())
        return f"---\n{head}\n---\n\n" + re.sub(r"(?m)(^- .*\n)\n(?=- )", r"\1", "\n\n".join(self.blocks)) + "\n"


@dataclass
class Work:
    """What the chapters, as they are made, have to say."""

    doubts: list[Doubt] = field(default_factory=list)
    joins: list[int] = field(default_factory=list)
    headings: list[tuple[int, int, str]] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)


def shown_value(value: str | int) -> str:
    """A value for front matter that is shown on a page: signs that HTML knows are written full-width, invisible characters left out."""
    if isinstance(value, str) and value:
        value = INVISIBLE.sub("", value).translate(_FULL_WIDTH).strip() or _("Untitled")
    return yaml_value(value)


def yaml_value(value: str | int) -> str:
    """A value for front matter that reads back as the same string (or number), on one line."""
    if isinstance(value, int) or _PLAIN_YAML.fullmatch(value):
        return str(value)
    if all(c.isprintable() or c == "\u3000" for c in value):
        return "'" + value.replace("'", "''") + "'"
    escaped = (c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in value)
    return '"' + "".join(escaped) + '"'


def is_punctuated(paras: Sequence[Para], work: Work) -> bool:
    """Whether paragraphs of this text end in a full stop, so that one that does not is a sentence cut in two."""
    prose = [p for p in paras if len(p.text) > 60 or (p.size >= 20 and _PAUSE.search(p.text))]
    cut = sum(not rawlines.ends(p.text) for p in prose)
    if cut * 2 > len(prose) and cut > 5:
        message = _(
            "Of {count} long paragraphs {cut} do not end in a full stop, so it cannot be seen where a page turn cuts a sentence, "
            "and none was joined; join them by hand with “{{/}}”.",
            count=len(prose),
            cut=cut,
        )
        work.doubts.append(Doubt(prose[0].line, message))
        return False
    return True


def _is_cut(one: Para, other: Para, *, punctuated: bool) -> bool:
    """Whether a sentence goes from one paragraph to the next, as at a page turn."""
    if other.hashes or other.item or one.size < 8:
        return False
    if _NO_BEGINNING.match(other.text) and not (other.text[0] in "，。" and other.size < 3):
        return punctuated
    if not punctuated or rawlines.ends(one.text) or outline.ordinal(other.text):
        return False
    whole = other.size >= 20 or rawlines.ends(other.text)
    return whole and ((one.size >= 20 and bool(_PAUSE.search(one.text))) or (other.turn and one.size >= 12))


def _heading(level: int, text: str, line: int, work: Work) -> str:
    """A heading's line. One space between two long halves is where the print broke the line, and goes."""
    halves = text.split(" ")
    if len(halves) == 2 and min(map(len, halves)) > 5 and rawlines.is_han(halves[0][-1]) and rawlines.is_han(halves[1][0]):
        text = "".join(halves)
    work.headings.append((line, level, text))
    return "#" * level + " " + marks.escape(text)


def _block(text: str) -> str:
    """A paragraph's text, escaped, so that it reads back as these characters."""
    escaped = marks.escape(text)
    return "\\" + escaped if re.match(r"-(?:\s|$)", escaped) else escaped


def _before_mark(text: str) -> str:
    """``text`` as it may stand before a mark: behind a backslash a space, or the brace would be text."""
    return text + " " if text.endswith("\\") else text


def _body(paras: Sequence[Para], levels: Mapping[int, int], first: int, *, punctuated: bool, work: Work) -> list[str]:
    """The blocks of ``paras`` from ``first`` on; sentences that a page turn cut are joined."""
    blocks: list[str] = []
    before: Para | None = None
    pieces: list[str] = []
    for i in range(first, len(paras)):
        para = paras[i]
        if before and i not in levels and _is_cut(before, para, punctuated=punctuated):
            work.joins.append(para.line)
            work.doubts.append(_join_doubt(before, para))
            pieces += [_before_mark(pieces.pop()), "{/}", marks.escape(para.text)]
            before = para
            continue
        if pieces:
            blocks.append("".join(pieces))
            pieces = []
        if before and i not in levels and not rawlines.ends(before.text) and before.size >= 40 and punctuated:
            message = _(
                "This paragraph does not end in a full stop and was not joined to the next: “…{end}” “{start}…”; "
                "check whether a sentence is cut.",
                end=before.text[-8:],
                start=para.text[:8],
            )
            work.doubts.append(Doubt(before.last, message))
        if i in levels:
            blocks.append(_heading(levels[i], para.text, para.line, work))
        else:
            pieces = ["- " + marks.escape(para.text) if para.item else _block(para.text)]
        before = None if i in levels else para
    if pieces:
        blocks.append("".join(pieces))
    return blocks


def _join_doubt(one: Para, other: Para) -> Doubt:
    end, start = one.text[-8:], other.text[:8]
    if rawlines.ends(one.text):
        message = _(
            "“{words}” cannot begin a sentence, so it was taken for one cut by a page turn and joined to line {line}: "
            "“…{end}{{/}}{start}…”; the “{sign}” before it may be surplus.",
            words=other.text[:4],
            line=one.last,
            end=end,
            start=start,
            sign=one.text[-1],
        )
        return Doubt(other.line, message)
    message = _(
        "The sentence on line {line} is not complete; it was taken for one cut by a page turn and joined: “…{end}{{/}}{start}…”.",
        line=one.last,
        end=end,
        start=start,
    )
    return Doubt(other.line, message)


def front(paras: Sequence[Para], parts: Booklet, punctuated: bool, work: Work) -> Chapter:
    """Cover, notice and contents, as the chapter ``front``."""
    start, end = parts.contents or (parts.front, parts.front)
    label = next((i for i in range(start) if booklet.LABEL.fullmatch(paras[i].text)), start)
    title = cover_title(paras[:label])
    names = [_("Cover")] if label else []
    blocks: list[str] = []
    at = 0
    while at < label:
        last = title[1] if title and at == title[0] else at + 1
        if title and at == title[0]:
            blocks.append(_heading(2, booklet.joined(paras[at:last]), paras[at].line, work))
        else:
            blocks.append(_block(paras[at].text))
        at = last
    for first, behind in ((label, start), (end, parts.front)):
        levels = {i - first: 2 for i in range(first, behind) if booklet.LABEL.fullmatch(paras[i].text)}
        names += [paras[first + i].text.strip("：:") for i in levels]
        blocks += _body(paras[first:behind], levels, 0, punctuated=punctuated, work=work)
        if first == label and parts.contents:
            names.append(_("Contents"))
            blocks += _contents_blocks(paras, parts, len(blocks), work)
    name = "".join(names) or _("Front matter")
    if len(names) > 1:
        name = _("{names} and {last}", names=listed(names[:-1]), last=names[-1])
    return Chapter("front", {"title": name, "short": name, "order": 0}, tuple(blocks))


def cover_title(paras: Sequence[Para]) -> tuple[int, int] | None:
    """The lines of a cover that are its title: those with ``#``, else the first lines that stand together."""
    able = [len(p.text) <= 60 and not booklet.IMPRINT.fullmatch(p.text) for p in paras]
    marked = [i for i, p in enumerate(paras) if p.hashes and able[i]]
    start = marked[0] if marked else next((i for i, ok in enumerate(able) if ok), None)
    if start is None or booklet.is_prose(paras[start]):
        return None
    end = start + 1
    while end < min(len(paras), start + 4) and able[end]:
        if (marked and not paras[end].hashes) or (not marked and paras[end].gap) or re.match(r"[（(—]|.* \S{2,4}$", paras[end].text):
            break
        end += 1
    return start, end


def _contents_blocks(paras: Sequence[Para], parts: Booklet, before: int, work: Work) -> list[str]:
    """The contents: its heading, each section a heading, each entry an item. ``before``: blocks that stand before it."""
    at, end = parts.contents or (0, 0)
    blocks = [_heading(2, paras[at].text, paras[at].line, work)]
    by_first = {entry.first: entry for entry in parts.entries}
    at += 1
    while at < end:
        entry = by_first.get(at)
        last = entry.last + 1 if entry else at + 1
        text = marks.escape(booklet.joined(paras[at:last]))
        if entry:
            work.listed.append(before + len(blocks))
        blocks.append(f"- {text}" if entry else f"### {text}")
        at = last
    return blocks


def chapter(paras: Sequence[Para], parts: Booklet, part: Part, stem: str, order: int, punctuated: bool, work: Work) -> Chapter:
    """One chapter: its title, the lines under it (speaker, date), the text; a gap at the end where it breaks off."""
    blocks = [_block(p.text) for p in paras[part.start : part.title]]
    title = booklet.joined(paras[part.title : part.body])
    inside = paras[part.body : part.end]
    opening = 0
    if title:
        blocks.append(_heading(1, title, paras[part.title].line, work))
        title = work.headings[-1][2]
        while opening < min(4, len(inside)) and _is_byline(inside[opening]):
            opening += 1
    else:
        first = paras[part.start]
        title = _("Untitled ({words})", words=first.text if len(first.text) <= 12 else first.text[:12] + "…")
        message = _("No title was found for the chapter that begins here; write title and short in its front matter.")
        work.doubts.append(Doubt(first.line, message))
    lines = [p.text for p in inside[:opening]]
    blocks += [_block(line) for line in lines]
    found, doubts = outline.headings(inside, opening)
    work.doubts += doubts
    levels = {h.index: h.level for h in found}
    blocks += _body(inside, levels, opening, punctuated=punctuated, work=work)
    if punctuated and opening < len(inside) and len(inside) - 1 not in levels and _breaks_off(inside[-1]):
        blocks[-1] = _before_mark(blocks[-1]) + "{□ | " + _("The source breaks off here.") + "}"
        message = _(
            "This chapter ends in the middle of a sentence, “…{end}”, and was taken to break off there; "
            "if it is complete, remove the mark at its end.",
            end=inside[-1].text[-8:],
        )
        work.doubts.append(Doubt(inside[-1].last, message))
    credited = parts.entries[part.entry].author if part.entry is not None else ""
    author, role = booklet.speaker(title, lines, credited)
    fields: dict[str, str | int] = {"title": title, "short": booklet.short_title(title, author)}
    if author:
        fields["author"] = author
        message = _("The author “{author}” was inferred from the title or the byline; please check.", author=author)
        if role:
            message = _(
                "The author “{author}” and the role “{role}” were inferred from the title or the byline; please check.",
                author=author,
                role=role,
            )
        work.doubts.append(Doubt(paras[part.title].line, message))
    if role:
        fields["role"] = role
    return Chapter(stem, {**fields, "order": order}, tuple(blocks))


def _is_byline(para: Para) -> bool:
    """Whether a line under a title may name the speaker, place or date."""
    return not (booklet.is_prose(para) or para.hashes or para.item or rawlines.ends(para.text) or outline.ordinal(para.text))


def _breaks_off(para: Para) -> bool:
    return not rawlines.ends(para.text) and len(para.text) >= 20 and bool(_PAUSE.search(para.text))
