"""``linli run`` prepares and then becomes the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from benchmarks.serving import free_port

_ROOT = Path(__file__).parents[3]


def test_it_becomes_the_server_and_imports_nothing_from_the_folder_it_was_started_in(
    tmp_path: Path,
) -> None:
    for name in ("model.py", "web.py", "random.py"):
        (tmp_path / name).write_text("raise SystemExit('not ours')\n", encoding="utf-8")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", "from bot.cli import main; main()", "run"],
        cwd=tmp_path,
        env=os.environ | {"VAR": "var", "PORT": str(port), "PYTHONPATH": str(_ROOT), "LOG_LEVEL": "error"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert "邻里" in _front_page(port, process)
        running = Path(f"/proc/{process.pid}/cmdline")
        assert not running.exists() or b"bot.serving" in running.read_bytes()
    finally:
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[0].decode()
    assert process.returncode == 0
    assert "Traceback" not in said
    assert (tmp_path / "var" / "linli.db").is_file()


def _front_page(port: int, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as page:
                return str(page.read().decode())
        except OSError:
            time.sleep(0.1)
    return ""
