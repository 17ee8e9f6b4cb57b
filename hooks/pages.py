"""Adds what the edition tells of itself: the order of the site, and former addresses of entries."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from duben.host import KEY
from duben.site import nav, redirects


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    config.nav = nav.nav(config.extra[KEY].edition, config.nav or [])
    return config


def on_post_build(*, config: MkDocsConfig) -> None:
    """Former addresses of entries lead on to their present ones."""
    build = config.extra[KEY]
    for old, new in redirects.redirects(build.edition).items():
        folder = Path(config.site_dir, old).with_suffix("")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(redirects.redirect(build.extension.address(new, old)), "utf-8")
