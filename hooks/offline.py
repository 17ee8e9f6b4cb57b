"""With ``--no-directory-urls`` the site works from a folder as well: no page in it needs a server."""

from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if not config.use_directory_urls:
        config.theme.static_templates.discard("404.html")  # only a server shows it
    return config
