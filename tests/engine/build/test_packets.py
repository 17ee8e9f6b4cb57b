"""The files of packets in a built site, and by the command: made, linked, kept; left out where one says so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "packets.py"


@pytest.fixture
def small(project):
    """The project with one packet and one form, so that few files are made."""
    (project / "docs/packets/seedlings.md").unlink()
    return project


def links(project, page):
    return re.findall(r'href="?([^" >]+\.(?:pdf|epub|docx))', (project / "site" / page).read_text("utf-8"))


def test_the_site_has_the_files_and_its_pages_lead_to_them(small, build_site):
    done = build_site(small, PACKETS="true", SITE_URL="https://example.org/edition/")
    assert done.returncode == 0, done.stderr
    for page in ("packets/planting/index.html", "packets/forms/record/index.html"):
        found = links(small, page)
        assert found
        for link in found:
            assert (small / "site" / page).parent.joinpath(link).resolve().read_bytes()[:4] in (b"%PDF", b"PK\3\4")
    names = {file.name for file in (small / "site/packets").glob("*.*")}
    for edition in ("", "-facilitator", "-large", "-booklet", "-transcribed", "-hans", "-booklet-hans"):
        assert f"planting{edition}.pdf" in names
    assert {"planting.epub", "planting.docx"} <= names
    text = subprocess.run(["pdftotext", small / "site/packets/planting.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "https://example.org/edition/packets/planting/" in "".join(text.split())


def test_a_build_can_leave_them_out_and_says_so(small, build_site):
    done = build_site(small, PACKETS="false")
    assert done.returncode == 0, done.stderr
    assert "這次不生成 PDF" in done.stderr
    assert not [*(small / "site/packets").rglob("*.pdf")]
    page = (small / "site/packets/planting/index.html").read_text("utf-8")
    assert "這次沒有生成可下載的檔案" in page
    assert not links(small, "packets/planting/index.html")


def test_a_character_without_a_glyph_stops_the_build(small, build_site):
    page = small / "docs/packets/planting.md"
    page.write_text(page.read_text("utf-8") + "\n\U0002a6d6\n", "utf-8")
    done = build_site(small, PACKETS="true")
    assert done.returncode
    assert re.search(r"docs/packets/planting\.md:\d+:\d+: P006 .*U\+2A6D6", done.stderr)
    assert "Traceback" not in done.stderr


def run(project, *arguments):
    command = [sys.executable, SCRIPT, *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_the_command_makes_what_is_asked_for_and_only_what_changed(small):
    first = run(small, "planting", "--facilitator", "--size", "large")
    assert first.returncode == 0, first.stderr
    (file,) = (small / "build/packets").glob("*")
    assert file.name == "planting-facilitator-large.pdf"
    assert "新做或換過的 1 個" in first.stdout
    assert "新做或換過的 0 個" in run(small, "planting", "--facilitator", "--size", "large").stdout
    page = small / "docs/packets/planting.md"
    page.write_text(page.read_text("utf-8") + "\n又一句。\n", "utf-8")
    assert "新做或換過的 1 個" in run(small, "planting", "--facilitator", "--size", "large").stdout


def test_the_command_makes_all_editions_of_a_form(small):
    assert run(small, "forms/record").returncode == 0
    names = {file.name for file in (small / "build/packets/forms").iterdir()}
    assert names == {"record.pdf", "record-hans.pdf", "record.docx", "record-hans.docx"}


def test_the_command_tells_what_there_is_when_a_name_is_wrong(small):
    done = run(small, "plantnig")
    assert done.returncode == 2
    assert "planting" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_makes_nothing_of_an_edition_with_faults(small):
    page = small / "docs/packets/planting.md"
    page.write_text(page.read_text("utf-8").replace("parts:", "parts:\n  - guide: none", 1), "utf-8")
    done = run(small)
    assert done.returncode == 1
    assert "P002" in done.stdout
    assert not (small / "build").exists()


def test_serving_leaves_them_out(small, serve_site):
    assert not [*serve_site(small, packets=True).rglob("*.pdf")]
