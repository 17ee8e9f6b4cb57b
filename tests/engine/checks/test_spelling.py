"""What the editors write in two ways is told where they write it in the rarer one."""


def test_the_rarer_way_is_a_review_and_words_of_others_are_not(docs):
    docs.page("這裏、那裏，夠了。裡面，「裡」，積極份子，積極分子，分子，身份子女。")
    assert [(code, line) for code, line, _ in docs.reviews()] == [("W003", 5), ("W003", 5)]
    found = [p for p in docs.problems(reviews=True) if p.code == "W003"]
    assert ["裏" in p.mend or "分子" in p.mend for p in found] == [True, True]


def test_one_way_is_enough(docs):
    docs.page("這裏、那裏，積極分子，够了。")
    assert docs.reviews() == []
