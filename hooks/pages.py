"""Adds what the edition tells of itself: the navigation, lists of reports and guides, each report's contents."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from duben import pages


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    config.nav = pages.nav(config.extra["edition"], config.nav or [])
    return config


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
    edition, links, path = config.extra["edition"], config.extra["links"], page.file.src_uri
    if path == "guides/index.md":
        return f"{markdown}\n\n{pages.guide_list(edition)}\n\n{pages.inventory_list(edition, links)}\n"
    if path == "about/coverage.md":
        return f"{markdown}\n\n{pages.coverage_list(edition, links)}\n"
    if path == "reports/index.md":
        return f"{markdown}\n\n{pages.report_list(edition)}\n"
    if path == "about/problems.md":
        return f"{markdown}\n\n{pages.problem_list()}\n"
    guide = edition.page(path)
    if guide and guide.is_guide:
        return pages.guide(guide, markdown)
    report = edition.report(path.removeprefix("reports/").removesuffix("/index.md"))
    return f"{markdown}\n\n{pages.report_index(report)}\n" if report else markdown
