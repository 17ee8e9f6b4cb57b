"""What a contributor gets wrong stops the build: code, file, line and mend, all in one run, and no traceback."""

import pytest


def spoil(project, path, old, new):
    file = project / "docs" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_three_faults_in_three_files_are_told_in_one_run(project, build_site):
    quote = spoil(project, "guides/planting.md", "> 第二要通知得早。在上山的頭兩天", "> 第二要通知得早。在上山的前兩天")
    mark = spoil(project, "reports/trees-1950/zhong.md", "{二→三", "{二→二")
    (project / "docs/reports/trees-1950/kan.md").unlink()
    done = build_site(project)
    assert done.returncode != 0
    assert f"docs/guides/planting.md:{quote}:1: Q001" in done.stderr
    assert "p16" in done.stderr
    assert f"docs/reports/trees-1950/zhong.md:{mark}:" in done.stderr
    assert "M009" in done.stderr
    assert "docs/reports/trees-1950/index.md:" in done.stderr
    assert "R009" in done.stderr
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()


def test_a_dropped_character_stops_the_build(project, build_site):
    line = spoil(project, "reports/trees-1950/kan.md", "看樹的事，去年", "看樹事，去年")
    done = build_site(project)
    assert done.returncode != 0
    assert f"docs/reports/trees-1950/kan.md:{line}:1: T001" in done.stderr
    assert "「的」" in done.stderr


def test_what_only_asks_to_be_looked_at_stops_no_build(project, build_site):
    spoil(project, "entries/groups/zhongshu-xiaozu.md", "distinct: [種樹小冊]\n", "")
    spoil(project, "reports/trees-1950/zhong.md", "再說做得不好的地方，", "再說做得不好的地方，\n\n")
    done = build_site(project)
    assert done.returncode == 0, done.stderr
    assert {"E006", "I001"} <= {*done.stderr.split()}
    assert not {"ERROR", "WARNING"} & {*done.stderr.split()}
    assert 'id="p4b"' in (project / "site/reports/trees-1950/zhong/index.html").read_text("utf-8")


def test_front_matter_that_is_not_yaml_is_no_traceback(project, build_site):
    spoil(project, "guides/planting.md", "title: 怎樣", "title: [怎樣")
    done = build_site(project)
    assert done.returncode != 0
    assert "docs/guides/planting.md:" in done.stderr
    assert "F001" in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_of_the_edition_that_are_faulty_stop_the_build_with_their_line(project, build_site):
    file = project / "edition.yml"
    text = file.read_text("utf-8")
    line = text[: text.index("  people:")].count("\n") + 1
    file.write_text(text.replace("  people: { label: 人物", "  people: { lable: 人物", 1), "utf-8")
    done = build_site(project)
    assert done.returncode != 0
    assert f" edition.yml:{line}:1: S002" in done.stderr
    assert "G001" not in done.stderr  # what would only follow from it
    assert "Traceback" not in done.stderr


@pytest.fixture
def attacked(project):
    """The project with HTML, scripts and addresses that run on one page."""
    page = project / "docs/about/marks.md"
    attack = "title: '標<img src=x onerror=alert(1)>'\ndescription: 'x\"><script>alert(2)</script>'"
    body = "\n<script>alert(1)</script>\n\n[x](javascript:alert)\n\n![x](https://example.org/x.png)\n"
    page.write_text(page.read_text("utf-8").replace("title: 標記", attack) + body, "utf-8")
    return project


def test_html_of_a_contributor_stops_the_build(attacked, build_site):
    done = build_site(attacked)
    assert done.returncode != 0
    for code in ("H001", "H002"):
        assert code in done.stderr


def test_html_of_a_contributor_never_reaches_a_page_even_where_the_check_is_passed_over(attacked, build_site, monkeypatch):
    monkeypatch.setattr("duben.checks.check", lambda *_: [])
    done = build_site(attacked)
    assert (attacked / "site/about/marks/index.html").is_file(), done.stderr
    for file in (attacked / "site").rglob("*.html"):
        html = file.read_text("utf-8")
        for text in ("<img src=x", "<script>alert", "javascript:alert", "example.org"):
            assert text not in html.replace('href="#"', ""), (file, text)


def test_a_page_added_by_a_contributor_appears_without_more(project, build_site):
    text = (project / "docs/guides/planting.md").read_text("utf-8").replace("怎樣種樹", "另一篇", 1)
    (project / "docs/guides/another.md").write_text(text, "utf-8")
    done = build_site(project)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert "另一篇" in (project / "site/guides/index.html").read_text("utf-8")


ENTRY = "---\nname: {name}\npinyin: x\nenglish: X\n{field}\n---\n\n一條。\n"


def write_entry(project, slug, name, field=""):
    (project / f"docs/entries/{slug}.md").write_text(ENTRY.format(name=name, field=field), "utf-8")


def test_two_entries_that_claim_one_form_stop_the_build_with_both_files(project, build_site):
    write_entry(project, "terms/aaa", "某甲", "forms: [某群眾]")
    write_entry(project, "people/aaa", "某乙", "forms: [某羣衆]")
    done = build_site(project)
    assert done.returncode != 0
    (line,) = [line for line in done.stderr.split("\n") if "E002" in line]
    assert "docs/entries/terms/aaa.md:5:1: E002" in line
    assert "entries/people/aaa.md" in line
    assert "Traceback" not in done.stderr


def test_an_entry_that_was_renamed_is_reached_at_its_former_addresses(project, build_site):
    write_entry(project, "terms/aaa", "某甲", "formerly: [terms/bbb, people/bbb]")
    done = build_site(project)
    assert done.returncode == 0, done.stderr
    assert (project / "site/entries/terms/aaa/index.html").is_file()
    for slug, address in {"terms/bbb": "../aaa/", "people/bbb": "../../terms/aaa/"}.items():
        page = (project / f"site/entries/{slug}/index.html").read_text("utf-8")
        assert f'content="0; url={address}"' in page
        assert f'<a href="{address}">' in page
