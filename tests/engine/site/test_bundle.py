import re

import pytest

from duben.site.bundle import bundle


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('import * as other from "./b.js"', "import"),
        ('import "./b.js"', "import"),
        ('import { x } from "https://example.org/b.js"', "import"),
        ('export { x } from "./b.js"', "export"),
        ("export { x }", "export"),
        ("export let x = 1", "export"),
        ("export default function () {}", "export"),
        ("  run(import(name))", "import("),
        ("  run(import.meta.url)", "import."),
        ("const x = await y", "const x = await"),
        ("  const $load = 1", "$load"),
        ("  const $later = 1", "$later"),
    ],
)
def test_what_is_not_known_is_an_error_with_its_line_and_never_a_wrong_bundle(line, told):
    with pytest.raises(ValueError, match=r"a\.js:3: cannot be bundled: ") as error:
        bundle({"a.js": f'import {{\n  y }} from "./b.js"\n{line}\n', "b.js": "export const y = 1\n"}, ["a.js"], "later.js")
    assert told in str(error.value)


@pytest.mark.parametrize("line", ['import { x } from "./c.js"', 'import("./c.js")'])
def test_a_module_that_is_not_there_is_an_error_with_its_line(line):
    with pytest.raises(ValueError, match=r"a\.js:2: no such module: c\.js"):
        bundle({"a.js": f"// first\n{line}\n"}, ["a.js"], "later.js")


def test_modules_that_import_each_other_are_an_error():
    with pytest.raises(ValueError, match=r"a\.js: imports itself by way of a\.js → b\.js"):
        bundle({"a.js": 'import { y } from "./b.js"\n', "b.js": 'import { x } from "./a.js"\nexport const y = 1\n'}, ["a.js"], "later.js")


def test_only_what_is_asked_for_is_taken():
    made = bundle({"a.js": "one()\n", "b.js": "other()\n"}, ["a.js"], "later.js")
    assert "one()" in made[0]
    assert "other()" not in "".join(made)


def test_what_is_imported_when_it_is_needed_is_fetched_apart_with_what_it_alone_imports():
    sources = {
        "a.js": 'import { y } from "./b.js"\nimport("./c.js")\n',
        "b.js": "export const y = 1\n",
        "c.js": 'import { y } from "./b.js"\nimport { z } from "./d.js"\nimport("./e.js")\n',
        "d.js": "export const z = 1\n",
        "e.js": "export const e = 1\n",
    }
    first, later = (re.findall(r'^"(\w\.js)"', script, re.M) for script in bundle(sources, ["a.js"], "later.js"))
    assert first == ["b.js", "a.js"]
    assert later == ["d.js", "c.js", "e.js"]
