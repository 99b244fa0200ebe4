# SPDX-License-Identifier: MIT
"""Foreign peers in other languages: a program in peers/ speaks with us by lines, and has the face of
snap7_peer.Client (or Server) for the checks.

A line is a call: its name and words with blanks between; the answer is "ok" with words, or "error" with what the peer
says.  Octets are hex digits.
"""
import os
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


class PeerError(Exception):
    pass


class Program:
    def __init__(self, command, environment):
        self.process = subprocess.Popen([str(word) for word in command], text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, env={**os.environ, **environment})

    def ask(self, *words):
        self.process.stdin.write(" ".join(str(word) for word in words) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the peer ended with {self.process.wait(30)} when asked to {words[0]}")
        verdict, *answer = line.split()
        if verdict != "ok":
            raise PeerError(" ".join(answer))
        return answer

    def end(self):
        self.process.stdin.close()
        code = self.process.wait(30)
        if code != 0:
            raise SystemExit(f"the peer ended with {code}")


class Client:
    """`command` gets PORT RACK SLOT; the traits say what a peer can, asks for, and says of a refusal."""
    # elements: timers and counters, read as octets; odd items: a fill octet behind them when others follow
    CAN = frozenset({"elements", "odd items"})
    ASKS = 480  # PDU length; 0: it does not tell what it got
    TURNS = 200
    MISSING = BEYOND = BLOCKED = "."

    def __init__(self, command, environment):
        self.command, self.environment, self.program = command, environment, None

    def connect(self, port, rack, slot):
        self.program = Program([*self.command, port, rack, slot], self.environment)
        self.program.ask("connect")

    def close(self):
        self.program.ask("close")
        self.program.end()

    def pdu_length(self):
        return int(self.program.ask("pdu")[0])

    def read(self, area, db, start, count, bits=False):
        return bytes.fromhex(self.program.ask("read", area, db, start, count, *["bits"] * bits)[0])

    def write(self, area, db, start, data, bits=False):
        self.program.ask("write", area, db, start, data.hex(), *["bits"] * bits)

    def read_many(self, items):
        return [bytes.fromhex(word) for word in
                self.program.ask("read_many", *(":".join(str(part) for part in item) for item in items))]

    def write_many(self, items):
        self.program.ask("write_many", *(f"{area}:{db}:{start}:{data.hex()}" for area, db, start, data in items))


class Server:
    STORES_BITS = True  # a written bit changes that bit; several items of a Write Var are written

    def __init__(self, command, environment, areas):
        self.command, self.environment, self.areas, self.program = command, environment, areas, None

    def start(self, port):
        self.program = Program([*self.command, port], self.environment)
        for (area, number), data in self.areas.items():
            self.program.ask("register", area, number, data.hex())
        self.program.ask("start")

    def stop(self):
        self.program.ask("stop")
        self.program.end()

    def memory(self, area, number):
        return bytes.fromhex(self.program.ask("memory", area, number)[0])


class NodeSnap7(Client):
    MISSING, BEYOND, BLOCKED = "not available", "out of range", "refused|not available"


class NodeS7(Client):
    """Whatever happened, a value is bad."""
    CAN = frozenset({"odd items"})
    ASKS = 960
    MISSING = BEYOND = BLOCKED = "bad"


class StOneNodeS7(Client):
    CAN = frozenset()
    ASKS = 960
    MISSING, BEYOND, BLOCKED = "0xa|exist", "0x5|address", "8104"


class Gos7(Client):
    """Of timers and counters it hands out one octet each; a refusal without items is too short for it."""
    CAN = frozenset({"odd items"})
    MISSING, BEYOND, BLOCKED = "not available", "out of range", "invalid (buffer|pdu)"


class Plc4x(Client):
    CAN = frozenset({"odd items"})
    ASKS = 0
    MISSING = BEYOND = "INVALID_ADDRESS"
    BLOCKED = "ACCESS_DENIED"


def javascript(folder, name):
    return ["node", HERE / "peers" / name], {"NODE_PATH": str(folder / "node_modules")}


def go(folder, work):
    program = work / "client"
    subprocess.run(["go", "build", "-o", program, HERE / "peers" / "gos7.go"], cwd=folder, check=True,
                   env={**os.environ, "GOPROXY": "off", "GOFLAGS": "-mod=mod", "GOMODCACHE": str(folder / "modules"),
                        "GOCACHE": str(folder / "cache"),
                        "GOTOOLCHAIN": "local"})
    return [program], {}


def java(folder, work):
    path = f"{folder}/jars/*:{work}"
    subprocess.run(["javac", "-cp", path, "-d", work, HERE / "peers" / "Plc4x.java"], check=True)
    return ["java", "-XX:TieredStopAtLevel=1", "-cp", path, "Plc4x"], {}


# name -> class of the client, what makes its command from the folder of the peer and one to work in
CLIENTS = {
    "node-snap7": (NodeSnap7, lambda folder, work: javascript(folder, "node_snap7.js")),
    "nodes7": (NodeS7, lambda folder, work: javascript(folder, "nodes7.js")),
    "st-one-nodes7": (StOneNodeS7, lambda folder, work: javascript(folder, "st_one_nodes7.js")),
    "gos7": (Gos7, go),
    "plc4x": (Plc4x, java),
}
SERVERS = {
    "node-snap7": lambda folder, work: javascript(folder, "node_snap7_server.js"),
}
