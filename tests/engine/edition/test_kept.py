"""What is kept of an edition between builds: read again only where a file has changed, and never otherwise than anew."""

from dataclasses import replace
from pathlib import Path

import pytest

from duben.cache import Cache
from duben.document.pages import Pages
from duben.edition.read import read
from duben.links.resolve import resolve

ZHONG = "reports/trees-1950/zhong.md"


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "kept")


def same(docs, cache):
    """The edition with the cache, which must be the one without."""
    kept, fresh = read(docs.root, docs.settings, cache), docs.edition()
    assert [kept.problems, kept.pages and [page.path for page in kept.pages]] == [fresh.problems, [page.path for page in fresh.pages]]
    for path, chapter in fresh.chapters.items():
        other = kept.chapters[path]
        assert tuple(other.blocks) == tuple(chapter.blocks)
        assert (other.ids, other.facts, other.digest) == (chapter.ids, chapter.facts, chapter.digest)
        assert other.running("transcribed") == chapter.running("transcribed")
    links, wanted = resolve(kept, cache), resolve(fresh)
    assert {key: list(found) for key, found in links.mentions.items()} == {key: list(found) for key, found in wanted.mentions.items()}
    for path in (*fresh.chapters, *(page.path for page in fresh.pages)):
        assert Pages(kept, links).of(path).blocks == Pages(fresh, wanted).of(path).blocks
    return kept, links


def test_a_report_is_read_once(docs, cache, monkeypatch):
    docs.entry("terms/a", "種樹")
    edition, _ = same(docs, cache)
    monkeypatch.setattr("duben.edition.report.read_report", lambda *_: pytest.fail("read a second time"))
    assert list(read(docs.root, docs.settings, cache).chapters) == list(edition.chapters)


def test_what_is_changed_is_read_again(docs, cache):
    docs.entry("terms/a", "種樹")
    same(docs, cache)
    docs.replace(ZHONG, "我們去種樹。", "我們去{種→植}樹。")
    same(docs, cache)
    docs.replace("guides/walk.md", "編者的話。", "編者的另一句話。")
    docs.entry("terms/b", "樹苗")
    docs.seal([replace(record, id=record.id.replace("p3", "p9")) for record in docs.records()])
    same(docs, cache)


def cut(path):
    path.write_bytes(path.read_bytes()[:40])


@pytest.mark.parametrize("spoil", [cut, Path.unlink])
def test_what_is_damaged_or_gone_is_made_anew(docs, cache, spoil):
    docs.entry("terms/a", "種樹")
    same(docs, cache)
    for kept in list(cache.folder.iterdir()):
        spoil(kept)
        same(docs, cache)
    edition = read(docs.root, docs.settings, cache)
    for kept in list(cache.folder.iterdir()):
        spoil(kept)
    assert tuple(edition.chapters[ZHONG].blocks) == tuple(docs.edition().chapters[ZHONG].blocks)
