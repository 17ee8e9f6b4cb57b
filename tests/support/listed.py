"""Pages for lists to list: guides in groups, packets and blank forms of the made-up edition."""


def guides(docs):
    """Three guides more, of which one is of a group that the index does not list; the index lists one without a guide."""
    docs.write("guides/index.md", "---\ntitle: 指南\ngroups: [花, 樹, 空]\n---\n")
    docs.write("guides/late.md", "---\ntitle: 後來\norder: 3\ngroup: 樹\n---\n")
    docs.write("guides/a.md", "---\ntitle: 無序\ngroup: 樹\n---\n")
    docs.write("guides/flower.md", "---\ntitle: 種花\norder: 9\ngroup: 花\ndescription: 從花說起\n---\n")
    docs.write("guides/grass.md", "---\ntitle: 種草\norder: 1\ngroup: 草\n---\n")
    docs.write("guides/sub/deep.md", "---\ntitle: 深處\n---\n")
    return docs.edition()


def packets(docs):
    """Two packets for meetings, a reading edition and two blank forms."""
    docs.packet("guide: walk", path="packets/b.md", title="乙", minutes=60, order=2)
    docs.packet("guide: walk", path="packets/a.md", title="甲*", minutes=90, order=1)
    docs.packet("chapter: trees-1950/zhong", path="packets/whole.md", title="全", order=3)
    docs.form(path="packets/forms/late.md", title="後", order=2)
    docs.form(path="packets/forms/early.md", title="先", order=1)
    return docs.edition()
