"""How often cells stand in a column: the same whether all of them are held or not."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.convert import counts as counting

MOST = 3
cells = st.lists(st.sampled_from([None, "", "a", "á", "b", "xã", "z" * 9, "10", "9"]), max_size=8)


@given(st.lists(cells, min_size=1, max_size=6))
@pytest.mark.parametrize("held", [0, 40, 10**6])
def test_the_commonest_and_the_number_of_cells_are_exact(held, pieces):
    arrays = [pa.chunked_array([pa.array(piece, pa.string())]) for piece in pieces]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_HELD_BYTES", max(held, 1))
        found = counting.counts(lambda: iter(arrays), MOST)
    present = [cell for piece in pieces for cell in piece if cell is not None]
    # Of equals, the earlier first: as Counter has them.
    commonest = Counter(present).most_common(MOST)
    assert (found.present, found.distinct) == (len(present), len(set(present)))
    assert [(value.as_py(), number) for value, number in found.commonest] == commonest
    bounds = [bound.as_py() for bound in found.bounds]
    ordered = sorted(present, key=str.encode)
    assert bounds == ([ordered[0], ordered[-1]] if ordered else [None, None])
