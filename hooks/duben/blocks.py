"""A guide's blocks on the page, by the Blocks API of pymdown-extensions. guides.py reads and checks the same blocks."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from typing import Any, ClassVar

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block, type_string

from .guides import FACTS, FIELDS, KINDS
from .render import element


class GuideBlock(Block):  # type: ignore[misc]
    """One step, duty, form, principle or example: number and title, the facts, quotations, the editors' annotation."""

    ARGUMENT = True
    OPTIONS: ClassVar[dict[str, tuple[str, Callable[[Any], str]]]] = dict.fromkeys(FIELDS, ("", type_string))

    def on_init(self) -> None:
        """Take away the option ``attrs``, with which any attribute, onclick too, could be set."""
        del self.option_spec["attrs"]

    def on_validate(self, parent: etree.Element) -> bool:
        """The base class asks for ``attrs`` when it makes the element."""
        self.options["attrs"] = {}
        return True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """The section with its heading and facts."""
        options = self.options
        section = element(parent, "section", class_=f"db-block db-block-{self.NAME}", id=options["id"])
        heading = element(section, "h3")
        heading.set("data-toc-label", f"{options['number']}　{self.argument}" if options["number"] else self.argument)
        element(heading, "span", KINDS[self.NAME], class_="db-label")
        if options["number"]:
            element(heading, "span", options["number"], class_="db-no")
        element(heading, "span", self.argument, class_="db-title")
        if options["en"]:
            element(section, "p", options["en"], class_="db-en db-editor", lang="en")
        if any(options[name] for name in FACTS):
            facts = element(section, "dl", class_="db-facts")
            for name, label in FACTS.items():
                if options[name]:
                    row = element(facts, "div", class_=f"db-fact-{name}")
                    element(row, "dt", label)
                    _fact(element(row, "dd"), options[name])
        return section

    def on_end(self, block: etree.Element) -> None:
        """Put what is not a quotation into the editors' annotation, in place."""
        note: etree.Element | None = None
        for child in list(block):
            if (
                child.tag in ("blockquote", "figure")
                or child.get("class", "").startswith(("db-en", "db-facts", "db-block"))
                or child.tag == "h3"
            ):
                note = None
                continue
            index = list(block).index(child)
            block.remove(child)
            if note is None:
                note = etree.Element("div", {"class": "db-annotation db-editor"})
                block.insert(index, note)
            note.append(child)


def _fact(parent: etree.Element, value: str) -> None:
    """The source's words as they are; the editors' words, in 〔〕, in the editors' voice."""
    last: etree.Element | None = None
    for part in re.split(r"(〔[^〕]*〕)", value):
        if part.startswith("〔"):
            last = element(parent, "span", part, class_="db-editor")
        elif last is None:
            parent.text = AtomicString(part)
        else:
            last.tail = AtomicString(part)


class GuideBlocks(BlocksExtension):  # type: ignore[misc]
    """Registers one block for each of ``guides.KINDS``."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802 - the API's name
        for kind in KINDS:
            block_mgr.register(type(kind.title(), (GuideBlock,), {"NAME": kind}), self.getConfigs())
