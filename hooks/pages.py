"""Writes the pages, and what the edition tells of itself: the order of the site, and former addresses.

MkDocs finds the pages and their order, and the theme; it neither reads nor renders them.
"""

from collections import defaultdict
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from duben import parallel
from duben.cache import key
from duben.host import KEY
from duben.html.faults import LIST, Fault, place_of
from duben.html.page import Faults, article, problem_page
from duben.packets.compose import document
from duben.site import head, nav, redirects, theme
from duben.site.keys import Keys
from duben.site.shell import Shells
from duben.site.sitemap import sitemap
from duben.store import Proof, Store

ERROR = "404.html"
"""The page for addresses that lead nowhere, whose own links begin at the root of the host."""
_found: dict[str, tuple[Navigation, list[Page]]] = {}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    config.nav = nav.nav(config.extra[KEY].edition, config.nav or [])
    config.theme.static_templates.discard("sitemap.xml")  # of pages that MkDocs does not know any more
    return config


@event_priority(-100)  # when the other hooks have seen the files
def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    build = config.extra[KEY]
    edition, pages, faulty = build.edition, [], {LIST, *(problem.path for problem in build.problems)}
    for file in files.documentation_pages():
        known = edition.page(file.src_uri) or file.src_uri in edition.chapters
        if file.page and (known or file.src_uri in faulty):
            pages.append(file.page)
            file.page.markdown, file.page.meta = "", head.meta(edition, file.src_uri) if known else {"title": escape(file.src_uri)}
        file.inclusion = InclusionLevel.EXCLUDED  # MkDocs passes it over
    _found[KEY] = nav, pages
    return nav


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    build = config.extra[KEY]
    site_nav, pages = _found.pop(KEY)
    sources = [page.file for page in pages]
    project = Path(config.config_file_path)
    around = [
        project.read_bytes(),
        config.site_url or "",
        theme.digest(),
        *(hook.read_text("utf-8") for hook in sorted(Path(__file__).parent.glob("*.py"))),
        str(site_nav),  # the titles and addresses of its sections and pages
        build.serving,  # pages then have another policy
    ]
    keys = Keys(build.pages, key(*around), build.files)
    store = Store(project.parent / ".cache/pages", "" if build.share is None else key(sorted(build.share)))
    pages = [page for page in pages if build.share is None or page.file.src_uri in build.share]
    if ERROR in config.theme.static_templates:
        config.theme.static_templates.discard(ERROR)
        kept, place = key(ERROR, keys.common), Path(config.site_dir, ERROR)
        if not store.put(kept, place):
            context = get_context(site_nav, sources, config, base_url=urlsplit(config.site_url or "/").path)
            store.keep(kept, place, env.get_template(ERROR).render(context).encode())
    wrong: dict[str, list[Fault]] = defaultdict(list)
    for problem in build.problems:
        wrong[problem.path].append(Fault(problem, place_of(build.edition, problem)))

    def key_of(path: str) -> str:
        own = [keys.of(path) if build.edition.page(path) or path in build.edition.chapters else path]
        if path == LIST:
            own += [str(problem) for problem in build.problems]
        elif path in wrong:
            own += [len(build.problems), *(str(fault) for fault in wrong[path])]
        return own[0] if len(own) == 1 else key(keys.common, own)

    missing = [(page, kept) for page in pages if not store.put(kept := key_of(page.file.src_uri), Path(page.file.abs_dest_path))]

    # the templates are read only where there is something to write
    context = get_context(site_nav, sources, config)
    shells = Shells(env, "main.html", context, lambda page: get_relative_url(".", page.url)) if missing else None

    def write(item: tuple[Page, str]) -> Proof:
        page, kept = item
        path = page.file.src_uri
        if path == LIST:
            addresses = {page.file.src_uri: build.address(page.file.src_uri, LIST) for page in pages}
            found = problem_page(build.problems, addresses)
        else:
            told = Faults(wrong[path], len(build.problems), build.address(LIST, path)) if path in wrong else None
            found = article(document(build.pages, path), build.address, None if build.files is None else build.files.get(path, {}), told)
        page.content, page.toc = found.html, get_toc(found.toc)
        html = shells(page)
        page.content = None
        return store.keep(kept, Path(page.file.abs_dest_path), html.encode("utf-8", "xmlcharrefreplace"))

    proofs = parallel.each(write, missing)
    store.kept({kept: proof for (_page, kept), proof in zip(missing, proofs, strict=True)})
    store.close()
    if config.site_url:
        Path(config.site_dir, "sitemap.xml").write_text(sitemap(page.canonical_url for page in pages if page.canonical_url), "utf-8")
    return env


def on_post_build(*, config: MkDocsConfig) -> None:
    """Former addresses of pages lead on to their present ones."""
    build = config.extra[KEY]
    for old, new in redirects.redirects(build.edition).items():
        folder = Path(config.site_dir, old).with_suffix("")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(redirects.redirect(build.address(new, old)), "utf-8")
