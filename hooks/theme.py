"""Puts the engine's theme before Material's: templates, styles, scripts, and the words that they show."""

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from duben.catalogue import gettext
from duben.site import theme, words
from duben.site.contents import Contents, page_contents


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    config.theme.dirs.insert(0, str(theme.FOLDER))
    config.watch.append(str(theme.FOLDER))
    config.extra_css[:0] = theme.styles()
    for address in reversed(theme.modules()):
        script = ExtraScriptValue(address)
        script.type = "module"
        config.extra_javascript.insert(0, script)
    return config


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    contents = Contents()

    @pass_context
    def site_contents(context: Context, page: Page | None) -> str:
        return contents.site(context["nav"].items, page, lambda url: normalize_url(url, page, context["base_url"]))

    env.globals["_"] = gettext
    env.filters["site_contents"] = site_contents
    env.filters["page_contents"] = lambda page: page_contents(page.toc if page else ())
    return env


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    for file in list(files):
        own = file.src_dir == str(theme.FOLDER) and file.src_uri.endswith(".js")
        styles = file.src_dir == str(theme.FOLDER) and file.src_uri == "assets/duben.css"
        if own or styles or file.src_uri.startswith(theme.UNUSED):
            files.remove(file)
        if styles:
            files.append(File.generated(config, file.src_uri, content=words.properties() + file.content_string))
        if own:
            files.append(File.generated(config, file.src_uri, content=theme.without_comments(file.content_string)))
    files.append(File.generated(config, "assets/words-table.js", content=words.module()))
    return files
