"""LaTeX as authors write it, made ready for the converter, which silently misreads some of it."""

from __future__ import annotations

import re

LONGEST = 10_000  # characters of a formula

_PIECE = re.compile(
    r"""
    (?P<comment> %[^\n]*\n?) |
    \\(?P<edge> begin|end)\s*\{(?P<environment> [^{}]*)\} |
    \\operatorname(?P<star> \*?)\s*\{(?P<operator> [^{}]*)\} |
    \\(?:text|mbox)\s*\{(?P<words>
        (?:[^{}\\$]|\\.)*\$(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*
    )\} |
    (?P<row> \\\\)(?:\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])? |
    (?P<command> \\(?:[A-Za-z]+|.|$)) |
    (?P<sign> [{}&])
    """,
    re.VERBOSE | re.DOTALL,
)
_DOLLAR = re.compile(r"(?<!\\)\$")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_SPACES = re.compile(r"\\[,;:! ]|~")
_COLUMNS = re.compile(r"\s*\{\s*[lcr](?:\s*(?:\|\s*)?[lcr])*\s*\}")
_FRAME = re.compile(r"\\begin\{array\}\s*\{[^{}]*\}\s*\\hline|\\hline\s*\\end")
_COUNT = re.compile(r"\s*\{\d+\}")

# Environments by what the converter knows them as; Sphinx numbers formulas, not lines.
_ENVIRONMENTS = {
    **{f"{mark}matrix": f"{mark}matrix" for mark in ("", "p", "b", "B", "v", "V", "small")},
    **dict.fromkeys(("align", "aligned", "alignat", "alignedat", "flalign"), "align*"),
    **dict.fromkeys(("gather", "gathered", "multline", "multlined"), "displaylines"),
    **dict.fromkeys(("equation", "math", "displaymath"), ""),
    **dict.fromkeys(("cases", "dcases"), "cases"),
    **{name: name for name in ("array", "split", "substack")},
}
_INCOMPLETE = {"\\", r"\operatorname", r"\begin", r"\end"}
_DEFINITIONS = {r"\def", r"\newcommand", r"\newenvironment", r"\DeclareMathOperator"}


class UnknownMathError(ValueError):
    """A formula cannot be shown; the message says why."""


def prepare(source: str, *, display: bool) -> str:
    """Return a formula in terms of what the converter knows.

    :raises UnknownMathError: if it is too long, unbalanced, or holds what would be lost.
    """
    if len(source) > LONGEST:
        raise UnknownMathError(f"it is longer than {LONGEST:,} characters")
    if _FRAME.search(source):
        raise UnknownMathError(r"'\hline' can stand between lines only")
    lines = [line for line in _BLANK_LINES.split(source.strip()) if line]
    if not lines:
        raise UnknownMathError("it is empty")
    reader = _Reader(r"\\".join(lines))
    made = reader.read()
    if not reader.has_rows:
        return made
    if not display:
        raise UnknownMathError(r"'&' and '\\' need an environment, such as 'aligned'")
    return rf"\begin{{split}}{made}\end{{split}}"


class _Reader:
    """Reads a formula from left to right, once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.open: list[str] = []  # braces and environments
        self.environments = 0
        self.has_rows = False  # outside of any environment

    def read(self) -> str:
        made: list[str] = []
        for piece in _PIECE.finditer(self.source):
            if piece.start() >= self.place:
                made.append(self.source[self.place : piece.start()])
                self.place = piece.end()
                made.append(self._reword(piece))
        if self.open:
            raise UnknownMathError(f"'{self.open[-1]}' is not closed")
        made.append(self.source[self.place :])
        return "".join(made)

    def _reword(self, piece: re.Match[str]) -> str:
        if piece["edge"]:
            return self._edge(piece["edge"], piece["environment"].strip())
        if piece["operator"] is not None:
            return _operator(piece["star"], piece["operator"])
        if piece["words"] is not None:
            return _words(piece["words"])
        if piece["command"]:
            return _command(piece["command"])
        sign = piece["row"] or piece["sign"]
        if sign in ("&", r"\\"):
            self.has_rows |= not self.environments
        elif sign == "{":
            self.open.append(sign)
        elif sign == "}" and (not self.open or self.open.pop() != "{"):
            raise UnknownMathError("'}' closes nothing")
        return sign or ""  # nothing of a comment

    def _edge(self, edge: str, name: str) -> str:
        known = _ENVIRONMENTS.get(name.removesuffix("*"))
        if known is None:
            raise UnknownMathError(f"the environment {name!r} is not known")
        if edge == "begin":
            self.open.append(name)
            self.environments += bool(known)
            self._check_argument(name)
        elif self.open and self.open.pop() == name:
            self.environments -= bool(known)
        else:
            raise UnknownMathError(rf"'\end{{{name}}}' closes nothing")
        return rf"\{edge}{{{known}}}" if known else ""

    def _check_argument(self, name: str) -> None:
        if name == "array" and not _COLUMNS.match(self.source, self.place):
            told = "the columns of an 'array' are 'l', 'c' and 'r', with '|' between them only"
            raise UnknownMathError(told)
        if name.startswith("align") and (count := _COUNT.match(self.source, self.place)):
            self.place = count.end()


def _command(command: str) -> str:
    if command in _DEFINITIONS:
        raise UnknownMathError(f"'{command}': a formula cannot define commands")
    if command in _INCOMPLETE:
        raise UnknownMathError(f"'{command}' lacks its name")
    return r"\qquad\tag" if command == r"\tag" else command


def _words(text: str) -> str:
    """Return words with formulas among them side by side: the converter knows these in part."""
    parts = _DOLLAR.split(text)
    if not len(parts) % 2:
        raise UnknownMathError(r"a '$' in '\text' is not closed")
    made: list[str] = []
    for number, part in enumerate(parts):
        if not number % 2:
            made.append(rf"\text{{{part}}}" if part else "")
            continue
        reader = _Reader(part)
        made.append(rf"{{\textstyle {reader.read()}}}")
        if reader.has_rows:
            raise UnknownMathError(r"'&' and '\\' cannot stand in '\text'")
    return f"{{{''.join(made)}}}"


def _operator(star: str, name: str) -> str:
    name = "\N{NO-BREAK SPACE}".join(_SPACES.sub(" ", name).split())
    if not re.fullmatch(r"[A-Za-z\s]+", name):
        raise UnknownMathError(rf"'\operatorname{{{name}}}': its name is not of letters")
    return rf"\operatorname{star}{{{name}}}"
