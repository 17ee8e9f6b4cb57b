"""简体: every shipped page in simplified characters, and back to the letter."""

import pytest
from opencc import OpenCC

from support.browser import choose
from support.sites import simplified_table

TRADITIONAL = """(characters) => {
  const any = new RegExp(`[${characters}]`, "u")
  const kept = "script, style, noscript, template, code, pre, textarea, [translate=no]"
  const found = []
  const texts = document.createTreeWalker(document, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode
    if (any.test(data) && !parentElement.closest(kept)) found.push(data)
  }
  for (const element of document.querySelectorAll("*"))
    for (const { name, value } of element.attributes)
      if (/^(title|aria-.*|placeholder|alt|label)$/.test(name) && any.test(value)) found.push(value)
  return found
}"""
"""What the pages say with one of these characters: texts, titles and labels. What style sheets add is looked at where no page is hidden."""

PARAGRAPHS = """() => [...document.querySelectorAll(".db-chapter :is(p, li, h1, h2, h3)[id]")].map((block) => {
  const copy = block.cloneNode(true)
  for (const part of copy.querySelectorAll("[hidden], .db-back, .db-pop")) part.remove()
  return copy.textContent
})"""


def test_all_pages_put_together_come_back_to_the_letter(open_page, shipped_site):
    table = simplified_table(shipped_site)
    page = open_page("about/marks/")
    paths = [path.relative_to(shipped_site).as_posix() for path in sorted(shipped_site.rglob("*.html"))]
    put = """async ([base, paths]) => {
      const all = document.createElement("div")
      all.id = "all"
      all.hidden = true
      for (const path of paths) {
        const text = (await (await fetch(base + path)).text()).replace(/<style[^]*?<\\/style>/g, "")  // which this page's policy forbids
        const parsed = new DOMParser().parseFromString(text, "text/html")
        for (const element of parsed.querySelectorAll("script, style, link, meta")) element.remove()
        all.append(...parsed.documentElement.children)
      }
      document.body.append(all)
      window.before = all.innerHTML
    }"""
    page.evaluate(put, [page.url.removesuffix("about/marks/"), paths])
    assert page.evaluate(TRADITIONAL, table["characters"])
    choose(page, script="simplified")
    assert page.evaluate(TRADITIONAL, table["characters"]) == []
    assert page.evaluate("all.textContent.includes('强迫命令') && !all.textContent.includes('強迫命令')")
    choose(page, script="original")
    assert page.evaluate("all.innerHTML === before")


@pytest.mark.parametrize("path", ["reports/qiqihar-1954/chen/", "reports/taiyuan-1952/xi/"])
def test_every_paragraph_is_as_opencc_has_it(open_page, path):
    page = open_page(path)
    original = page.evaluate(PARAGRAPHS)
    choose(page, script="simplified")
    assert page.evaluate(PARAGRAPHS) == [OpenCC("t2s").convert(text) for text in original] != original
