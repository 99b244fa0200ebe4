# SPDX-License-Identifier: MIT
"""What the tests of the doctor in the lab play: a CPU, what the doctor is given of it, and panels that hold it busy; and
what the page says of it.
"""
import contextlib
import difflib
import fcntl
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import lab

HERE, OVEN = "10.77.1.2", "10.77.2.2"
PATIENCE = 30  # seconds: for what must come

# All that the doctor is told: who, where, and which octets are read.
GIVEN = f"""\
sieben: 1
plant: {{name: Line 4}}
cpus:
  PRESS: {{address: {HERE}, profile: s7-1500}}
  OVEN: {{address: {OVEN}, profile: pc, rack: 0, slot: 1}}
connections:
  C-001:
    from: PRESS
    to: OVEN
    owner: production
    purpose: recipe of the oven
    jobs:
      - get: {{name: recipe, from: P#DB100.DBX0.0 BYTE 20, receive: P#M0.0 BYTE 20, every: 1s}}
"""
UNTOLD = ("put_get", "access", "size", "resources", "faults", "dbs")

PLAYED = """\
sieben: 1
plant: {{name: Line 4}}
cpus:
  OVEN:
    address: {address}
    profile: {profile}
{more}    dbs:
      100: {{size: 60, access: {access}}}
"""

PANEL = """\
  {name}: {{address: 10.77.2.{host}, profile: pc, dbs: {{1: {{size: 20}}}}}}
"""
PANEL_READS = """\
  C-{host:03}:
    from: {name}
    to: OVEN
    owner: production
    purpose: shown to the operator
    jobs:
      - get: {{from: P#DB100.DBX0.0 BYTE 20, receive: P#DB1.DBX0.0 BYTE 20, every: 200ms}}
"""


STARTED = []


def start(command, **how):
    """A process that does not outlive folder()."""
    STARTED.append(subprocess.Popen(command, **how))
    return STARTED[-1]


def until(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come about")
        time.sleep(0.02)


class Examination:
    """A run of the doctor by one who has no privileges in the lab."""

    def __init__(self, net, sieben, plant, *options):
        self.began = time.monotonic()
        self.process = start(net.client_words(sieben, "doctor", f"OVEN@{plant}", *options), text=True,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def end(self):
        self.out, self.err = self.process.communicate(timeout=PATIENCE)
        self.seconds = time.monotonic() - self.began
        self.code = self.process.returncode
        assert "Sanitizer" not in self.err, self.err
        return self

    def partner(self):
        (partner,) = json.loads(self.out)["partners"]
        assert partner["exit"] == self.code
        return partner


class Cpu:
    """`sieben cpu` at its own address, port 102.  repair() is what a download does: the CPU starts anew with it."""

    def __init__(self, sieben, folder, profile="s7-1500", **settings):
        self.sieben, self.folder, self.profile = sieben, Path(folder), profile
        self.settings = {"access": "standard", **settings}
        self.process = None
        self.start()

    def start(self):
        more = "".join(f"    {key}: {value}\n" for key, value in self.settings.items() if key != "access")
        path = self.folder / "played.yaml"
        path.write_text(PLAYED.format(address=OVEN, profile=self.profile, more=more, access=self.settings["access"]),
                        encoding="utf-8")
        self.process = start(lab.inside("plc", self.sieben, "cpu", str(path), "OVEN"), text=True,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        for line in self.process.stdout:
            if line.startswith("listening on "):
                return
        raise AssertionError(f"sieben cpu ended with {self.process.wait()}")

    def repair(self, **settings):
        self.end()
        self.settings.update(settings)
        self.start()

    def end(self):
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0, self.process.returncode

    def held(self):
        """How many connections it has."""
        table = lab.run(*lab.inside("plc", "cat", "/proc/net/tcp")).splitlines()[1:]
        rows = [line.split() for line in table]
        return sum(row[1].endswith(":0066") and row[3] in ("01", "08") for row in rows)  # ESTABLISHED, CLOSE_WAIT


class Panels:
    """`sieben run` as several panels, each of which keeps a connection to OVEN and reads it again and again."""

    def __init__(self, sieben, folder, *hosts):
        names = {f"PANEL_{host}": host for host in hosts}
        path, self.status = Path(folder) / f"panels{hosts[0]}.yaml", Path(folder) / f"panels{hosts[0]}.json"
        path.write_text("sieben: 1\nplant: {name: Panels}\ncpus:\n"
                        f"  OVEN: {{address: {OVEN}, profile: pc, rack: 0, slot: 1, dbs: {{100: {{size: 60}}}}}}\n"
                        + "".join(PANEL.format(name=name, host=host) for name, host in names.items()) + "connections:\n"
                        + "".join(PANEL_READS.format(name=name, host=host) for name, host in names.items()),
                        encoding="utf-8")
        listen = [word for name in names for word in ("--listen", f"{name}=127.0.0.1:0")]
        self.process = start(lab.inside("plc", sieben, "run", str(path), "--play", ",".join(names), *listen,
                                        "--status-file", str(self.status), "--plain"),
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        until(self.reading, f"that all of {', '.join(names)} read OVEN")

    def reading(self):
        assert self.process.poll() is None, "sieben run ended"
        try:
            jobs = json.loads(self.status.read_text(encoding="utf-8"))["jobs"]
        except FileNotFoundError:
            return False
        return all(job["connected"] and job["completions"] for job in jobs)

    def end(self):
        self.process.terminate()
        assert self.process.wait(PATIENCE) == 0


def given(folder):
    """The plant file of the doctor."""
    assert not any(word in GIVEN for word in UNTOLD)
    path = Path(folder) / "plant.yaml"
    path.write_text(GIVEN, encoding="utf-8")
    return path


@contextlib.contextmanager
def folder():
    """A place to work in; inside the lab /run is ours alone."""
    with tempfile.TemporaryDirectory(prefix="doctor", dir="/run") as path:
        try:
            yield Path(path)
        finally:
            for process in STARTED:
                if process.poll() is None:
                    process.kill()
                process.wait()


def check_page(page, part, seen):
    """What stands in the page (a Path) between the marks of `part` is what was seen; S7_REWRITE=1 writes it."""
    begin, end = f"<!-- {part}: generated by tests/net (S7_REWRITE=1) -->\n", f"<!-- {part}: end -->\n"
    with page.open("r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        before, found = file.read().split(begin)
        found, after = found.split(end)
        if os.environ.get("S7_REWRITE") == "1":
            file.seek(0)
            file.truncate()
            file.write(before + begin + seen + end + after)
        elif found != seen:
            changes = difflib.unified_diff(found.splitlines(), seen.splitlines(), "said", "seen", "", "", 0, "")
            sys.exit("\n".join([f"{page} does not say what was seen (S7_REWRITE=1 writes it):", *changes]))
