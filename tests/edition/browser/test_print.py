"""What comes out of the printer: every kind of shipped page as it reads, and nothing of the site around it."""

import pytest

from support.browser import on_paper

PAGES = ["", "guides/", "guides/production-meeting/", "reports/", "reports/qiqihar-1954/", "reports/qiqihar-1954/chen/"]


@pytest.mark.parametrize("path", PAGES)
def test_only_the_page_is_printed_black_on_white_large_enough_and_signed(open_page, path):
    page = on_paper(open_page, path)
    around = """
    [...document.body.querySelectorAll(":not(.md-content *, .md-content, :has(.md-content))")]
      .filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80))
    """
    assert page.evaluate(around) == []
    assert page.locator("h1").is_visible()
    assert page.locator("button:visible, [role='dialog']:visible, .db-files:visible, summary:visible").count() == 0
    paper = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    assert page.locator("body").evaluate(paper)[0] == "rgb(255, 255, 255)"
    assert page.locator("h1").evaluate(paper)[1] == "rgb(0, 0, 0)"
    assert page.locator(".db-printed").is_visible()
    assert page.locator(".db-printed").inner_text().endswith(page.url)
    assert page.evaluate("document.documentElement.scrollWidth") <= 643
    small = """
    Array.from(document.querySelectorAll(".md-content *")).filter((e) => e.checkVisibility() && !e.matches(".db-n, .db-ref, .db-pb")
      && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 11.9)
      .map((e) => e.outerHTML.slice(0, 80))
    """
    assert page.evaluate(small) == []
