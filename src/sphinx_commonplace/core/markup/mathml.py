"""MathML: formulas as browsers show them without any script, converted by latex2mathml.

Its output is put right where browsers of today read it otherwise (they know MathML Core only),
and refused where it is not what the author wrote: what the converter does not know, it shows as
letters. Of the attributes that a formula could set, only those pass which cannot do harm.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element, tostring

from latex2mathml import commands
from latex2mathml.converter import convert_to_element
from latex2mathml.symbols_parser import convert_symbol

from sphinx_commonplace.core.markup.latex import UnknownMathError, prepare

_DEEPEST = 60  # elements within elements
_KEPT = 2_000  # formulas remembered, some 2 MB

_ARGUMENTS = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
# fmt: off
_ATTRIBUTES = frozenset((
    "accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth", "display",
    "displaystyle", "fence", "form", "height", "largeop", "linethickness", "lspace",
    "mathbackground", "mathcolor", "mathsize", "mathvariant", "maxsize", "minsize",
    "movablelimits", "notation", "rowlines", "rowspacing", "rspace", "scriptlevel", "stretchy",
    "symmetric", "voffset", "width", "xmlns",
))
# fmt: on
_WIDTHS = {"thinmathspace": "0.167em", "thickmathspace": "0.278em"}
_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_LIMITED = frozenset(("lim", "max", "min", "sup", "inf"))
_LARGE = re.compile(r"[\u2210\u22c0-\u22c3\u2a00-\u2a06]")  # unions and the like
_TOKENS = frozenset(("mi", "mo", "mn"))
_SYMBOLS = frozenset("∞∅")  # no operators, so without space around them
_TEXT_ESCAPES = re.compile(r"\\([_%&#$ ])")
_FONT = re.compile(r"\\math[a-z]+")
_FONTS = {*commands.LOCAL_FONTS, *commands.COMMANDS_WITH_ONE_PARAMETER} | {
    *commands.MATH_NON_FONT_COMMANDS
}


@lru_cache(_KEPT)
def to_mathml(source: str, *, display: bool) -> str:
    """Return a formula as a ``math`` element.

    :raises UnknownMathError: if it cannot be shown as it is meant, or not safely.
    """
    prepared = prepare(source, display=display)
    for font in _FONT.findall(prepared):
        if font not in _FONTS and convert_symbol(font) is None:
            raise UnknownMathError(f"'{font}' is not known")
    try:
        math = convert_to_element(prepared, display="block" if display else "inline")
    except RecursionError:
        raise UnknownMathError("it is nested too deeply") from None
    except Exception as error:  # the converter has many ways to fail at bad input
        said = str(error) or type(error).__name__.removesuffix("Error")
        raise UnknownMathError(f"it cannot be read ({said})") from error
    _tidy(math)
    for table in math.iter("mtable"):
        _draw_lines(table)
    if not display:
        del math.attrib["display"]
    return tostring(math, encoding="unicode")


def _tidy(math: Element) -> None:
    waiting = [(math, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > _DEEPEST:
            raise UnknownMathError("it is nested too deeply")
        if len(element) > _ARGUMENTS.get(element.tag, len(element)):
            _group_fences(element)
        waiting.extend((child, depth + 1) for child in element)
        if len(element) != _ARGUMENTS.get(element.tag, len(element)):
            raise UnknownMathError("something lacks its argument")
        _check_attributes(element)
        if element.text:
            _put_text_right(element, element.text)
        elif element.tag in _TOKENS and len(element):
            # What holds elements is no operator.
            element.tag = "mrow"
            element.attrib.clear()
        if element.tag in _LIMITS and _takes_limits(element[0]):
            element.tag = _LIMITS[element.tag]
            element[0].set("movablelimits", "true")


def _group_fences(element: Element) -> None:
    """Make one argument of each table and its fences, which the converter puts side by side."""
    for table in element.findall("mtable"):
        place = list(element).index(table)
        fenced = element[max(0, place - 1) : place + 2]
        if [child.tag for child in fenced] == ["mo", "mtable", "mo"]:
            group = Element("mrow")
            group.extend(fenced)
            element[place - 1 : place + 2] = [group]


def _draw_lines(table: Element) -> None:
    """Mark the cells that a line follows, for the style sheet: browsers draw none by themselves."""
    columns = table.attrib.pop("columnlines", "").split()
    rows = table.attrib.pop("rowlines", "").split()
    for number, row in enumerate(table):
        below = ["cp-line-below"] if rows[number : number + 1] == ["solid"] else []
        for place, cell in enumerate(row):
            after = ["cp-line-after"] if columns[place : place + 1] == ["solid"] else []
            if below or after:
                cell.set("class", " ".join(below + after))


def _check_attributes(element: Element) -> None:
    if element.get("linebreak"):
        raise UnknownMathError(r"'\\' needs an environment, such as 'aligned'")
    for name in sorted(set(element.keys()) - _ATTRIBUTES):
        raise UnknownMathError(f"it may not set {name!r}")
    width = element.get("width")
    if width is not None:
        element.set("width", _WIDTHS.get(width, width))


def _put_text_right(element: Element, raw: str) -> None:
    text = unescape(raw)
    if "&#" in text:
        raise UnknownMathError("a character of it does not exist")
    if element.tag == "mtext":
        if re.search(r"[\\${}]", _TEXT_ESCAPES.sub("", text)):
            raise UnknownMathError(r"only plain words can stand in '\text'")
        text = _TEXT_ESCAPES.sub(r"\1", text)
    elif raw == "&":
        raise UnknownMathError("'&' needs an environment, such as 'aligned'")
    elif raw.startswith("\\"):
        text = _delimiter(raw)
    elif element.tag == "mi" and raw != text and text.isascii() and text.isalpha():
        element.set("mathvariant", "normal")  # one upright letter is written as a reference
    if element.tag == "mo" and text in _SYMBOLS:
        element.tag = "mi"
    elif element.tag == "mi" and (text in (":", ";") or _is_operator(text)):
        element.tag = "mo"
    style = element.get("mathvariant", "normal")
    if style != "normal":
        text = "".join(_styled(char, style) for char in text)
        del element.attrib["mathvariant"]
    element.text = text


def _delimiter(command: str) -> str:
    """Return the sign of a command that was passed through."""
    symbol = convert_symbol(command)
    if symbol is not None:
        return chr(int(symbol, 16))
    if command not in (r"\{", r"\}"):
        raise UnknownMathError(f"'{command}' is not known")
    return command[1]


def _is_operator(text: str) -> bool:
    return len(text) == 1 and unicodedata.category(text) == "Sm" and text not in _SYMBOLS


def _takes_limits(base: Element) -> bool:
    text = unescape(base.text or "")
    is_named = base.get("movablelimits") == "true" or text in _LIMITED
    return base.tag == "mo" and (is_named or bool(_LARGE.fullmatch(text)))


@lru_cache(1_000)
def _styled(char: str, style: str) -> str:
    """Return the letter of that style: MathML Core has no other way to ask for one."""
    kind = style.upper().replace("-", " ").replace("SANS SERIF", "SANS-SERIF")
    kind = kind.replace("DOUBLE STRUCK", "DOUBLE-STRUCK")
    name = re.sub(r"^(LATIN|GREEK) |LETTER ", "", unicodedata.name(char, ""))
    for found in (
        f"MATHEMATICAL {kind} {name}",
        f"{kind} {name}",
        f"{kind.replace('FRAKTUR', 'BLACK-LETTER')} {name}",
    ):
        try:
            return unicodedata.lookup(found)
        except KeyError:
            continue
    return char
