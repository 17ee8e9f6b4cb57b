"""The order of the site, and former addresses that lead on."""

import pytest

from duben.edition.order import guide_groups
from duben.site.nav import folder_nav, nav
from duben.site.redirects import redirect, redirects
from support.listed import guides, packets

TREES = "reports/trees-1950"


def test_guides_stand_in_the_groups_of_the_index_in_their_order(docs):
    groups = guide_groups(guides(docs))
    assert {name: [page.title for page in found] for name, found in groups.items()} == {
        "花": ["種花"],
        "樹": ["怎樣種樹", "後來", "無序"],
        "草": ["種草"],
    }
    assert list(groups) == ["花", "樹", "草"]


def test_folder_in_the_navigation_becomes_its_pages_in_their_groups(docs):
    docs.write("index.md", "# 首頁\n")
    assert nav(guides(docs), [{"首頁": "index.md"}, {"指南": "guides/"}]) == [
        {"首頁": "index.md"},
        {
            "指南": [
                "guides/index.md",
                {"花": [{"種花": "guides/flower.md"}]},
                {"樹": [{"怎樣種樹": "guides/walk.md"}, {"後來": "guides/late.md"}, {"無序": "guides/a.md"}]},
                {"草": [{"種草": "guides/grass.md"}]},
            ]
        },
    ]


def test_other_folders_in_the_navigation_have_their_pages_in_their_order(docs):
    docs.write("about/index.md", "---\ntitle: 說明\n---\n")
    docs.write("about/b.md", "---\ntitle: 乙<b>\norder: 1\n---\n")
    docs.write("about/a.md", "---\ntitle: 甲\n---\n")
    docs.write("about/c.md", "---\ntitle: 丙\norder: 2\n---\n")
    names = [name for item in folder_nav(docs.edition(), "about/") if isinstance(item, dict) for name in item]
    assert names == ["乙&lt;b&gt;", "丙", "甲"]


def test_reports_in_the_navigation_have_their_chapters_in_order(docs):
    assert folder_nav(docs.edition(), "reports/") == [
        {"種樹1950": [f"{TREES}/index.md", {"種樹": f"{TREES}/zhong.md"}, {"看樹": f"{TREES}/kan.md"}]}
    ]


def test_packets_in_the_navigation_have_the_blank_forms_in_a_folder(docs):
    assert folder_nav(packets(docs), "packets/") == [
        {"甲*": "packets/a.md"},
        {"乙": "packets/b.md"},
        {"全": "packets/whole.md"},
        {"空白表格": [{"先": "packets/forms/early.md"}, {"後": "packets/forms/late.md"}]},
    ]


def test_indexes_of_entries_stand_in_the_navigation_in_the_order_of_kinds(docs):
    docs.entry("terms/a", "種樹")
    for name, title in {"": "詞條", "people/": "人物", "terms/": "詞語"}.items():
        docs.write(f"entries/{name}index.md", f"---\ntitle: {title}\n---\n")
    assert folder_nav(docs.edition(), "entries/") == [
        "entries/index.md",
        {"詞語": "entries/terms/index.md"},
        {"人物": "entries/people/index.md"},
    ]


def test_a_former_address_leads_to_the_entry_that_took_its_place(docs):
    docs.entry("terms/b", "種樹", formerly="[terms/a, people/a]")
    assert redirects(docs.edition()) == {"entries/terms/a.md": "entries/terms/b.md", "entries/people/a.md": "entries/terms/b.md"}


def test_two_entries_cannot_both_have_taken_one_former_address(docs):
    docs.entry("terms/b", "種樹", formerly="[terms/a]")
    docs.entry("terms/c", "看樹", formerly="[terms/a]")
    assert docs.codes() != []


def test_a_redirect_leads_on_by_itself_and_by_a_link(parse_html):
    page = parse_html(redirect('../b/"><script>'))
    (refresh,) = page.find("meta", http_equiv="refresh")
    assert refresh["attrs"]["content"] == '0; url=../b/"><script>'
    assert [a["attrs"]["href"] for a in page.find("a")] == ['../b/"><script>']
    assert page.find("script") == []


@pytest.mark.parametrize(
    "entries",
    [
        ["index.md"],
        ["index.md", {"Home": "index.md"}],
        [{"Part": ["index.md", {"Sub": [{"One": "about/one.md"}, "about/two.md"]}]}],
        [{"Elsewhere": "https://example.org/"}, "https://example.org/", {"Top": "/"}],
        [{"Nothing": None}],
        [],
    ],
)
def test_pages_and_addresses_stay_as_they_are_written(docs, entries):
    assert nav(docs.edition(), entries) == entries


def test_a_folder_becomes_its_pages_however_deep_it_stands(docs):
    docs.write("about/one.md", "---\ntitle: One\n---\n")
    pages = [{"One": "about/one.md"}]
    assert nav(docs.edition(), ["about/"]) == pages
    assert nav(docs.edition(), [{"About": "about/"}]) == [{"About": pages}]
    assert nav(docs.edition(), [{"Part": ["index.md", {"About": "about/"}, "about/"]}]) == [
        {"Part": ["index.md", {"About": pages}, *pages]}
    ]


def test_a_section_without_pages_is_left_out_and_so_is_what_holds_only_such(docs):
    assert nav(docs.edition(), [{"Packets": "packets/"}, {"Part": [{"Packets": "packets/"}, "packets/"]}, {"None": []}, "index.md"]) == [
        "index.md"
    ]
