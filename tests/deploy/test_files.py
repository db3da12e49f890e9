"""The files in deploy/ speak of settings, paths and ports that exist, and what they install answers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings, read
from tests.tree import ROOT

DEPLOY = ROOT / "deploy"
SETTINGS = {field.name.upper() for field in fields(Settings)}
PACKAGES = (
    "model",
    "surveys",
    "matching",
    "digests",
    "exchange",
    "storage",
    "handlers",
    "web",
    "bot",
    "locales",
)
OTHERS = {"PATH", "PYTHONUNBUFFERED", "FORWARDED_ALLOW_IPS"}
"""Variables that are not ours: the shell's, Python's, uvicorn's."""


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load(text("compose.yaml"))


# settings -------------------------------------------------------------------------------------------


def test_compose_sets_only_what_is_a_setting(compose: Any) -> None:
    assert set(compose["services"]["linli"]["environment"]) <= SETTINGS | OTHERS


def test_the_image_sets_only_what_is_a_setting() -> None:
    block = re.search(r"^ENV ((?:.*\\\n)*.*)$", text("Containerfile"), re.MULTILINE)
    assert block
    named = set(re.findall(r"([A-Z_]+)=", block[1]))
    assert {"VAR", "HOST", "PORT"} <= named <= SETTINGS | OTHERS


def test_the_unit_sets_only_what_is_a_setting() -> None:
    named = set(re.findall(r"^Environment=([A-Z_]+)=", text("linli.service"), re.MULTILINE))
    assert named
    assert named <= SETTINGS


def test_every_variable_compose_asks_for_is_in_the_example(compose: Any) -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", text("compose.yaml")))
    given = set(re.findall(r"^([A-Z_]+)=", text("env.example"), re.MULTILINE))
    assert asked == given
    assert compose["name"] == "linli"


def test_what_compose_sets_can_be_read() -> None:
    environment = {
        name: str(value).replace("${DATABASE_PASSWORD:?}", "x")
        for name, value in yaml.safe_load(text("compose.yaml"))["services"]["linli"]["environment"].items()
        if name in SETTINGS and not str(value).startswith("${")
    }
    settings = read(environment, Path("nowhere"))
    assert settings.database.startswith("postgresql+psycopg://linli:x@database/")
    assert settings.telegram_webhook


# paths and ports ------------------------------------------------------------------------------------


def test_what_compose_builds_and_mounts_is_there(compose: Any) -> None:
    build = compose["services"]["linli"]["build"]
    context = (DEPLOY / build["context"]).resolve()
    assert context == ROOT
    assert (context / build["dockerfile"]).is_file()
    mounted = [one for service in compose["services"].values() for one in service.get("volumes", ())]
    for one in mounted:
        source = one.partition(":")[0]
        assert source in compose["volumes"] or (DEPLOY / source).is_file(), one
    assert {one.partition(":")[0] for one in mounted if not one.startswith(".")} == set(compose["volumes"])


def test_what_the_image_copies_is_let_through() -> None:
    kept = set(re.findall(r"^!(\S+)$", text("Containerfile.dockerignore"), re.MULTILINE))
    assert all((ROOT / name).exists() for name in kept)
    packages = re.search(r"^include = \[(.*)\]$", (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert packages
    assert {one.rstrip("*") for one in re.findall(r'"([^"]+)"', packages[1])} <= kept
    for source in re.findall(r"^COPY (?!--from)(\S+)", text("Containerfile"), re.MULTILINE):
        assert (ROOT / source).exists()


def test_all_speak_of_the_same_port_and_user() -> None:
    image = text("Containerfile")
    assert "EXPOSE 8000" in image
    assert "PORT=8000" in image
    assert " 8000 {" in text("Caddyfile")
    assert "127.0.0.1:8000" in text("nginx.conf")
    assert Settings().port == 8000
    assert re.search(r"^USER linli$", image, re.MULTILINE)
    assert image.index("\nUSER ") < image.index("\nENTRYPOINT ")


def test_braces_are_balanced() -> None:
    for name in ("Caddyfile", "nginx.conf"):
        bare = re.sub(r"#.*", "", text(name))
        assert bare.count("{") == bare.count("}"), name


def test_the_webhook_and_health_paths_are_ours() -> None:
    from bot.channels.telegram.webhook import PATH
    from web.pages import PAGES

    assert f"location = {PATH} {{" in text("nginx.conf")
    assert "/healthz" in text("Containerfile")
    assert "/healthz" in {page.path for page in PAGES}


# the unit -------------------------------------------------------------------------------------------


def _systemd(*arguments: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    command = ["systemd-analyze", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own files


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with a program that is there."""
    path = tmp_path / "linli.service"
    path.write_text(text("linli.service").replace("/srv/linli/.venv/bin/linli", sys.executable))
    return path


def test_systemd_finds_no_fault_with_the_unit(unit: Path) -> None:
    checked = _systemd("verify", "--man=no", str(unit))
    assert [line for line in checked.stderr.splitlines() if "linli.service" in line] == []
    assert checked.returncode == 0, checked.stderr


def test_the_unit_may_do_little_else_than_serve(unit: Path) -> None:
    checked = _systemd("security", "--offline=true", "--json=short", "--threshold=20", str(unit))
    if "unrecognized option" in checked.stderr:
        pytest.skip("systemd is too old for this")
    assert checked.returncode == 0, checked.stdout[-2000:] + checked.stderr


# the image's steps ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Linli installed as the image does it, from what the image is given, without what is locked."""
    base = tmp_path_factory.mktemp("image")
    source, target = base / "source", base / "site"
    kept = re.findall(r"^!(\S+)$", text("Containerfile.dockerignore"), re.MULTILINE)
    leave = shutil.ignore_patterns("__pycache__", "*.db")
    for name in kept:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=leave)
        else:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    command += ["-w", str(base), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own source
    if done.returncode:
        pytest.fail(done.stderr[-2000:])
    with zipfile.ZipFile(next(base.glob("*.whl"))) as wheel:
        wheel.extractall(target)
    yield target
    shutil.rmtree(base)


@pytest.mark.slow
def test_what_is_installed_has_every_file_that_is_tracked(installed: Path) -> None:
    listed = subprocess.run(  # noqa: S603 - our own names
        ["git", "ls-files", "-z", *PACKAGES],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    tracked = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    assert [name for name in tracked if not (installed / name).is_file()] == []


@pytest.mark.slow
def test_what_is_installed_answers(installed: Path, tmp_path: Path) -> None:
    port = _free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(installed),
        "VAR": str(tmp_path / "var"),
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    command = [sys.executable, "-c", "from bot.cli import main; main()", "run"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            assert _asked(f"http://127.0.0.1:{port}/healthz", process)["status"] == "ok"
        finally:
            process.terminate()
    assert (tmp_path / "var" / "linli.db").is_file()


def _free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _asked(url: str, process: subprocess.Popen[bytes]) -> Any:
    import time

    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
                return json.load(answer)
        except OSError:
            time.sleep(0.2)
    raise AssertionError("it does not answer")
