# SPDX-License-Identifier: MIT
"""`sieben capture show -i`: what passes an interface, in a network namespace, with the right to listen and no other."""
import json
import os
import shutil
import subprocess

import pytest
from conftest import DEADLINE, SIEBEN, environment

UNSHARE = ["unshare", "--user", "--map-root-user", "--net"]
ONLY_LISTEN = ["setpriv", "--bounding-set=-all,+net_raw"]

# Ends by itself when one of the programs does not do what is waited for: the test has a deadline.
SCRIPT = """
ip link set lo up
"$0" cpu "$1" PRESS --listen 127.0.0.1:1102 > cpu.out 2> cpu.err & cpu=$!
until grep -q listening cpu.out; do kill -0 $cpu || exit 99; done
$2 "$0" capture show --json -i lo $3 > show.out 2> show.err & show=$!
until grep -q listening show.err; do kill -0 $show || exit 98; done
"$0" get 127.0.0.1:1102 DB10.DBW0:INT > get.out || exit 97
until grep -q closed show.out; do kill -0 $show || exit 96; done
kill -INT $show; wait $show; code=$?
kill $cpu; wait $cpu
exit $code
"""


@pytest.mark.parametrize("ports", ("", "--port 1102"))
def test_what_passes_is_shown_as_it_passes(tmp_path, plant, ports):
    if not shutil.which("setpriv") or subprocess.run([*UNSHARE, *ONLY_LISTEN, "true"], capture_output=True,
                                                     check=False).returncode != 0:
        if "netns" in os.environ.get("S7_REQUIRE", ""):
            pytest.fail("this machine does not let us have a network namespace")
        pytest.skip("this machine does not let us have a network namespace")
    done = subprocess.run([*UNSHARE, "sh", "-c", SCRIPT, os.path.abspath(SIEBEN), str(plant), " ".join(ONLY_LISTEN), ports],
                          capture_output=True, text=True, timeout=DEADLINE, env=environment(), check=False, cwd=tmp_path)
    assert done.returncode == 130, done.stderr + (tmp_path / "show.err").read_text()
    assert (tmp_path / "show.err").read_text() == "listening on lo; Ctrl-C ends it\n"
    events = [json.loads(line) for line in (tmp_path / "show.out").read_text().splitlines()]
    kinds = [event["event"] for event in events]
    assert kinds[0] == "opened" and kinds[-2:] == ["closed", "end"]
    reads = [event for event in events if event.get("service") == "read_var"]
    assert [event["role"] for event in reads] == ["request", "answer"]
    assert [reads[1]["items"][0][name] for name in ("area", "db", "first_bit", "bits")] == ["DB", 10, 0, 16]
    assert reads[1]["server"]["port"] == 1102
    assert events[-1]["complete"] and events[-1]["drops"]["kernel"] == 0


def test_it_ends_after_its_time(tmp_path):
    if subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let us have a network namespace")
    done = subprocess.run([*UNSHARE, "sh", "-c", 'ip link set lo up; "$0" capture show -i lo --for 300ms', SIEBEN],
                          capture_output=True, text=True, timeout=DEADLINE, env=environment(), check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("listening on lo\n")
