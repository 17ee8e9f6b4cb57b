"""All occurrences of many words in a text in one pass: pyahocorasick, or the same calls in plain Python where it is not installed.

The algorithm is that of Aho and Corasick, https://doi.org/10.1145/360825.360855. The plain one is some ten times slower.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

__all__ = ["Automaton", "PureAutomaton"]


class PureAutomaton:
    """What this project uses of ``ahocorasick.Automaton``: add words, make the automaton, look through texts."""

    def __init__(self) -> None:
        self._words: dict[str, Any] = {}
        self._next: list[dict[str, int]] = [{}]  # of each state, the state that a character leads to; state 0 is the root
        self._fallback: list[int] = [0]  # of each state, that of the longest proper suffix that begins a word
        self._values: list[tuple[Any, ...]] = [()]  # of each state, the values of the words that end in it, the longest first

    def __len__(self) -> int:
        return len(self._words)

    def add_word(self, word: str, value: object) -> None:
        """A word, not empty, with what ``iter`` gives for it; the last value of a word counts."""
        self._words[word] = value

    def make_automaton(self) -> None:
        """Must be called when all words are added."""
        for word, value in self._words.items():
            state = 0
            for char in word:
                if char not in self._next[state]:
                    self._next[state][char] = len(self._next)
                    self._next.append({})
                    self._fallback.append(0)
                    self._values.append(())
                state = self._next[state][char]
            self._values[state] = (value,)
        queue = deque(self._next[0].values())
        while queue:
            state = queue.popleft()
            self._values[state] += self._values[self._fallback[state]]
            for char, following in self._next[state].items():
                self._fallback[following] = self._step(self._fallback[state], char)
                queue.append(following)

    def iter(self, text: str) -> Iterator[tuple[int, Any]]:
        """The offset of the last character and the value of each occurrence, overlapping ones too, by the end, the longest first."""
        state = 0
        for at, char in enumerate(text):
            state = self._step(state, char)
            for value in self._values[state]:
                yield at, value

    def _step(self, state: int, char: str) -> int:
        while state and char not in self._next[state]:
            state = self._fallback[state]
        return self._next[state].get(char, 0)


try:
    from ahocorasick import Automaton
except ImportError:
    Automaton = PureAutomaton
