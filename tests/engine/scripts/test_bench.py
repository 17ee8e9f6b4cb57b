"""The synthetic edition that is measured: nothing is wrong with it, or it could not be built."""

from pathlib import Path

from duben.checks import check
from duben.edition.read import read
from duben.links.resolve import resolve
from duben.problems import errors

SCRIPTS = Path(__file__).parents[3] / "scripts"


def test_nothing_is_wrong_with_the_edition_that_is_measured(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    from bench import make

    make(tmp_path, 12, 20)
    edition = read(tmp_path / "docs")
    assert len(edition.chapters) == 12
    assert len(edition.entries) == 20
    assert errors(check(edition, resolve(edition))) == []
