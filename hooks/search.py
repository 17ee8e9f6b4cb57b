"""Writes the search index into the site; the theme's assets/search.js asks it."""

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from duben.cache import Cache
from duben.catalogue import _
from duben.host import KEY
from duben.search import passages
from duben.search.write import prepare, write
from duben.site.keys import Keys
from duben.store import Store

log = logging.getLogger("mkdocs.hooks.duben")


def on_nav(nav: Navigation, *, config: MkDocsConfig, **_kwargs: object) -> Navigation:
    # now, while the pages are not rendered: the index needs the edition and addresses only, and so both need not fit into memory at once
    build = config.extra[KEY]
    keys = Keys(build.pages)
    parts = [(keys.words(part.paths), part) for part in passages.parts(build.pages)]
    project = Path(config.config_file_path).parent
    cache = Cache(project / ".cache/search")
    if build.share is not None:
        prepare(cache, [(own, part) for own, part in parts if build.share.issuperset(part.paths)], build.urls.__getitem__)
        return nav
    store = Store(project / ".cache/search-files")
    size = write(Path(config.site_dir, "search"), cache, store, parts, build.urls.__getitem__)
    store.close()
    log.info(_("Search index: {size} KB.", size=size // 1000))
    return nav
