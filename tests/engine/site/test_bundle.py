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
    ],
)
def test_what_is_not_known_is_an_error_with_its_line_and_never_a_wrong_bundle(line, told):
    with pytest.raises(ValueError, match=r"a\.js:3: cannot be bundled: ") as error:
        bundle({"a.js": f'import {{\n  y }} from "./b.js"\n{line}\n', "b.js": "export const y = 1\n"}, ["a.js"])
    assert told in str(error.value)


@pytest.mark.parametrize("line", ['import { x } from "./c.js"', 'import("./c.js")'])
def test_a_module_that_is_not_there_is_an_error_with_its_line(line):
    with pytest.raises(ValueError, match=r"a\.js:2: no such module: c\.js"):
        bundle({"a.js": f"// first\n{line}\n"}, ["a.js"])


def test_modules_that_import_each_other_are_an_error():
    with pytest.raises(ValueError, match=r"a\.js: imports itself by way of a\.js → b\.js"):
        bundle({"a.js": 'import { y } from "./b.js"\n', "b.js": 'import { x } from "./a.js"\nexport const y = 1\n'}, ["a.js"])


def test_only_what_is_asked_for_is_taken():
    made = bundle({"a.js": "one()\n", "b.js": "other()\n"}, ["a.js"])
    assert "one()" in made
    assert "other()" not in made
