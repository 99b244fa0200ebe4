# SPDX-License-Identifier: MIT
"""What the interop tests share: free ports, a virtual CPU, and sieben's JSON."""
import contextlib
import json
import os
import random
import re
import signal
import socket
import subprocess

LISTENING = re.compile(r"listening on 127\.0\.0\.1:(\d+)")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def virtual_cpu(sieben, plant, name):
    """`sieben cpu` on a free port, which is handed out when the program says that it listens there.  It is ended like
    a user would; anything but an orderly end (a sanitizer's report, say) is a failure."""
    with open(f"{plant}.{name}.log", "w+") as log:
        process = subprocess.Popen([sieben, "cpu", plant, name, "--listen", "127.0.0.1:0"], text=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log)
        try:
            port = next((match.group(1) for match in map(LISTENING.search, process.stdout) if match), None)
            if not port:
                raise SystemExit(f"sieben cpu ended with {process.wait()} before it listened")
            yield int(port)
        finally:
            process.send_signal(signal.SIGINT)
            process.stdout.read()
            code = process.wait(30)
        log.seek(0)
        if code not in (0, 130):
            raise SystemExit(f"sieben cpu ended with {code}:\n{log.read()}")


class Sieben:
    """`sieben get` and `sieben put` on one target, in JSON."""

    def __init__(self, program, target):
        self.program, self.target = program, target

    def run(self, *arguments):
        result = subprocess.run([self.program, *arguments, "--json"], text=True, capture_output=True,
                                stdin=subprocess.DEVNULL, timeout=60)
        if "Sanitizer" in result.stderr:
            raise SystemExit(result.stderr)
        return result.returncode, json.loads(result.stdout)

    def get(self, tag):
        code, document = self.run("get", self.target, tag)
        if code != 0:
            raise AssertionError(f"sieben get {tag}: exit {code}: {document}")
        return document["tags"][0]["value"]

    def get_code(self, tag):
        return self.run("get", self.target, tag)[0]

    def get_octets(self, area, start, count):
        """area: "DB1.DB", "M"."""
        value = self.get(f"{area}B{start}:BYTE*{count}")
        return bytes(value if isinstance(value, list) else [value])

    def put(self, *assignments):
        code, document = self.run("put", self.target, *assignments, "--yes")
        if code != 0:
            raise AssertionError(f"sieben put {assignments[0][:40]}: exit {code}: {document}")

    def put_octets(self, area, start, data):
        self.put(f"{area}B{start}:BYTE*{len(data)}={','.join(str(octet) for octet in data)}")


def chance():
    seed = int(os.environ.get("S7_SEED", random.SystemRandom().randrange(1 << 31)))
    print(f"S7_SEED={seed}")
    return random.Random(seed)


def check_equal(what, got, expected):
    if got != expected:
        shown = [value.hex() if isinstance(value, bytes) else repr(value) for value in (got, expected)]
        raise AssertionError(f"{what}:\n  got      {shown[0][:400]}\n  expected {shown[1][:400]}")
