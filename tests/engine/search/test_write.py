"""The index of a site, made again only where something has changed."""

import pytest

from duben.cache import Cache
from duben.search.passages import IndexedPage, Part, Passage
from duben.search.write import write
from duben.store import Store


class Texts:
    """Parts of an edition with one page each, which tells how often its passages were asked for."""

    def __init__(self, folder, *texts):
        self.folder, self.texts, self.asked = folder, list(texts), []

    def write(self):
        self.asked.clear()
        sources = [(text, Part((f"{n}.md",), lambda n=n: self.pages(n))) for n, text in enumerate(self.texts)]
        store = Store(self.folder / "kept")
        size = write(self.folder / "search", Cache(self.folder / "cache"), store, sources, str)
        store.close()
        return size

    def pages(self, number):
        self.asked.append(number)
        return [IndexedPage(f"{number}.md", f"{number}", "about", "", (Passage("p1", "1", self.texts[number]),))]

    def files(self):
        return {file.relative_to(self.folder).as_posix(): file.read_bytes() for file in (self.folder / "search").rglob("*.js")}


@pytest.fixture
def texts(tmp_path):
    return Texts(tmp_path, "種樹", "澆水", "育苗")


def test_only_what_changed_is_asked_for(texts):
    size = texts.write()
    assert texts.asked == [0, 1, 2]
    assert size == sum(map(len, texts.files().values()))
    before = texts.files()
    assert texts.write() == size
    assert texts.asked == []
    texts.texts[1] = "除草"
    texts.write()
    assert texts.asked == [1]
    texts.texts[1] = "澆水"
    texts.write()
    assert texts.asked == []
    assert texts.files() == before  # and nothing of the other index


def test_the_same_files_with_and_without_a_cache(texts, tmp_path):
    texts.write()
    texts.texts[2] = "育好苗"
    texts.write()
    clean = Texts(tmp_path / "clean", *texts.texts)
    clean.write()
    assert clean.files() == texts.files()


@pytest.mark.parametrize(
    "damage", [lambda data: data[:10], lambda data: data.replace(b"0", b"1"), lambda _: None], ids=["cut", "other", "gone"]
)
def test_a_damaged_file_is_made_anew(texts, damage):
    texts.write()
    before = texts.files()
    for file in (texts.folder / "kept").iterdir():
        data = damage(file.read_bytes())
        file.unlink() if data is None else file.write_bytes(data)
    texts.write()
    assert texts.files() == before
    assert texts.asked == []
