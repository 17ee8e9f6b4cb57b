"""The parts of a booklet in a raw transcription: cover, notice, contents, chapters; who speaks in a chapter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ..catalogue import _, listed
from ..text.marks import bare
from .outline import TOP_STYLES, Ordinal, ordinal, title_like
from .rawlines import Doubt, Para, glue

LABEL = re.compile(
    r"(?:通[知告]|前言|序言?|說明|说明|出版說明|出版说明|編者的話|编者的话|編者按|编者按|編輯說明|编辑说明|題詞|题词|緒言|绪言)[：:]?"
)
CONTENTS = re.compile(r"[總总]?目[錄录次][：:]?|CONTENTS|Contents")
IMPRINT = re.compile(
    r".{2,30}(?:編印|编印|印行|編輯|编辑|出版|翻印|印|出版社|[书書]店|印刷[厂廠]|(?<![彙匯汇選选])[編编])"
    r"|.{0,6}[0-9〇○零一二三四五六七八九]{4} ?年.{0,8}"
)
_LEADER = re.compile(r"(?:[.．‥·•・⋯…] ?){2,}|…|[—─_\-]{4,}")
_PAGE = re.compile(
    r"[（(〔\[] ?([0-9０-９〇○零一二三四五六七八九十百]{1,5}) ?[)）〕\]]$"
    r"|(?:(?<=[.．‥·•・⋯…—─_\- ])|^)([0-9０-９]{1,4})$"
)
_PARTICLE = re.compile(r"[—─―]{1,2}|[（(]|[在於于的和與与及]")
_WINDOW = 4
_LONGEST_TITLE = 60
_MATCH = 80
_RANK = (
    r"(?:副|總|总|代)?(?:主席|書記|书记|部長|部长|廠長|厂长|主任|市長|市长|省長|省长|縣長|县长|區長|区长|秘書長|秘书长|局長|局长|處長|处长"
    r"|科長|科长|經理|经理|校長|校长|院長|院长|社長|社长|主編|主编|委員|委员|組長|组长)"
)
_H = r"[\u3400-\u9fff]"
_SPEAKERS = (
    re.compile(rf"(?P<role>\S{{0,30}}{_RANK}) (?P<name>{_H}(?: ?{_H}){{1,2}})(?:同志)?"),
    re.compile(rf"(?P<role>\S{{2,20}}[厂廠局會会社院校部]) (?P<name>{_H}{{2,3}})"),
    re.compile(rf"(?P<role>\S{{0,30}}{_RANK})(?P<name>{_H}{{2,3}})同志 ?(?:在|於|于|的).{{2,60}}"),
    re.compile(
        rf"(?P<role>\S{{1,24}}[委會会總总部廠厂局社府院校])(?P<name>{_H}{{2,3}})(?P<rank>{_RANK})(?:同志)? ?(?:在|於|于|的|作).{{2,60}}"
    ),
)
_KIND = re.compile(r"(?:總結報告|总结报告|報告|报告|講話|讲话|總結|总结|發言|发言|致詞|致辞)$")


@dataclass(frozen=True)
class ContentsLine:
    """One line of the contents: ``first`` and ``last`` are the indexes of its paragraphs; ``section`` stands above it."""

    title: str
    author: str
    page: str
    section: str
    first: int
    last: int


@dataclass(frozen=True)
class Part:
    """A chapter: paragraphs ``start`` to ``end`` (excluded), its title those from ``title`` to ``body`` (excluded; may be none)."""

    start: int
    title: int
    body: int
    end: int
    entry: int | None = None


@dataclass(frozen=True)
class Booklet:
    """What stands before the first chapter (paragraphs 0 to ``front``), the contents in it, the chapters.

    ``contents`` is the index of the line 目錄 and the end of the list, or None.
    """

    front: int
    contents: tuple[int, int] | None
    entries: tuple[ContentsLine, ...]
    parts: tuple[Part, ...]
    doubts: tuple[Doubt, ...]


def is_prose(para: Para) -> bool:
    """Whether the paragraph is running text rather than a title, a name or an imprint."""
    if len(para.text) > _LONGEST_TITLE or para.text.endswith(("：", ":")):
        return True
    return para.size >= 20 and bool(re.search(r"[。！？；].|[。！]$", para.text))


def divide(paras: Sequence[Para]) -> Booklet:
    """Find the parts. With contents, the chapters are those whose titles stand in it; else the highest headings, if two."""
    doubts: list[Doubt] = []
    span = _contents_span(paras)
    entries: tuple[ContentsLine, ...] = ()
    starts: list[tuple[int, int, int | None]] = []
    if span:
        titles = _title_windows(paras, span[1])
        entries = _entries(paras, span, titles)
        starts, more = _match(paras, entries, titles)
        doubts += more
        if not entries:
            message = _("There is a table of contents, but no entry of it can be read; fill in contents in index.md by hand.")
            doubts.append(Doubt(paras[span[0]].line, message))
    body = span[1] if span else 0
    if not starts:
        starts = _by_headings(paras, body)
        if starts:
            message = _(
                "There is no table of contents to go by, so the text was divided into {count} chapters at headings of one level; "
                "if it is one text, join them in one file.",
                count=len(starts),
            )
            doubts.append(Doubt(paras[starts[0][0]].line, message))
    front = _front_end(paras, span, starts[0][0] if starts else len(paras))
    if front < (starts[0][0] if starts else len(paras)):
        titled = _opening_title(paras, front, starts[0][0] if starts else len(paras))
        starts.insert(0, (front, titled, None))
        if len(starts) > 1:
            message = _("Text before the first chapter title that was recognised became a chapter of its own; check where it belongs.")
            doubts.append(Doubt(paras[front].line, message))
    parts: list[Part] = []
    behind = [*(start for start, _body, _entry in starts[1:]), len(paras)]  # where there is no chapter, all is front matter
    for (start, after, entry), nxt in zip(starts, behind, strict=False):
        first, title = start, start
        if entry is not None and parts and parts[-1].body < start and _same(paras[start - 1].text, entries[entry].section):
            first -= 1  # the section's name on the page before belongs to what follows
            parts[-1] = Part(parts[-1].start, parts[-1].title, parts[-1].body, first, parts[-1].entry)
        parts.append(Part(first, title, after, nxt, entry))
    return Booklet(front, span, entries, tuple(parts), tuple(doubts))


def _contents_span(paras: Sequence[Para]) -> tuple[int, int] | None:
    """The line 目錄 and the end of its list, which is behind the last line with a page among the short lines after it."""
    start = next((i for i, p in enumerate(paras[:400]) if len(p.text) < 12 and CONTENTS.fullmatch(p.text)), None)
    if start is None:
        return None
    run: list[int] = []
    for i in range(start + 1, min(len(paras), start + 400)):
        if len(paras[i].text) > 120 or (is_prose(paras[i]) and not _page(paras[i].text)):
            break
        run.append(i)
    with_page = [i for i in run if _page(paras[i].text)]
    if with_page:
        return start, with_page[-1] + 1
    seen: list[str] = []
    for i in run:  # no page numbers: the list ends where its first line comes again as a chapter's title
        if seen and process.extractOne(bare(paras[i].text), seen, scorer=fuzz.ratio, score_cutoff=88):
            return start, i
        seen.append(bare(paras[i].text))
    return start, start + 1


def _page(text: str) -> re.Match[str] | None:
    match = _PAGE.search(text) if len(text) <= 120 else None
    if match and match[2] and not _LEADER.search(text) and not re.search(rf"{_H} [0-9０-９]+$", text):
        return None
    return match


def _title_windows(paras: Sequence[Para], start: int) -> list[tuple[int, int, str]]:
    """Every run of up to four short lines behind the contents, as (first, end, text)."""
    short = [len(p.text) <= _LONGEST_TITLE and not re.search(r"[。；]", p.text) for p in paras]
    found = []
    for i in range(start, len(paras)):
        text = ""
        for end in range(i, min(i + _WINDOW, len(paras))):
            if not short[end] or (end > i and (ordinal(paras[end].text) or paras[end].item)):
                break
            text += bare(paras[end].text)
            if len(text) > 2 * _LONGEST_TITLE:
                break
            found.append((i, end + 1, text))
    return found


def _entries(paras: Sequence[Para], span: tuple[int, int], titles: Sequence[tuple[int, int, str]]) -> tuple[ContentsLine, ...]:
    """The entries of the contents; lines without a page are the first half of an entry or the name of a section."""
    known = [text for _first, _end, text in titles]
    paged = any(_page(paras[i].text) for i in range(span[0] + 1, span[1]))
    found: list[ContentsLine] = []
    section, held = "", []  # type: str, list[int]
    for i in range(span[0] + 1, span[1]):
        match = _page(paras[i].text)
        if paged and not match:
            if held and not _goes_on(paras[held[-1]].text, paras[i].text):
                section, held = "".join(paras[h].text for h in held), []
            held.append(i)
            continue
        rest = paras[i].text[: match.start()] if match else paras[i].text
        if held and not _goes_on(paras[held[-1]].text, rest):
            together = bare("".join(paras[h].text for h in held) + _LEADER.split(rest)[0])
            best = process.extractOne(together, known, scorer=fuzz.ratio, score_cutoff=85)
            alone = process.extractOne(bare(_LEADER.split(rest)[0]), known, scorer=fuzz.ratio, score_cutoff=85)
            if not best or (alone and alone[1] >= best[1]):
                section, held = "".join(paras[h].text for h in held), []
        first = held[0] if held else i
        pieces = [p.strip(" .．…·") for p in _LEADER.split("".join(paras[h].text for h in held) + rest)]
        pieces = [p for p in pieces if p]
        if pieces:
            page = (match[1] or match[2]) if match else ""
            found.append(ContentsLine(pieces[0], " ".join(pieces[1:]), page, section, first, i))
        held = []
    return tuple(found)


def _goes_on(one: str, other: str) -> bool:
    return one[-1:] in "，、：" or bool(_PARTICLE.match(other))


def _same(one: str, other: str) -> bool:
    return bool(other) and len(one) <= 40 and fuzz.ratio(bare(one), bare(other)) >= 90


def _match(
    paras: Sequence[Para], entries: Sequence[ContentsLine], titles: Sequence[tuple[int, int, str]]
) -> tuple[list[tuple[int, int, int | None]], list[Doubt]]:
    """The title in the text of each entry, in order, as (first, end, entry); an entry without one is a doubt."""
    styles = [o.style if (o := ordinal(e.title)) else "" for e in entries]
    top = next((s for s in TOP_STYLES if s in styles), next((s for s in styles if s), ""))
    starts: list[tuple[int, int, int | None]] = []
    doubts: list[Doubt] = []
    lacking: list[ContentsLine] = []
    lengths = [len(bare(e.title)) for e in entries]
    near = [t for t in titles if 0.6 * min(lengths) <= len(t[2]) <= 1.5 * max(lengths)] if lengths else []
    numbered: dict[Ordinal | None, list[int]] = {}
    for i, (_first, _end, text) in enumerate(near):
        if (mark := ordinal(text)) and mark.style in TOP_STYLES:
            numbered.setdefault(mark, []).append(i)
    texts, at, after = [t[2] for t in near], 0, 0
    for number, (entry, style) in enumerate(zip(entries, styles, strict=True)):
        if style and style != top:
            continue  # a section within a chapter
        while at < len(near) and near[at][0] < after:
            at += 1
        cutoff = _MATCH if lengths[number] > 6 else 92
        best = process.extractOne(bare(entry.title), texts[at:], scorer=fuzz.ratio, score_cutoff=cutoff)
        if not best and style in TOP_STYLES:  # a short title garbled: its ordinal tells it
            same = next((i for i in numbered.get(ordinal(entry.title), ()) if i >= at), None)
            best = (near[same][2], 0.0, same - at) if same is not None else None
        if not best:
            lacking.append(entry)
            continue
        first, end, _text = near[at + best[2]]
        after = end
        starts.append((first, end, number))
        if best[1] < 100:
            message = _(
                "The title here and the entry “{entry}” of the contents (line {line}) are not quite the same, but were taken for one text; "
                "check which is right.",
                entry=entry.title,
                line=paras[entry.first].line,
            )
            doubts.append(Doubt(paras[first].line, message))
    if lacking:
        message = _(
            "The titles of {count} entries of the contents were not found in the text, which is taken to lack them (lines {lines}); "
            "if it has one of them, make it a chapter by hand.",
            count=len(lacking),
            lines=listed(paras[e.last].line for e in lacking),
        )
        doubts.append(Doubt(paras[lacking[0].first].line, message))
    return starts, doubts


def _by_headings(paras: Sequence[Para], body: int) -> list[tuple[int, int, int | None]]:
    """Chapters where there is no contents list: the highest kind of heading that comes at least twice."""
    marks = [ordinal(p.text) if len(p.text) <= _LONGEST_TITLE else None for p in paras]
    short = [i for i in range(body, len(paras)) if len(paras[i].text) <= _LONGEST_TITLE and (paras[i].hashes or title_like(paras[i].text))]

    def of(style: str) -> list[int]:
        return [i for i in short if (m := marks[i]) and m.style == style]

    for style in TOP_STYLES:
        if len(of(style)) > 1:
            return _titled(paras, of(style))
    labels = (LABEL, CONTENTS)
    plain = [i for i in short if paras[i].hashes and not marks[i] and not any(p.fullmatch(paras[i].text) for p in labels)]
    ordered = next((m.style for i in short if (m := marks[i]) and (paras[i].hashes or title_like(paras[i].text))), "")
    opening = of(ordered) if ordered else []
    if plain and (not opening or plain[0] < opening[0]):
        level = min(paras[i].hashes for i in plain)
        same = [i for i in plain if paras[i].hashes == level]
        starts = [s for s in _titled(paras, same) if s[1] < len(paras) and any(map(is_prose, paras[s[1] : s[1] + 6]))]
        if len(starts) > 1:
            return starts
    opening = [i for i in opening if i + 1 < len(paras) and marks[i + 1] is None]
    # below a title, 一、 and 二、 are parts of one text
    return _titled(paras, opening) if len(opening) > 1 and opening[0] == body else []


def _titled(paras: Sequence[Para], firsts: Sequence[int]) -> list[tuple[int, int, int | None]]:
    """Titles from their first lines; a line that clearly goes on, with ``#`` or with a particle, belongs to them."""
    found: list[tuple[int, int, int | None]] = []
    for i in firsts:
        if found and i < found[-1][1]:
            continue
        end = i + 1
        while end < min(len(paras), i + _WINDOW) and _continues_title(paras, i, end):
            end += 1
        found.append((i, end, None))
    return found


def _continues_title(paras: Sequence[Para], first: int, at: int) -> bool:
    one, other = paras[at - 1], paras[at]
    if is_prose(other) or ordinal(other.text) or other.item or one.text[-1:] in "。！？：」":
        return False
    return _goes_on(one.text, other.text) or bool(paras[first].hashes and other.hashes and not LABEL.fullmatch(other.text))


def _front_end(paras: Sequence[Para], span: tuple[int, int] | None, limit: int) -> int:
    """Where the front matter ends: behind the contents, the imprint and what is headed 通知, 前言 and the like."""
    end = span[1] if span else 0
    at, label = end, False
    while at < limit:
        if LABEL.fullmatch(paras[at].text):
            label = True
        elif is_prose(paras[at]) and not label:
            break
        at += 1
    if at == limit < len(paras):  # only short lines, or a notice, before the first chapter
        return limit
    if label:
        return end
    imprint = [i for i in range(end, at) if IMPRINT.fullmatch(paras[i].text)]
    return imprint[-1] + 1 if imprint and imprint[-1] + 1 < len(paras) else end


def _opening_title(paras: Sequence[Para], start: int, limit: int) -> int:
    """The end of the title with which a chapter opens that no contents names; ``start`` itself where it has none."""
    first = paras[start]
    if start + 1 >= limit or is_prose(first) or ordinal(first.text) or first.item or LABEL.fullmatch(first.text):
        return start
    if not any(is_prose(p) for p in paras[start + 1 : min(limit, start + 8)]):
        return start
    return _titled(paras[:limit], [start])[0][1]


def joined(paras: Sequence[Para]) -> str:
    """The text of lines that are one title."""
    text = ""
    for para in paras:
        text += glue(text, para.text) + para.text if text else para.text
    return text


def speaker(title: str, lines: Sequence[str], author: str) -> tuple[str, str]:
    """Author and role, from the lines under the title, the title itself or the contents; '' where not recognisable."""
    for line in [*lines[:3], title, author]:
        for pattern in _SPEAKERS:
            if len(line) <= 120 and (match := pattern.fullmatch(line)):
                return bare(match["name"]), bare(match["role"] + (match.groupdict().get("rank") or ""))
    for line in [*lines[:2], author]:
        if re.fullmatch(rf"{_H}(?: ?{_H}){{1,3}}", line) and (line == author or bare(line) == bare(author)):
            return bare(line), ""
    return ("", "")


def short_title(title: str, author: str) -> str:
    """A title of at most a dozen characters: 陳有義報告 where speaker and kind are known, else the first clause."""
    kind = _KIND.search(title)
    if author and kind:
        return author + kind[0]
    clause = re.split(r"[，。；：！？—…]", title)[0].strip() or title
    return clause if len(clause) <= 16 else clause[:15] + "…"
