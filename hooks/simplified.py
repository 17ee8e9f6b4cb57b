"""Writes assets/simplified-table.js, by which assets/simplified.js shows a page in simplified characters."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from duben.cache import key, program
from duben.host import KEY
from duben.reading.settings import beside
from duben.site import theme
from duben.site.texts import of_edition
from duben.text.simplified import Survey, survey, table_of


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    # whatever a page may show stands in one of these; a character that does not is merely shown as it is
    build, docs = config.extra[KEY], Path(config.docs_dir)
    language = (Path(folder, "partials", "languages", f"{config.theme['language']}.html") for folder in config.theme.dirs)
    others = [path.read_text("utf-8", "replace") for path in (*language, Path(config.config_file_path), beside(docs)) if path.is_file()]
    surveys = [known.simplified for known in of_edition(docs, build.edition, build.cache)]
    where = key("simplified", program(), theme.digest(), others)
    own = build.cache.value(where, lambda: survey([*others, *(path.read_text("utf-8") for path in theme.sources())]))
    found = Survey.of_all((*surveys, own))
    where = key("table", program(), sorted(found.characters), sorted(found.runs))
    content = build.cache.value(where, lambda: table_of(found).module())
    files.append(File.generated(config, "assets/simplified-table.js", content=content))
    return files
