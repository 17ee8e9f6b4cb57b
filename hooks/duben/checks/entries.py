"""What entries are held to between each other: one meaning for a form, what is pointed to is there, an index for each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..problems import Problem
from ..reading.entries import Entry
from ..reading.frontmatter import Document
from ..reading.schema import Form
from ..reading.settings import Settings
from ..text.marks import bare
from ..text.variants import spellings


def check(entries: Sequence[Entry], documents: Mapping[str, Document], keys: frozenset[str], settings: Settings) -> Iterator[Problem]:
    """What is wrong between entries: a form claimed twice, what points nowhere, a kind without its index. ``keys`` are reports
    and chapters."""
    for kind in sorted({entry.kind for entry in entries}):
        if (path := f"entries/{kind}/index.md") not in documents:
            yield Problem(path, 1, 1, "E005", f"{kind}/ 有詞條而沒有索引頁。", "加上 index.md，寫明 title；表會自動生成。")
    slugs = {entry.slug: entry for entry in entries}
    claims: dict[str, list[tuple[Entry, Form]]] = {}
    former: dict[str, Entry] = {}
    for entry in entries:
        lines = documents[entry.path].lines

        def problem(field: str, code: str, told: str, mend: str, entry: Entry = entry, lines: Mapping[str, int] = lines) -> Problem:
            return Problem(entry.path, lines.get(field, lines.get("name", 1)), 1, code, told, mend)

        for form in entry.forms:
            for key in form.only:
                if key not in keys:
                    yield problem(
                        "forms", "E001", f"「{form.text}」的 in 所寫「{key}」不是文獻，也不是一章。", "寫成「文獻」或「文獻/章」。"
                    )
            name = spellings(bare(form.text))[0]
            for longer in form.exceptions:
                if name not in (word := spellings(bare(longer))[0]) or name == word:
                    told = f"「{form.text}」的 except 所寫「{longer}」不是含有它的更長的詞。"
                    yield problem("forms", "E001", told, "寫含有這個寫法的更長的詞。")
            for other, rival in claims.get(name, []) if form.linked else ():
                if other.slug != entry.slug and _meet(form, rival):
                    told = f"「{form.text}」已由 {other.path} 用作一形。"
                    yield problem("forms", "E002", told, "兩條各用「in」寫明在哪一份文獻或哪一章，或刪去一處。")
            if form.linked:
                claims.setdefault(name, []).append((entry, form))
        for slug in entry.see:
            if slug not in slugs or slug == entry.slug:
                yield problem("see", "E003", f"「{slug}」不是另一個詞條。", "改正路徑，或刪去。")
        for field, slug in entry.pointers.items():
            kind = settings.entries[entry.kind].pointers[field]
            if slug not in slugs or slugs[slug].kind != kind:
                yield problem(
                    field, "E003", f"「{field}」所寫「{slug}」不是 {kind}/ 裏的詞條。", f"寫成「{kind}/…」，照檔名，不要「.md」。"
                )
        for slug in entry.formerly:
            if former.setdefault(slug, entry) is not entry:
                told = f"舊名「{slug}」也寫在 {former[slug].path} 裏。"
                yield problem("formerly", "E004", told, "一個舊名只轉到一處，刪去一處。")
            if slug in slugs:
                yield problem("formerly", "E004", f"舊名「{slug}」現在仍是一個詞條。", "刪去這個舊名，或刪去那個檔。")


def _meet(one: Form, other: Form) -> bool:
    """Whether there is a chapter in which both forms count."""
    if not one.only or not other.only:
        return True
    return any(a == b or a.startswith(f"{b}/") or b.startswith(f"{a}/") for a in one.only for b in other.only)
