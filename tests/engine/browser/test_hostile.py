"""A hostile edition in Chromium: whatever stands in its pages, nothing runs, nothing is asked of another host, and no policy is hurt."""

import pytest

from support.browser import choose, reload_with, search
from support.hostile import HOST

SPY = """
window.hurt = []
addEventListener("securitypolicyviolation", (event) => hurt.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))
"""
SCAN = """
() => [...document.querySelectorAll("*")].flatMap((node) => {
  const own = node.closest("head, script") || node.parentElement === document.body
  const wrong = []
  if (/^(base|iframe|object|embed|frame|math|foreignobject|audio|video|source)$/i.test(node.localName)) wrong.push(node.localName)
  if (!own && /^(style|link|meta|script|title)$/i.test(node.localName)) wrong.push(node.localName)
  for (const { name, value } of node.attributes) {
    if (/^on|^(style|srcdoc|srcset|action|formaction|ping|background|poster)$/i.test(name)) {
      // which scripts of the site have set through the object model
      if (name !== "style") wrong.push(`${node.localName} ${name}=${value}`)
    }
    if (/^(href|src|xlink:href)$/i.test(name)) {
      const { protocol, host } = new URL(value, location)
      if (!["http:", "https:", "mailto:", "file:"].includes(protocol)) wrong.push(`${node.localName} ${name}=${value}`)
      if (name === "src" && host !== location.host) wrong.push(`${node.localName} ${name}=${value}`)
    }
  }
  return wrong
})
"""
"""What stands in a page and should not."""


class Watched:
    """A page that is watched: dialogs, violations of its policy, errors, and requests to other hosts are noted."""

    def __init__(self, context, root):
        self.faults = []
        own = root.removesuffix("edition/")  # the page for wrong addresses is made for a site at the root of its host
        context.add_init_script(SPY)
        if own != root:
            context.route(f"{own}assets/**", lambda route: route.continue_(url=route.request.url.replace(own, root)))
        self.page = context.new_page()
        self.page.on("dialog", lambda dialog: (self.faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self.said)
        self.page.on("request", lambda request: None if request.url.startswith((own, "data:")) else self.faults.append(request.url))

    def said(self, message):
        # a picture that is not there, on this site, is no fault of safety
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)

    def look(self, state):
        """Note what is wrong with the page as it is."""
        self.faults += [f"{state} {self.page.url}: {fault}" for fault in self.page.evaluate(SCAN) + self.page.evaluate("hurt")]


@pytest.fixture
def watch(browser):
    contexts = []

    def watch(root, **options):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", **options))
        return Watched(contexts[-1], root)

    yield watch
    for context in contexts:
        context.close()


def pages(site):
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@pytest.mark.parametrize("offline", [False, True], ids=["served", "folder"])
def test_nothing_of_a_hostile_edition_runs_loads_or_stays_in_a_page(watch, serve, request, offline):
    site = request.getfixturevalue("hostile_offline_site" if offline else "hostile_site")
    root = f"{site.as_uri()}/" if offline else serve(site)
    watched = watch(root)
    page = watched.page
    assert len(pages(site)) > 25
    for name in pages(site):
        page.goto(root + name)
        if page.locator("meta[http-equiv=refresh]").count():
            continue
        page.locator("button.db-open-tools").wait_for()
        watched.look("light")
        choose(page, script="simplified", view="both")
        page.wait_for_selector("html[data-script-shown]")
        watched.look("simplified")
        choose(page, script="original", view="corrected")
    assert watched.faults == []


@pytest.mark.parametrize("offline", [False, True], ids=["served", "folder"])
def test_neither_does_anything_of_it_where_it_is_searched(watch, serve, request, offline):
    site = request.getfixturevalue("hostile_offline_site" if offline else "hostile_site")
    root = f"{site.as_uri()}/" if offline else serve(site)
    watched = watch(root)
    watched.page.goto(f"{root}index.html")
    watched.page.locator("button.db-open-search").wait_for()
    for words in ("alert(1)", "<script>", "種樹", "onerror", '"><img src=x onerror=alert(1)>'):
        search(watched.page, words)
        watched.look(words)
    watched.page.locator("dialog a").first.click()
    watched.page.wait_for_load_state()
    watched.look("arrived")
    assert watched.faults == []


def test_a_phone_in_the_dark_shows_it_as_quietly(watch, serve, hostile_site):
    root = serve(hostile_site)
    watched = watch(root, color_scheme="dark", has_touch=True)
    watched.page.set_viewport_size({"width": 390, "height": 844})
    for name in ("guides/planting/", "reports/trees-1950/zhong/", "packets/planting/", "packets/make/", "entries/people/li-da/"):
        watched.page.goto(root + name)
        reload_with(watched.page, script="simplified", view="both", english="on")
        watched.page.locator("button.db-open-tools").tap()
        watched.look("phone")
        watched.page.emulate_media(media="print")
        watched.look("paper")
        watched.page.emulate_media(media="screen")
    assert watched.faults == []


def test_the_watch_sees_what_it_is_there_for(watch, serve, hostile_site):
    root = serve(hostile_site)
    watched = watch(root)
    watched.page.goto(root)
    watched.page.evaluate(
        """host => {
          const box = document.createElement("div")
          box.innerHTML = `<img src="${host}/x.png" onerror="alert(1)"><a href="javascript:alert(1)">x</a><p style="color: red">`
          document.body.append(box)
          const script = document.createElement("script")
          script.text = "alert(1)"
          document.body.append(script)
        }""",
        HOST,
    )
    watched.page.wait_for_function("hurt.length > 3")
    watched.look("injected")
    seen = " ".join(watched.faults)
    for fault in ("img-src", "script-src-elem", "script-src-attr", "style-src-attr", "javascript:alert(1)", "onerror=alert(1)"):
        assert fault in seen
    assert "dialog" not in seen


def test_files_that_run_are_not_in_the_site(hostile_site):
    assert not [name for name in ("x.svg", "x.html", "x.js") if (hostile_site / "assets" / name).exists()]
