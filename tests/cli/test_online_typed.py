# SPDX-License-Identifier: MIT
"""control and clock: passwords, from files and typed, and what is asked on a terminal before anything is changed."""
import os
import pty
import select
import subprocess
import time

import pytest

from conftest import DEADLINE, SIEBEN, environment, open_s7, packet, peer, playing, run, run_json

PLANT = """\
sieben: 1
plant: {name: Typed}
cpus:
  OVEN:
    address: 10.20.1.21
    profile: s7-300
    slot: 2
    clock: "2016-02-08 14:51:37"
    identity: {station: Line 4}
"""


@pytest.fixture
def oven(tmp_path):
    path = tmp_path / "plant.yaml"
    path.write_text(PLANT, encoding="utf-8")
    with playing(path, "OVEN", "--listen", "127.0.0.1:0") as played:
        yield played


def slot2(played):
    return played.target + "/0.2"


# ---- passwords ---------------------------------------------------------------------------------------------------

class Guarded:
    """A CPU that wants a password before it stops; it tells no name."""

    def __init__(self, accepts, code=0xD602):
        self.accepts = accepts
        self.code = code
        self.seen = []

    @staticmethod
    def reveal(octets):
        plain = []
        for i, octet in enumerate(octets):
            plain.append(octet ^ 0x55 ^ (octets[i - 2] if i >= 2 else 0))
        return bytes(plain)

    def userdata(self, connection, request, group, subfunction, error, data=b"\x0a\x00\x00\x00"):
        parameter = bytes([0, 1, 0x12, 8, 0x12, 0x80 | group, subfunction, 1, 0, 0]) + error.to_bytes(2, "big")
        body = bytes([0x32, 7, 0, 0]) + request[11:13] + len(parameter).to_bytes(2, "big") + \
            len(data).to_bytes(2, "big") + parameter + data
        connection.sendall(bytes([3, 0]) + (len(body) + 7).to_bytes(2, "big") + b"\x02\xf0\x80" + body)

    def __call__(self, connection):
        open_s7(connection)
        while True:
            request = packet(connection)
            if not request:
                return
            if request[8] == 1:
                self.seen.append("stop")
                connection.sendall(bytes.fromhex("0300001402f0803203 0000".replace(" ", "")) + request[11:13] +
                                   bytes.fromhex("00010000000029"))
                continue
            group, subfunction = request[22] & 0x0F, request[23]
            if (group, subfunction) == (5, 1):
                password = self.reveal(request[29:37])
                self.seen.append(password)
                self.userdata(connection, request, 5, 1, 0 if password == self.accepts else self.code)
            else:
                self.seen.append((group, subfunction))
                self.userdata(connection, request, group, subfunction, 0xD401)


def stop(target, *options):
    return run("control", target, "stop", "--confirm", target, *options)


def test_a_password_file(tmp_path):
    path = tmp_path / "secret"
    path.write_text("toor\nsecond line\n", encoding="ascii")
    path.chmod(0o600)
    guarded = Guarded(b"toor    ")
    with peer(guarded) as one:
        done = stop(one.target, "--password-file", path)
        assert done.returncode == 0 and done.stderr == "", done.stderr
        assert guarded.seen == [b"toor    ", (4, 1), b"toor    ", "stop", (4, 1)]
        path.write_text("wrong\n", encoding="ascii")
        done = stop(one.target, "--password-file", path)
        assert done.returncode == 40 and "ACCESS_PASSWORD" in done.stderr and len(done.stderr.splitlines()) == 5
        assert "stop" not in guarded.seen[5:]
        assert "wrong\n" not in done.stderr and "toor" not in done.stdout + done.stderr


@pytest.mark.parametrize("text, why", [("123456789\n", "at most 8 characters"), ("", "there is no password"),
                                       ("\ntoor\n", "there is no password")])
def test_a_file_that_holds_no_password(tmp_path, text, why):
    path = tmp_path / "secret"
    path.write_text(text, encoding="ascii")
    path.chmod(0o600)
    guarded = Guarded(b"toor    ")
    with peer(guarded) as one:
        done = stop(one.target, "--password-file", path)
        assert one.accepted == 0
    assert done.returncode == 2 and why in done.stderr and "123456789" not in done.stderr


def test_a_password_that_is_not_needed_is_said(tmp_path):
    path = tmp_path / "secret"
    path.write_text("toor", encoding="ascii")
    path.chmod(0o600)
    with peer(Guarded(b"other", 0xD605)) as one:
        done = stop(one.target, "--password-file", path)
    assert done.returncode == 0 and "going on without the password" in done.stderr


def test_a_password_is_not_taken_from_a_pipe_or_the_command_line():
    with peer(Guarded(b"toor    ")) as one:
        done = run("control", one.target, "stop", "--confirm", one.target, "--password", text_in="toor\n")
        assert done.returncode == 2 and "--password-file" in done.stderr
        done = run("control", one.target, "stop", "--confirm", one.target, "--password=toor")
        assert done.returncode == 2
        assert one.accepted == 0


# ---- a terminal --------------------------------------------------------------------------------------------------

def on_terminal(arguments, answers):
    """`answers`: what is typed when the terminal shows what each begins with."""
    master, slave = pty.openpty()
    with subprocess.Popen([SIEBEN, *arguments], stdin=slave, stdout=subprocess.PIPE, stderr=slave, text=True,
                          env=environment(TERM="dumb"), start_new_session=True) as process:
        os.close(slave)
        seen, rest, end = b"", list(answers), time.monotonic() + DEADLINE
        try:
            while select.select([master], [], [], max(0, end - time.monotonic()))[0]:
                chunk = os.read(master, 4096)
                if not chunk:
                    break
                seen += chunk
                if rest and seen.rstrip().endswith(rest[0][0]):
                    os.write(master, rest.pop(0)[1])
        except OSError:  # the last one closed the terminal
            pass
        out = process.stdout.read()
        code = process.wait(DEADLINE)
    os.close(master)
    assert not rest, seen
    return code, out, seen.decode()


def test_password_and_name_are_typed():
    guarded = Guarded(b"toor    ")
    with peer(guarded) as one:
        code, out, seen = on_terminal(["control", one.target, "stop", "--password"],
                                      [(b"password of the CPU:", b"toor\r"),
                                       (b"its address: it tells no name):", one.target.encode() + b"\n")])
        assert code == 0 and out == f"stopped: {one.target} at {one.target}\n"
        assert "toor" not in seen
        assert guarded.seen == [b"toor    ", (4, 1), b"toor    ", "stop", (4, 1)]


def test_an_interrupt_sends_nothing():
    with peer(Guarded(b"toor    ")) as one:
        code, out, seen = on_terminal(["control", one.target, "stop", "--password"],
                                      [(b"password of the CPU:", b"to\x03")])
        assert code == 130 and out == "" and "to" not in seen.replace("stop", "").split(":")[1]
        assert one.accepted == 0


@pytest.mark.parametrize("typed, code", [(b"Line 4\n", 0), (b"line 4\n", 90), (b"y\n", 90), (b"\n", 90), (b"\x04", 90)])
def test_the_name_decides(oven, typed, code):
    ended, out, seen = on_terminal(["control", slot2(oven), "stop"],
                                   [(b"type the name of the CPU to stop it (Line 4, its station name):", typed)])
    assert ended == code and ("LOCAL_DENIED" in seen) == (code == 90)
    mode = run("control", slot2(oven), "status").stdout.splitlines()[0].split()[1]
    assert mode == ("STOP" if code == 0 else "RUN")


@pytest.mark.parametrize("typed, code", [(b"y\n", 0), (b"n\n", 90)])
def test_the_clock_is_set_after_asking(oven, typed, code):
    ended, out, _ = on_terminal(["clock", slot2(oven), "--set", "2020-02-29 12:00:00"],
                                [(b"to 2020-02-29 12:00:00.000? [y/N]", typed)])
    assert ended == code and ("set on" in out) == (code == 0)
    assert out.startswith("CPU   ")
    year = run_json("clock", slot2(oven))[1]["reading"]["clock"][:4]
    assert (year == "2020") == (code == 0)
