"""The policy of pages in Chromium: on no kind of page, wide or narrow, served or in the folder, is anything of the site forbidden."""

import pytest

from support.browser import choose, search

SPY = """
window.hurt = []
addEventListener("securitypolicyviolation", (event) => hurt.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`))
"""
KINDS = [
    "index.html",
    "guides/index.html",
    "guides/production-meeting/index.html",
    "packets/index.html",
    "packets/production-meeting/index.html",
    "packets/forms/production-record/index.html",
    "packets/make/index.html",
    "reports/index.html",
    "reports/qiqihar-1954/index.html",
    "reports/qiqihar-1954/chen/index.html",
    "entries/index.html",
    "entries/organisations/index.html",
    "entries/terms/gonghui-xiaozu/index.html",
    "about/coverage/index.html",
    "about/performance/index.html",
    "about/problems/index.html",
]


@pytest.fixture(params=["served", "folder"])
def named(request, shipped_site, offline_site, serve):
    """Gives the address of a page, of the site as a server shows it and of the folder."""
    if request.param == "served":
        root = serve(shipped_site)
        return lambda path: root + path

    def named(path):
        file = offline_site / path
        return (file if file.is_file() else offline_site / path.replace("/index.html", ".html")).as_uri()

    return named


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_that_the_site_does_is_forbidden_by_its_own_policy(browser, named, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark")
    context.add_init_script(SPY)
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    for path in KINDS:
        page.goto(named(path))
        page.locator("button.db-open-tools").click()
        choose(page, script="simplified", view="both")
        page.wait_for_selector("html[data-script-shown]")
        choose(page, script="original", view="corrected")
        page.emulate_media(media="print")
        page.emulate_media(media="screen")
        faults += [f"{path}: {fault}" for fault in page.evaluate("hurt")]
    page.goto(named(KINDS[0]))
    page.locator("button.db-open-search").wait_for()
    assert search(page, "工會小組").startswith("找到")
    page.locator(".db-search-results a").first.click()
    page.wait_for_load_state("networkidle")
    faults += page.evaluate("hurt")
    context.close()
    assert faults == []


def test_the_policy_holds_in_the_folder_too(browser, named):
    context = browser.new_context()
    context.add_init_script(SPY)
    page = context.new_page()
    page.goto(named("index.html"))
    page.evaluate("""() => {
      const script = document.createElement("script")
      script.text = "window.ran = true"
      document.body.append(script)
      document.body.insertAdjacentHTML("beforeend", "<img src='https://example.org/x.png'><p style='color: red'>")
    }""")
    page.wait_for_function("hurt.length > 2")
    assert {fault.split(" ")[0] for fault in page.evaluate("hurt")} == {"script-src-elem", "img-src", "style-src-attr"}
    assert page.evaluate("window.ran") is None
    context.close()
