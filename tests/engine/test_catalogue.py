"""The catalogue of words: every message of the code has its translation, nothing else stands in it, and no word stands outside of it."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from duben.catalogue import LANGUAGE, LOCALE, gettext
from duben.pandoc.styles import OWN
from duben.problems import CODES

ROOT = Path(__file__).parents[2]
MODULES = sorted(path.relative_to(ROOT).as_posix() for folder in ("hooks", "scripts") for path in (ROOT / folder).rglob("*.py"))
MODULES = [module for module in MODULES if not module.startswith("scripts/bench")]  # they make up texts to measure with
HAN = re.compile("[\u3400-\u9fff]")

STYLES = {*OWN, "表中"}
ALLOWED = {
    "hooks/duben/checks/guides.py": {"_FIRST", "[二兩]"},  # numerals of the source
    "hooks/duben/importing/__init__.py": {"proof: {state: 未校}", "state: 草稿"},  # values of fields, from closed lists
    "hooks/duben/importing/booklet.py": {"_RANK"},  # what a transcription has: titles of office, ordinals, numerals
    "hooks/duben/importing/outline.py": {"_HAN", "_BIG", "_STYLES", "TOP_STYLES", *"①⑴⒈甲十", "乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚辛壬癸"},
    "hooks/duben/importing/rawlines.py": {"_HAN_NUM", "\u3400", "\u9fff", "〇"},
    "hooks/duben/packets/compose.py": {"橫"},  # the value of a field
    "hooks/duben/reading/grounds.py": {"OUTSIDE"},  # what editors write
    "hooks/duben/reading/schema.py": {"ProofState", "ReportState", "UNSETTLED", "USES", "paper"},  # values of fields, from closed lists
    "scripts/pictures.py": {"竅門"},  # what is searched for in a picture
    "hooks/duben/text/folding.py": {"_EXTRA"},  # characters that stand for others
    "hooks/duben/text/numerals.py": {"HAN", *"千百十零"},
    "hooks/duben/text/variants.py": {"_PAIRS", "_OF_TWO_WORDS", "MIXED", "WRITTEN", "份子", "分子"},
    **{
        f"hooks/duben/pandoc/{name}.py": STYLES for name in ("blocks", "book", "docx", "nodes", "styles")
    },  # names of styles, as in files made before
}
"""Names at the top of a module whose value, or literals that, hold Chinese which is no word of the interface."""


@dataclass(frozen=True)
class Call:
    """A message that the code asks for. ``names`` are the placeholders that it fills in, None where it fills in none."""

    module: str
    line: int
    context: str
    message: str
    names: frozenset[str] | None


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text("utf-8"))


def literal(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def calls() -> Iterator[Call]:
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "gettext") and node.args:
                message = literal(node.args[0])
                context = literal(node.args[1]) if len(node.args) > 1 else ""
                names = frozenset(keyword.arg or "**" for keyword in node.keywords) or None
                if message:
                    yield Call(module, node.lineno, context, message, names)
    for kind in CODES.values():
        yield Call("hooks/duben/problems.py", 1, "", kind.meaning, None)


CALLS = list(calls())


def translations() -> list[tuple[str, str, str]]:
    """Context, English and translation of every message of the PO files, but for the theme's, which site/test_theme.py asks about."""
    found = []
    for file in sorted({*(LOCALE / LANGUAGE).glob("*.po")} - {LOCALE / LANGUAGE / "theme.po"}):
        with file.open("rb") as stream:
            found += [(m.context or "", str(m.id), str(m.string)) for m in read_po(stream, locale=LANGUAGE) if m.id]
    return found


TRANSLATIONS = translations()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_message_of_the_code_has_a_translation():
    known = {(context, message) for context, message, told in TRANSLATIONS if told}
    assert [call for call in CALLS if (call.context, call.message) not in known] == []


def test_no_message_stands_in_the_catalogue_that_no_code_asks_for_or_stands_there_twice():
    used = {(call.context, call.message) for call in CALLS} | {("between the members of a list", ", ")}
    assert [message for message in TRANSLATIONS if message[:2] not in used] == []
    assert [key for key, count in Counter(message[:2] for message in TRANSLATIONS).items() if count > 1] == []


def test_a_message_and_its_translation_have_the_placeholders_that_the_code_fills_in():
    told = {(context, message): text for context, message, text in TRANSLATIONS}
    for call in CALLS:
        text = told[call.context, call.message]
        if call.names is None:  # nothing is filled in: a brace is a brace
            assert set(re.findall(r"{([a-z]+)}", text)) == set(re.findall(r"{([a-z]+)}", call.message)), call
        elif "**" not in call.names:
            named = {re.split(r"[.\[]", name)[0] for name in fields(call.message)}
            assert named == call.names, call
            assert fields(text) == fields(call.message), call
        else:
            assert fields(text) == fields(call.message), call


def words(module: str) -> Iterator[tuple[int, str]]:
    """The literals with Chinese in a module, but for docstrings, patterns and what is allowed there."""
    allowed = ALLOWED.get(module, set())
    skipped: set[int] = set()
    for node in ast.walk(tree(module)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        named = any(isinstance(name, ast.Name) and name.id in allowed for target in targets for name in ast.walk(target))
        pattern = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
        if named or pattern or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            skipped.update(id(inner) for inner in ast.walk(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and HAN.search(node.value) and node.value not in allowed:
            yield from [] if id(node) in skipped else [(node.lineno, node.value)]


@pytest.mark.parametrize("module", MODULES)
def test_a_converted_module_has_no_chinese_words_of_its_own(module):
    assert list(words(module)) == []


def test_the_template_of_pdfs_has_no_words_of_its_own():
    template = (ROOT / "hooks/duben/pdf/packet.typ").read_text("utf-8")
    code = re.sub(r"(?m)//.*$|regex\(\".*?\"\)", "", template)
    assert HAN.findall(code) == []


def test_a_message_without_a_translation_stays_english_and_is_filled_in():
    assert gettext("No such thing: {name}.", name="x") == "No such thing: x."
