"""The wheel: installed into an empty environment it builds a site outside the repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path | None = None) -> None:
    """Run a command; its output is shown if it fails."""
    subprocess.run([str(word) for word in command], cwd=cwd, check=True)


def test_the_wheel_holds_all_that_a_site_needs(tmp_path: Path) -> None:
    pip = (sys.executable, "-m", "pip", "--quiet")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    environment = tmp_path / "environment"
    run(sys.executable, "-m", "venv", environment)
    python = environment / "bin/python"
    install = (python, "-m", "pip", "--quiet", "install")
    run(*install, "--require-hashes", "-r", ROOT / "requirements/site.txt")
    run(*install, "--no-deps", wheel)

    site = tmp_path / "site"
    (site / "posts").mkdir(parents=True)
    (site / "conf.py").write_text(
        'project = "Five lines"\n'
        'extensions = ["sphinx_commonplace"]\n'
        'html_theme = "furo"\n'
        'html_baseurl = "https://example.org/"\n'
        'html_title = "Five lines"\n'
    )
    (site / "index.md").write_text("# Home\n\n```{posts}\n```\n")
    (site / "posts/one.md").write_text("---\ndate: 2024-05-06\ntags: [tag]\n---\n# One\n")
    output = tmp_path / "output"
    run(python, "-m", "sphinx", "-q", "-W", "-n", site, output, cwd=tmp_path)
    assert (
        "6 May 2024"
        in (output / "index.html").read_text() + (output / "posts/one.html").read_text()
    )
    assert (output / "tags/tag.html").is_file()
    assert (output / "_static/commonplace/prose.css").is_file()
