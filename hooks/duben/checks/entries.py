"""Checks between entries: no form of a name claimed by two, no pointer to what is not there, an index page for every kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..catalogue import _
from ..edition.model import Edition
from ..links.model import Links
from ..problems import Problem
from ..reading.entries import Entry
from ..reading.frontmatter import Document
from ..reading.schema import Form
from ..reading.settings import Settings
from ..text.marks import bare
from ..text.variants import spellings


def check(entries: Sequence[Entry], documents: Mapping[str, Document], keys: frozenset[str], settings: Settings) -> Iterator[Problem]:
    """The problems (codes E001 to E005) that show only when all ``entries`` are compared.

    ``documents`` are the pages of the edition by path, from which the lines of fields are taken; ``keys`` are the citation keys of
    its reports and chapters, to which a form may be limited.
    """
    for kind in sorted({entry.kind for entry in entries}):
        if (path := f"entries/{kind}/index.md") not in documents:
            message = _("{kind}/ has entries but no index page.", kind=kind)
            yield Problem(path, 1, 1, "E005", message, _("Add index.md with a title; its table is generated."))
    slugs = {entry.slug: entry for entry in entries}
    claims: dict[str, list[tuple[Entry, Form]]] = {}
    former: dict[str, Entry] = {}
    for entry in entries:
        lines = documents[entry.path].lines

        def problem(
            field: str, code: str, message: str, hint: str, about: str = "", entry: Entry = entry, lines: Mapping[str, int] = lines
        ) -> Problem:
            return Problem(entry.path, lines.get(field, lines.get("name", 1)), 1, code, message, hint, (about,) if about else ())

        for form in entry.forms:
            for key in form.only:
                if key not in keys:
                    message = _("“{key}”, under “in” of “{form}”, is neither a report nor a chapter.", key=key, form=form.text)
                    file = f"reports/{key}.md" if "/" in key else f"reports/{key}/index.md"
                    yield problem("forms", "E001", message, _("Write it as “report” or “report/chapter”."), file)
            name = spellings(bare(form.text))[0]
            for longer in form.exceptions:
                if name not in (word := spellings(bare(longer))[0]) or name == word:
                    message = _("“{word}”, under “except” of “{form}”, is not a longer word that contains it.", word=longer, form=form.text)
                    yield problem("forms", "E001", message, _("Write a longer word that contains this form."))
            for other, rival in claims.get(name, []) if form.linked else ():
                if other.slug != entry.slug and _meet(form, rival):
                    message = _("“{form}” is already a form of {path}.", form=form.text, path=other.path)
                    hint = _("Limit both to their reports or chapters with “in”, or remove one of them.")
                    yield problem("forms", "E002", message, hint)
            if form.linked:
                claims.setdefault(name, []).append((entry, form))
        for slug in entry.see:
            if slug not in slugs or slug == entry.slug:
                message = _("“{slug}” is not another entry.", slug=slug)
                yield problem("see", "E003", message, _("Correct the path, or remove it."), f"entries/{slug}.md")
        for field, slug in entry.pointers.items():
            kind = settings.entries[entry.kind].pointers[field]
            if slug not in slugs or slugs[slug].kind != kind:
                message = _("“{slug}”, in the field “{field}”, is no entry in {kind}/.", slug=slug, field=field, kind=kind)
                hint = _("Write it as “{kind}/…”, with the name of the file, without “.md”.", kind=kind)
                yield problem(field, "E003", message, hint, f"entries/{slug}.md")
        for slug in entry.formerly:
            if former.setdefault(slug, entry) is not entry:
                message = _("The former name “{slug}” stands in {path} too.", slug=slug, path=former[slug].path)
                yield problem("formerly", "E004", message, _("A former name redirects to one place only; remove one of them."))
            if slug in slugs:
                message = _("The former name “{slug}” is still an entry.", slug=slug)
                yield problem("formerly", "E004", message, _("Remove this former name, or remove that file."))


def names(edition: Edition, links: Links) -> Iterator[Problem]:
    """A problem for each entry whose name is a single character, which stands in many other words (E008), or is linked nowhere (E009);
    of the latter none while a text cannot be read, where the name may stand."""
    unread = any(problem.severity == "error" and problem.path.startswith("reports/") for problem in edition.problems)
    mentioned = {slug for row in links.mentions.values() for slug in row.slugs}
    # a name that stands only inside of longer names is no mention, but it stands there
    longer = {spellings(bare(form.text))[0] for slug, entry in edition.entries.items() if slug in mentioned for form in entry.forms}
    for page in edition.pages:
        if not (entry := page.entry):
            continue
        line = page.document.lines.get("name", 1)
        if len(bare(entry.name)) == 1 and entry.forms[0].linked:
            message = _("“{name}” has one character only, so it is found within other words too.", name=entry.name)
            hint = _("Write the whole name, or “linked: false” for this form and longer forms beside it.")
            yield Problem(page.path, line, 1, "E008", message, hint)
        forms = [spellings(bare(form.text))[0] for form in entry.forms if form.linked]
        if not unread and forms and entry.slug not in mentioned and not any(form in name for form in forms for name in longer):
            message = _("“{name}” stands nowhere in the reports, nor does another form of it.", name=entry.name)
            hint = _("Add under “forms” how the reports write it, or “linked: false” where it is not to be looked for.")
            yield Problem(page.path, line, 1, "E009", message, hint)


def _meet(one: Form, other: Form) -> bool:
    """Whether there is a chapter in which both forms are linked."""
    if not one.only or not other.only:
        return True
    return any(a == b or a.startswith(f"{b}/") or b.startswith(f"{a}/") for a in one.only for b in other.only)
