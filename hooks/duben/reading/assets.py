"""Files of docs/ that are published as they are: pictures, and what the site itself names of ``assets/``.

A browser runs what an HTML, SVG or XML file has in it, and what a script says, for the whole site. So these are told by their names, and
of SVG what stands in it must be on a list.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from pathlib import Path

import yaml

from ..catalogue import _
from ..problems import Problem
from .files import PICTURES

FOLDER = "assets/"
_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = re.compile("circle|desc|ellipse|g|line|path|poly(gon|line)|rect|svg|text|title|tspan")
_ATTRIBUTES = re.compile(
    "c?[xy]|d[xy]?|[xy][12]|r[xy]?|dominant-baseline|fill(-opacity|-rule)?|font-(family|size|style|weight)|height|lang|opacity|points"
    "|preserveAspectRatio|role|stroke(-dasharray|-linecap|-linejoin|-opacity|-width)?|text-anchor|transform|version|viewBox|width"
)


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml for what it names; tags such as ``!ENV`` are the host's affair."""


_Loader.add_multi_constructor("", lambda *_: None)


def named(docs: Path) -> frozenset[str]:
    """The files that the site's own settings, mkdocs.yml beside ``docs``, name: styles, scripts, favicon and logo."""
    try:
        values = yaml.load((docs.resolve().parent / "mkdocs.yml").read_bytes(), _Loader)
        theme = values.get("theme")
        found = [*(values.get("extra_css") or ()), *(values.get("extra_javascript") or ())]
        found += [theme.get("favicon"), theme.get("logo")] if isinstance(theme, dict) else []
    except (OSError, yaml.YAMLError, AttributeError, TypeError, ValueError, RecursionError):
        return frozenset()  # there is none, or the host will tell what is wrong with it
    paths = (item.get("path") if isinstance(item, dict) else item for item in found)
    return frozenset(path for path in paths if isinstance(path, str))


def check(docs: Path, path: str, site: frozenset[str]) -> list[Problem]:
    """A problem (H003) for a file that may not be published; ``site`` are those that the site's own settings name."""
    suffix = Path(path).suffix.lower()
    if suffix in PICTURES or (suffix != ".svg" and path in site):
        return []
    name = path.rsplit("/", 1)[-1]
    if suffix == ".svg" and path.startswith(FOLDER):
        active = _active((docs / path).read_bytes())
        if not active:
            return []
        message = _("“{name}” has “{active}”, which a picture may not have.", name=name, active=active)
        return [Problem(path, 1, 1, "H003", message, _("Leave in it only shapes and text with plain attributes, or save it as png."))]
    hint = _(
        "There can be only Markdown and pictures (png, jpg, webp, gif; in assets/ also svg), and of styles and scripts those that "
        "mkdocs.yml names; move other files out of docs/."
    )
    return [Problem(path, 1, 1, "H003", _("“{name}” is no file that can be published.", name=name), hint)]


def _active(data: bytes) -> str:
    """What in an SVG file is not on the lists of what only draws; '' where all of it is."""
    try:
        text = data.decode("utf-8-sig")
        # declarations may name entities, and styles of other places
        if found := re.search(r"<[!?]\S{0,20}", text):
            return found[0]
        root = etree.fromstring(text)
    except (UnicodeDecodeError, etree.ParseError, ValueError):
        return _("something that is not XML in UTF-8")
    for element in root.iter():
        name = element.tag.removeprefix(_SVG)
        if not _ELEMENTS.fullmatch(name) or name == element.tag:
            return name
        for attribute, value in element.attrib.items():
            if not _ATTRIBUTES.fullmatch(attribute) or re.search(r"(?i)url|[:\\]", value):
                return attribute
    return ""
