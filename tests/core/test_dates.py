"""Dates: read strictly, in one time zone, with one total order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_commonplace.core.frontmatter import dates

UTC = dates.time_zone("UTC")
PARIS = dates.time_zone("Europe/Paris")

READ = {
    "day": ("2024-01-02", "2024-01-02T00:00:00+01:00"),
    "blanks around": (" 2024-01-02\n", "2024-01-02T00:00:00+01:00"),
    "B05 summer": ("2024-07-02", "2024-07-02T00:00:00+02:00"),
    "B09 naive": ("2024-01-02T10:00:00", "2024-01-02T10:00:00+01:00"),
    "B09 naive, a blank, no seconds": ("2024-01-02 10:00", "2024-01-02T10:00:00+01:00"),
    "B07 offset after a blank": ("2024-01-02 10:00:00 +0530", "2024-01-02T05:30:00+01:00"),
    "B07 offset with a colon": ("2024-01-02T10:00:00-08:00", "2024-01-02T19:00:00+01:00"),
    "B07 offset of hours": ("2024-01-02T10:00-08", "2024-01-02T19:00:00+01:00"),
    "B07 Z moves the day": ("2024-01-02T23:30:00Z", "2024-01-03T00:30:00+01:00"),
    "B07 small letters": ("2024-01-02t10:00:00z", "2024-01-02T11:00:00+01:00"),
    "B07 tenth": ("2024-01-02T10:00:00.5", "2024-01-02T10:00:00.500000+01:00"),
    "B07 comma": ("2024-01-02T10:00:00,25", "2024-01-02T10:00:00.250000+01:00"),
    "B07 nanoseconds": ("2024-01-02T10:00:00.123456789Z", "2024-01-02T11:00:00.123456+01:00"),
    "B13 late": ("9999-12-31", "9999-12-31T00:00:00+01:00"),
    "B13 early": ("0001-01-02", "0001-01-02T00:00:00+00:09:21"),
    "B14 future": ("2999-01-01", "2999-01-01T00:00:00+01:00"),
    "B20 gap": ("2024-03-31T02:30:00", "2024-03-31T02:30:00+01:00"),
    "B20 overlap": ("2024-10-27T02:30:00", "2024-10-27T02:30:00+02:00"),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_iso_dates_are_read(text: str, expected: str) -> None:
    assert dates.parse(text, PARIS).isoformat() == expected
    assert dates.parse(text, PARIS).tzinfo is PARIS


IMPOSSIBLE = "is not a day in the calendar or a time of day"
FORM = "is not a date, write it as 2024-03-02 or 2024-03-02T10:00+01:00"
REFUSED = {
    "B01 month": ("2024-13-45", IMPOSSIBLE),
    "B01 no leap year": ("2023-02-29", IMPOSSIBLE),
    "B02": ("02/03/2024", "is ambiguous, write 2024-02-03 or 2024-03-02"),
    "B02 not padded": ("2/3/2024", "is ambiguous, write 2024-02-03 or 2024-03-02"),
    "only one of two is a day": ("25/12/2024", "is not a date, write 2024-12-25"),
    "both are the same": ("3/3/2024", "is not a date, write 2024-03-03"),
    "neither is a day": ("31/02/2024", FORM),
    "B03 dots": ("3.4.2024", FORM),
    "B03 words": ("Jan 2 2024", FORM),
    "B03 word": ("yesterday", FORM),
    "B04 digits": ("20240102", FORM),
    "B04 epoch": ("1704153600", FORM),
    "B05 year": ("2024", FORM),
    "B05 month": ("2024-01", FORM),
    "B06": ("2024-01-02T25:00:00", IMPOSSIBLE),
    "B08": ("2023-01-29 18:30:22 2023 -0800", FORM),
    "B11 boolean": ("true", FORM),
    "B11 clock": ("12:30:45", FORM),
    "B11 float": ("1e400", FORM),
    "B12 empty": ("", FORM),
    "B13 the calendar ends before UTC does": ("9999-12-31T23:59:59-12:00", IMPOSSIBLE),
    "B13 the calendar begins after UTC does": ("0001-01-01T00:00:00+12:00", IMPOSSIBLE),
    "B13 no year": ("0000-01-01", IMPOSSIBLE),
    "B13 before Christ": ("-0044-03-15", FORM),
    "B15 arabic digits": ("\u0662\u0660\u0662\u0664-\u0660\u0661-\u0660\u0662", FORM),
    "B15 not padded": ("2024-1-2", FORM),
    "B16": ("[[2024-01-02]]", FORM),
    "B20 leap second": ("2016-12-31T23:59:60Z", IMPOSSIBLE),
    "offset too far": ("2024-01-02T10:00+99:00", IMPOSSIBLE),
    "offset of too many minutes": ("2024-01-02T10:00+01:75", FORM),
    "fraction of a minute": ("2024-01-02T10:00.5", FORM),
    "week": ("2024-W01-1", FORM),
    "text behind": ("2024-01-02 or so", FORM),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_other_dates_are_refused_with_the_value_and_what_to_write(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"is (not|ambiguous)") as caught:
        dates.parse(text, UTC)
    assert str(caught.value) == f"{text!r} {message}"


def test_a_long_value_is_not_repeated_in_full() -> None:
    with pytest.raises(ValueError, match="is not a date") as caught:
        dates.parse("x" * 200_000, UTC)
    assert len(str(caught.value)) < 200


def test_b13_the_first_day_is_refused_where_it_is_no_day_of_utc() -> None:
    """A feed needs the moment in UTC."""
    assert dates.parse("0001-01-01", UTC) == datetime(1, 1, 1, tzinfo=timezone.utc)
    with pytest.raises(ValueError, match="not a day in the calendar"):
        dates.parse("0001-01-01", PARIS)


@pytest.fixture(params=["Asia/Kolkata", "UTC"])
def machine_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine_in")
def test_b09_the_zone_of_the_machine_does_not_matter() -> None:
    moment = dates.parse("2024-01-01 00:30", PARIS)
    assert moment.isoformat() == "2024-01-01T00:30:00+01:00"
    assert dates.show(moment, "d MMMM y", "en") == "1 January 2024"


def test_b10_days_naive_and_zoned_moments_have_one_order() -> None:
    texts = ["2024-01-02T00:00Z", "2024-01-02", "2024-01-01T22:00:00-05:00", "2024-01-02 02:00"]
    ordered = sorted(texts, key=lambda text: dates.parse(text, PARIS))
    assert ordered == [texts[1], texts[0], texts[3], texts[2]]


dateish = st.from_regex(
    r"\A[0-9]{1,5}-[0-9]{1,2}-[0-9]{1,2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?)?"
    r" ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?\Z"
)
zones = st.sampled_from(["UTC", "Europe/Paris", "Pacific/Apia", "America/Sao_Paulo", "Asia/Tokyo"])


@given(st.text() | dateish | st.datetimes().map(str) | st.dates().map(str), zones)
def test_what_is_read_is_a_moment_and_all_else_a_value_error(text: str, name: str) -> None:
    zone = dates.time_zone(name)
    try:
        moment = dates.parse(text, zone)
    except ValueError:
        return
    assert moment.tzinfo is zone
    in_utc = moment.astimezone(timezone.utc).isoformat()
    assert dates.parse(in_utc, zone).timestamp() == moment.timestamp()


SHOWN = {
    "en": ("d MMMM y", "2 March 2024"),
    "de": ("d. MMMM y", "2. M\u00e4rz 2024"),
    "pt_BR": ("d 'de' MMMM 'de' y", "2 de mar\u00e7o de 2024"),
    "pt-BR": ("MMM", "mar."),
    "zh_CN": ("y\u5e74M\u6708d\u65e5", "2024\u5e743\u67082\u65e5"),
    "sr@latin": ("MMMM", "mart"),
    "xx": ("MMMM", "March"),
    "no such language": ("MMMM", "March"),
}


@pytest.mark.parametrize("language", SHOWN)
def test_days_are_shown_in_the_language(language: str) -> None:
    pattern, expected = SHOWN[language]
    assert dates.show(dates.parse("2024-03-02", PARIS), pattern, language) == expected


def test_a_moment_is_shown_by_its_own_day_whatever_was_shown_before() -> None:
    """Two moments can be equal and yet be of different days."""
    paris = dates.parse("2024-01-02 00:30", PARIS)
    utc = dates.parse("2024-01-01 23:30", UTC)
    assert paris == utc
    assert dates.show(paris, "d", "en") == "2"
    assert dates.show(utc, "d", "en") == "1"


@pytest.mark.parametrize(
    "name", ["", "Europe", "Europe/Nowhere", "../etc/passwd", "a\0b", "+01:00"]
)
def test_an_unknown_time_zone_is_named(name: str) -> None:
    with pytest.raises(ValueError, match="no time zone is called") as caught:
        dates.time_zone(name)
    assert repr(name) in str(caught.value)
