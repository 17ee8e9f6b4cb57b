"""Adds a serif of the characters that the site shows, for machines without Chinese type; others do not fetch it."""

import logging
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from duben.cache import key, program
from duben.catalogue import _, listed
from duben.document import cases
from duben.host import KEY
from duben.site import fonts, texts, theme
from duben.telling import PAGE

log = logging.getLogger("mkdocs.hooks.duben")
FOLDER = "assets/fonts"
_made: dict[str, bytes] = {}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    config.extra_css.insert(0, f"{FOLDER}/fonts.css")
    return config


@event_priority(-100)  # when all pages are there
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    # once, also for `serve`: an editor who is writing has Chinese type, so a new character is not worth the seconds
    build, docs = config.extra[KEY], Path(config.docs_dir)
    if not _made and build.share is None:
        shown = fonts.Shown.of_all(known.fonts for known in texts.of_edition(docs, build.edition, build.cache))
        project = Path(config.config_file_path).parent
        language = f"partials/languages/{config.theme['language']}.html"
        assets = [file for file in files if file.src_dir == config.docs_dir and file.src_uri.endswith((".js", ".css"))]
        own = [*project.glob("*.yml"), *(Path(folder, language) for folder in config.theme.dirs)]
        examples = cases.CASES.rglob("*") if build.edition.page(PAGE) else ()
        others = _texts([*own, *(Path(file.abs_src_path) for file in assets), *examples])

        def planned() -> tuple[list[fonts.Slice], list[str]]:
            return fonts.plan(shown, others + _texts(theme.interface()), _texts(theme.sources())), fonts.lacking(shown)

        plan, lacking = build.cache.value(key("plan", program(), theme.digest(), fonts.asked(shown), others), planned)
        for char in lacking:
            message = _(
                "The fonts of the site have no glyph for “{character}” ({codepoint}): {pages}. Where a reader's machine lacks it too, "
                "a box is shown; the site is built nevertheless.",
                character=char,
                codepoint=f"U+{ord(char):04X}",
                pages=listed(texts.with_character(docs, build.edition, char)),
            )
            log.info("%s", message)
        _made.update(fonts.make(plan, project / ".cache/fonts"))
    for name, data in _made.items():
        files.append(File.generated(config, f"{FOLDER}/{name}", content=data))
    return files


def _texts(paths: Iterable[Path]) -> str:
    return "".join(path.read_text("utf-8", "replace") for path in paths if path.is_file())
