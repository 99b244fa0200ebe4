# SPDX-License-Identifier: MIT
"""What `sieben doctor` says of servers of others, against what is true of them."""
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from document import check_section, table
from interop import check_equal, free_port

HAS = {("DB", 1): 100, ("DB", 2): 20, ("M", 0): 256}  # octets; no other DB is there
ORDER = "6ES7 315-2EH14-0AB0"                          # what all of them say of themselves
PLANT = """\
sieben: 1
plant: {{name: Doctor}}
cpus:
  PRESS: {{address: 10.10.1.11, profile: s7-1500}}
  OVEN: {{address: "127.0.0.1:{port}", profile: pc, rack: 0, slot: 2, model: {model}}}
connections:
  C-001:
    from: PRESS
    to: OVEN
    owner: tests
    purpose: tests
    jobs:
      - get: {{name: level, from: P#{area}.DBX0.0 BYTE {size}, receive: P#M0.0 BYTE {size}, every: 1s}}
"""
WELL = {"area": "DB1", "size": 100, "model": ORDER}


class Doctor:
    def __init__(self, sieben, port):
        self.sieben, self.port, self.rows = sieben, port, []

    def examine(self, *options, **given):
        with tempfile.TemporaryDirectory() as folder:
            plant = Path(folder) / "plant.yaml"
            plant.write_text(PLANT.format(port=self.port, **{**WELL, **given}), encoding="utf-8")
            done = subprocess.run([self.sieben, "doctor", f"OVEN@{plant}", *options, "--json"], text=True,
                                  capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
        if "Sanitizer" in done.stderr:
            raise SystemExit(done.stderr)
        (partner,) = json.loads(done.stdout)["partners"]
        check_equal("the exit code", done.returncode, partner["exit"])
        return partner

    def case(self, true, exit_code, sign, cause, *options, **given):
        """One row; the sign that leads and the cause that is named first are those expected."""
        partner = self.examine(*options, **given)
        leading = partner["leading"]["sign"] if partner["leading"] else None
        first = partner["hypotheses"][0] if partner["hypotheses"] else {"cause": None}
        check_equal(true, (partner["exit"], leading, first["cause"]), (exit_code, sign, cause))
        for one in partner["hypotheses"]:
            assert one["confidence"] != "certain" or len(partner["hypotheses"]) == 1, f"{true}: {one}"
        said = f"{leading}: {first['cause']} ({first['confidence']})" if leading else "all is in order"
        self.rows.append((true, exit_code, said))
        return partner


TOLD = ("cotp", "setup", "permission", "layout", "identity", "resources", "state")


def steps(partner):
    """What the device told, without how long it took."""
    for step in partner["steps"]:
        if step["check"] in TOLD:
            text = re.sub(r"\b\d+(\.\d+)? (ms|µs|s)\b", "…", step["evidence"])
            yield step["check"], step["verdict"], text.strip()


def check_doctor(make_server, name, said, sieben, document, tells_mode, stop):
    """tells_mode: it serves SZL 0424; stop(target): stops it as a CPU is stopped."""
    port = free_port()
    server = make_server({key: bytearray(size) for key, size in HAS.items()})
    server.start(port)
    doctor = Doctor(os.path.abspath(sieben), port)
    well = doctor.case("DB1 has 100 octets, which are read", 0, None, None)
    check_equal("its order number", well["seen"]["order_number"], ORDER)
    check_equal("that it tells its mode", well["seen"].get("mode"), 8 if tells_mode else None)
    doctor.case("DB2 has 20 octets, 100 are read", 50, "DB_SHORT", "DB_SHORT", area="DB2")
    deep = doctor.case("the same, with `--deep`", 50, "DB_SHORT", "DB_SHORT", "--deep", area="DB2")
    assert re.search(r"\b20 octets", deep["leading"]["evidence"]), deep["leading"]["evidence"]
    doctor.case("there is no DB9", 50, "DB_MISSING", "DB_MISSING", area="DB9")
    other = doctor.case("the plant file says that it is another CPU", 30, "IDENTITY_OTHER", "WRONG_DEVICE",
                        model="6ES7 515-2AM02-0AB0")
    assert ORDER in other["leading"]["evidence"], other["leading"]["evidence"]
    doctor.case("the octet of `--write-probe` may be written", 0, None, None, "--write-probe", "DB1.DBB0")
    stop(f"127.0.0.1:{port}/0.2")
    doctor.case("it is in STOP" + ("" if tells_mode else ", which it does not tell"), 0,
                *(("STATE_STOP", "STOPPED") if tells_mode else (None, None)))
    server.stop()
    check_section(Path(document), f"`sieben doctor` on {name}'s server", said,
                  table(("what is true of it", "exit code", "what the doctor says first"), doctor.rows),
                  "What it told where all is in order:",
                  table(("check", "verdict", "seen"), steps(well)))
    print(f"sieben doctor on {name}'s server: {len(doctor.rows)} cases")


def stop_by_us(sieben):
    """`sieben control stop` asks for the name that the device tells."""
    def stop(target):
        def ask(name):
            done = subprocess.run([sieben, "control", target, "stop", "--confirm", name, "--json"], text=True,
                                  capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
            return json.loads(done.stdout)
        assert ask(ask("?")["name"])["done"] is not False
    return stop
