"""Blocks as tests of ids place them."""

from duben.edition.ledger import Placed
from duben.text.transcript import parse


def place_all(rows):
    """The blocks of a chapter made of these rows, with their places in a source that is the rows themselves."""
    blocks, _ = parse("a.md", "\n".join(rows))
    found, at = [], 0
    for block in blocks:
        size = len("".join(block.text("transcribed").split()))
        found.append(Placed("a", block, at, at + size))
        at += size
    return found
