"""What the hooks of a host share during one build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .cache import Cache
from .document.addresses import Address, relative
from .document.pages import Pages
from .edition.model import Edition
from .links.model import Links
from .packets.files import Job
from .problems import Problem

KEY = "duben"
"""The name under which a host's settings hold the ``Build``."""
SHARE = "duben_share"
"""The name under which they may hold its ``share``."""
HISTORY = "duben_history"
"""The name under which they may hold the history of its reports, where that is not the history of its docs folder."""


@dataclass
class Build:
    """One build. ``pages`` makes the documents of the edition, ``cache`` holds what is kept of it; ``urls`` are the addresses of files
    from the site's root, by their paths below docs/, once the host knows them, and ``address`` those of links; ``files`` are those that
    the build makes of packets, with their bytes, by the packet's path, or None where it makes none. ``serving``: it is made for an editor
    who is writing, and shown again at every change. ``share`` are the paths of the pages that are to be made and kept, where another build
    then makes the site of them; None where this one makes it. ``problems`` are what is wrong, where the
    site is built nevertheless, for an editor who is writing."""

    edition: Edition
    links: Links
    pages: Pages
    cache: Cache
    urls: Mapping[str, str] = field(default_factory=dict)
    address: Address = relative
    files: Mapping[str, Mapping[Job, int]] | None = None
    serving: bool = False
    share: frozenset[str] | None = None
    problems: Sequence[Problem] = ()
