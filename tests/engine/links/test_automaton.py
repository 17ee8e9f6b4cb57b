"""The automaton in plain Python finds what pyahocorasick finds."""

import runpy
import sys

import ahocorasick
from hypothesis import example, given
from hypothesis import strategies as st

from duben.links import automaton
from duben.links.automaton import PureAutomaton


def found(automaton, words, text):
    for number, word in enumerate(words):
        automaton.add_word(word, (number, word))
    automaton.make_automaton()
    return len(automaton), [*automaton.iter(text)]


@given(st.lists(st.text("甲乙𪚥", min_size=1, max_size=5), min_size=1, max_size=12), st.text("甲乙𪚥\n", max_size=60))
@example(["甲乙甲", "乙甲", "甲", "乙甲乙丙"], "甲乙甲乙甲乙丙")
@example(["甲", "甲"], "甲甲")
def test_both_find_the_same_in_the_same_order(words, text):
    assert found(PureAutomaton(), words, text) == found(ahocorasick.Automaton(), words, text)


def test_without_words_nothing_is_found():
    assert found(PureAutomaton(), [], "甲") == (0, [])


def test_the_plain_one_is_used_only_where_the_compiled_one_is_not_installed(monkeypatch):
    assert automaton.Automaton is ahocorasick.Automaton
    monkeypatch.setitem(sys.modules, "ahocorasick", None)
    assert runpy.run_path(automaton.__file__)["Automaton"].__name__ == "PureAutomaton"
