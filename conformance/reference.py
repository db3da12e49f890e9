"""The reference engine in Node, @getodk/xforms-engine: made ready, and asked to play scripts of answers.

Its program and its locked packages are in ``benchmarks/node``; npm fetches them at first use.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "benchmarks" / "node"
OLDEST_NODE = 20
_INSTALLING = 600
"""Seconds that npm may take."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a script ended with: the instance, or the error at a step (0: when the form was loaded)."""

    xml: str = ""
    error: str = ""
    step: int = 0


def missing() -> str:
    """Why the reference engine cannot be asked here; "" when it is ready. Fetches its packages if need be."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None:
        return "Node is not installed"
    version = subprocess.run(  # noqa: S603 - Node
        [node, "--version"], capture_output=True, text=True, check=False
    ).stdout
    major = version.strip().removeprefix("v").partition(".")[0]
    if not major.isdecimal() or int(major) < OLDEST_NODE:
        return f"Node {OLDEST_NODE} or newer is needed, not {version.strip() or 'this one'}"
    if (FOLDER / "node_modules").is_dir():
        return ""
    if npm is None:
        return "npm is not installed, and the packages are not there yet"
    try:
        subprocess.run(  # noqa: S603 - npm
            [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=FOLDER,
            capture_output=True,
            check=True,
            timeout=_INSTALLING,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as problem:
        shutil.rmtree(FOLDER / "node_modules", ignore_errors=True)
        return f"npm could not fetch the packages ({type(problem).__name__})"
    return ""


def run(program: str, *arguments: str, flags: tuple[str, ...] = ()) -> str:
    """What a program of the folder prints; CalledProcessError when it fails."""
    done = subprocess.run(  # noqa: S603 - a program of ours
        [_node(), *flags, str(FOLDER / program), *arguments],
        env=_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


class Player:
    """One Node process that plays scripts one after another."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def play(self, form: Path, script: Mapping[str, Any], xml: str | None = None) -> Outcome:
        """Play a script on a form, which is read from its file unless its text is given."""
        job: dict[str, Any] = {"form": str(form.resolve()), "script": script}
        if xml is not None:
            job["xml"] = xml
        sent, heard = self._process.stdin, self._process.stdout
        if sent is None or heard is None:
            raise RuntimeError("the process was started without pipes")
        sent.write(json.dumps(job) + "\n")
        sent.flush()
        line = heard.readline()
        if not line:
            raise RuntimeError("the reference engine stopped")
        return Outcome(**json.loads(line))


@contextmanager
def player() -> Iterator[Player]:
    """A process that plays, ended afterwards."""
    process = subprocess.Popen(  # noqa: S603 - a program of ours
        [_node(), str(FOLDER / "play.mjs")],
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    try:
        yield Player(process)
    finally:
        process.terminate()
        process.wait(10)


def _node() -> str:
    found = shutil.which("node")
    if found is None:
        raise FileNotFoundError("Node is not installed")
    return found


def _environment() -> dict[str, str]:
    return {**os.environ, "TZ": "UTC"}
