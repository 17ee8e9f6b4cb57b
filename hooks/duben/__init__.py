"""讀本 Duben: the core of a static generator for study editions. It imports no MkDocs.

``edition.read`` reads a docs folder into an ``Edition``; ``links.resolve`` ties citations and quotations to their words;
the Python-Markdown extension ``duben`` puts both on the page.
"""

from .extension import DubenExtension, makeExtension

__all__ = ["DubenExtension", "makeExtension"]
