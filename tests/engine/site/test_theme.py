"""The engine's theme: one sheet that knows the host, words from the catalogue, templates that need no page."""

import re
from collections import defaultdict

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from duben.catalogue import LANGUAGE, LOCALE, messages
from duben.site import theme, words

ASSETS = theme.FOLDER / "assets"
CHINESE = re.compile(r"[\u2e80-\u2fff\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def templates():
    return sorted(theme.FOLDER.rglob("*.html"))


def asked():
    """What scripts and templates ask for with ``_("…")``, each with the file."""
    for paths, method in ((ASSETS.glob("*.js"), "javascript"), (templates(), "jinja2.ext:babel_extract")):
        for path in paths:
            with path.open("rb") as stream:
                yield from ((message, path.name) for _, message, _, _ in extract(method, stream, {"_": None}))


def test_one_style_sheet_alone_names_the_classes_of_the_host():
    naming = {path.stem for path in ASSETS.glob("*.css") if ".md-" in re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.S)}
    assert naming == {"material"}


def test_every_style_sheet_and_module_is_listed_or_imported():
    assert {path.stem for path in ASSETS.glob("*.css")} == set(theme.STYLES)
    text = "".join(path.read_text("utf-8") for path in [*ASSETS.glob("*.js"), *templates()])
    for path in ASSETS.glob("*.js"):
        assert path.stem in theme.MODULES or re.search(rf"""["'](?:\./|assets/){re.escape(path.name)}["']""", text), path.name


@pytest.mark.parametrize("path", [*sorted(ASSETS.glob("*.js")), *templates()], ids=lambda path: path.name)
def test_no_script_or_template_has_chinese_in_it(path):
    assert not CHINESE.search(path.read_text("utf-8"))


def test_every_message_is_translated_and_every_translation_asked_for():
    known = {message for context, message in messages() if not context}
    wanted = {message for message, _ in asked()}
    assert len(wanted) > 100
    assert [row for row in asked() if row[0] not in known] == []
    with (LOCALE / LANGUAGE / "theme.po").open("rb") as stream:
        assert {message.id for message in read_po(stream) if message.id} <= wanted


def test_a_translation_has_the_placeholders_of_its_message():
    fields = re.compile(r"\{\w+\}")
    wanted = dict(asked())
    found = [(message, text) for (_, message), text in messages().items() if message in wanted]
    wrong = [message for message, text in found if sorted(fields.findall(text)) != sorted(fields.findall(message))]
    assert not wrong


def test_no_two_catalogues_translate_a_message_in_two_ways():
    found = defaultdict(set)
    for path in (LOCALE / LANGUAGE).glob("*.po"):
        with path.open("rb") as stream:
            for message in read_po(stream):
                if message.id:
                    found[message.context, message.id].add(message.string)
    assert {key: texts for key, texts in found.items() if len(texts) > 1} == {}


def test_scripts_get_the_messages_that_they_ask_for_and_no_others():
    calls = {
        text
        for path in ASSETS.glob("*.js")
        for text in re.findall(r'(?<!\w)_\("([^"\n]+)"', path.read_text("utf-8"))
        if path.stem != "words"
    }
    assert set(words.used()) == calls  # in a template literal, where the extractor does not look, a call would be lost
    module = words.module()
    assert '"Close": "關閉"' in module
    assert '"There is no such page"' not in module


def test_a_published_script_has_the_code_of_its_source_and_no_comments():
    script = '// @ts-check\nlet a = "//" // why\n/**\n * what\n * @type {x}\n */\n  /* one */\nb(/\\/\\*/)\n'
    assert theme.without_comments(script) == 'let a = "//" // why\nb(/\\/\\*/)\n'
    for path in ASSETS.glob("*.js"):
        text = path.read_text("utf-8")
        assert not re.search(r"`[^`]*\n[ \t]*(//|/\*)[^`]*`", re.sub(r"(?m)^\s*(?://|/?\*).*$", "", text)), path.name


def test_the_theme_names_no_text_of_an_edition():
    named = re.compile(r"qiqihar|taiyuan|齊齊哈爾|太原|工會|小組|195[24]", re.IGNORECASE)
    files = [path for path in theme.FOLDER.rglob("*") if path.is_file()]
    assert [path.name for path in files if named.search(path.read_text("utf-8"))] == []


def test_every_script_takes_part_in_the_type_check():
    for path in ASSETS.glob("*.js"):
        assert path.read_text("utf-8").startswith("// @ts-check\n"), path.name
