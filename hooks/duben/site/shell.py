"""Pages made from the templates of a theme without rendering these for each page.

A template is rendered once for each kind of page, with stand-ins for what differs from page to page. What it writes of a page becomes a
slot, whatever it does to it on the way (an address made relative, tags stripped); what it asks of a page, for instance whether there is
a next one, becomes a question, and is answered for the page at hand. A page that answers all questions alike is of the same kind: it
gets the same text with its own values in the slots. So nothing need be known of the templates, and one that looks at something else of
a page makes more kinds, never a wrong page. What cannot be followed, such as arithmetic, and what makes too many kinds, is rendered
page by page; ``Shells.alone`` tells why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from secrets import token_hex
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context

MOST = 500
"""Kinds of pages, after which pages of further kinds are rendered one by one: each kind is kept in memory."""

_MARK = f"slot{token_hex(8)}n"
_TOKEN = re.compile(rf"{_MARK}(\d+)_")
"""How a slot is written while a template is rendered, in signs that no text has."""
_BETWEEN = re.compile(r"\s*\n\s*")


class Shells:
    """The kinds of pages of one build, of one template.

    ``context`` is what the host gives to templates, ``page`` and ``base_url`` excepted; ``base_url`` is made of a page by the function
    of this name. The order of the site, ``nav`` in it, must be settled. A page has ``active``, which is set while it is written.
    """

    def __init__(self, environment: Environment, template: str, context: Mapping[str, Any], base_url: Callable[[Any], str]) -> None:
        self.alone: Counter[str] = Counter()
        """Why pages were rendered one by one, and how many."""
        self._plain = environment.get_template(template)
        self._context, self._base_url = context, base_url
        self._environment = environment.overlay()
        self._environment.filters = {name: self._filter(name, function) for name, function in environment.filters.items()}
        self._environment.tests = {name: self._test(name, function) for name, function in environment.tests.items()}
        self._template = self._environment.get_template(template)
        self._trace = _Trace(self._environment, _Moment(self._plain.new_context({})))
        self._root: _Node | None = None
        self.kinds: list[_Kind | _Alone] = []
        """The kinds that were met."""

    def __call__(self, page: Any) -> str:
        """The whole text of a page. Raises what the template raises."""
        page.active = True
        try:
            variables = {**self._context, "page": page, "base_url": self._base_url(page)}
            moment = _Moment(self._plain.new_context(variables))
            node = self._root
            while isinstance(node, _Question):
                node = node.kinds.get(moment.value(node.expression))
            if node is None and len(self.kinds) < MOST:
                node = self._learn(moment)
            if isinstance(node, _Kind):
                return node.text(moment)
            self.alone[node.why if isinstance(node, _Alone) else f"more than {MOST} kinds of pages"] += 1
            return self._plain.render(variables)
        finally:
            page.active = False

    def _learn(self, moment: _Moment) -> _Kind | _Alone:
        """The kind of a page that is the first of it."""
        trace = self._trace = _Trace(self._environment, moment)
        standins = {name: _StandIn(_Expression(name, _get(name)), trace) for name in ("page", "base_url")}
        made: _Kind | _Alone
        try:
            made = trace.kind(self._template.render({**self._context, **standins, "nav": _view(self._context.get("nav"), trace)}))
        except Exception as error:  # whatever it is, it is of a stand-in or will come again when the page itself is rendered
            made = _Alone(f"{type(error).__name__}: {error}")
        self.kinds.append(made)
        if not trace.asked:
            self._root = made
            return made
        if not isinstance(self._root, _Question):
            self._root = _Question(trace.asked[0][0])
        question = self._root
        for (_, answer), (following, _) in zip(trace.asked, trace.asked[1:], strict=False):
            question = question.kinds.setdefault(answer, _Question(following))  # type: ignore[assignment]
        question.kinds[trace.asked[-1][1]] = made
        return made

    def _filter(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that is put off where it is given a stand-in, or the context, which holds the page."""

        @wraps(function)
        def applied(*arguments: Any, **options: Any) -> Any:
            later = self._trace.later(name, function, arguments, options)
            return _StandIn(later, self._trace) if later else function(*arguments, **options)

        return applied

    def _test(self, name: str, function: Any) -> Callable[..., Any]:
        """A test that becomes a question where it is given a stand-in."""

        @wraps(function)
        def applied(*arguments: Any, **options: Any) -> Any:
            later = self._trace.later(f"is {name}", function, arguments, options)
            return self._trace.ask(later, bool) if later else function(*arguments, **options)

        return applied


class _UnknownError(Exception):
    """What is done to a stand-in that it cannot follow; no TypeError, which Jinja would pass over."""


class _Expression:
    """How a value is found for a page; expressions of the same key find the same."""

    __slots__ = ("key", "of")

    def __init__(self, key: str, of: Callable[[_Moment], Any]) -> None:
        self.key, self.of = key, of


class _Moment:
    """A page that is being written, and what has been found of it."""

    __slots__ = ("_found", "context")

    def __init__(self, context: Context) -> None:
        self.context = context
        self._found: dict[str, Any] = {}

    def value(self, expression: _Expression) -> Any:
        found = self._found
        if expression.key not in found:
            found[expression.key] = expression.of(self)
        return found[expression.key]


class _Kind:
    """The text of a kind of page with expressions in its slots."""

    def __init__(self, literals: list[str], slots: list[_Expression]) -> None:
        self.literals, self.slots = literals, slots

    def text(self, moment: _Moment) -> str:
        parts = [self.literals[0]]
        for slot, literal in zip(self.slots, self.literals[1:], strict=True):
            parts += (str(moment.value(slot)), literal)
        return "".join(parts)


class _Alone:
    """A kind of page that is rendered page by page, and why."""

    def __init__(self, why: str) -> None:
        self.why = why


class _Question:
    """What is asked of a page, and what follows upon each answer."""

    def __init__(self, expression: _Expression) -> None:
        self.expression = expression
        self.kinds: dict[Any, _Node] = {}


_Node = _Kind | _Alone | _Question


class _Trace:
    """One rendering with stand-ins: what it asks, and what it puts off."""

    def __init__(self, environment: Environment, moment: _Moment) -> None:
        self.asked: list[tuple[_Expression, Any]] = []
        self.environment = environment
        self._moment = moment
        self._answers: dict[str, Any] = {}
        self._slots: dict[str, int] = {}
        self._expressions: list[_Expression] = []
        self._used: set[int] = set()
        self._held: list[object] = []

    def ask(self, expression: _Expression, how: Callable[[Any], Any]) -> Any:
        """The answer of the present page to a question, which is noted; ``how`` makes it something small of what ``expression`` finds."""
        question = _Expression(f"{how.__name__}({expression.key})", lambda moment: how(moment.value(expression)))
        if question.key not in self._answers:
            self._answers[question.key] = self._moment.value(question)
            self.asked.append((question, self._answers[question.key]))
        return self._answers[question.key]

    def slot(self, expression: _Expression) -> str:
        if expression.key not in self._slots:
            self._slots[expression.key] = len(self._expressions)
            self._expressions.append(expression)
        return f"{_MARK}{self._slots[expression.key]}_"

    def kind(self, text: str) -> _Kind:
        """What was rendered, as a kind of page. White space around the ends of lines, which no reader sees, is left out."""
        literals, numbers = _TOKEN.split(text)[::2], [int(number) for number in _TOKEN.findall(text)]
        if lost := set(range(len(self._expressions))) - self._used - {*numbers}:
            raise ValueError(f"{self._expressions[min(lost)].key} was not written as it is")
        squeezed = [_BETWEEN.sub("\n", literal) for literal in literals]
        return _Kind([squeezed[0].lstrip(), *squeezed[1:]], [self._expressions[number] for number in numbers])

    def later(self, name: str, function: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> _Expression | None:
        """A call that waits for the page, or None where it need not."""
        passed = getattr(function, "jinja_pass_arg", None)
        first = arguments[:1] if passed else ()  # the environment, or what is known at the time of compiling
        with_context = passed is not None and passed.name == "context"
        rest = list(arguments[len(first) :])
        if not with_context and not self._waits([rest, options]):
            return None
        given = self.put([rest, options])
        known = not self._waits([rest, options])

        def of(moment: _Moment) -> Any:
            values, named = (rest, options) if known else moment.value(given)
            return function(*((moment.context,) if with_context else first), *values, **named)

        return _Expression(f"{given.key}|{name}", of)

    def _waits(self, value: Any) -> bool:
        if isinstance(value, str):
            return _TOKEN.search(value) is not None
        if type(value) is dict:  # not a subclass, which may be more than its items
            return any(map(self._waits, value.values()))
        return any(map(self._waits, value)) if isinstance(value, list | tuple) else isinstance(value, _StandIn)

    def put(self, value: Any) -> _Expression:
        """How the value is found that stands in the place of ``value`` once there is a page."""
        if isinstance(value, _StandIn):
            return value._expression
        if isinstance(value, _View):
            return self.put(value._item)
        if type(value) is dict:
            entries = self.put(list(value.values()))
            names = list(value)
            return _Expression(f"{names}:{entries.key}", lambda moment: dict(zip(names, moment.value(entries), strict=True)))
        if isinstance(value, list | tuple):
            members = [self.put(member) for member in value]
            return _Expression(
                f"({', '.join(member.key for member in members)})", lambda moment: [moment.value(member) for member in members]
            )
        if isinstance(value, str) and self._waits(value):
            numbers = [int(number) for number in _TOKEN.findall(value)]
            self._used.update(numbers)
            parts = self.put([self._expressions[number] for number in numbers])
            written = _Kind(_TOKEN.split(value)[::2], [self._expressions[number] for number in numbers])
            return _Expression(f"{written.literals}{parts.key}", written.text)
        if isinstance(value, _Expression):
            return value
        if value is None or isinstance(value, str | int):
            return _Expression(repr(value), lambda _: value)
        self._held.append(value)  # as long as it lives, no other has its number
        return _Expression(f"#{id(value)}", lambda _: value)


class _StandIn:
    """A value of the page that is to come."""

    __slots__ = ("_expression", "_trace")

    def __init__(self, expression: _Expression, trace: _Trace) -> None:
        self._expression, self._trace = expression, trace

    def __getattr__(self, name: str) -> _StandIn:
        if name.startswith(("_", "jinja_")):  # what a library asks of any object
            raise AttributeError(name)
        own, get = self._expression, self._trace.environment.getattr
        return self._made(f".{name}", lambda moment: get(moment.value(own), name))

    def __getitem__(self, name: Any) -> _StandIn:
        own, get = self._expression, self._trace.environment.getitem
        return self._made(f"[{name!r}]", lambda moment: get(moment.value(own), name))

    def __call__(self, *arguments: Any, **options: Any) -> _StandIn:
        own, given = self._expression, self._trace.put([list(arguments), options])

        def of(moment: _Moment) -> Any:
            values, named = moment.value(given)
            return moment.value(own)(*values, **named)

        return self._made(given.key, of)

    def __str__(self) -> str:
        return self._trace.slot(self._expression)

    def __bool__(self) -> bool:
        return bool(self._trace.ask(self._expression, bool))

    def __len__(self) -> int:
        return int(self._trace.ask(self._expression, len))

    def __iter__(self) -> Iterator[_StandIn]:
        own = self._expression
        members = _Expression(f"list({own.key})", lambda moment: list(moment.value(own)))
        count = self._trace.ask(members, len)
        return (_StandIn(members, self._trace)[number] for number in range(count))

    def __contains__(self, item: object) -> bool:
        own, other = self._expression, self._trace.put(item)
        found = _Expression(f"{other.key} in {own.key}", lambda moment: moment.value(other) in moment.value(own))
        return bool(self._trace.ask(found, bool))

    def __eq__(self, item: object) -> bool:
        own, other = self._expression, self._trace.put(item)
        same = _Expression(f"{own.key} == {other.key}", lambda moment: moment.value(own) == moment.value(other))
        return bool(self._trace.ask(same, bool))

    def __hash__(self) -> int:
        raise _UnknownError(f"{self._expression.key} as the name of something")

    def __index__(self) -> int:
        raise _UnknownError(f"{self._expression.key} as a number")

    def _made(self, step: str, of: Callable[[_Moment], Any]) -> _StandIn:
        return _StandIn(_Expression(self._expression.key + step, of), self._trace)


class _View:
    """A part of the order of the site, which is the same for all pages but for what of it is active."""

    __slots__ = ("_item", "_trace")

    def __init__(self, item: Any, trace: _Trace) -> None:
        self._item, self._trace = item, trace

    def __getattr__(self, name: str) -> Any:
        item = self._item
        if name == "active":
            return _StandIn(_Expression(f"#{id(item)}.active", lambda _: item.active), self._trace)
        return _view(getattr(item, name), self._trace)

    def __iter__(self) -> Iterator[Any]:
        return (_view(member, self._trace) for member in self._item)

    def __len__(self) -> int:
        return len(self._item)

    def __bool__(self) -> bool:
        return bool(self._item)

    def __eq__(self, other: object) -> bool:
        return NotImplemented if isinstance(other, _StandIn) else self._item is getattr(other, "_item", other)

    def __hash__(self) -> int:
        return id(self._item)


def _get(name: str) -> Callable[[_Moment], Any]:
    return lambda moment: moment.context[name]


def _view(value: Any, trace: _Trace) -> Any:
    if isinstance(value, list | tuple):
        return [_view(member, trace) for member in value]
    return value if value is None or isinstance(value, str | int | Mapping) else _View(value, trace)
