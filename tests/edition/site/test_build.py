"""The shipped site: no warning, every link and fragment, every paragraph, nothing from another host."""

import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from duben.edition.read import read
from duben.links.concordance import MOST, Concordance
from duben.links.coverage import treated
from duben.links.mentions import address as mention_address
from duben.links.resolve import resolve
from duben.reading.settings import beside, read_settings

ROOT = Path(__file__).parents[3]


class Links(HTMLParser):
    """Ids, links and what a page loads."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.loads = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if attrs.get("id"):
            self.ids.append(attrs["id"])
        if tag == "a" and "href" in attrs:
            self.links.append(attrs["href"])
        if tag in ("script", "img", "source", "iframe") and attrs.get("src"):
            self.loads.append(attrs["src"])
        if tag == "link" and attrs.get("rel") not in ("canonical", "prev", "next", "schema.DCTERMS"):
            self.loads.append(attrs["href"])


@pytest.fixture(scope="module")
def site(shipped_site):
    return {path.relative_to(shipped_site).as_posix(): Links(path.read_text("utf-8")) for path in shipped_site.rglob("*.html")}


def target(page, link):
    """The file of the site that ``link`` on ``page`` leads to, and its fragment."""
    address, fragment = urldefrag(link)
    path = (Path("/") / page).parent / unquote(urlsplit(address).path) if address else Path("/") / page
    parts = []
    for part in path.parts[1:]:
        if part == "..":
            assert parts, f"{page}: {link} leads out of the site, so it would break below a sub-path"
            parts.pop()
        elif part != ".":
            parts.append(part)
    name = "/".join(parts)
    return (f"{name}/index.html".lstrip("/") if address.endswith("/") or not parts else name), unquote(fragment)


def test_every_internal_link_and_fragment_resolves(site, shipped_site):
    broken = []
    for page, parsed in site.items():
        if page == "404.html":  # served for any address, so its links begin with a slash
            continue
        for link in parsed.links:
            if urlsplit(link).scheme:
                continue
            name, fragment = target(page, link)
            if not (shipped_site / name).is_file() or (
                fragment and not fragment.startswith("__") and name in site and fragment not in site[name].ids
            ):
                broken.append((page, link))
    assert not broken


def test_no_link_or_file_is_absolute_or_from_another_host(site, shipped_site):
    for page, parsed in site.items():
        if page != "404.html":
            assert not [link for link in parsed.links + parsed.loads if link.startswith("/")], page
        assert not [address for address in parsed.loads if urlsplit(address).netloc], page
    for sheet in shipped_site.rglob("*.css"):
        assert not re.findall(r"url\(\s*['\"]?https?:|@import\s+['\"]?https?:", sheet.read_text("utf-8")), sheet


def test_ids_are_given_once_on_a_page(site):
    for page, parsed in site.items():
        assert len(parsed.ids) == len(set(parsed.ids)), page


def test_every_paragraph_and_merged_id_has_its_address(site):
    for chapter in read(ROOT / "docs", read_settings(beside(ROOT / "docs"))[0]).chapters.values():
        page = site[chapter.path.removesuffix(".md") + "/index.html"]
        wanted = {name for ids in chapter.ids for name in (ids.id, *ids.aliases)}
        assert wanted <= set(page.ids), chapter.path


def test_every_paragraph_quoted_leads_back_to_the_guide(site):
    page = site["reports/qiqihar-1954/chen/index.html"]
    for block in ("regular", "notify", "chair-resolve", "check"):
        assert f"../../../guides/production-meeting/#{block}" in page.links


def test_the_ledger_stays_out_of_the_site_and_the_source_is_in_it(shipped_site):
    assert not list(shipped_site.rglob("ids"))
    for report in ("qiqihar-1954", "taiyuan-1952"):
        assert (shipped_site / "reports" / report / "source.txt").read_bytes() == (
            ROOT / "docs/reports" / report / "source.txt"
        ).read_bytes()


def test_the_contents_show_what_is_lacking(shipped_site):
    page = (shipped_site / "reports/taiyuan-1952/index.html").read_text("utf-8")
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.S)
    assert sum("<td>缺</td>" in row for row in rows) == 11
    assert sum("讀全文" in row for row in rows) == 2


def test_a_text_that_breaks_off_says_so(shipped_site):
    for chapter in ("qiqihar-1954/li", "taiyuan-1952/xi"):
        assert "轉錄到這裏中斷" in (shipped_site / "reports" / chapter / "index.html").read_text("utf-8")
    assert "轉錄到這裏中斷" not in (shipped_site / "reports/qiqihar-1954/chen/index.html").read_text("utf-8")


def guides(edition):
    """Every shipped guide with the name of its page on the site."""
    return [(page, page.path.removesuffix(".md") + "/index.html") for page in edition.pages if page.is_guide]


def test_every_block_of_every_guide_has_its_address(site, shipped):
    assert guides(shipped)
    for page, name in guides(shipped):
        wanted = {id_ for block in page.blocks for id_ in (block.id, *block.aliases)}
        assert wanted <= set(site[name].ids), page.path


def test_every_guide_gives_its_english_title_and_abstract_as_metadata(shipped_site, shipped):
    for page, name in guides(shipped):
        html = (shipped_site / name).read_text("utf-8")
        meta = {key: unescape(value) for key, value in re.findall(r'<meta name="(DCTERMS\.\w+)" lang="en" content="([^"]*)">', html)}
        assert meta == {f"DCTERMS.{key}": getattr(page.meta, field) for key, field in (("title", "english"), ("abstract", "abstract"))}
        assert '<link rel="schema.DCTERMS" href="http://purl.org/dc/terms/">' in html


def test_every_guide_is_in_the_list_of_guides(shipped_site, shipped):
    article = (shipped_site / "guides/index.html").read_text("utf-8").split("<article")[1].split('<h2 id="清單')[0]
    for _, name in guides(shipped):
        assert f'href="{name.split("/")[1]}/"' in article


def test_the_guides_quote_every_item_of_the_inventory(shipped_site, shipped):
    links = resolve(shipped)
    items = [
        (entry.title, words)
        for entry, row in zip(links.inventory, treated(links), strict=True)
        for (words, _), found in zip(entry.items, row, strict=True)
        if not found
    ]
    assert items == []
    assert len(links.inventory) > 100
    assert "（無）" not in (shipped_site / "guides/index.html").read_text("utf-8")


def test_the_inventory_leads_to_the_blocks_that_quote(site, shipped):
    links = resolve(shipped)
    wanted = {
        f"{found[0].page.path.split('/')[1].removesuffix('.md')}/#{found[0].block.id}"
        for row in treated(links) for found in row if found and found[0].block
    }  # fmt: skip
    assert wanted <= set(site["guides/index.html"].links)


def test_the_coverage_of_every_paragraph_is_told(site, shipped):
    page = site["about/coverage/index.html"]
    for chapter in shipped.chapters.values():
        address = "../../" + chapter.path.removesuffix(".md") + "/"
        assert {f"{address}#{ids.id}" for ids in chapter.ids} <= set(page.links), chapter.path


# entries


@pytest.fixture(scope="module")
def links(shipped):
    return resolve(shipped)


def file(path):
    """The file of the site for a page of docs/."""
    return path.removesuffix(".md").removesuffix("/index") + "/index.html"


def test_every_entry_has_its_page_and_is_in_the_index_of_its_kind(site, shipped):
    assert shipped.entries
    for entry in shipped.entries.values():
        assert file(entry.path) in site
        assert f"{entry.slug.split('/')[1]}/" in site[f"entries/{entry.kind}/index.html"].links, entry.slug


def test_every_mention_has_one_address_in_the_order_of_the_text(site, shipped, links):
    assert any(links.mentions.values())
    for chapter in shipped.chapters.values():
        found = [name for name in site[file(chapter.path)].ids if re.fullmatch(r"[hp][0-9]+[a-z]*-m[0-9]+", name)]
        mentions = links.mentions[chapter.key]
        assert found == [mention_address(chapter, mentions, number) for number in range(len(mentions))], chapter.path


def test_every_line_of_every_entry_leads_to_its_very_words(site, shipped_site, shipped, links):
    pieces = {}
    for chapter in shipped.chapters.values():
        html = (shipped_site / file(chapter.path)).read_text("utf-8")
        pieces[file(chapter.path)] = {
            name: unescape(words) for name, words in re.findall(r"id=([hp][0-9]+[a-z]*-m[0-9]+)[^>]*>([^<]+)<", html)
        }
    concordance = Concordance(shipped, links)
    for entry in shipped.entries.values():
        html = (shipped_site / file(entry.path)).read_text("utf-8")
        rows = re.findall(r'<td class="db-word"><a href="([^"]+)">([^<]+)</a>', html)
        assert len(rows) == min(concordance.count(entry.slug), MOST), entry.slug
        for address, words in rows:
            name, fragment = target(file(entry.path), unescape(address))
            # a mark may divide the words; the address is where they begin
            assert unescape(words).startswith(pieces[name][fragment].strip()), (entry.slug, address)


def test_every_name_in_a_text_leads_to_an_entry_and_stands_in_the_list_of_its_chapter(shipped_site, shipped):
    for chapter in shipped.chapters.values():
        html = (shipped_site / file(chapter.path)).read_text("utf-8")
        names = re.findall(r"<a[^>]* href=(\S+) class=db-e>", html)
        assert {target(file(chapter.path), address)[0] for address in names} <= {file(entry.path) for entry in shipped.entries.values()}
        cards = "".join(re.findall(r'<ul class="db-cards">(.*?)</ul>', html, re.DOTALL))
        assert {*names} == {*re.findall(r"<li><a href=([^>#]+)>", cards)}


def test_the_table_of_mentions_adds_up(shipped, links):
    done = subprocess.run([sys.executable, ROOT / "scripts/entries.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    rows = [row.split() for row in done.stdout.split("\n")]
    numbers = {row[0]: tuple(map(int, row[1:4])) for row in rows if len(row) > 3 and row[3].isdigit()}
    total = numbers.pop("合計")
    assert list(numbers) == list(shipped.entries)
    assert [slug for slug, (found, linked, passed) in numbers.items() if found != linked + passed] == []
    assert tuple(map(sum, zip(*numbers.values(), strict=True))) == total
    assert total[1] == sum(map(len, links.mentions.values())) > 1000
