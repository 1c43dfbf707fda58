"""Where the right page stands among the results, and what is counted of it."""

from __future__ import annotations

import pytest
from retrieval.queries import HEADING, TITLE, Query
from retrieval.scoring import Hit, empty, judge, mrr, of_kind, section, success

TITLED = Query(TITLE, "lantern", "lantern.html")
HEADED = Query(HEADING, "keeping", "lantern.html", ("keeping",))


def _hits(*urls: str) -> list[Hit]:
    return [Hit(url) for url in urls]


def test_sections_of_one_page_are_one_result() -> None:
    found = judge(TITLED, _hits("a.html", "a.html", "lantern.html"))
    assert found.rank == 2


def test_nobody_looks_beyond_the_tenth() -> None:
    pages = [f"{number}.html" for number in range(10)]
    assert judge(TITLED, _hits(*pages, "lantern.html")).rank is None
    assert judge(TITLED, _hits(*pages[:9], "lantern.html")).rank == 10


def test_the_right_section_counts_only_on_the_right_page() -> None:
    wrong = Hit("other.html", ("keeping",))
    assert judge(HEADED, [wrong, Hit("lantern.html", ("noon",))]).section is False
    assert judge(HEADED, [wrong, Hit("lantern.html", ("noon", "keeping"))]).section is True
    assert judge(TITLED, _hits("lantern.html")).section is None


def test_the_means() -> None:
    outcomes = [
        judge(TITLED, _hits("lantern.html")),
        judge(TITLED, _hits("a.html", "lantern.html")),
        judge(HEADED, []),
        judge(HEADED, [Hit("lantern.html", ("keeping",))]),
    ]
    assert mrr(outcomes) == pytest.approx((1 + 0.5 + 0 + 1) / 4)
    assert success(outcomes, 1) == pytest.approx(0.5)
    assert success(outcomes, 5) == pytest.approx(0.75)
    assert empty(outcomes) == pytest.approx(0.25)
    assert section(outcomes) == pytest.approx(0.5)
    assert mrr(of_kind(outcomes, TITLE)) == pytest.approx(0.75)


def test_what_was_not_asked_has_no_mean() -> None:
    assert mrr([]) is None
    assert section([judge(TITLED, [])]) is None
