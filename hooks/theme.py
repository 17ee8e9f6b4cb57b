"""Puts the engine's theme before Material's: templates, and the styles and scripts of both, joined, with the words that they show; and
gives each page its policy, which tells what it may load and run."""

import re
from html import unescape

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from duben.cache import key, program
from duben.catalogue import gettext
from duben.host import KEY
from duben.site import policy, theme, words
from duben.site.bundle import bundle
from duben.site.contents import Contents, page_contents

_compiled = theme.Compiled()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    config.theme.dirs.insert(0, str(theme.FOLDER))
    config.watch.append(str(theme.FOLDER))
    script = ExtraScriptValue(theme.SCRIPT)
    script.defer = True
    config.extra_javascript.insert(0, script)
    return config


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    env.bytecode_cache = _compiled
    contents = Contents()

    @pass_context
    def site_contents(context: Context, page: Page | None) -> str:
        return contents.site(context["nav"].items, page, lambda url: normalize_url(url, page, context["base_url"]))

    live = config.extra[KEY].serving

    env.globals["_"] = gettext
    env.filters["running_title"] = _running_title
    env.filters["policy"] = lambda page: policy.policy("page", filter(None, [_running_title(page)]), live=live)
    env.filters["site_contents"] = site_contents
    env.filters["page_contents"] = lambda page: page_contents(page.toc if page else ())
    return env


@event_priority(-100)  # when all modules are there
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    cache = config.extra[KEY].cache
    table, properties = cache.value(key("words", program(), theme.digest()), lambda: (words.module(), words.properties()))
    ours = [file for file in files if file.src_dir == str(theme.FOLDER) and file.src_uri.endswith((".css", ".js"))]
    texts = {file.src_uri.removeprefix("assets/"): file.content_string for file in ours}
    host = {name: file.content_string for file in files if (name := theme.host_style(file.src_uri))}
    # the edition's modules, and the tables that the build has made for ours
    others = [file for file in files if file.src_dir in (config.docs_dir, None) and re.fullmatch(r"assets/[^/]+\.js", file.src_uri)]
    modules = {file.src_uri.removeprefix("assets/"): file.content_string for file in others} | {"words-table.js": table}
    modules |= {name: theme.without_comments(text) for name, text in texts.items() if name.endswith(".js")}
    for file in [*ours, *(file for file in others if file.src_dir is None), *(file for file in files if theme.is_unused(file.src_uri))]:
        files.remove(file)

    own = [script for script in config.extra_javascript if str(script).removeprefix("assets/") in modules and _is_module(script)]
    config.extra_javascript[:] = [script for script in config.extra_javascript if script not in own]
    entries = [*theme.entries(modules), *(str(script).removeprefix("assets/") for script in own)]
    where = key("bundle", program(), entries, *(sorted(part.items()) for part in (modules, host, texts)), properties)
    made = cache.value(
        where, lambda: (*bundle(modules, entries, theme.LATER.removeprefix("assets/")), theme.style(host, texts, properties))
    )
    script, later, style = made
    for address, content in {theme.STYLE: style, theme.SCRIPT: script, theme.LATER: later, theme.EARLY: modules["early.js"]}.items():
        files.append(File.generated(config, address, content=content))
    return files


def _running_title(page: Page | None) -> str:
    """The style that puts a packet's title above every printed page; '' for other pages."""
    packet = page and page.file.src_uri.startswith("packets/") and page.file.src_uri != "packets/make.md"
    return policy.running_title(unescape(page.meta["title"])) if page and packet else ""


def _is_module(script: object) -> bool:
    return getattr(script, "type", "") == "module"
