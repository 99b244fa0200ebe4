# SPDX-License-Identifier: MIT
"""info, szl, diag, control and clock against a played CPU and against peers that behave otherwise."""
import datetime

import pytest

from conftest import open_s7, peer, playing, run, run_json

PLANT = """\
sieben: 1
plant: {name: Online}
cpus:
  OVEN:
    address: 10.20.1.21
    profile: s7-300
    slot: 2
    dbs:
      100: {size: 60}
    clock: "2016-02-08 14:51:37"
    identity: {station: Line 4, module: PLC_1, serial: S C-X4U421302009}
    diagnostics:
      - {event: 0x4302, at: "2016-02-08 23:08:10.264", data: FF68C700000008147714}
      - {event: 0x39F1, at: "2016-02-08 23:08:09.000", data: 1A500001000200000003}
  VAULT:
    address: 10.20.1.23
    profile: s7-300
    slot: 2
    access_level: none
    password_file: secret
  LOCKED:
    address: 10.20.1.24
    profile: s7-300
    slot: 2
    mode_switch: stop
  NEWER:
    address: 10.20.1.22
    profile: s7-1200
  PUMP:
    address: "127.0.0.1:%d"
    profile: logo
    slot: 0
"""


@pytest.fixture(scope="module")
def plant(tmp_path_factory):
    path = tmp_path_factory.mktemp("online") / "plant.yaml"
    path.write_text(PLANT % 10103, encoding="utf-8")
    secret = path.with_name("secret")
    secret.write_text("toor\n", encoding="ascii")
    secret.chmod(0o600)
    return path


@pytest.fixture
def oven(plant):
    with playing(plant, "OVEN", "--listen", "127.0.0.1:0", "--trace") as played:
        yield played


def slot2(played):
    return played.target + "/0.2"


# ---- a played CPU ------------------------------------------------------------------------------------------------

def test_info_reads_the_identity_and_nothing_else(oven):
    done = run("info", slot2(oven))
    assert done.returncode == 0 and done.stderr == ""
    assert "order number      6ES7 315-2EH14-0AB0\n" in done.stdout and "firmware          V3.2.7\n" in done.stdout
    _, lines = oven.end()
    assert len([line for line in lines if " -> " in line and "0011" in line]) == 1
    assert not [line for line in lines if " -> " in line and ("001C" in line or "0424" in line)]


def test_info_deep_uses_one_connection_and_asks_for_each_list_once(oven):
    done, document = run_json("info", slot2(oven), "--deep")
    assert done.returncode == 0 and document["schema"] == "sieben/info/1"
    asked = [(entry["id"], entry["index"]) for entry in document["lists"]]
    assert asked == [(0x11, 0), (0x1C, 0), (0x131, 1), (0x132, 1), (0x132, 4), (0x424, 0), (0x74, 0)]
    names = {key: value for record in document["lists"][1]["records"] for key, value in record.items()}
    assert names["station_name"] == "Line 4" and names["serial_number"] == "S C-X4U421302009"
    assert document["lists"][2]["records"][0]["pdu_length"] == 240
    assert document["lists"][5]["records"][0]["mode"]["text"] == "RUN"
    assert {entry["led"]["text"]: entry["on"] for entry in document["lists"][6]["records"]}["RUN"] == 1
    _, lines = oven.end()
    assert lines[-1].startswith("stopped: 1 connections")


def test_info_deep_says_what_a_family_lacks(plant):
    with playing(plant, "NEWER", "--listen", "127.0.0.1:0") as played:
        done = run("info", played.target, "--deep")
        assert done.returncode == 0 and done.stderr == ""
        assert "SZL 001C index 0000 (component identification): not in this CPU (" in done.stdout
        assert "D4 01" in done.stdout
        missing = run("szl", played.target, "001C")
        assert missing.returncode == 50 and "DATA_INFORMATION" in missing.stderr.splitlines()[0]


def test_a_family_without_the_services(plant):
    with playing(plant, "NEWER", "--listen", "127.0.0.1:0") as played:
        for arguments in (["clock", played.target], ["control", played.target, "stop", "--confirm", played.target]):
            done = run(*arguments)
            assert done.returncode == 30, done.stdout
            assert "S7_NOT_IMPLEMENTED" in done.stderr.splitlines()[0] and "81 04" in done.stderr


def test_a_protected_cpu_wants_its_password(plant, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("root\n", encoding="ascii")
    wrong.chmod(0o600)
    with playing(plant, "VAULT", "--listen", "127.0.0.1:0", "--trace") as played:
        stopping = ["control", slot2(played), "stop", "--confirm", "VAULT"]
        refused = run(*stopping)
        assert refused.returncode == 40 and "ACCESS_PROTECTION" in refused.stderr and "D2 41" in refused.stderr
        refused = run(*stopping, "--password-file", wrong)
        assert refused.returncode == 40 and "ACCESS_PASSWORD" in refused.stderr
        assert run("control", slot2(played), "status").stdout.startswith("mode          RUN")
        done = run(*stopping, "--password-file", plant.with_name("secret"))
        assert done.returncode == 0 and "\nmode          STOP" in done.stdout, done.stderr
        _, lines = played.end()
        assert "toor" not in "".join(lines) and "root" not in "".join(lines)


@pytest.mark.parametrize("command", [["cpu", "VAULT", "--listen", "127.0.0.1:0"], ["run", "--desk", "--for", "1s"]])
def test_a_cpu_is_not_played_without_its_password(plant, tmp_path, command):
    moved = tmp_path / "moved.yaml"
    moved.write_text(plant.read_text(encoding="utf-8"), encoding="utf-8")
    done = run(command[0], moved, *command[1:])
    assert done.returncode == 2 and done.stdout == "", done.stdout
    assert done.stderr == f"sieben: {tmp_path / 'secret'}: No such file or directory\n"


def test_a_mode_switch_at_stop(plant):
    with playing(plant, "LOCKED", "--listen", "127.0.0.1:0") as played:
        status = run("control", slot2(played), "status")
        assert status.stdout.splitlines()[:2] == ["mode          STOP (internal)", "mode switch   STOP"]
        refused = run("control", slot2(played), "start", "--confirm", "LOCKED")
        assert refused.returncode == 30 and "S7_STATE" in refused.stderr


def test_szl_in_fragments_is_whole(oven):
    """0000 and 001C are longer than a telegram of 240 octets."""
    _, document = run_json("szl", slot2(oven), "001C")
    assert document["record_count"] == len(document["records"]) == 10
    assert len(document["octets"].split()) == 8 + 340
    raw = run("szl", slot2(oven), "16#001C", "--raw").stdout.splitlines()
    assert len(raw) == 11 and raw[0] == "00 1C 00 00 00 22 00 0A"
    assert " ".join(raw) == document["octets"]
    done = run("szl", slot2(oven), "0000")
    assert done.returncode == 0 and "  list 0011 module identification\n" in done.stdout


@pytest.mark.parametrize("id_, index, code", [("0099", "0", "D4 01"), ("0131", "7FFF", "D4 02")])
def test_szl_that_it_lacks(oven, id_, index, code):
    done = run("szl", slot2(oven), id_, index)
    assert done.returncode == 50 and len(done.stderr.splitlines()) == 5
    assert code in done.stderr.splitlines()[1]


def test_diag(oven):
    done = run("diag", slot2(oven))
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and len(lines) == 4
    assert lines[0] == "   1  2016-02-08 23:08:10.264  4302 change from STARTUP to RUN"
    assert lines[2] == "   2  2016-02-08 23:08:09.000  39F1 asynchronous error, number F1, entering"
    _, document = run_json("diag", slot2(oven), "--last", "1")
    (event,) = document["events"]
    assert event["event"] == 0x4302 and event["time"] == "2016-02-08T23:08:10.264" and event["class"] == 4


def test_stop_and_start(oven):
    status = run("control", slot2(oven), "status")
    assert status.stdout.startswith("mode          RUN\n")
    refused = run("control", slot2(oven), "stop", "--confirm", "PLC_1")
    assert refused.returncode == 90 and 'is called "Line 4" (its station name), not "PLC_1"' in refused.stderr
    assert run("control", slot2(oven), "stop").returncode == 90
    assert run("control", slot2(oven), "status").stdout.startswith("mode          RUN\n")

    done, document = run_json("control", slot2(oven), "stop", "--confirm", "Line 4")
    assert done.returncode == 0 and document["done"] is True and document["mode"].startswith("STOP")
    assert run("get", slot2(oven), "DB100.DBW0:INT").returncode == 0  # STOP keeps serving
    again = run("control", slot2(oven), "stop", "--confirm", "Line 4")
    assert again.returncode == 30 and "S7_STATE" in again.stderr and "item code" not in again.stderr
    done = run("control", slot2(oven), "start", "--confirm", "Line 4")
    assert done.returncode == 0 and done.stdout.startswith(f"started: Line 4 at {oven.target}\n")
    assert "change from STARTUP to RUN" in run("diag", slot2(oven), "--last", "1").stdout


def test_the_name_in_the_plant_file_is_enough(tmp_path, plant):
    with playing(plant, "OVEN", "--listen", "127.0.0.1:0", "--trace") as played:
        port = played.target.split(":")[1]
        other = tmp_path / "other.yaml"
        other.write_text(f"sieben: 1\nplant: {{name: X}}\ncpus:\n  KILN: {{address: \"127.0.0.1:{port}\", "
                         "profile: s7-300, slot: 2}\n", encoding="utf-8")
        done = run("control", f"KILN@{other}", "stop", "--confirm", "KILN")
        assert done.returncode == 0 and done.stdout.startswith("stopped: KILN at")
        _, lines = played.end()
        assert not [line for line in lines if " -> " in line and "001C" in line]


def test_clock(oven):
    _, document = run_json("clock", slot2(oven), "--utc")
    assert document["set"] is None and abs(document["reading"]["difference_ms"]) > 60000
    assert run("clock", slot2(oven), "--set", "now").returncode == 90
    done, document = run_json("clock", slot2(oven), "--set", "now", "--utc", "--yes")
    assert done.returncode == 0 and document["set"]["done"] is True
    assert abs(document["set"]["reading"]["difference_ms"]) < 5000
    shown = datetime.datetime.fromisoformat(document["set"]["reading"]["clock"])
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    assert abs((now - shown).total_seconds()) < 60
    assert run("clock", slot2(oven), "--set", "2020-02-29 23:59:59.500", "-y").returncode == 0
    assert run_json("clock", slot2(oven))[1]["reading"]["clock"].startswith(("2020-02-29T23:59:59", "2020-03-01T00:"))


# ---- a LOGO! -----------------------------------------------------------------------------------------------------

def test_a_logo_that_hangs_up_is_explained(plant):
    with playing(plant, "PUMP", "--listen", "127.0.0.1:0", "--trace") as played:
        done = run("info", played.target + "/0.0", "--tsap", "02.00:02.00")
        assert done.returncode == 30
        lines = done.stderr.splitlines()
        assert len(lines) == 6 and "S7_CLOSED" in lines[0]
        assert lines[5].startswith("note       a LOGO! hangs up or stays silent when it is asked")
        _, traced = played.end()
        assert len([line for line in traced if " -> " in line and "0011" in line]) == 1  # and not a second time


def test_a_logo_of_the_plant_file_is_not_asked(plant):
    def serve(connection):
        connection.recv(1)
    with peer(serve) as one:
        path = plant.with_name("logo.yaml")
        path.write_text(PLANT % int(one.target.split(":")[1]), encoding="utf-8")
        done = run("info", f"PUMP@{path}")
        assert done.returncode == 1 and done.stderr.startswith("PUMP: not asked: ") and done.stdout == ""
        assert one.accepted == 0


def test_silence_is_explained():
    def serve(connection):
        open_s7(connection)
        while connection.recv(100):
            pass
    with peer(serve) as one:
        done = run("info", one.target, "--timeout", "500ms")
    assert done.returncode == 30 and "S7_REQUEST_TIMEOUT" in done.stderr.splitlines()[0]
    assert done.stderr.splitlines()[5].startswith("note       a LOGO!")
