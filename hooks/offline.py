"""With ``--no-directory-urls`` the site works from a folder as well: our modules become one script that needs no server."""

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from duben.site.bundle import bundle

BUNDLE = "assets/bundle.js"


@event_priority(-100)  # when all modules are there
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    if config.use_directory_urls:
        return files
    modules = [script for script in config.extra_javascript if getattr(script, "type", "") == "module"]
    entries = [str(script).removeprefix("assets/") for script in modules]
    own = [file for file in files if file.src_dir in (config.docs_dir, None) and file.src_uri.startswith("assets/")]
    sources = {file.src_uri.removeprefix("assets/"): file.content_string for file in own if file.src_uri.endswith(".js")}
    files.append(File.generated(config, BUNDLE, content=bundle(sources, entries)))
    script = ExtraScriptValue(BUNDLE)
    script.defer = True
    config.extra_javascript[:] = [*(other for other in config.extra_javascript if other not in modules), script]
    config.theme.static_templates.discard("404.html")  # only a server shows it
    return files
