"""The site opened from a folder by its address of a file, in Chromium, which then loads no modules and fetches nothing."""

import pytest

from duben.site.bundle import bundle

ZHONG = "reports/trees-1950/zhong.html"


@pytest.fixture
def open_file(browser, made_offline_site):
    """Opens a page of the folder; any error on it, and any request that is not for a file, fails the test."""
    contexts, faults = [], []

    def open_file(path):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: faults.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
        page.goto(f"{made_offline_site.as_uri()}/{path}")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert not faults


@pytest.mark.parametrize(
    "path", ["index.html", ZHONG, "guides/planting.html", "entries/people/index.html", "packets/planting.html", "packets/make.html"]
)
def test_pages_open_without_error(open_file, path):
    page = open_file(path)
    page.locator("button.db-open-tools").wait_for()
    assert page.locator("h1").inner_text()


def test_notes_and_views_of_the_text(open_file):
    page = open_file(ZHONG)
    page.locator("#p5 .db-corrected").first.hover()
    page.locator(".db-pop").wait_for(state="visible")
    page.get_by_role("button", name="底本").first.click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.view") == "transcribed"


def test_a_citation_has_no_address_on_this_machine(open_file):
    page = open_file(ZHONG)
    page.locator("#p12 > .db-n").click()
    cited = page.locator(".db-pop span").first
    assert cited.inner_text().endswith("。")
    assert "file:" not in page.locator(".db-printed").text_content()
    page.locator("#p3").click()
    page.evaluate(
        "document.head.insertAdjacentHTML('beforeend', '<link rel=canonical href=https://example.org/d/reports/trees-1950/zhong.html>')"
    )
    page.locator("#p12 > .db-n").click()
    assert cited.inner_text().endswith("。https://example.org/d/reports/trees-1950/zhong/#p12")


def test_simplified_characters(open_file):
    page = open_file(ZHONG)
    page.get_by_role("button", name="简体").first.click()
    page.wait_for_function("document.querySelector('#p2').textContent.includes('国家')")


def test_links_lead_from_page_to_page(open_file):
    page = open_file("index.html")
    page.get_by_role("link", name="文獻").first.click()
    page.wait_for_url("**/reports/index.html")
    page.locator(".md-content a[href='trees-1950/index.html']").first.click()
    page.locator(".md-content a[href='zhong.html']").first.click()
    page.wait_for_url(f"**/{ZHONG}")
    page.locator(".db-e").first.click()
    page.wait_for_url("**/entries/*/*.html")


def test_search_finds_and_leads_to_the_words(open_file):
    page = open_file("about/marks.html")
    page.locator("button.db-open-search").click()
    page.locator(".db-search input").fill("我們村有三面山坡")
    page.locator(".db-search-results a").first.click()
    page.wait_for_url(f"**/{ZHONG}*")
    page.wait_for_function("CSS.highlights.size > 0")


def test_modules_run_in_a_bundle_as_they_do_alone(browser):
    sources = {
        "first.js": 'ran.push("first " + late(same()))\nimport { word as same } from "./shared.js"\n'
        'function late(x) { return x }\nthrow Error("x")\n',
        "second.js": 'import {\n  count,\n  word,\n} from "./shared.js"\nimport table from "./table.js"\nconst own = count() + table.a\n'
        'ran.push(`second ${own} ${word()}`)\nimport("./later.js").then(({ tell }) => tell(count))\n',
        "shared.js": 'ran.push("shared")\nlet n = 0\nconst own = "hidden"\nexport function count() {\n  return ++n\n}\n'
        "export const word = () => own.length\n",
        "table.js": "export default {\n  a: 10 }\n",
        "later.js": 'import { count } from "./shared.js"\nexport async function tell(same) {\n  await null\n'
        "  ran.push(`later ${count()} ${same === count} ${typeof own}`)\n  done()\n}\n",
    }
    page = browser.new_page()
    page.set_default_timeout(10_000)
    errors = []
    page.on("pageerror", lambda error: errors.append(error.message))
    page.evaluate("() => { window.ran = []; window.done = () => { window.finished = true } }")
    first, later = bundle(sources, ["first.js", "second.js"], "other.js")
    answers = {"first.js": first, "other.js": later}
    page.route("**/*.js", lambda route: route.fulfill(content_type="text/javascript", body=answers[route.request.url.rsplit("/", 1)[1]]))
    page.add_script_tag(url="https://example.org/a/first.js")
    page.wait_for_function("window.finished")
    assert page.evaluate("ran") == ["shared", "first 6", "second 11 6", "later 2 true undefined"]
    assert errors == ["x"]
    assert page.evaluate("duben.load('shared.js').count()") == 3
    page.close()


def test_what_could_not_be_fetched_is_asked_for_again(browser):
    sources = {"a.js": 'export const get = () => import("./b.js")\n', "b.js": "export const b = 1\n"}
    first, later = bundle(sources, ["a.js"], "b.js")
    page = browser.new_page()
    page.route("**/a.js", lambda route: route.fulfill(content_type="text/javascript", body=first))
    page.route("**/b.js", lambda route: route.abort())
    page.add_script_tag(url="https://example.org/a.js")
    get = "duben.load('a.js').get().then(({ b }) => b, (error) => error.message)"
    assert page.evaluate(get) == "https://example.org/b.js was not loaded"
    page.unroute("**/b.js")
    page.route("**/b.js", lambda route: route.fulfill(content_type="text/javascript", body=later))
    assert page.evaluate(get) == 1
    assert page.evaluate("duben.later('b.js').then(({ b }) => b)") == 1
    page.close()
