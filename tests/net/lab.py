# SPDX-License-Identifier: MIT
"""A network of our own: client - firewall - station, in network namespaces, without being root outside.

    cli 10.77.1.2, fd77:1::2 --- 10.77.1.1, fd77:1::1 fw 10.77.2.1, fd77:2::1 --- plc 10.77.2.2 and .3, fd77:2::2 and ::3

fw forwards and filters with nftables.  What runs with client() has no privileges in this network: it sits in a user
namespace below the one that owns it.  Nothing outside is touched, and everything goes when the test goes.
"""
import json
import os
import shutil
import subprocess
import sys

SKIPPED = 77
INSIDE = "S7_LAB_INSIDE"
TOOLS = {"unshare": "util-linux", "nsenter": "util-linux", "ip": "iproute2", "nft": "nftables"}
NAMESPACES = ("cli", "fw", "plc")
HARDWARE = {1: "02:00:00:77:01:01", 2: "02:00:00:77:02:01"}  # of fw in each segment
UNSHARE = ["unshare", "--user", "--map-root-user", "--net", "--mount"]


def missing(why):
    """Ends the test: skipped, or failed where namespaces are required."""
    print(why)
    sys.exit(1 if "netns" in os.environ.get("S7_REQUIRE", "").split(",") else SKIPPED)


def enter():
    """Returns inside; outside, the test starts itself again and ends with its exit code."""
    if os.environ.get(INSIDE) == os.readlink("/proc/self/ns/net"):
        sys.exit("this is not a network of our own: nothing is changed in it")
    if INSIDE in os.environ:
        return
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    lacking = sorted({package for tool, package in TOOLS.items() if not shutil.which(tool)})
    if lacking:
        missing(f"not here: {' '.join(lacking)} (names of Debian packages)")
    if subprocess.run([*UNSHARE, "nft", "add", "table", "inet", "lab"], capture_output=True, check=False).returncode:
        missing("this machine does not let us have a network namespace with a packet filter")
    if not os.path.exists("/proc/sys/net/ipv6"):
        missing("this machine has no IPv6")
    os.environ[INSIDE] = os.readlink("/proc/self/ns/net")
    sys.exit(subprocess.run([*UNSHARE, sys.executable, *sys.argv], check=False).returncode)


def inside(namespace, *command):
    return ["nsenter", f"--net=/run/netns/{namespace}", *command]


def run(*command, text=None):
    done = subprocess.run(command, input=text, text=True, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
    return done.stdout


def settle(namespace, **settings):
    """Settings of the kernel in one namespace: net__ipv4__ip_forward=1."""
    run(*inside(namespace, "sh", "-e"), text="".join(f"echo '{value}' >/proc/sys/{key.replace('__', '/')}\n"
                                                     for key, value in settings.items()))


class Lab:
    """The network stands within `with`."""

    def __init__(self):
        self.servers = []

    def __enter__(self):
        run("mount", "-t", "tmpfs", "none", "/run")
        os.mkdir("/run/netns")
        for namespace in NAMESPACES:
            run("ip", "netns", "add", namespace)
            settle(namespace, net__ipv6__conf__default__accept_dad=0, net__ipv6__conf__all__accept_dad=0,
                   net__ipv4__icmp_ratemask=0, net__ipv6__icmp__ratelimit=0,
                   net__ipv4__conf__all__send_redirects=0, net__ipv4__conf__default__send_redirects=0)
        for namespace in ("fw", "plc"):
            settle(namespace, net__ipv4__ip_forward=1, net__ipv6__conf__all__forwarding=1)
        for one, other, segment in (("cli", "fw", 1), ("plc", "fw", 2)):
            run("ip", "link", "add", f"{one}0", "netns", one, "type", "veth", "peer", f"{one}1", "netns", other)
            self.ip(other, "link", "set", f"{one}1", "address", HARDWARE[segment])
            self.address(one, f"{one}0", segment, 2)
            self.address(other, f"{one}1", segment, 1)
        self.address("plc", "plc0", 2, 3)
        for namespace in NAMESPACES:
            self.ip(namespace, "link", "set", "lo", "up")
        self.ip("cli", "route", "add", "10.77.0.0/16", "via", "10.77.1.1")
        self.ip("cli", "-6", "route", "add", "fd77::/16", "via", "fd77:1::1")
        self.ip("plc", "route", "add", "default", "via", "10.77.2.1")
        self.ip("plc", "-6", "route", "add", "default", "via", "fd77:2::1")
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.stdin.close()
            if server.terminates:
                server.terminate()
            server.stdout.close()
            server.wait()

    def ip(self, namespace, *words):
        run("ip", "-n", namespace, *words)

    def address(self, namespace, device, segment, host):
        self.ip(namespace, "addr", "add", f"10.77.{segment}.{host}/24", "dev", device)
        self.ip(namespace, "-6", "addr", "add", f"fd77:{segment}::{host}/64", "dev", device, "nodad")
        self.ip(namespace, "link", "set", device, "up")

    def filter(self, rules, namespace="fw", hook="forward", kind="filter", priority=0, before=""):
        """Rules of nft(8) for what fw forwards, or for another hook; they replace those of that hook that are there."""
        table = f"inet lab_{hook}"
        run(*inside(namespace, "nft", "-f", "-"),
            text=f"table {table} {{}}\ndelete table {table}\ntable {table} {{\n{before}\nchain {hook} {{\n"
                 f"type {kind} hook {hook} priority {priority}; policy accept;\n{rules}\n}}\n}}\n")

    def serve(self, namespace, *command, ready="", terminates=False, **how):
        """A server that says a line with `ready` in it when it is ready, and ends when its input does, or has to be
        told.  @return the process"""
        server = subprocess.Popen(inside(namespace, *command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                  **how)
        server.terminates = terminates
        self.servers.append(server)
        said = []
        while line := server.stdout.readline():
            said.append(line)
            if ready in line:
                return server
        raise RuntimeError(f"{' '.join(command)}: is not ready: {''.join(said)}")

    def client_words(self, *command):
        """The command as one that has no privileges in this network."""
        return inside("cli", "unshare", "--user", *command)

    def client(self, *command):
        """Starts it; its output is JSON: result() of it."""
        return subprocess.Popen(self.client_words(*command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def name_server(self, address):
        """Whom the client asks for names.  @return whether this machine lets us say so"""
        path = os.path.realpath("/etc/resolv.conf")
        with open("/run/names", "w", encoding="ascii") as file:
            file.write(f"nameserver {address}\n")
        if path.startswith("/run/"):  # which is ours
            os.makedirs(os.path.dirname(path), exist_ok=True)
            os.symlink("/run/names", path)
            return True
        return subprocess.run(["mount", "--bind", "/run/names", path], check=False).returncode == 0

    def settle_ping(self):
        """From now on the client may ping."""
        settle("cli", net__ipv4__ping_group_range="0 0")


def result(client, seconds=30):
    out, err = client.communicate(timeout=seconds)
    if client.returncode:
        raise RuntimeError(f"{client.args}: exit code {client.returncode}\n{out}{err}")
    return json.loads(out)
