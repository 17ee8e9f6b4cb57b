"""The shipped site opened from a folder by its address of a file."""

PATHS = [
    "index.html",
    "reports/qiqihar-1954/chen.html",
    "guides/production-meeting.html",
    "entries/people/index.html",
    "packets/welfare.html",
    "packets/make.html",
]


def test_pages_open_without_error(browser, offline_site):
    page = browser.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
    for path in PATHS:
        page.goto(f"{offline_site.as_uri()}/{path}")
        page.locator("button.db-open-tools").wait_for()
        assert page.locator("h1").inner_text()
        assert faults == [], path
    page.close()
