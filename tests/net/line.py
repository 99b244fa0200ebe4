# SPDX-License-Identifier: MIT
"""A line of a plant file in a network of its own: every partner in a namespace with its address, all on one switch.

The partners are played by `sieben run PLANT --play NAME`, so each dials from its own address; what passes the switch is
recorded as a mirror port shows it.
"""
import os
import signal
import subprocess
import sys
from pathlib import Path

import lab

HERE = Path(__file__).parent


class Line:
    """The switch and its partners stand within `with`: {name: address}."""

    def __init__(self, partners):
        self.partners = partners
        self.children = []

    def __enter__(self):
        lab.run("mount", "-t", "tmpfs", "none", "/run")
        os.mkdir("/run/netns")
        lab.run("ip", "netns", "add", "switch")
        self.ip("switch", "link", "add", "br0", "type", "bridge")
        self.ip("switch", "link", "set", "br0", "up")
        for name, address in self.partners.items():
            self.add(name, address)
        return self

    def __exit__(self, *_):
        for child in self.children:
            child.terminate()
        for child in self.children:
            child.communicate()

    def ip(self, namespace, *words):
        lab.run("ip", "-n", namespace, *words)

    def add(self, name, address):
        port = f"p{len(os.listdir('/run/netns'))}"
        lab.run("ip", "netns", "add", name)
        self.ip(name, "link", "add", "eth0", "type", "veth", "peer", port, "netns", "switch")
        self.ip("switch", "link", "set", port, "master", "br0", "up")
        self.ip(name, "addr", "add", f"{address}/32", "dev", "eth0")
        self.ip(name, "link", "set", "eth0", "up")
        self.ip(name, "link", "set", "lo", "up")
        self.ip(name, "route", "add", "10.0.0.0/8", "dev", "eth0")

    def start(self, namespace, *command):
        child = subprocess.Popen(lab.inside(namespace, *map(str, command)), stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.children.append(child)
        return child

    def play(self, sieben, plant):
        """Every partner plays its part of the plant."""
        return [self.start(name, sieben, "run", plant, "--play", name, "--write-live", "--plain")
                for name in self.partners]

    def record(self, path, frames):
        """The recorder, which listens already."""
        recorder = self.start("switch", sys.executable, HERE / "record.py", path, frames)
        if recorder.stdout.readline() != "ready\n":
            raise RuntimeError(f"the recorder: {recorder.communicate()[1]}")
        return recorder

    def end(self, children):
        for child in children:
            child.terminate()
            child.communicate()
            self.children.remove(child)

    def capture(self, sieben, plant, path, frames, listener=None):
        """So many frames of the plant at work, from before the first of them; `listener` is interrupted then."""
        recorder = self.record(path, frames)
        players = self.play(sieben, plant)
        said = recorder.communicate()
        self.children.remove(recorder)
        if listener:
            listener.send_signal(signal.SIGINT)
            listener.wait()
        self.end(players)
        if recorder.returncode:
            raise RuntimeError(f"the recorder: {said[1]}")
