"""Writes assets/simplified-table.js, by which assets/simplified.js shows a page in simplified characters."""

from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from duben.host import KEY
from duben.reading.settings import beside
from duben.site.script import readings
from duben.site.theme import sources
from duben.text.simplified import table


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    # whatever a page may show stands in one of these; a character that does not is merely shown as it is
    docs = Path(config.docs_dir).rglob("*.md")
    language = (Path(folder, "partials", "languages", f"{config.theme['language']}.html") for folder in config.theme.dirs)
    paths = chain(docs, sources(), filter(Path.is_file, (*language, Path(config.config_file_path), beside(Path(config.docs_dir)))))
    # a file that is not UTF-8 is a fault that the check reports; under `serve` the other pages are still shown
    found = table(chain((path.read_text("utf-8", "replace") for path in paths), readings(config.extra[KEY].edition)))
    files.append(File.generated(config, "assets/simplified-table.js", content=found.module()))
    return files
