"""A sample site in which pages show much of one another, and the edits it is put through."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300"
    "0100000500010d0a2db40000000049454e44ae426082"
)

FILES: dict[str, str | bytes] = {
    "index.md": """\
        # Home

        Read {post}`first` or [](about.md).

        ```{posts}
        :kind: essay
        :limit: 2
        :descriptions:
        ```

        ```{toctree}
        :hidden:

        about
        archive
        tags
        map
        ```
        """,
    "about.md": """\
        # About

        On {tag}`machine learning` and [](<#tag:machine learning>).

        See [](posts/first.md), {ref}`a label <first-label>` and {ref}`first-label`.

        ![[sums#By hand]]
        """,
    "archive.md": """\
        # Archive

        ```{timeline}
        ```

        ```{posts}
        :group: year
        ```
        """,
    "map.md": """\
        # Map

        ```{map}
        ```
        """,
    "tags.md": """\
        # Tags

        ```{terms} tags
        ```
        ```{terms} series
        ```
        """,
    "tags/hand.md": """\
        # By hand

        ```{posts}
        :tags: hand
        :group: month
        ```
        """,
    "sums.md": """\
        ---
        orphan: true
        ---
        # Sums

        ## By hand

        By {eq}`equal` there are as many.

        ## By head

        $$
        1 = 1
        $$ (equal)
        """,
    "posts/first.md": """\
        ---
        date: 2021-03-01
        tags: [alpha, nested/one, machine learning]
        category: Craft
        series: Beginnings
        description: The first of all.
        aliases: ["#old-part -> #first-label"]
        image: one/dot.png
        id: tag:example.org,2020:first
        ---
        # First

        (first-label)=
        ## A part of it

        Links: [](second.md), [words](third.md#a-heading), {tag}`alpha`, [](#tag:nested/one).

        ![a picture](one/dot.png)

        ## The rest of it

        No more[^more].

        [^more]: Or little.
        """,
    "posts/second.md": """\
        ---
        date: 2022-04-02
        updated: 2023-01-01
        tags: [Alpha, beta]
        category: Craft
        series: Beginnings
        lang: de
        ---
        # Second

        Once there were words. By {eq}`equal` there are more.

        Back to [](first.md) and on to [the note](note.md). [](#year:2021).

        ## Elsewhere

        Lighthouses had keepers, and the keepers had lighthouses.

        Not here. There, *see* [[third#A heading]] and [](note.md). Nor here.

        ![the same name](two/dot.png)
        """,
    "posts/third.md": """\
        ---
        date: 2022-05-03T10:00+02:00
        tags: [beta, hand]
        aliases: [Tertius, /old/third.html, /elder/]
        ---
        # Third

        ## A heading

        See {post}`note` and {ref}`tag:beta`. ^here

        Of lighthouses and their keepers, and of the keeper.

        ```{related}
        ```

        ```{code-block} python
        print("words")
        ```
        """,
    "posts/note.md": """\
        ---
        tags: [hand]
        ---
        # A note

        [](third.md#a-heading), [](first.md#old-part) and [](tags/../../tags/alpha.md).

        [[Second]], [[third#A heading|a part]], [[Tertius]], [[third#^here]] and [[deep/other]].

        ![[third#A heading]]

        ![[deep/other]] ![[pic.png|20]] ![[tune.ogg]]

        ```{tags} gamma, alpha
        ```
        """,
    "posts/deep/other.md": """\
        # Other

        > [!tip]- A *tip*
        > On ==this== and ~~that~~ in [[third]].
        > - [x] done[^1] by $x^2$^[Or a note of [[third]].]

        $$
        a = b
        $$ (equal)

        [^1]: In a footnote.

        Nothing but a link to [](../note.md), and {download}`a file <file.txt>`.

        ```{include} part.txt
        ```
        """,
    "posts/keeper.md": """\
        ---
        related: [note]
        unrelated: [[second]]
        ---
        # The keeper

        ## Of lighthouses

        Keepers of lighthouses wrote letters. A heading is enough.

        ```{related}
        :margin:
        ```

        ## Of letters

        The letters of the keepers are in the archive of a lighthouse.
        """,
    "posts/letters.md": """\
        # Letters from a lighthouse

        ## How they were kept

        The archive keeps letters, and the keeper of the archive reads them.

        ## The first

        Letters that name the first keeper: The keeper, of a lighthouse.
        """,
    "comments/first/1.md": """\
        ---
        author: Ada
        date: 2021-03-02T08:00
        url: https://ada.example/
        ---
        Well *said*, see [this](https://elsewhere.example/).
        """,
    "comments/first/2.md": "---\nauthor: Bob\ndate: 2021-03-03\nreply_to: 1\n---\nIndeed.\n",
    "comments/deep/other/1.md": "---\nauthor: Ada\ndate: 2021-03-04\n---\nOn a note.\n",
    "posts/deep/file.txt": "to be downloaded\n",
    "posts/deep/part.txt": "Included text.\n",
    "posts/one/dot.png": PNG,
    "posts/media/tune.ogg": "a tune",
    "posts/media/pic.png": PNG + b"\4",
    "posts/two/dot.png": PNG + b"\0",
    "_static/own.css": "p { color: red }\n",
    "_templates/commonplace/meta.html": "<p class='meta'>{{ value.minutes }}</p>\n",
}
CONFIGURATION = """
commonplace_headers = ["netlify", "meta"]
commonplace_me = ["https://elsewhere.example/@me"]
commonplace_plain_copies = ["llms.txt", "markdown"]
myst_heading_anchors = 3
suppress_warnings = ["commonplace.spelling", "ref.equation"]
"""

Edit = Callable[[Path], None]


def replacing(name: str, pattern: str, text: str) -> Edit:
    """Return an edit that replaces the first match in a file."""

    def edit(source: Path) -> None:
        path = source / name
        before = path.read_text(encoding="utf-8")
        after = re.sub(pattern, text, before, count=1, flags=re.MULTILINE | re.DOTALL)
        assert after != before, f"{pattern!r} is not in {name}"
        path.write_text(after, encoding="utf-8")

    return edit


def writing(name: str, content: str | bytes) -> Edit:
    """Return an edit that writes a file."""

    def edit(source: Path) -> None:
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return edit


def removing(name: str) -> Edit:
    """Return an edit that deletes a file."""
    return lambda source: (source / name).unlink()


def renaming(name: str, new: str) -> Edit:
    """Return an edit that moves a file."""

    def edit(source: Path) -> None:
        (source / new).parent.mkdir(parents=True, exist_ok=True)
        (source / name).rename(source / new)

    return edit


EDITS: dict[str, Edit] = {
    "body": replacing("posts/second.md", "Once there were", "There are"),
    "body of an included file": writing("posts/deep/part.txt", "Other words.\n"),
    "downloaded file": writing("posts/deep/file.txt", "changed\n"),
    "picture": writing("posts/one/dot.png", PNG + b"\1"),
    "larger picture": writing("posts/one/dot.png", PNG[:16] + bytes([0, 0, 0, 9] * 2) + PNG[24:]),
    "picture of a name in use": lambda source: (
        writing("posts/a/dot.png", PNG + b"\2")(source),
        writing("posts/0.md", "# Zero\n\n![](a/dot.png)\n")(source),
    )[0],
    "retitle": replacing("posts/first.md", "# First$", "# The very first"),
    "retitle by front matter": replacing("posts/second.md", "tags:", "title: Otherwise\ntags:"),
    "retag": replacing("posts/second.md", "beta", "new, hand"),
    "respell a tag": replacing("posts/first.md", "alpha", "ALPHA"),
    "respell a tag of two words": replacing("posts/first.md", "machine", "Machine"),
    "drop a tag that others refer to": replacing("posts/first.md", ", machine learning", ""),
    "last post of a tag": replacing("posts/note.md", "gamma, alpha", "alpha"),
    "untag": replacing("posts/third.md", r"tags: \[beta, hand\]\n", ""),
    "another name": replacing("posts/third.md", "Tertius", "Quartus"),
    "another address": replacing("posts/third.md", "/elder/", "/eldest"),
    "no old address": replacing("posts/third.md", ", /old/third.html, /elder/", ""),
    "another anchor": replacing("posts/first.md", "#old-part", "#older-part"),
    "a page at an old address": lambda source: (
        replacing("posts/third.md", ", /elder/", "")(source),
        writing("elder/index.md", "---\norphan: true\n---\n# Elder\n")(source),
    )[0],
    "an old address of a removed page": lambda source: (
        removing("posts/deep/other.md")(source),
        replacing("posts/third.md", "/elder/", "/posts/deep/other")(source),
    )[0],
    "a second page of a name": writing("posts/deep/second.md", "# Second\n"),
    "redate": replacing("posts/first.md", "2021-03-01", "2023-03-01"),
    "undate": replacing("posts/second.md", "date: 2022-04-02\n", ""),
    "hidden from search": replacing("posts/note.md", "tags:", "search: false\ntags:"),
    "language": replacing("posts/note.md", "tags:", "lang: de\ntags:"),
    "describe": replacing("posts/third.md", "tags:", "description: Of a third.\ntags:"),
    "recategorise": replacing("posts/first.md", "Craft", "Experience"),
    "add": writing(
        "posts/fresh.md", "---\ndate: 2022-04-20\ntags: alpha\n---\n# Fresh\n\n[](note.md)\n"
    ),
    "remove": removing("posts/deep/other.md"),
    "remove a target": removing("posts/third.md"),
    "rename": renaming("posts/third.md", "posts/fourth.md"),
    "words that relate two posts": replacing("posts/letters.md", "archive", "harbour"),
    "name that stands elsewhere": replacing("posts/keeper.md", "# The keeper", "# A warden"),
    "pin": replacing("posts/keeper.md", r"\[note\]", "[first, note]"),
    "no pin": replacing("posts/keeper.md", r"related: \[note\]\n", ""),
    "ban": replacing("posts/letters.md", r"\A", "---\nunrelated: keeper\n---\n"),
    "related: false": replacing("posts/keeper.md", r"\[note\]", "false"),
    "link": replacing("posts/third.md", "See", "[](first.md) and [](second.md). See"),
    "unlink": replacing("posts/second.md", r"\[\]\(first.md\)", "the first"),
    "text that is embedded": replacing("posts/third.md", "print", "printf"),
    "heading that is embedded": replacing("posts/third.md", "## A heading", "## A heading now"),
    "link in embedded text": replacing("posts/deep/other.md", "note.md", "first.md"),
    "page linked to from embedded text": removing("posts/deep/file.txt"),
    "formula in embedded text": replacing("posts/deep/other.md", "a = b", "a = c"),
    "formula before another": replacing("posts/deep/other.md", r"^\$\$$", "$$\nc\n$$ (less)\n\n$$"),
    "formula that embedded text means": replacing("sums.md", r"^\$\$$", "$$\nc\n$$ (less)\n\n$$"),
    "no formula of its own for embedded text": replacing("sums.md", r" \(equal\)", ""),
    "footnote in embedded text": replacing("posts/deep/other.md", "In a footnote", "Below"),
    "footnote without a label": replacing("posts/deep/other.md", r"note of \[", "note on ["),
    "callout in embedded text": replacing("posts/deep/other.md", "tip..", "bug]"),
    "file with an embedded name": writing("posts/pic.png", PNG + b"\3"),
    "no file with an embedded name": removing("posts/media/tune.ogg"),
    "moved file": renaming("posts/media/tune.ogg", "posts/sound/tune.ogg"),
    "sentence of a link": replacing("posts/second.md", r"\*see\*", "look at"),
    "heading above a link": replacing("posts/second.md", "## Elsewhere", "## Farther on"),
    "rename a heading others link to": replacing("posts/third.md", "A heading", "Another heading"),
    "rename a block others link to": replacing("posts/third.md", r"\^here", "^there"),
    "rename a labelled heading": replacing("posts/first.md", "A part of it", "Some part"),
    "remove a label": replacing("posts/first.md", r"\(first-label\)=\n", ""),
    "hand-written tag page": writing("tags/alpha.md", "# Alpha\n\n```{posts}\n:tags: alpha\n```\n"),
    "no hand-written tag page": removing("tags/hand.md"),
    "navigation title": replacing("about.md", "# About", "# About this"),
    "navigation caption": replacing("index.md", ":hidden:", ":hidden:\n:caption: Places"),
    "navigation order": replacing("index.md", "about\narchive", "archive\nabout"),
    "page out of the navigation": replacing("index.md", "\narchive\n", "\n"),
    "style sheet": writing("_static/own.css", "p { color: blue }\n"),
    "new static file": writing("_static/new.txt", "new\n"),
    "template": writing("_templates/commonplace/meta.html", "<p>{{ value.minutes }} minutes</p>\n"),
    "template of the theme": writing(
        "_templates/page.html",
        '{% extends "!page.html" %}{% block announcement %}x{% endblock %}'
        "{% block content %}<p>before</p>{{ super() }}{% endblock %}",
    ),
    "conf.py": replacing("conf.py", 'project = "Test"', 'project = "Changed"'),
    "conf.py, a colour": replacing(
        "conf.py",
        r"\Z",
        '\nhtml_theme_options = {"light_css_variables": {"color-brand-primary": "red"}}\n',
    ),
    "conf.py, code": replacing(
        "conf.py",
        r"\Z",
        "\ndef setup(app):\n"
        '    app.connect("source-read", lambda app, name, text: text.append(text.pop() + "x"))\n',
    ),
    "conf.py, a setting of reading": replacing("conf.py", r"\Z", '\nrst_prolog = "Before all."\n'),
    "comment": replacing("comments/first/1.md", "Well", "Ill"),
    "another comment": writing(
        "comments/second/1.md", "---\nauthor: Cy\ndate: 2022-05-01\n---\nFirst!\n"
    ),
    "no comment": removing("comments/first/2.md"),
    "last comment on a note": removing("comments/deep/other/1.md"),
    "no comments on a post": replacing("posts/first.md", "tags:", "comments: false\ntags:"),
    "post with comments becomes a draft": replacing(
        "posts/first.md", "tags:", "draft: true\ntags:"
    ),
    "script in a page": replacing("posts/first.md", r"\Z", "\n<script>own()</script>\n"),
    "no headers": replacing("conf.py", r"commonplace_headers = .*?\n", ""),
    "where replies go": replacing(
        "conf.py", r"\Z", '\ncommonplace_comments_reply = "a@b.example"\n'
    ),
    "giscus": replacing(
        "conf.py",
        r"\Z",
        '\ncommonplace_giscus = dict(repo="o/r", repo_id="R", category="C", category_id="D")\n',
    ),
    "address of the site": replacing("conf.py", "example.org", "example.com/below"),
    "address of the feed": replacing(
        "conf.py", r"\Z", '\ncommonplace_feeds = {"site": ["index.xml"], "entries": 1}\n'
    ),
    "no plain copies": replacing("conf.py", '"llms.txt", "markdown"', ""),
    "picture of a post": replacing("posts/first.md", "image: one/", "image: two/"),
    "no picture of a post": replacing("posts/first.md", "image: one/dot.png\n", ""),
    "id of a post": replacing("posts/first.md", "2020:first", "2020:1"),
    "language of a post": replacing("posts/second.md", "lang: de", "lang: fr"),
    "draft": replacing("posts/second.md", "tags:", "draft: true\ntags:"),
    "a right-to-left post": replacing("posts/third.md", "tags:", "lang: fa\ntags:"),
    "language of the site": replacing("conf.py", r"\Z", '\nlanguage = "de"\n'),
    "date format": replacing("conf.py", r"\Z", '\ncommonplace_date_format = "y-MM-dd"\n'),
}


# What the gardener does, each the name of a method of its.
_KINDS = (
    "body body body retitle retag redate add remove rename link unlink heading css template conf "
    "navigation draft describe picture include hand date_away title_key"
)


class Gardener:
    """Makes random edits that leave a site buildable, the same ones for the same seed."""

    def __init__(self, source: Path, seed: int) -> None:
        self.source = source
        self.random = random.Random(seed)
        self.count = 0

    def posts(self) -> list[Path]:
        """Return the posts there are, in a fixed order."""
        return sorted((self.source / "posts").rglob("*.md"))

    def edit(self) -> str:
        """Make one edit; return what it was."""
        self.count += 1
        name = self.random.choice(_KINDS.split())
        getattr(self, f"_{name}")()
        return name

    def _post(self) -> Path:
        return self.random.choice(self.posts())

    def _change(self, path: Path, pattern: str, text: str) -> None:
        before = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(pattern, lambda _: text, before, count=1, flags=re.MULTILINE), encoding="utf-8"
        )

    def _field(self, key: str, value: str | None) -> None:
        path = self._post()
        text = path.read_text(encoding="utf-8")
        if not text.startswith("---\n"):
            text = f"---\n---\n{text}"
        text = re.sub(rf"^{key}:.*\n", "", text, count=1, flags=re.MULTILINE)
        if value is not None:
            text = text.replace("---\n", f"---\n{key}: {value}\n", 1)
        path.write_text(text, encoding="utf-8")

    def _body(self) -> None:
        path = self._post()
        path.write_text(f"{path.read_text()}\nMore words {self.count}.\n", encoding="utf-8")

    def _retitle(self) -> None:
        self._change(self._post(), r"^# .*$", f"# Title {self.count}")

    def _title_key(self) -> None:
        self._field("title", self.random.choice([None, f"Given {self.count}"]))

    def _retag(self) -> None:
        known = ["alpha", "Alpha", "beta", "hand", "nested/one", "nested/two", "nested", "C", "C++"]
        self._field("tags", f"[{', '.join(self.random.sample(known, self.random.randint(0, 3)))}]")

    def _redate(self) -> None:
        draw = self.random.randint
        self._field("date", f"20{draw(18, 24)}-{draw(1, 12):02}-{draw(1, 28):02}")

    def _date_away(self) -> None:
        self._field("date", None)

    def _describe(self) -> None:
        self._field("description", f"Words on {self.count}.")

    def _draft(self) -> None:
        self._field("draft", self.random.choice(["true", "false", None]))

    def _add(self) -> None:
        other = self._post().stem
        folder = self.random.choice(["posts", "posts/deep"])
        text = f"---\ntags: alpha\n---\n# New {self.count}\n\n{{post}}`{other}`\n"
        writing(f"{folder}/new{self.count}.md", text)(self.source)

    def _remove(self) -> None:
        if len(self.posts()) > 5:
            self._post().unlink()

    def _rename(self) -> None:
        path = self._post()
        path.rename(path.with_stem(f"renamed{self.count}"))

    def _link(self) -> None:
        path, other = self._post(), self._post()
        way = "../" if path.parent.name == "deep" else ""
        target = f"{way}{other.relative_to(self.source / 'posts').as_posix()}"
        forms = (
            f"[]({target})",
            f"[words]({target}#a-heading)",
            f"[x]({target})",
            f"[[{other.stem}]]",
            f"[[{other.stem}#A heading|words]]",
        )
        link = self.random.choice(forms)
        path.write_text(f"{path.read_text()}\n{link}\n", encoding="utf-8")

    def _unlink(self) -> None:
        self._change(self._post(), r"^\[.*\]\(.*\)$", "no link")

    def _heading(self) -> None:
        self._change(self._post(), r"^## .*$", self.random.choice(["## A heading", "## Other"]))

    def _css(self) -> None:
        writing("_static/own.css", f"p {{ order: {self.count} }}\n")(self.source)

    def _template(self) -> None:
        writing("_templates/commonplace/meta.html", f"<p>{self.count}</p>\n")(self.source)

    def _conf(self) -> None:
        self._change(self.source / "conf.py", r"^project = .*$", f'project = "Test {self.count}"')

    def _navigation(self) -> None:
        self._change(self.source / "about.md", r"^# .*$", f"# About {self.count}")

    def _picture(self) -> None:
        folder = f"posts/p{self.random.randint(0, 3)}"
        writing(f"{folder}/dot.png", PNG + bytes([self.count % 256]))(self.source)
        path = self._post()
        way = "../" if path.parent.name == "deep" else ""
        name = f"{way}{Path(folder).name}/dot.png"
        path.write_text(f"{path.read_text()}\n![]({name})\n", encoding="utf-8")

    def _include(self) -> None:
        writing("posts/deep/part.txt", f"Included {self.count}.\n")(self.source)

    def _hand(self) -> None:
        path = self.source / "tags/beta.md"
        if path.exists():
            path.unlink()
        else:
            writing("tags/beta.md", "# Beta\n\n```{posts}\n:tags: beta\n```\n")(self.source)
