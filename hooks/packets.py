"""Makes the PDF, EPUB and DOCX files of packets and blank forms; `PACKETS=false` leaves them out, and so does `serve`."""

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from duben.catalogue import _
from duben.host import KEY
from duben.packets.build import Builder
from duben.packets.files import Job, jobs, pages
from duben.pandoc import run as pandoc
from duben.pdf.pdf import MissingGlyph
from duben.problems import plain

log = logging.getLogger("mkdocs.hooks.duben")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    build = config.extra[KEY]
    if build.share is not None:
        return files
    if build.serving or not config.extra["packets"]:
        log.info(_("Packets are pages only: no PDF, EPUB and DOCX this time. To have them, use dev.py site or dev.py packets."))
        return files
    books = pandoc.available()
    if not books:
        log.info(_("Without pandoc no EPUB and DOCX of the packets were made; the PDFs were."))
    folder = Path(config.config_file_path).parent / ".cache/packets"
    builder = Builder(build.pages, folder, config.site_url or "")
    made: dict[str, dict[Job, int]] = {}
    for page in pages(build.edition):
        for job in jobs(page, books):
            try:
                content = builder.make(job)[0]
            except (MissingGlyph, pandoc.PandocError) as error:
                raise PluginError(plain(f"docs/{page.path}: {error}")) from None
            files.append(File.generated(config, job.file, content=content))
            made.setdefault(page.path, {})[job] = len(content)
    builder.sweep()
    build.files = made
    return files
