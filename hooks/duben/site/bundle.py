"""Our ES modules as two classic scripts: what a page needs at once, and what is fetched when it is first asked for.

So a page asks for one file instead of twenty, and a site that is opened from a folder, where a browser loads no modules, is no other.
Each module becomes a function, so that names do not clash; it runs when it is first asked for, and once. Known are the forms
that our modules use, each at the beginning of a line; any other is an error, for a guess could be a wrong bundle.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

_IMPORT = re.compile(r'^import\s+(?:([A-Za-z]\w*)|\{([\w\s,]+)\})\s+from\s+"\./([\w.-]+)";?$', re.M)
_DYNAMIC = re.compile(r'\bimport\("\./([\w.-]+)"\)')
_DEFAULT = re.compile(r"^export default (?!function|class|async)", re.M)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function\*?|class|const) (\w+))", re.M)
_OTHER = re.compile(r"^(?:import|export)\b|\bimport\s*[(.]|^(?!//)\S.*\bawait\b|\$(?:load|later|default)\b", re.M)
"""What is left when the known forms are gone: other forms, ``await`` outside of functions, and names that the bundle needs."""


_LOADER = """\
(() => {
"use strict"
const $made = {}
const $modules = {}
const $address = new URL(%(later)s, document.currentScript.src)
let $fetched = null
const $load = (name) => ($made[name] ??= $modules[name]())
const $later = (name) => (name in $modules ? Promise.resolve() : ($fetched ??= $fetch())).then(() => $load(name))
const $fetch = () => new Promise((resolve, reject) => {
  const script = document.createElement("script")
  script.src = $address
  script.onload = resolve
  script.onerror = () => {
    $fetched = null
    reject(new Error(`${$address} was not loaded`))
  }
  document.head.append(script)
})
globalThis.duben = { load: $load, later: $later, add: (modules) => Object.assign($modules, modules($load, $later)) }
})()
"""


def bundle(sources: Mapping[str, str], entries: Iterable[str], later: str) -> tuple[str, str]:
    """Two scripts, of ``sources`` (each module's text by its name): the modules ``entries`` and all that they import; and what is only
    imported with ``import()``, by them or in turn by these, which is fetched from ``later``, an address as seen from the first script.

    ``duben.load(name)`` gives what a module of the first exports, ``duben.later(name)`` promises it of any. Raises ValueError, with the
    module and its line, for what cannot be bundled.
    """
    entries = list(entries)
    first: dict[str, str] = {}
    waiting = _add(sources, entries, first, ())
    made = dict(first)
    while waiting:
        waiting = _add(sources, waiting, made, ())
    rest = {name: text for name, text in made.items() if name not in first}
    # as with modules, what fails in one does not stop the others
    run = f"for (const name of {json.dumps(entries)}) try {{ duben.load(name) }} catch (error) {{ reportError(error) }}\n"
    return f"{_LOADER % {'later': json.dumps(later)}}{_added(first)}{run}", _added(rest)


def _added(modules: Mapping[str, str]) -> str:
    functions = ",\n".join(f"{json.dumps(name)}: () => {{\n{text}}}" for name, text in modules.items())
    return f'duben.add(($load, $later) => {{\n"use strict"\nreturn {{\n{functions}\n}}}})\n'


def _add(sources: Mapping[str, str], names: Iterable[str], made: dict[str, str], path: tuple[str, ...]) -> list[str]:
    """Put modules and what they import into ``made``; the names of what they import later."""
    waiting: list[str] = []
    for name in names:
        if name in path:
            raise ValueError(f"{name}: imports itself by way of {' → '.join(path)}")
        if name not in made:
            text, imported, later = _function(name, sources)
            waiting += [*_add(sources, imported, made, (*path, name)), *later]
            made[name] = text
    return waiting


def _function(name: str, sources: Mapping[str, str]) -> tuple[str, list[str], list[str]]:
    """A module as the body of a function that returns its exports; what it imports at once, and what later."""
    text = sources[name]
    imported, later = [match[3] for match in _IMPORT.finditer(text)], _DYNAMIC.findall(text)
    rest = text
    for known in (_IMPORT, _DYNAMIC, _DEFAULT, _EXPORT):
        rest = known.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), rest)  # every line stays where it is
    if other := _OTHER.search(rest):
        raise ValueError(f"{name}:{rest.count(chr(10), 0, other.start()) + 1}: cannot be bundled: {other[0].strip()}")
    for match in (*_IMPORT.finditer(text), *_DYNAMIC.finditer(text)):
        if match[match.re.groups] not in sources:
            raise ValueError(f"{name}:{text.count(chr(10), 0, match.start()) + 1}: no such module: {match[match.re.groups]}")
    # imports come first, wherever they stand
    head = "".join(
        f"const {match[1] or '{' + match[2].replace(' as ', ': ') + '}'} = $load({json.dumps(match[3])}){'.default' if match[1] else ''}\n"
        for match in _IMPORT.finditer(text)
    )
    exports = _EXPORT.findall(text)
    body = _DYNAMIC.sub(lambda match: f"$later({json.dumps(match[1])})", _IMPORT.sub("", text))
    if _DEFAULT.search(body):
        body, exports = _DEFAULT.sub("const $default = ", body), [*exports, "default: $default"]
    return f"{head}{_EXPORT.sub('', body)}\nreturn {{ {', '.join(exports)} }}\n", imported, later
