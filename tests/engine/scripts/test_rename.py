"""scripts/rename.py: what is named anywhere has its new name everywhere, and its former one leads on."""

import subprocess
import sys
from pathlib import Path

import pytest

from duben import atomic
from duben.site.redirects import redirects

SCRIPTS = Path(__file__).parents[3] / "scripts"
TREES = "reports/trees-1950"


@pytest.fixture
def full(docs):
    """The made-up edition with a page of each kind that names others."""
    docs.write("guides/index.md", "---\ntitle: 指南\ngroups: [樹]\ninventory:\n" + docs.ENTRY + "---\n\n見[去](walk.md#go)。\n")
    docs.write("packets/index.md", "---\ntitle: 包\n---\n\n[包](try.md)\n")
    docs.entry("terms/miao", "樹苗", "一條，見[去](../../guides/walk.md#go)。\n", forms="[{form: 苗兒, in: [trees-1950/kan]}]")
    docs.entry(
        "people/wang",
        "王五",
        "一人，見[苗](../terms/miao.md)、[章](../../reports/trees-1950/kan.md#p1)。「看樹」[@trees-1950/kan, p1]\n",
        see="[terms/miao]",
    )
    docs.form(docs.block("who", "我們", kind="field", columns=1).replace("題目who", "誰"), rows=2)
    parts = ["excerpt: trees-1950/kan, p1-p2", "{guide: walk, blocks: go}", "questions: walk", "form: sheet", "chapter: trees-1950/kan"]
    docs.packet(*parts, body="# 包\n\n見[@trees-1950/zhong; @trees-1950/kan, p1]，又[指南](../guides/walk.md)。\n", minutes=60)
    docs.replace(
        "guides/walk.md",
        "/// questions",
        "/// checklist | 核對\n    id: before\n    en: Before\n    items: go、〔桌〕\n///\n\n/// questions",
    )
    docs.replace(f"{TREES}/index.md", "title: 種樹談, chapter: zhong", "title: 種樹談, chapter: kan")
    assert [(p.code, p.path, p.message) for p in docs.problems() if p.severity == "error"] == []
    return docs


def run(docs, *arguments, script="rename.py"):
    command = [sys.executable, SCRIPTS / script, "--docs", docs.root, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def everything(docs):
    return {path: path.read_bytes() for path in sorted(docs.root.rglob("*")) if path.is_file()}


def errors(docs):
    return [(p.code, p.path) for p in docs.problems() if p.severity == "error"]


@pytest.mark.parametrize(
    ("old", "new", "gone", "there"),
    [
        ("trees-1950/kan", "trees-1950/look", "reports/trees-1950/kan.md", "reports/trees-1950/look.md"),
        ("guides/walk", "guides/plant", "guides/walk.md", "guides/plant.md"),
        ("entries/terms/miao", "terms/shumiao", "entries/terms/miao.md", "entries/terms/shumiao.md"),
        ("packets/try", "packets/made", "packets/try.md", "packets/made.md"),
        ("packets/forms/sheet", "packets/forms/record", "packets/forms/sheet.md", "packets/forms/record.md"),
    ],
)
def test_a_page_has_its_new_name_everywhere_and_its_former_leads_on(full, old, new, gone, there):
    done = run(full, old, new)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (full.root / gone).exists()
    assert errors(full) == []
    assert redirects(full.edition())[gone] == there
    name = Path(gone).stem
    rest = "".join(text.decode() for text in everything(full).values())
    left = [line for line in rest.split("\n") if "formerly" not in line and f"/{name}" in line.replace("forms/sheet", "/sheet")]
    assert [line for line in left if f"{name}.md" in line or f"trees-1950/{name}" in line] == []
    assert run(full, new, old).returncode == 0
    assert errors(full) == []


def test_a_chapter_takes_its_ids_with_it(full):
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=full.root, check=True)
    subprocess.run(["git", "add", "-A"], cwd=full.root, check=True)
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x"], cwd=full.root, check=True)
    before = {(record.id, record.place) for record in full.records() if record.chapter == "kan"}
    assert run(full, "trees-1950/kan", "trees-1950/look").returncode == 0
    assert {(record.id, record.place) for record in full.records() if record.chapter == "look"} == before
    assert not (full.root / TREES / "ids/kan.txt").exists()
    assert "I009" not in run(full, "--base", "main", script="check.py").stdout


def test_a_block_keeps_its_former_id_as_an_alias(full):
    done = run(full, "guides/walk#go", "guides/walk#set-out")
    assert done.returncode == 0, done.stdout + done.stderr
    guide = full.text("guides/walk.md")
    assert "id: set-out、go\n" in guide
    assert "items: set-out、〔桌〕" in guide
    assert "walk.md#set-out" in full.text("entries/terms/miao.md")
    assert "blocks: set-out" in full.text("packets/try.md")
    assert errors(full) == []


def test_an_entry_moves_to_another_kind_with_its_links(full):
    assert run(full, "terms/miao", "events/miao").returncode == 1  # events has no index page
    full.write("entries/events/index.md", "---\ntitle: 索引\n---\n")
    done = run(full, "terms/miao", "events/miao")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "see: [events/miao]" in full.text("entries/people/wang.md")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("guides/none", "guides/x"),
        ("guides/walk", "guides/Walk"),
        ("guides/walk", "packets/walk"),
        ("guides/walk#go", "guides/walk#questions"),
        ("guides/walk", "guides/../x"),
        ("trees-1950/kan", "trees-1950/zhong"),
        ("trees-1950/kan", "other/kan"),
        ("trees-1950/kan", "trees-1950/index"),
        ("packets/try", "packets/index"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(full, old, new):
    before = everything(full)
    assert run(full, old, new).returncode in (1, 2)
    assert everything(full) == before


def test_where_the_result_would_not_pass_nothing_is_changed(full):
    full.replace("guides/walk.md", "春天來了，我們去種樹。\n", "春天沒有來。\n")
    before = everything(full)
    done = run(full, "guides/walk", "guides/plant")
    assert done.returncode == 1
    assert "Q001" in done.stdout
    assert everything(full) == before


def test_a_former_name_that_is_in_use_is_told(full):
    full.replace("guides/walk.md", "order: 1\n", "order: 1\nformerly: [index]\n")
    assert ("F004", "guides/walk.md") in errors(full)


def test_of_several_files_all_are_written_or_none(tmp_path):
    one, two, three = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    one.write_text("1")
    two.mkdir()
    (two / "x").write_text("x")
    with pytest.raises((FileExistsError, NotADirectoryError)):
        atomic.write_all({one: b"2", three: b"3", tmp_path / "a" / "d": b"4"})
    assert (one.read_text(), three.exists(), sorted(path.name for path in tmp_path.iterdir())) == ("1", False, ["a", "b"])
    atomic.write_all({one: None, three: b"3"})
    assert (one.exists(), three.read_text()) == (False, "3")


def test_while_a_file_cannot_be_read_nothing_is_renamed(full):
    full.write("guides/big5.md", "題".encode("big5"))
    done = run(full, "terms/miao", "terms/shumiao")
    assert done.returncode == 1
    assert "F005" in done.stdout
    assert "Traceback" not in done.stderr
