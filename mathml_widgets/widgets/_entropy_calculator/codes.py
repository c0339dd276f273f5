"""The code: by the machine or by hand, what it costs, and how good it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...maths import information as info
from ...maths.information.exact_shares import Shares
from ...maths.numerals import numeral
from ...shell import Step
from .simple_fractions import simple

MOST_BLOCKS = 4_096
AT_ONCE = 300
"""Codewords, or symbols of a message, up to which an answer comes in one piece."""


def coded(shares: Shares, block_length: int, code_tree: list[list[int]] | None) -> Iterator[Step]:
    """Yield the code, the costs of the blocks up to its own, and why it is not the one asked for."""
    if code_tree is not None:
        coding = info.coding_of_joins(code_tree, shares)
        rows = [] if coding.code is None else [_costs(coding)]
        loose = len(shares) - len(code_tree)
        reason = "" if rows else f"The tree is not finished: {loose} parts are loose."
        yield Step((coding, np.array(rows).reshape(-1, 3), reason), 1.0)
        return
    n = len(shares)
    longest = max(length for length in range(1, block_length + 1) if length == 1 or n**length <= MOST_BLOCKS)
    rows = []
    for length in range(1, longest + 1):
        if n**length > AT_ONCE and length > 1:
            pending = f"Blocks of {longest} are being coded."
            yield Step((None, np.array(rows), pending), (length - 1) / longest)
        coding = info.coding_of_blocks(shares, length)
        rows.append(_costs(coding))
    reason = ""
    if longest < block_length:
        instead = f"blocks of {longest}" if longest > 1 else "single symbols"
        reason = (
            f"Blocks of {longest + 1} would make {n ** (longest + 1):,} codewords, and {MOST_BLOCKS:,} are the "
            f"most here: {instead} are coded."
        )
    yield Step((coding, np.array(rows), reason), 1.0)


def drawn_code(coding: info.Coding | None, labels: list[str], code_tree: list[list[int]] | None) -> tuple[Any, ...]:
    """Return the code as the view draws it, and the numbers about it."""
    if coding is None:
        nothing = {"by": "machine", "codewords": [], "joins": [], "names": [], "complete": False}
        return nothing, 1, np.empty(0), None, "", None
    mean = coding.mean_length
    return (
        _tree(coding, labels, "machine" if code_tree is None else "hand"),
        coding.block_length,
        coding.weights,
        None if mean is None else float(mean),
        "" if mean is None else simple(mean),
        coding.redundancy,
    )


def judgement_of(shares: Shares, code_tree: list[list[int]] | None) -> tuple[dict[str, Any], Any]:
    """Return what a tree by hand can still become, and the join that Huffman would make next."""
    if code_tree is None:
        return {}, None
    found = info.judge_joins(code_tree, shares)
    judgement = {
        "roots": list(found.roots),
        "mean_length": str(found.reachable) if found.complete else "",
        "least_mean_length": simple(found.least) or numeral(float(found.least), 4),
        "reachable": float(found.reachable),
        "costs": [float(cost) for cost in found.costs],
        "optimal": found.complete and found.reachable == found.least,
        "complete": found.complete,
    }
    return judgement, None if found.next_join is None else list(found.next_join)


def _tree(found: info.Coding, labels: list[str], by: str) -> dict[str, Any]:
    """Return a code as the view draws it; of more leaves than can be told apart, without joins."""
    n_leaves = len(found.weights) - len(found.joins)
    between = "" if all(len(info.characters(label)) == 1 for label in labels) else " "
    return {
        "by": by,
        "codewords": [None] * n_leaves if found.code is None else list(found.code.codewords),
        "joins": [list(join) for join in found.joins] if n_leaves <= MOST_BLOCKS else [],
        "names": info.block_names(labels, found.block_length, between) if found.block_length > 1 else labels,
        "complete": found.code is not None,
    }


def _costs(coding: info.Coding) -> list[float]:
    """Return the length of the block, the mean bits a symbol, and those above the entropy."""
    assert coding.mean_length is not None and coding.redundancy is not None
    return [coding.block_length, float(coding.mean_length), coding.redundancy]
