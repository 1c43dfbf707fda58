"""LaTeX formulas as MathML, by the converter of docutils.

MathML needs no script and nothing from elsewhere. What the converter does not know, LaTeX's
environments for equations above all, is put in words it knows where they mean the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

from docutils.utils.math import MathError, latex2mathml

LONGEST = 10_000  # characters
_ENVIRONMENT = re.compile(
    r"\\(begin|end)\{(?:align|alignat|aligned|eqnarray|flalign|gather|gathered|multline|split)\*?\}"
)
_ALIGNAT = re.compile(r"(\\begin\{alignat\*?\})\{\d+\}")
_EQUATION = re.compile(r"\\(?:begin|end)\{equation\*?\}|\\(?:nonumber|notag)(?![A-Za-z])")
_NAMES = {
    "iff": r"\Longleftrightarrow",
    "implies": r"\Longrightarrow",
    "impliedby": r"\Longleftarrow",
    "stackrel": r"\overset",
    "dotsc": r"\ldots",
    "dotsb": r"\cdots",
}
_NAME = re.compile(rf"\\({'|'.join(_NAMES)})(?![A-Za-z])")
_ROWS = re.compile(r"\\\\|(?<!\\)&")
_ALIGNED = r"\begin{aligned}%s\end{aligned}"


class UnknownMathError(Exception):
    """A formula cannot be converted; says why."""


@lru_cache(maxsize=4096)
def to_mathml(formula: str, *, display: bool) -> str:
    """Return a formula as a ``math`` element.

    :param display: whether it stands on lines of its own; blank lines then part it into several.
    :raises UnknownMathError: it is too long, wrong, or holds what the converter does not know.
    """
    if len(formula) > LONGEST:
        raise UnknownMathError(f"longer than {LONGEST:,} characters")
    try:
        found = latex2mathml.tex2mathml(_known(formula, display=display), as_block=display)
    except Exception as error:
        # The converter has an error of its own for most mistakes, not for all.
        is_told = isinstance(error, MathError)
        raise UnknownMathError(str(error) if is_told else "it cannot be read") from error
    return re.sub(r"\n\s*(?=<)", "", found)


def _known(formula: str, *, display: bool) -> str:
    """Return the same formula in words the converter knows."""
    formula = _ALIGNAT.sub(r"\1", formula)
    formula = _EQUATION.sub("", formula)
    formula = _ENVIRONMENT.sub(r"\\\1{aligned}", formula)
    formula = _NAME.sub(lambda name: _NAMES[name[1]], formula)
    if not display:
        return formula
    parts = [part.strip() for part in formula.split("\n\n") if part.strip()]
    if len(parts) > 1:
        return _ALIGNED % r"\\".join(map(_as_rows, parts))
    return _as_rows(formula)


def _as_rows(part: str) -> str:
    return _ALIGNED % part if _ROWS.search(part) and r"\begin{" not in part else part
