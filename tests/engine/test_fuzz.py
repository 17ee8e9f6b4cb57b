"""Whatever is written, nothing raises and nothing is lost: a few random cases of each property, other ones at every run."""

from random import Random

import pytest

from support.fuzzing import PROPERTIES, WEIGHTS, ask


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_holds_for_random_cases(name):
    seed = Random().getrandbits(32)
    random = Random(seed)
    for _ in range(8 * WEIGHTS.get(name, 40)):
        fallen = ask(name, random)
        assert fallen is None, f"seed {seed}"
