# SPDX-License-Identifier: MIT
"""What leaves this machine: nothing, on a desk.  In a network namespace that has lo and no routes."""
import os
import subprocess

import pytest

from conftest import DEADLINE, SIEBEN, environment
from plants import line


@pytest.fixture
def plant(tmp_path):
    return line(tmp_path / "plant.yaml")


def test_a_real_plant_dials_nothing_but_loopback(plant):
    """In a network namespace with nothing but lo: what leaves it would fail, and the kernel counts it."""
    unshare = ["unshare", "--user", "--map-root-user", "--net"]
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode != 0:
        if "netns" in os.environ.get("S7_REQUIRE", ""):
            pytest.fail("this machine does not let us have a network namespace")
        pytest.skip("this machine does not let us have a network namespace")
    script = 'ip link set lo up && "$0" "$@"; code=$?; grep ^Ip: /proc/net/snmp >&2; exit $code'
    done = subprocess.run([*unshare, "sh", "-c", script, SIEBEN, "run", str(plant), "--desk", "--for", "1s"],
                          capture_output=True, text=True, timeout=DEADLINE, env=environment(), check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 of 3 jobs without errors" in done.stdout
    names, values = (row.split() for row in done.stderr.strip().splitlines())
    counted = dict(zip(names[1:], map(int, values[1:])))
    assert counted["OutNoRoutes"] == 0, counted
    control = subprocess.run([*unshare, "sh", "-c", script, SIEBEN, "run", str(plant), "--play", "PRESS", "--listen",
                              "PRESS=127.0.0.1:0", "--for", "500ms"],
                             capture_output=True, text=True, timeout=DEADLINE, env=environment(), check=False)
    assert control.returncode == 1 and "TCP_" in control.stdout  # the same network does show what leaves
