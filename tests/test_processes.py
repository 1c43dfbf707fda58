"""Work that processes share: its results, their order, and what is said of it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest
from sphinx.errors import SphinxParallelError

from sphinx_commonplace.core.related.work import mixed, parts
from sphinx_commonplace.spine.processes import sharing

NAMES = [f"post {n}" for n in range(1000)]
HERE = os.getpid()


def work(names: Sequence[str]) -> tuple[int, list[str]]:
    return os.getpid(), [name.upper() for name in names]


def test_processes_share_much_work_and_results_come_in_order() -> None:
    found = list(sharing(2, "")(work, NAMES, ""))
    assert [name for _process, names in found for name in names] == [n.upper() for n in NAMES]
    processes = {process for process, _names in found}
    assert HERE not in processes
    assert len(processes) == len(found) == 2


@pytest.mark.parametrize(("processes", "count"), [(1, 1000), (0, 1000), (2, 10), (2, 0)])
def test_little_work_and_that_of_one_process_is_done_here(processes: int, count: int) -> None:
    found = list(sharing(processes, "")(work, NAMES[:count], ""))
    assert {process for process, _names in found} <= {HERE}
    assert [name for _process, names in found for name in names] == [
        name.upper() for name in NAMES[:count]
    ]


def test_what_fails_in_another_process_fails_here() -> None:
    def failing(_names: Sequence[str]) -> None:
        raise ValueError("no such luck")

    with pytest.raises(SphinxParallelError, match="no such luck"):
        list(sharing(2, "")(failing, NAMES, ""))


@pytest.mark.parametrize("count", [0, 1, 3, 999, 1000, 1001, 4001])
def test_parts_hold_each_post_once_and_each_process_has_as_many(count: int) -> None:
    names = [str(n) for n in range(count)]
    for processes in (1, 2, 4):
        found = parts(names, processes)
        assert [name for part in found for name in part] == names
        assert len(found) % processes == 0 or count < 2 * processes
        assert max(map(len, found), default=0) <= 2000


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 200, 1000, 4001])
def test_of_posts_that_are_mixed_each_part_has_as_many_of_each_stretch(count: int) -> None:
    names = [f"{n:04}" for n in range(count)]
    found = mixed(names)
    assert sorted(found) == names
    half = found[: count // 2]
    for stretch in range(4):
        begin, end = count * stretch // 4, count * (stretch + 1) // 4
        assert abs(len(set(half) & set(names[begin:end])) - (end - begin) / 2) <= 50
