"""Writes the search index into the site; the theme's assets/search.js asks it."""

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from duben.catalogue import _
from duben.host import KEY
from duben.search import index as search
from duben.search import passages

log = logging.getLogger("mkdocs.hooks.duben")


def on_nav(nav: Navigation, *, config: MkDocsConfig, **_kwargs: object) -> Navigation:
    # now, while the pages are not rendered: the index needs the edition and addresses only, and so both need not fit into memory at once
    build = config.extra[KEY]
    folder = Path(config.site_dir, "search")
    for part in ("g", "t"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    size = 0
    for name, content in search.build(passages.collect(build.pages), build.urls.__getitem__):
        size += (folder / f"{name}.js").write_bytes(content)
    log.info(_("Search index: {size} KB.", size=size // 1000))
    return nav
