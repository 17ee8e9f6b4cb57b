"""Puts the engine's theme before Material's: templates, styles, scripts, and the words that they show."""

from jinja2 import Environment
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from duben.catalogue import gettext
from duben.site import theme, words


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
    env.globals["_"] = gettext
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
