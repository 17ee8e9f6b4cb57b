"""Reads, resolves and checks the edition before any page is built; tells where a file cannot be read or written."""

import gc
import logging
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from html import escape
from pathlib import Path

from click import ClickException
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel

from duben.cache import Cache
from duben.catalogue import _
from duben.checks import check
from duben.command import told
from duben.document.addresses import published
from duben.document.pages import Pages
from duben.edition.history import history
from duben.edition.read import read
from duben.host import HISTORY, KEY, SHARE, Build
from duben.html.faults import LIST
from duben.links.resolve import resolve
from duben.problems import errors, folded
from duben.reading.settings import beside, read_settings
from duben.site.texts import of_report

log = logging.getLogger("mkdocs.hooks.duben")
_command = {"serving": False}


def on_startup(*, command: str, dirty: bool) -> None:
    _command["serving"] = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if gc.get_freeze_count():  # by an earlier build of this process, under `serve`
        gc.unfreeze()
        gc.collect()
    docs = Path(config.docs_dir)
    cache = Cache(docs.parent / ".cache/edition")
    settings, faults = read_settings(beside(docs))
    if beside(docs).is_file():
        config.watch.append(str(beside(docs)))
    gc.disable()  # nothing that is read is garbage, and it all stays to the end of the build
    try:
        past = config.extra.get(HISTORY) or history(docs)
        edition = read(docs, settings, cache, lambda report: of_report(docs, report, cache), days=past.days)
        links = resolve(edition, cache)
        gc.freeze()
    finally:
        gc.enable()
        gc.set_threshold(50_000, 20, 20)  # a page is thousands of objects, all of them garbage when it is written
    problems = faults or check(edition, links, cache)  # what is wrong with the pages may follow from the settings
    for first, followers in folded(problems):
        message = first.under(docs.name)
        if followers:
            message += " " + _("{count} more follow from this.", count=len(followers))
        log.log(logging.ERROR if first.severity == "error" else logging.INFO, "%s", message)
    # while an editor is writing, the page with the fault is still shown
    if (count := len(errors(problems))) and not _command["serving"]:
        raise PluginError(_("{count} places need correcting; the site was not built.", count=count))
    if not (_command["serving"] or config.extra.get("drafts")) and edition.published is not edition:
        edition = edition.published
        links = resolve(edition, cache)
    if past.cut:
        log.info(
            _("The version history here is cut off: the days of some revisions are not known. Fetch all of it (git fetch --unshallow).")
        )
    config.copyright = escape(settings.copyright)  # the theme puts it into the page as it is
    pages, serving = Pages(edition, links, cache), _command["serving"]
    shown = problems if serving else []
    config.extra[KEY] = Build(edition, links, pages, cache, serving=serving, share=config.extra.get(SHARE), problems=shown)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    build: Build = config.extra[KEY]
    for file in list(files):  # what the check refuses is not published under `serve` either; MkDocs itself follows symbolic links
        if file.src_dir == config.docs_dir and file.src_uri not in build.edition.publishable:
            files.remove(file)
    if build.problems:
        files.append(File.generated(config, LIST, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    build.urls = {file.src_uri: file.url for file in files}
    build.address = published(build.urls)
    for file in files.documentation_pages():
        if not (build.edition.page(file.src_uri) or file.src_uri in build.edition.chapters):
            file.content_string = ""  # a fault that the check reports; where it is not UTF-8, MkDocs cannot read it either
    return files


def on_post_build(*, config: MkDocsConfig) -> None:
    config.extra[KEY].cache.sweep()


def on_build_error(*, error: Exception) -> None:
    if isinstance(error, OSError | BrokenExecutor):  # whatever was being read or written
        raise PluginError(told(error)) from None


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Let the server answer with what it has where a build fails: MkDocs's own would let every reader wait until one succeeds."""
    build = server.builder

    def attempt() -> None:
        try:
            build()
        except (SystemExit, ClickException) as error:
            log.error("%s", error)

    server.builder = attempt
    return server
