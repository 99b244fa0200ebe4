# SPDX-License-Identifier: MIT
"""This machine has no socket left: the run says so, goes on, and connects when there is one again."""
import json
import pathlib
import resource
import signal
import subprocess
import tempfile
import time

import pytest

from conftest import DEADLINE, SIEBEN, environment, free_port, playing
from plants import going, job, line

needs_proc = pytest.mark.skipif(not pathlib.Path("/proc/self/fd").exists() or not hasattr(resource, "prlimit"),
                                reason="needs /proc and prlimit()")
PLAY = ["--play", "PRESS", "--listen", "PRESS=127.0.0.1:0", "--write-live", "--json"]


@pytest.fixture
def oven(tmp_path):
    path = line(tmp_path / "plant.yaml", oven=f'"127.0.0.1:{free_port()}"')
    with playing(path, "OVEN"):
        yield path


def descriptor_of_the_connection(tmp_path, plant):
    """A connection is the last that such a run opens for itself."""
    with going(tmp_path, plant, *PLAY) as connected:
        connected.wait(lambda s: job(s, "C-001")["completions"] > 3, "a connection")
        entries = pathlib.Path(f"/proc/{connected.process.pid}/fd").iterdir()
        return max(int(entry.name) for entry in entries if str(entry.readlink()).startswith("socket:"))


def wait_for(condition, what):
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, f"{what} did not come about"
        time.sleep(0.02)


@needs_proc
def test_no_socket_left_and_one_again(tmp_path, oven):
    most = descriptor_of_the_connection(tmp_path, oven)
    status = tmp_path / "later.json"
    limited = ["sh", "-c", f'ulimit -S -n {most} && exec "$0" "$@"', SIEBEN, "run", str(oven), *PLAY]
    with tempfile.TemporaryFile("w+") as err, \
            subprocess.Popen([*limited, "--status-file", str(status)], stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=err, text=True, env=environment()) as process:
        try:
            wait_for(lambda: err.seek(0) == 0 and "Too many open files" in err.read(), "a word about the status file")
            resource.prlimit(process.pid, resource.RLIMIT_NOFILE, resource.getrlimit(resource.RLIMIT_NOFILE))
            wait_for(lambda: status.exists() and
                     job(json.loads(status.read_text(encoding="utf-8")), "C-001")["completions"] > 3, "a connection")
            process.send_signal(signal.SIGTERM)
            document = json.loads(process.communicate(timeout=DEADLINE)[0])
        finally:
            process.kill()
    write = job(document, "C-001")
    error = write["error"]
    assert write["status"] == 1 and write["errors"] >= 1 and not write["failing"]
    assert (error["id"], error["layer_name"]) == ("LOCAL_SYSTEM", "LOCAL") and "Too many open files" in error["seen"]
    assert error["do"] == ["check the limits of the process"]
