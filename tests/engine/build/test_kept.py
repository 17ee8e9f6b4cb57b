"""A build with what earlier ones kept equals a clean one byte for byte, whatever was edited between them."""

import random
import re
import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from duben.checks import check
from duben.edition.read import read
from duben.links.resolve import resolve
from duben.reading.settings import read_settings
from support.sites import lay_out, tree

RECORD = Path(__file__).parents[3] / "scripts" / "record.py"
CHAPTERS = "reports/*/[!if]*.md"  # without indexes and front matter
CHARACTERS = "山水土木天人大小上下春夏秋冬早晚新舊鶴鷺"
ENTRY = "---\nname: {name}\npinyin: x\nenglish: X\n---\n\n又一條。\n"


def script(path):
    spec = spec_from_file_location(path.stem, path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


record = script(RECORD).record


class Editor:
    """Changes the edition below a project's folder as editors do, at random."""

    def __init__(self, project, seed):
        self.project, self.docs, self.chance = project, project / "docs", random.Random(seed)
        self.earlier = []

    def file(self, pattern):
        return self.chance.choice(sorted(path for path in self.docs.glob(pattern) if path.name != "index.md"))

    def change(self, path, pattern, new):
        """Change one of the places where ``pattern`` stands in a file: ``new`` is called with the match."""
        text = path.read_text("utf-8")
        match = self.chance.choice([*re.finditer(pattern, text, re.MULTILINE)] or [None])
        if match:
            path.write_text(text[: match.start()] + new(match) + text[match.end() :], "utf-8")

    def char(self):
        return self.chance.choice(CHARACTERS)

    def field(self, path, *names):
        self.change(path, rf"^((?:{'|'.join(names)}): [^\[{{\n|]*)$", lambda match: match[1] + self.char())

    def a_word(self):
        chapter = self.file(CHAPTERS)
        text = chapter.read_text("utf-8")
        old = self.chance.choice(re.findall(r"(?<=[\u4e00-\u9fff，。]{14})[\u4e00-\u9fff]{4}(?=[\u4e00-\u9fff，。])", text))
        new = old[:2] + self.char() + old[3]
        for path in (chapter, chapter.with_name("source.txt")):
            path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    def a_mark(self):
        form = self.chance.choice(("{{{0}→{1} | 理校：試}}", "{{{0}→{1}? | 理校：試}}", "{{{0} | 注：試}}", "{{+{1} | 理校：試}}{0}"))
        self.change(self.file(CHAPTERS), r"(?<=[，。])[\u4e00-\u9fff](?=[\u4e00-\u9fff])", lambda match: form.format(match[0], self.char()))

    def a_paragraph_is_split(self):
        self.change(self.file(CHAPTERS), r"(?<=。)(?=[\u4e00-\u9fff]{3})", lambda match: "\n\n")

    def a_paragraph_is_added(self):
        chapter = self.docs / "reports/seedlings-1951/yu.md"
        for path in (chapter, chapter.with_name("source.txt")):
            path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n又說種樹小組{len(self.earlier)}回，王五先說澆水。\n", "utf-8")

    def a_title_of_a_chapter(self):
        self.field(self.file(CHAPTERS), "title", "short", "english", "author")

    def a_report(self):
        self.field(self.chance.choice(sorted(self.docs.glob("reports/*/index.md"))), "title", "short", "date", "rights")

    def a_title(self):
        page = self.file(self.chance.choice(("guides/*.md", "packets/*.md", "packets/forms/*.md", "about/*.md")))
        title = re.search("^title: (.*)$", page.read_text("utf-8"), re.MULTILINE)[1]
        page.write_text(page.read_text("utf-8").replace(title, title + self.char()), "utf-8")

    def a_block(self):
        self.change(self.file("guides/*.md"), r"^/// (?:step|checklist|statistic) \| .*$", lambda match: match[0] + self.char())

    def a_note(self):
        self.change(self.file("guides/*.md"), r"^[\u4e00-\u9fff]+[^\n]*。$", lambda match: f"{match[0]}又說{self.char()}。")

    def a_citation(self):
        cited = self.chance.choice(("trees-1950/kan, p2", "seedlings-1951/yu, p4", "trees-1950/zhong"))
        self.change(self.file("guides/*.md"), r"(?<=。)$", lambda match: f"又見[@{cited}]。")

    def a_quotation_less(self):
        self.change(self.file("guides/*.md"), r"^> .*\n> \[@.*\n\n(?=> )", lambda match: "")

    def an_entry(self):
        self.field(self.file("entries/*/*.md"), "name", "pinyin", "english", "role")

    def a_definition(self):
        self.change(self.file("entries/*/*.md"), r"[，。]", lambda match: f"，{self.char()}{match[0]}")

    def an_entry_more(self):
        text = re.sub(r"[^\u4e00-\u9fff]", "", self.file(CHAPTERS).read_text("utf-8"))
        at = self.chance.randrange(len(text) - 3)
        (self.docs / f"entries/terms/e{len(self.earlier)}.md").write_text(ENTRY.format(name=text[at : at + 2]), "utf-8")

    def a_form(self):
        form = self.chance.choice(("種樹", "上山", "大家", "小組", "林場", "看樹"))
        entry = self.file("entries/*/*.md")
        if "forms:" not in entry.read_text("utf-8"):
            self.change(entry, "^english:", lambda match: f"forms: [{form}]\nenglish:")

    def a_relation(self):
        entry, other = self.file("entries/*/*.md"), self.file("entries/*/*.md")
        if "see:" not in entry.read_text("utf-8"):
            self.change(entry, "^english:", lambda match: f"see: [{other.parent.name}/{other.stem}]\nenglish:")

    def an_entry_elsewhere(self):
        entry = self.file("entries/terms/*.md")
        slug = f"terms/{entry.stem}"
        if "formerly:" not in entry.read_text("utf-8"):
            self.change(entry, "^english:", lambda match: f"formerly: [{slug}]\nenglish:")
            entry.rename(entry.with_name(f"{entry.stem}-{len(self.earlier)}.md"))

    def a_part_of_a_packet(self):
        fields = {"^    title: .*$": lambda match: match[0] + self.char(), r"^  - .*\n    title: .*\n    use: .*\n": lambda match: ""}
        pattern = self.chance.choice((*fields, "^    use: 備查\n", "^minutes: 60$"))
        new = fields.get(pattern, lambda match: "minutes: 70" if "minutes" in match[0] else "")
        self.change(self.docs / "packets/planting.md", pattern, new)

    def a_setting(self):
        self.change(
            self.project / "edition.yml",
            r"label: [\u4e00-\u9fff]+|^(?:editors|licence|name|rights): .*$",
            lambda match: match[0] + self.char(),
        )

    def a_label_of_the_site(self):
        self.change(self.project / "mkdocs.yml", r"^site_name: .*$|(?<=^  - )[\u4e00-\u9fff]+", lambda match: match[0] + self.char())

    def a_page_less(self):
        self.file(self.chance.choice(("guides/*.md", "packets/*.md", "about/*.md", "entries/*/*.md"))).unlink()

    def undone(self):
        shutil.copytree(self.chance.choice(self.earlier), self.project, dirs_exist_ok=True)

    def good(self):
        """Whether nothing is wrong with the edition; what is new in it is recorded."""
        for folder in sorted((self.docs / "reports").iterdir()):
            if folder.is_dir():
                record(self.docs, folder, False)
        settings, faults = read_settings(self.project / "edition.yml")
        edition = read(self.docs, settings)
        return not (faults or check(edition, resolve(edition)))

    EDITS = (
        a_word, a_mark, a_paragraph_is_split, a_paragraph_is_added, a_title_of_a_chapter, a_report, a_title, a_block, a_note, a_citation,
        a_quotation_less, an_entry, a_definition, an_entry_more, a_form, a_relation, an_entry_elsewhere, a_part_of_a_packet, a_setting,
        a_label_of_the_site, a_page_less, undone,
    )  # fmt: skip

    def edit(self):
        """Edit the project at random, so that nothing is wrong with it; returns what was done."""
        before = self.project.with_name(f"{self.project.name}-{len(self.earlier)}")
        before.mkdir()
        copy(self.project, before)
        self.earlier.append(before)
        while True:
            chosen = self.chance.choice(self.EDITS)
            chosen(self)
            if texts(self.project) != texts(before) and self.good():
                return chosen.__name__
            copy(before, self.project)


def copy(project, other):
    """Make ``other`` a copy of what editors write of a project."""
    for name in ("edition.yml", "mkdocs.yml"):
        shutil.copy(project / name, other)
    shutil.rmtree(other / "docs", ignore_errors=True)
    shutil.copytree(project / "docs", other / "docs")


def texts(project):
    files = [*project.glob("*.yml"), *(project / "docs").rglob("*.*")]
    return {path.relative_to(project): path.read_bytes() for path in files}


class Builder:
    """Builds the site of a project, with what earlier builds kept and with nothing but fonts."""

    def __init__(self, project, build_site):
        self.project, self.build_site, self.cache = project, build_site, project / ".cache"
        self.fonts = (self.cache / "fonts").readlink()  # they take long, and each is kept under its characters

    def kept(self):
        folder = self.project.with_name("site")
        built = self.build_site(self.project, "--site-dir", str(folder))
        assert built.returncode == 0, built.stderr
        return tree(folder)

    def clean(self):
        aside = self.cache.rename(self.cache.with_name("aside"))
        self.cache.mkdir()
        (self.cache / "fonts").symlink_to(self.fonts)
        made = self.kept()
        shutil.rmtree(self.cache)
        aside.rename(self.cache)
        return made


MANY = [pytest.param(seed, 20, [], marks=pytest.mark.slow) for seed in range(3)]


@pytest.mark.parametrize(("seed", "count", "without"), [(11, 4, ["fonts"]), *MANY])
def test_a_build_with_what_was_kept_equals_a_clean_one(tmp_path, build_site, seed, count, without):
    project = tmp_path / "project"
    project.mkdir()
    builder, editor, done = Builder(lay_out(project, without=without), build_site), Editor(project, seed), []
    builder.kept()
    for _ in range(count):
        done.append(editor.edit())
        kept, clean = builder.kept(), builder.clean()
        assert sorted(kept) == sorted(clean), done
        assert [path for path in clean if clean[path] != kept[path]] == [], done
