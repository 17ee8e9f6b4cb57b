"""Writes the search index into the site; the theme's assets/search.js asks it."""

import hashlib
import json
import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from duben.cache import Cache
from duben.catalogue import _
from duben.host import KEY
from duben.search import passages
from duben.search.write import write

log = logging.getLogger("mkdocs.hooks.duben")


def on_nav(nav: Navigation, *, config: MkDocsConfig, **_kwargs: object) -> Navigation:
    # now, while the pages are not rendered: the index needs the edition and addresses only, and so both need not fit into memory at once
    build = config.extra[KEY]
    parts = [part._replace(pages=tuple(part.pages()).__iter__) for part in passages.parts(build.extension.pages)]
    keys = [hashlib.sha256(json.dumps(tuple(part.pages())).encode()).hexdigest() for part in parts]
    cache = Cache(Path(config.config_file_path).parent / ".cache/search")
    size = write(Path(config.site_dir, "search"), cache, list(zip(keys, parts, strict=True)), build.urls.__getitem__)
    log.info(_("Search index: {size} KB.", size=size // 1000))
    return nav
