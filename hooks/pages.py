"""Adds what the edition tells of itself: the navigation, lists of reports, guides and entries, each report's contents."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from duben.site import lists as pages
from duben.site.nav import nav
from duben.site.redirects import redirect, redirects


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    config.nav = nav(config.extra["edition"], config.nav or [])
    return config


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    edition, links, path = config.extra["edition"], config.extra["links"], page.file.src_uri
    concordance = config.extra["extension"].concordance
    if path == "guides/index.md":
        return f"{markdown}\n\n{pages.guide_list(edition)}\n\n{pages.inventory_list(edition, links)}\n"
    if path == "packets/index.md":
        return pages.before_sections(markdown, pages.packet_list(edition))
    if path == "about/coverage.md":
        return f"{markdown}\n\n{pages.coverage_list(edition, links)}\n"
    if path == "reports/index.md":
        return f"{markdown}\n\n{pages.report_list(edition)}\n"
    if path == "about/problems.md":
        return f"{markdown}\n\n{pages.problem_list()}\n"
    if path == "entries/index.md":
        return f"{markdown}\n\n{pages.entry_kinds(concordance)}\n"
    if path.startswith("entries/") and path.endswith("/index.md"):
        return f"{markdown}\n\n{pages.entry_index(concordance, path.split('/')[1])}\n"
    guide = edition.page(path)
    if guide and guide.is_guide:
        return pages.guide(guide, markdown)
    report = edition.report(path.removeprefix("reports/").removesuffix("/index.md"))
    return f"{markdown}\n\n{pages.report_index(report)}\n\n{pages.named(concordance, report)}\n" if report else markdown


def on_post_build(*, config: MkDocsConfig) -> None:
    """Former addresses of entries lead on to their present ones."""
    for old, new in redirects(config.extra["edition"]).items():
        folder = Path(config.site_dir, old).with_suffix("")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(redirect(config.extra["extension"].address(new, old)), "utf-8")
