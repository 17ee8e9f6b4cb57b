"""The JSON Schemas of an edition's files: its settings, and the front matter of each kind of page; and of what the check prints. For
editors' programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..telling import SCHEMA
from .schema import ChapterMeta, FormMeta, GuideMeta, GuidesIndexMeta, PacketMeta, PageMeta, ReportMeta
from .settings import Settings
from .typed import json_schema

_PAGES = {
    "page": PageMeta,
    "guide": GuideMeta,
    "guides-index": GuidesIndexMeta,
    "packet": PacketMeta,
    "form": FormMeta,
    "report": ReportMeta,
    "chapter": ChapterMeta,
}


def schemas(settings: Settings) -> Mapping[str, dict[str, Any]]:
    """Every schema by its name: ``edition``, kinds of pages, ``entry-KIND`` for each kind of entry that the settings declare, and
    ``problems``, what the check prints."""
    classes = {"edition": Settings, **_PAGES, **{f"entry-{name}": kind.meta for name, kind in settings.entries.items()}}
    return {name: json_schema(cls, name) for name, cls in classes.items()} | {"problems": dict(SCHEMA)}
