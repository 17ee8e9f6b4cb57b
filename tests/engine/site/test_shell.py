"""Pages that are made without rendering the template for each are those that the template renders."""

import re
from itertools import pairwise
from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, pass_context

from duben.site import shell
from duben.site.shell import Shells


class Page(SimpleNamespace):
    active = False

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__


def pages():
    home = Page(title="Home <b>", url="", meta={}, content="<h1>Home</h1>", toc=[], before=None)
    rest = [
        Page(
            title=f"T{n} & {{{{ x }}}}",
            url=f"{'ab'[n % 2]}/{n}/",
            meta={"english": f"E{n}"} if n % 3 else {"hide": ["toc"]},
            content=f"<h1>{n}</h1>\n  text" if n % 4 else "none",
            toc=[SimpleNamespace(url=f"#{n}-{m}") for m in range(n % 3)],
            before=home if n == 1 else None,
        )
        for n in range(1, 40)
    ]
    for before, page in pairwise(rest):
        page.before = before
    return [home, *rest]


@pass_context
def url(context, value):
    return f"{'../' * context['page'].url.count('/')}{value}"


def both(template, **others):
    """What the shells make, what the template renders, and the shells."""
    found = pages()
    environment = Environment(loader=DictLoader({"main.html": template, **others}), autoescape=False)
    environment.filters["url"] = url
    context = {"nav": SimpleNamespace(items=found[:3], homepage=found[0]), "config": {"name": "Site"}}
    shells = Shells(environment, "main.html", context, lambda page: url({"page": page}, "."))
    made = [shells(page) for page in found]
    rendered = []
    for page in found:
        page.active = True
        rendered.append(environment.get_template("main.html").render(**context, page=page, base_url=url({"page": page}, ".")))
        page.active = False
    return (
        [re.sub(r"\s*\n\s*", "\n", text).strip() for text in made],
        [re.sub(r"\s*\n\s*", "\n", text).strip() for text in rendered],
        shells,
    )


FOLLOWED = {
    "what is written": ("{{ page.title }}|{{ page.content }}|{{ page.meta.english }}|{{ page.nothing }}", 1),
    "what is asked": ("{% if page.meta.english %}{{ page.meta.english }}{% endif %}{{ 'x' if page.before }}", 3),
    "filters": ("{{ page.title | striptags | e }}{{ page.title | replace('T', page.url) }}{{ page.meta.english | d('none', true) }}", 1),
    "addresses": ("{{ 'a.css' | url }} {{ page.before.url | url if page.before }} {{ base_url }}", 2),
    "what is put together and then changed": ("{% set x = page.title ~ '<b>' ~ page.url %}{{ x | striptags | length }}{{ x }}", 1),
    "data": ("{{ {'base': base_url, 'list': [page.title, 1]} | tojson }}", 1),
    "what is in it": ("{{ 'h1' if '<h1' in page.content }}{{ 'hidden' if page.meta.hide and 'toc' in page.meta.hide }}", 4),
    "tests": ("{% if page.toc | first is defined %}{{ (page.toc | first).url }}{% endif %}", 2),
    "loops": ("{% for item in page.toc %}{{ loop.index }}{{ item.url }}{% endfor %}{{ page.toc | length }}", 3),
    "methods": ("{{ 'b' if page.url.startswith('b') }}{{ page.url.strip('/') }}{{ page.meta.get('english', 'none') }}", 2),
    "equality": ("{{ 'home' if page == nav.homepage }}{{ 'one' if page.url != 'b/1/' }}{{ 'in' if page in nav.items }}", 4),
    "the order of the site": ("{% for item in nav.items %}{{ item.title }}{{ '*' if item.active }}{{ item.url | url }}{% endfor %}", 4),
    "blocks and macros": (
        "{% macro m(x) %}{{ x.title }}{% endmacro %}{% set y %}{{ m(page) }}{% endset %}{{ y | lower }}{% include 'part.html' %}{{ y }}", 1
    ),
}  # fmt: skip


@pytest.mark.parametrize(("template", "kinds"), FOLLOWED.values(), ids=FOLLOWED)
def test_what_a_template_does_with_a_page_is_followed(template, kinds):
    made, rendered, shells = both(f"<html>\n   {template}</html>", **{"part.html": "[{{ page.title }}{{ config.name }}]"})
    assert made == rendered
    assert not shells.alone
    assert len(set(map(type, shells.kinds))) == 1
    assert len(shells.kinds) == kinds


NOT_FOLLOWED = {
    "arithmetic": "{{ page.toc | length + 1 }}",
    "order": "{{ 'late' if page.url > 'b' }}",
    "what is put together and then compared": "{{ 'one' if ('x' ~ page.url) == 'xb/1/' }}",
    "a name made of it": "{{ {'b/1/': 1}[page.url] }}",
    "a number made of it": "{{ nav['items'][page.toc | length].title }}{% for n in range(page.toc | length) %}{{ n }}{% endfor %}",
}


@pytest.mark.parametrize("template", NOT_FOLLOWED.values(), ids=NOT_FOLLOWED)
def test_what_cannot_be_followed_is_rendered_and_told(template):
    made, rendered, shells = both(template)
    assert made == rendered
    assert sum(shells.alone.values()) == len(made)


def test_a_template_that_asks_every_page_for_something_else_makes_no_more_kinds_than_are_kept(monkeypatch):
    monkeypatch.setattr(shell, "MOST", 10)
    made, rendered, shells = both("{% for n in range(40) %}{{ page.url.endswith('/%s/' % n) == true }}{% endfor %}")
    assert made == rendered
    assert len(shells.kinds) == 10
    assert shells.alone["more than 10 kinds of pages"] == len(made) - 10


def test_a_fault_of_the_template_is_raised_as_ever():
    with pytest.raises(TypeError, match="can only concatenate"):
        both("{{ page.title + 1 }}")


def test_a_page_is_active_only_while_it_is_written():
    both("{{ page.active }}")
    assert not Page.active
