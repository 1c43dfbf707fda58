"""Dates of other tools: read where they are clear, refused where they are not."""

from __future__ import annotations

import pytest

from sphinx_commonplace.core.importing.frontmatter import moments


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-01-02", "2024-01-02"),
        ("2024-1-2", "2024-01-02"),
        ("2024/01/02", "2024-01-02"),
        ("2024-01-02 9:05", "2024-01-02T09:05"),
        ("2024-01-02 10:00:00 +0530", "2024-01-02T10:00:00+0530"),
        ("2024-01-02T10:00:00.123456789Z", "2024-01-02T10:00:00.123456789Z"),
        ("2024-01-02 10:00:00 -0700 MST", "2024-01-02T10:00:00-0700"),
        ("Jan 2, 2024", "2024-01-02"),
        ("2nd January 2024", "2024-01-02"),
        ("January 2 2024 10:05 PM", "2024-01-02T22:05"),
        ("12 Jan 2024 at 12:00 am", "2024-01-12T00:00"),
        ("Tue, 02 Jan 2024 10:00:00 GMT", "2024-01-02T10:00:00Z"),
        ("Tue, 02 Jan 2024 10:00:00 PST", "2024-01-02T10:00:00-08:00"),
        ("Tue Jan  2 10:00:00 2024", "2024-01-02T10:00:00"),
        ("15/03/2024", "2024-03-15"),
        ("[[2024-01-02]]", "2024-01-02"),
    ],
)
def test_a_date_that_is_clear(written: str, iso: str) -> None:
    assert moments.iso(written) == iso


FORM = "is not a date, write it as 2024-03-02 or 2024-03-02T10:00+01:00"


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("02/03/2024", "'02/03/2024' is ambiguous, 2024-02-03 or 2024-03-02"),
        ("3.4.2024", "'3.4.2024' is ambiguous, 2024-03-04 or 2024-04-03"),
        ("2024-13-45", "'2024-13-45' is not a day in the calendar or a time of day"),
        ("30 Feb 2024", "'2024-02-30' is not a day in the calendar or a time of day"),
        ("31/31/2024", "'31/31/2024' is not a day in the calendar"),
        ("20240102", f"'20240102' {FORM}"),
        ("1704153600", f"'1704153600' {FORM}"),
        ("2024", f"'2024' {FORM}"),
        ("yesterday", f"'yesterday' {FORM}"),
        ("2 Foo 2024", f"'2 Foo 2024' {FORM}"),
        ("2024-01-02 10:00 XYZ", f"'2024-01-02 10:00 XYZ' {FORM}"),
        ("2023-01-29 18:30:22 2023 -0800", f"'2023-01-29 18:30:22 2023 -0800' {FORM}"),
        ("٢٠٢٤-١١-٢٢", f"'٢٠٢٤-١١-٢٢' {FORM}"),  # noqa: RUF001 - digits that are meant
    ],
)
def test_a_date_that_is_not(written: str, wrong: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the message is looked at
        moments.iso(written)
    assert str(raised.value) == wrong
