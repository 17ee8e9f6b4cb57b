"""A site takes the place of the published one when it is whole, and not before."""

import pytest

from duben.site import swap
from duben.site.swap import replacing


@pytest.fixture(params=["exchanged at once", "renamed"])
def site(request, tmp_path, monkeypatch):
    """A published site; how a new one takes its place depends on the system."""
    if request.param == "renamed":
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    target = tmp_path / "site"
    publish(target, "old")
    return target


def publish(target, words):
    with replacing(target) as folder:
        (folder / "index.html").write_text(words)


def words(target):
    return (target / "index.html").read_text()


def names(target):
    return sorted(path.name for path in target.parent.iterdir())


def test_a_site_takes_the_place_of_the_one_before(site):
    (site / "gone.html").touch()
    publish(site, "new")
    assert words(site) == "new"
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert names(site) == ["site"]


def test_a_build_that_fails_leaves_the_site_as_it_was(site):
    with pytest.raises(IsADirectoryError), replacing(site) as folder:
        folder.write_text("half")
    assert words(site) == "old"
    assert names(site) == ["site"]


def test_what_is_hidden_stays(site):
    (site / ".git").mkdir()
    (site / ".git/config").write_text("x")
    publish(site, "new")
    assert (site / ".git/config").read_text() == "x"
    assert words(site) == "new"


def test_what_killed_builds_left_is_removed(site):
    left = site.with_name(".site-new-12345678")
    left.mkdir()
    (left / "index.html").write_text("half")
    (left / ".git").touch()
    publish(site, "new")
    assert names(site) == ["site"]
    assert (site / ".git").exists()


def test_a_build_that_was_killed_between_two_renames_loses_nothing(site):
    site.rename(site.with_name(".site-old-12345678"))
    with pytest.raises(IsADirectoryError), replacing(site) as folder:
        folder.write_text("half")
    assert words(site) == "old"
    assert names(site) == ["site"]


def test_of_two_builds_the_one_that_ends_last_wins(site):
    with replacing(site) as first:
        (first / "index.html").write_text("first")
        publish(site, "second")
        assert words(site) == "second"
        assert first.is_dir()
    assert words(site) == "first"
    assert names(site) == ["site"]


def test_a_build_that_puts_its_site_in_place_between_the_renames_of_another_does_not_stop_it(site, monkeypatch):
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    with replacing(site) as first:
        (first / "index.html").write_text("first")
        rename, other = type(site).rename, iter([True])

        def with_another(path, target):
            if path == first and next(other, False):
                publish(site, "second")
            return rename(path, target)

        monkeypatch.setattr(type(site), "rename", with_another)
    assert words(site) == "first"


def test_a_link_to_a_site_stays_a_link(site):
    link = site.with_name("www")
    link.symlink_to(site)
    publish(link, "new")
    assert link.is_symlink()
    assert words(site) == "new"
