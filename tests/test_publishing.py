"""Publishing: the workflow's own steps, run in fresh clones."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = ROOT / ".github/workflows"
OUTPUT = "_build/dirhtml"
ADDRESS = "https://site.example/base"


def workflow(name: str) -> dict[str, Any]:
    """Return the jobs of a workflow."""
    jobs: dict[str, Any] = yaml.safe_load((WORKFLOWS / name).read_text())["jobs"]
    return jobs


def clone(folder: Path) -> Path:
    """Clone the repository, with an environment in which its own sources are installed."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    program = folder / ".venv/bin/sphinx-build"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nPYTHONPATH=src exec "{sys.executable}" -m sphinx "$@"\n')
    program.chmod(0o755)
    (folder / ".venv/.site").touch()
    return folder


def publish(folder: Path) -> str:
    """Run the steps of the build job; return what they print."""
    told = ""
    for step in workflow("pages.yml")["build"]["steps"]:
        if "run" in step:
            env = {
                key: re.sub(r"\$\{\{.*\}\}", ADDRESS, value) for key, value in step["env"].items()
            }
            told += subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=folder,
                env={**os.environ, **env},
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            ).stdout
    return told


def content(folder: Path) -> dict[str, bytes]:
    """Return what is published."""
    top = folder / OUTPUT
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def test_two_fresh_clones_publish_the_same_bytes_and_a_kept_build_helps(tmp_path: Path) -> None:
    first = clone(tmp_path / "one")
    publish(first)
    published = content(first)
    assert "posts/learning-in-public/index.html" in published
    assert ADDRESS.encode() in published["index.html"]
    assert b"Content-Security-Policy" in published["index.html"]

    second = clone(tmp_path / "deeper/two")
    publish(second)
    assert content(second) == published

    kept = (first / "_build").rename(tmp_path / "kept")
    shutil.rmtree(first)
    kept.rename(clone(first) / "_build")
    told = publish(first)
    assert "0 added, 0 changed, 0 removed" in told
    assert "0 pages written, 0 removed" in told
    assert content(first) == published


def test_what_is_made_is_what_is_kept_and_published() -> None:
    steps = workflow("pages.yml")["build"]["steps"]
    given = {step["uses"].partition("@")[0]: step.get("with") for step in steps if "uses" in step}
    assert given["actions/cache"]["path"] == OUTPUT.partition("/")[0]
    assert given["actions/upload-pages-artifact"]["path"] == OUTPUT


def test_ci_builds_both_forms_strictly_on_every_python() -> None:
    job = workflow("ci.yml")["test"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert job["steps"][-1]["run"] == "bash .ci/run"
    assert re.search(r"^make html dirhtml\b", (ROOT / ".ci/run").read_text(), re.MULTILINE)
    assert "STRICT := -W --keep-going -n\n" in (ROOT / "Makefile").read_text()


def test_links_are_checked_on_a_schedule() -> None:
    text = (WORKFLOWS / "links.yml").read_text()
    assert "schedule:\n    - cron:" in text
    assert workflow("links.yml")["links"]["steps"][-1] == {"run": "make linkcheck"}


@pytest.mark.parametrize("path", [*WORKFLOWS.glob("*.yml"), ROOT / "docs/publishing.md"])
def test_every_target_that_is_named_exists(path: Path) -> None:
    declared = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert declared is not None
    named = re.findall(r"(?:run: |`|^)make ([a-z]+)", path.read_text(), re.MULTILINE)
    assert set(named) <= set(declared[1].split())
