"""The site of this repository, with one essay more that holds everything a text can hold."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent

# A page of each kind.
KINDS = {
    "home": "index.html",
    "essay": "posts/why-i-didnt-become-a-machine-learning-engineer.html",
    "note": "posts/learning-in-public.html",
    "specimen": "posts/specimen.html",
    "tag": "tags/data.html",
    "tags": "tags.html",
    "series": "series/paths-not-taken.html",
    "year": "archive/2024.html",
    "archive": "archive.html",
    "map": "map.html",
    "search": "search.html",
    "about": "about.html",
    "404": "404.html",
}
ESSAY = KINDS["essay"]
SPECIMEN = KINDS["specimen"]

_FIGURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" width="300" height="100">
<g fill="none" stroke="#8a8378"><circle cx="50" cy="50" r="48"/><circle cx="150" cy="50" r="48"/>
<circle cx="250" cy="50" r="48"/></g></svg>
"""
_WIDE = "| " + " | ".join(["considerably"] * 13) + " |\n"
_TEXT = (
    r"""---
date: 2024-06-01
updated: 2024-07-02
tags: [software engineering, data]
description: Everything that can stand in a text, so that it can be looked at.
---
# A specimen of what can stand in a text

A paragraph calls a note[^one] and, soon after it, a second one[^two], so that the two stand below
each other in the margin. It goes on for a few lines, in order that the measure can be seen, with
`inline code`, *emphasis*, **strength**, a ==highlight==, ~~a mistake~~, $e^{i\pi} = -1$ and figures
such as 1234567890.

A second paragraph calls a third note[^three] which is longer than the others. It also holds a [link
to elsewhere](https://www.sphinx-doc.org/) and [one to a page](learning-in-public.md).

## Code

```python
@dataclass
class Post:
    '''A content page.'''  # a comment

    title: str = "none"

    def minutes(self) -> int:
        return max(1, round(self.words / 200))  # a line that is longer than the measure of the text
```

```{code-block} console
:caption: With a caption
$ make html
The site is ready
```

## Tables and figures

| Name | Meaning | Count |
|------|---------|------:|
| essay | A post with a date, which stays as it was | 12 |
| note | A post without one, which changes with its author | 1234 |

"""
    + _WIDE
    + "|---" * 13
    + "|\n"
    + _WIDE
    + r"""

```{figure} ../_static/figure.svg
:alt: Three circles that touch

A figure with a caption that says what is to be seen in it, in a sentence or in two of them.
```

## Quotations and lists

> A quotation of some length, which stands a little apart from the text around it.

- an item
- another, with text that is long enough to go on to a second line when the column is narrow
  1. one
  2. two
- [ ] to be done
- [x] done

Term
: Its definition.

### A heading of the third level

Text below it.

#### And one of the fourth

Text below it.

---

> [!note] A callout
> Words in it.

> [!warning]- A callout that is folded
> Words in it.

```{warning}
An admonition of Sphinx's own.
```

$$
\int_0^\infty e^{-x^2} \, dx = \frac{\sqrt{\pi}}{2}
$$ (gauss)

![[learning-in-public]]

[^one]: The first note.
[^two]: The second note, with a [link](https://www.sphinx-doc.org/) in it.
[^three]: A longer note, which has more to say than can be said in a line or two, as notes in a
    margin are apt to have.
"""
)


def write(source: Path) -> None:
    """Write the source of the site into a folder."""
    source.mkdir(parents=True, exist_ok=True)
    for path in (*ROOT.glob("*.md"), ROOT / "conf.py"):
        if path.name not in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md"):
            shutil.copy(path, source)
    for folder in ("posts", "_static", "_templates"):
        shutil.copytree(ROOT / folder, source / folder, dirs_exist_ok=True)
    (source / "posts/specimen.md").write_text(_TEXT, encoding="utf-8")
    (source / "_static/figure.svg").write_text(_FIGURE, encoding="utf-8")
