# SPDX-License-Identifier: MIT
"""Plants for the tests of `sieben run`, and a run that goes on while a test looks at it."""
import contextlib
import json
import signal
import subprocess
import tempfile
import time

from conftest import DEADLINE, SIEBEN, environment

# PRESS writes and reads OVEN; MILL reads PRESS.  A real line: nothing of it is on loopback.
LINE = """\
sieben: 1
plant: {{name: Line 4, revision: {revision}}}
cpus:
  PRESS:
    address: {press}
    profile: s7-1500
    put_get: permitted
    dbs:
      10: {{size: 100, access: standard}}
    tags:
      Temperature: {{tag: "DB10.DBD0:REAL", unit: "°C"}}
    simulate:
      - {{tag: "DB10.DBD0:REAL", wave: constant, min: 21.5, max: 21.5, period: 1s}}
  OVEN:
    address: {oven}
    profile: s7-1500
    put_get: permitted
    dbs:
      100: {{size: 60, access: {access}}}
      101: {{size: 60, access: standard}}
  MILL:
    address: 10.30.1.31
    profile: s7-1500
    put_get: permitted
    dbs:
      1: {{size: 60, access: standard}}
connections:
  C-001:
    from: PRESS
    to: OVEN
    owner: tests
    purpose: tests
    jobs:
      - put: {{send: P#DB10.DBX0.0 BYTE 20, to: P#DB100.DBX0.0 BYTE 20, every: 100ms}}
      - get: {{from: P#DB101.DBX20.0 BYTE 40, receive: P#DB10.DBX20.0 BYTE 40, every: 100ms}}
  C-002:
    from: MILL
    to: PRESS
    owner: tests
    purpose: tests
    jobs:
      - get: {{from: P#DB10.DBX0.0 BYTE 20, receive: P#DB1.DBX0.0 BYTE 20, every: 100ms}}
"""


def line(path, revision=1, access="standard", press="10.10.1.11", oven="10.20.1.21", text=None):
    """Writes the plant as an editor does: beside, then in its place."""
    text = text or LINE.format(revision=revision, access=access, press=press, oven=oven)
    beside = path.with_suffix(".edited")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
    return path


class Going:
    """A run that goes on; what it says is in `status`, read from its status file."""

    def __init__(self, process, status, err):
        self.process = process
        self.path = status
        self.err = err

    def status(self):
        return json.loads(self.path.read_text(encoding="utf-8"))

    def wait(self, condition, what):
        """The first status for which the condition holds."""
        end = time.monotonic() + DEADLINE
        last = None
        while time.monotonic() < end:
            assert self.process.poll() is None, self.errors()
            if self.path.exists():
                last = self.status()
                if condition(last):
                    return last
            time.sleep(0.02)
        raise AssertionError(f"{what} did not come about: {json.dumps(last, indent=1)}\n{self.errors()}")

    def errors(self):
        self.err.seek(0)
        return self.err.read()

    def hang_up(self):
        self.process.send_signal(signal.SIGHUP)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        out, _ = self.process.communicate(timeout=DEADLINE)
        return self.process.returncode, out


@contextlib.contextmanager
def going(tmp_path, plant, *arguments):
    status = tmp_path / "status.json"
    with tempfile.TemporaryFile("w+") as err, \
            subprocess.Popen([SIEBEN, "run", str(plant), "--status-file", str(status), *arguments],
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=err, text=True,
                             env=environment()) as process:
        try:
            yield Going(process, status, err)
        finally:
            if process.poll() is None:
                process.kill()


def job(document, connection, number=1):
    return next(j for j in document["jobs"] if (j["connection"], j["number"]) == (connection, number))
