"""A guide's blocks on the page, under bare Python-Markdown."""

import pytest

GUIDE = "guides/try.md"
ATTACKS = ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", '"><b onclick=alert(1)>x</b>', "&lt;i&gt;", "[x](javascript:alert)"]


def texts(docs, nodes):
    return [docs.words(node, hidden=True).strip() for node in nodes]


def page_of(docs, body, kind="", **fields):
    """The page of a guide with two blocks, ``go`` and ``stay``, and behind them ``body`` or a block of this kind."""
    rows = "".join(f"    {name}: {value}\n" for name, value in fields.items())
    arranged = f"/// {kind} | 單\n    id: list\n{rows}///\n" if kind else ""
    blocks = docs.block("go", "春天來了，我們去種樹。", who="我們〔小組〕", when="春天") + docs.block("stay", "我們去種樹")
    assert docs.guide(blocks + body + arranged) == []
    return docs.html(GUIDE, "tables")


# lists to tick, the agenda


def test_checklist_has_a_box_for_every_item_and_a_link_to_its_block(docs):
    page = page_of(docs, "", "checklist", items="stay、〔歇一歇〕、go")
    (listing,) = page.find("ul", class_="db-checklist")
    boxes = docs.inside(listing, "input")
    assert [box["attrs"]["type"] for box in boxes] == ["checkbox"] * 3
    assert [box["attrs"]["value"] for box in boxes] == ["stay", "〔歇一歇〕", "go"]
    assert texts(docs, docs.inside(listing, "label")) == ["題目stay", "〔歇一歇〕", "題目go春天"]
    assert [a["attrs"]["href"] for a in docs.inside(listing, "a")] == ["#stay", "#go"]
    assert [a["attrs"]["aria-label"] for a in docs.inside(listing, "a")] == ["依據：題目stay", "依據：題目go"]
    assert {"#stay", "#go"} <= {f"#{name}" for name in page.ids()}


def test_agenda_tells_from_when_who_and_the_sum(docs):
    page = page_of(docs, "", "agenda", total="75", items="go 10、〔歇一歇〕 5、stay 60")
    (table,) = page.find("table", class_="db-agenda")
    rows = [texts(docs, docs.inside(row, "td")) for row in docs.inside(table, "tr")[1:]]
    assert rows == [
        ["0:00", "題目go", "我們〔小組〕", "10"],
        ["0:10", "〔歇一歇〕", "", "5"],
        ["0:15", "題目stay", "", "60"],
        ["1:15", "散會", "", "75"],
    ]
    assert [a["attrs"]["href"] for a in docs.inside(table, "a")] == ["#go", "#stay"]
    assert "〔小組〕" in texts(docs, page.find("span", class_="db-editor"))


def test_item_whose_block_is_not_there_is_shown_as_written(docs):
    docs.guide(
        "/// checklist | 單\n    id: list\n    items: nope\n///\n/// agenda | 程\n    id: time\n    total: 5\n    items: nope 5\n///\n"
    )
    page = docs.html(GUIDE)
    assert texts(docs, page.find("label")) == ["nope"]
    assert "nope" in texts(docs, page.find("td"))
    assert not [a for a in page.find("a") if a["attrs"].get("href") == "#nope"]


# numbers and their bars


def chart(docs, *numbers):
    table = "".join(f"| 甲 | {number} | 丙 |\n" for number in numbers)
    body = docs.block("count", "我們去種樹", kind="statistic", chart="數").replace(
        "\n///\n", f"\n\n| 類 | 數 | 注 |\n| - | - | - |\n{table}///\n"
    )
    docs.guide(body)
    return docs.html(GUIDE, "tables")


def test_a_bar_stands_behind_each_number_as_long_as_it_is_great(docs):
    page = chart(docs, "40", "10", "約30", "0")
    cells = page.find("td", class_="db-drawn")
    assert texts(docs, cells) == ["40", "10", "0"]
    bars = page.find("svg", class_="db-bar")
    assert [bar["attrs"]["width"] for bar in bars] == ["100.0%", "25.0%", "0.0%"]
    assert {bar["attrs"]["aria-hidden"] for bar in bars} == {"true"}
    assert all(docs.inside(cell, "svg") for cell in cells)


def test_a_chart_of_nothing_but_noughts_is_still_a_page(docs):
    assert "0" in texts(docs, chart(docs, "0", "0").find("td"))


# the end of a guide, the ids


def test_the_note_for_the_leader_is_folded_and_its_heading_is_not(docs):
    page = page_of(docs, "")
    (section,) = page.find("section", class_="db-leader")
    heading, details = [part for part in section["in"] if not isinstance(part, str)]
    assert (heading["tag"], docs.words(heading)) == ("h2", "給主持人")
    assert details["tag"] == "details"
    assert "open" not in details["attrs"]
    assert next(part["tag"] for part in details["in"] if not isinstance(part, str)) == "summary"
    assert "慢慢談。" in docs.words(details, hidden=True)


def test_questions_are_a_list_whose_citations_lead_to_the_text(docs):
    (section,) = page_of(docs, "").find("section", id="questions")
    assert [item["tag"] for item in docs.inside(section, "li")] == ["li"] * 3
    assert [a["attrs"]["href"] for a in docs.inside(section, "a")] == [f"../reports/trees-1950/zhong.md#p{n}" for n in (2, 3, 4)]


def test_an_address_of_a_block_that_was_taken_into_another_leads_there(docs):
    assert docs.guide(docs.block("go、went、gone", "春天來了")) == []
    page = docs.html(GUIDE)
    (section,) = page.find("section", id="go")
    assert [span["attrs"].get("id") for span in docs.inside(section, "span")][:2] == ["went", "gone"]
    assert len(page.ids()) == len({*page.ids()})


def test_english_title_stands_below_the_title_and_is_marked_as_english(docs):
    (section,) = page_of(docs, "").find("section", id="go")
    (english,) = [p for p in docs.inside(section, "p") if "db-en" in p["attrs"].get("class", "")]
    assert (docs.words(english, hidden=True), english["attrs"]["lang"]) == ("Plant", "en")


# no markup of a contributor reaches the page


def harmless(page, docs):
    """Whether every element and attribute is one that the project itself makes."""
    foreign = {"script", "img", "b", "i", "iframe", "style"}
    return (
        not [node["tag"] for node in page.elements if node["tag"] in foreign]
        and not [name for node in page.elements for name in node["attrs"] if name.startswith("on")]
        and not [a for a in page.find("a") if "javascript" in (a["attrs"].get("href") or "")]
    )


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("place", ["title", "en", "who", "number", "items", "chart", "cell"])
def test_markup_in_a_block_stays_text(docs, attack, place):
    quoted = attack.replace("'", "''")
    fields = {"en": "'A'", "who": "'我們'", "number": "'一'", "chart": "'數'"} | (
        {place: f"'{quoted}'"} if place in ("en", "who", "number") else {}
    )
    head, cell = (attack if place == name else "數" for name in ("chart", "cell"))
    fields["chart"] = f"'{head}'"
    body = docs.block("count", "我們去種樹", kind="statistic", **fields)
    body = body.replace("\n///\n", f"\n\n| 類 | {head} |\n| - | - |\n| {cell} | 3 |\n///\n")
    if place == "title":
        body = body.replace("題目count", attack)
    words = attack if place == "items" else "話"
    body += f"/// checklist | 單\n    id: list\n    items: '〔{words}〕、count'\n///\n"
    body += f"/// agenda | 程\n    id: time\n    total: 2\n    items: '〔{words}〕 1、count 1'\n///\n"
    docs.guide(body)
    page = docs.html(GUIDE, "tables")
    assert harmless(page, docs)
    if place not in ("chart", "cell"):  # a table is Markdown, the others are text as it is
        assert attack in docs.words(page.root, hidden=True) + " ".join(
            str(value) for node in page.elements for value in node["attrs"].values()
        )


def test_attributes_cannot_be_set(docs):
    docs.guide(docs.block("go", "春天來了", attrs="{onclick: alert(1), class: x, style: 'color: red'}"))
    page = docs.html(GUIDE)
    assert harmless(page, docs)
    assert page.find(class_="x") == []


def test_an_id_that_is_no_fragment_reaches_no_attribute_as_markup(docs):
    docs.guide(docs.block("'x\"><b>y</b>'", "春天來了"))
    assert harmless(docs.html(GUIDE), docs)
