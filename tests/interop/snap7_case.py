# SPDX-License-Identifier: MIT
"""Cases of snap7_services.py: a case calls one function of libsnap7 and returns its code and a check, which compares
what it got, or did, with the state of the CPU (cpu_state.py) or its plant file.
"""
import ctypes

from cpu_state import CPUS

WAIT = 10000  # ms, of a job that runs by itself
PATIENCE, SILENCE = 5000, 300  # ms until the peer gives up; the second where silence is what is expected
cases = []


class Missing(Exception):
    """The peer was content, and there is nothing in the CPU to compare with."""


def case(name, checked, **traits):
    """`checked`: what an ok is compared with; traits: local (the call asks the CPU nothing), silence (a LOGO! does not
    answer it, or ends the connection, which the peer does not see before its time is over)."""
    def enter(function):
        cases.append((name, checked, function, traits))
        return function
    return enter


class Bench:
    """What a case works with."""

    def __init__(self, library, tap, state, cpu):
        self.library, self.tap, self.state, self.cpu = library, tap, state, cpu
        self.rack, self.slot, _ = CPUS[cpu]
        self.done = []  # what the callback was told

    def call(self, name, *arguments):
        return self.library.call(name, *arguments)

    def later(self, name, *arguments):
        """A job that runs by itself: its result."""
        return self.call(f"As{name}", *arguments) or self.call("WaitAsCompletion", WAIT)

    def connect(self):
        code = self.call("ConnectTo", b"127.0.0.1", self.rack, self.slot)
        if code:
            raise SystemExit(f"{self.cpu}: cannot connect: {self.library.text(code)}")

    def connected(self):
        """A silent or closing CPU costs the peer its connection."""
        if not self.tap.open or self.lost():
            self.call("Disconnect")
            self.connect()

    def lost(self):
        flag = ctypes.c_int(0)
        self.call("GetConnected", ctypes.byref(flag))
        return not flag.value

    def protected(self):
        return self.cpu == "S7-300"


def parameter(bench, number, kind, value):
    one = kind(value)
    code = bench.call("SetParam", number, ctypes.byref(one))
    got = kind(0)
    return code or bench.call("GetParam", number, ctypes.byref(got)), got.value
