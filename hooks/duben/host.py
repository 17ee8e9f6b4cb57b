"""What the hooks of a host share during one build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .edition.model import Edition
from .extension import DubenExtension
from .links.model import Links

KEY = "duben"
"""The name under which a host's settings hold the ``Build``."""


@dataclass
class Build:
    """One build. ``extension`` writes the pages and knows the documents of the edition; ``urls`` are the addresses of pages from the
    site's root, by their paths below docs/, once the host knows them."""

    edition: Edition
    links: Links
    extension: DubenExtension
    urls: Mapping[str, str] = field(default_factory=dict)
