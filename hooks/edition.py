"""Reads and resolves the edition before any page is built, and gives pages to the extension `duben`."""

import gc
import logging
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from duben import DubenExtension
from duben.catalogue import _
from duben.checks import check
from duben.checks.names import audit
from duben.document.addresses import published
from duben.edition.read import read
from duben.extension import PAGE
from duben.host import KEY, Build
from duben.links.resolve import resolve
from duben.reading.settings import beside, read_settings

log = logging.getLogger("mkdocs.hooks.duben")
SHOWN = ("title", "description", "english", "abstract")
"""The fields that the theme may show; others, such as ``template``, would change what it does."""
_command = {"serving": False}


def on_startup(*, command: str, dirty: bool) -> None:
    _command["serving"] = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if gc.get_freeze_count():  # by an earlier build of this process, under `serve`
        gc.unfreeze()
        gc.collect()
    docs = Path(config.docs_dir)
    settings, faults = read_settings(beside(docs))
    if beside(docs).is_file():
        config.watch.append(str(beside(docs)))
    gc.disable()  # nothing that is read is garbage, and it all stays to the end of the build
    try:
        links = resolve(edition := read(docs, settings))
        gc.freeze()
    finally:
        gc.enable()
    problems = faults or check(edition, links)  # what is wrong with the pages may follow from the settings
    for problem in problems:
        log.error("%s", problem.under(docs.name))
    # while an editor is writing, the page with the fault is still shown
    if problems and not _command["serving"]:
        raise PluginError(_("{count} places need correcting; the site was not built.", count=len(problems)))
    for finding in audit(edition, links.mentions):
        log.info("%s", finding)
    config.copyright = settings.copyright
    config.extra[KEY] = Build(edition, links, DubenExtension(edition, links))
    config.markdown_extensions.append(config.extra[KEY].extension)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    build: Build = config.extra[KEY]
    build.urls = {file.src_uri: file.url for file in files}
    build.extension.address = published(build.urls)
    for file in files.documentation_pages():
        if not (build.edition.page(file.src_uri) or file.src_uri in build.edition.chapters):
            file.content_string = ""  # a fault that the check reports; where it is not UTF-8, MkDocs cannot read it either
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
    path, build = page.file.src_uri, config.extra[KEY]
    build.extension.path = path
    if read_page := build.edition.page(path):
        page.meta.setdefault("title", read_page.title)
    # the theme puts these into HTML as they are; the check has told of signs in them, this does not rely on it
    meta = {name: escape(value) if isinstance(value, str) else value for name, value in page.meta.items()}
    page.meta = {name: meta[name] for name in SHOWN if isinstance(meta.get(name), str)}
    if isinstance(meta.get("hide"), list):
        page.meta["hide"] = meta["hide"]
    return PAGE  # the extension puts in its place what the core has read and checked, and nothing else
