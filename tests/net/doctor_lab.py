# SPDX-License-Identifier: MIT
"""Puts up what the cases need, all at once, each with addresses of its own, and lets the doctor examine them."""
import json
import os
import shutil
import subprocess
import sys
from concurrent import futures

import lab
from doctor_case import HERE, judge, judge_form, judge_words, plant_of, stripped

AT_ONCE = 10
DEADLINE = 60  # seconds: no examination hangs
FORGETFUL = "ct timeout short {\nprotocol tcp;\nl3proto ip;\npolicy = { established : 2 }\n}"
REFERENCE = "10.77.2.3"  # the one host that always answers
NAME_SERVERS = {"knows": "10.77.2.4", "fails": "10.77.2.5", "refuses": "10.77.2.6", "silent": "10.77.2.7",
                "closed": "10.77.2.8"}
# The doctor under a name service of its own; it is root there, over nothing but its view of files.
ASKING = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-ec", 'mount --bind "$1" "$2"; shift 2; exec "$@"', "sh")
KEY = ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=lab",
       "-keyout", "key.pem", "-out", "certificate.pem")


class Bed:
    """A case and where it lies."""

    def __init__(self, case, number, folder):
        self.case = case
        prefix = "fd77:2::" if case.six else "10.77.2."
        self.own = [] if case.to else [f"{prefix}{10 + number}"]
        self.words = {"to": case.to or self.own[0], "other": f"{prefix}{130 + number}", "v": "6" if case.six else ""}
        if "{other}" in case.at:
            self.own.append(self.words["other"])
        self.name = os.path.join(folder, f"{number}")

    def fill(self, text):
        return text.format(**self.words)

    def filled(self, mapping):
        return {key: self.fill(value) if isinstance(value, str) else value for key, value in mapping.items()}

    def port_102(self, address):
        return f"[{address}]:102" if ":" in address else f"{address}:102"

    def write_plants(self):
        plant = plant_of(self.case, self.words["to"])
        plant["connections"]["C-001"].update(self.filled(self.case.link))
        told = self.filled(self.case.told)
        for name, document in (("played", plant), ("told", stripped(plant, told))):
            with open(f"{self.name}.{name}.yaml", "w", encoding="utf-8") as file:
                json.dump(document, file)

    def addresses(self):
        return [f"addr add {address}/{128 if self.case.six else 32} dev plc0{' nodad' * self.case.six}\n"
                for address in self.own]


def put_up(net, beds):
    servers = [f"addr add {address}/32 dev plc0\n" for address in NAME_SERVERS.values()]
    lab.run("ip", "-n", "plc", "-batch", "-",
            text="".join(servers + [line for bed in beds for line in bed.addresses()]))
    for bed in beds:
        bed.write_plants()
        for where, words in bed.case.ip:
            net.ip(where, *map(bed.fill, words))

    def rules(member):
        return "\n".join(bed.fill(getattr(bed.case, member)) for bed in beds if getattr(bed.case, member))
    net.filter(rules("forward"), before=FORGETFUL)
    net.filter(rules("nat"), hook="prerouting", kind="nat", priority=-100)
    net.filter(rules("own"), "cli", "output")
    net.filter(rules("there"), "plc", "input")


def listen(net, beds, program, folder):
    if any("key.pem" in bed.case.server for bed in beds):
        subprocess.run(KEY, cwd=folder, check=True, capture_output=True)
        with open(os.path.join(folder, "key.pem"), "a", encoding="ascii") as key, \
                open(os.path.join(folder, "certificate.pem"), encoding="ascii") as certificate:
            shutil.copyfileobj(certificate, key)
    started = []
    for bed in beds:
        if bed.case.cpu:
            started.append((bed, (program, "cpu", f"{bed.name}.played.yaml", "PARTNER", "--listen",
                                  bed.port_102(bed.fill(bed.case.at))), "listening on"))
        if bed.case.server:
            started.append((bed, tuple(map(bed.fill, bed.case.server)), bed.case.ready))
    with futures.ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda one: net.serve("plc", *one[1], ready=one[2], terminates=True, cwd=folder,
                                            stderr=subprocess.STDOUT), started))
    words = [f"{bed.case.listens}={bed.words['to']}" + (f"={bed.words['other']}" if bed.case.cpu else "")
             for bed in beds if bed.case.listens]
    net.serve("plc", sys.executable, os.path.join(HERE, "stand_in.py"), f"accepts={REFERENCE}", *words)
    if any(bed.case.names for bed in beds):
        net.serve("plc", sys.executable, os.path.join(HERE, "name_station.py"),
                  *(f"{NAME_SERVERS[rule]}={rule}" for rule in ("knows", "fails", "refuses")))
    for bed in beds:
        if bed.case.holder:
            net.serve("plc", sys.executable, os.path.join(HERE, "hold.py"), bed.words["to"], bed.case.holder,
                      str(bed.case.cpu.get("slot", 1)))


def resolver():
    """The file that says whom to ask; it is there."""
    path = os.path.realpath("/etc/resolv.conf")
    if not os.path.exists(path):  # in /run, which is ours
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="ascii"):
            pass
    return path


def client_words(net, bed, *command):
    if not bed.case.names:
        return net.client_words(*command)
    with open(f"{bed.name}.resolv", "w", encoding="ascii") as file:
        file.write(f"nameserver {NAME_SERVERS[bed.case.names]}\n")
    return lab.inside("cli", *ASKING, f"{bed.name}.resolv", resolver(), *command)


def examine(net, program, bed):
    """@return (what it said, what is wrong with its form)"""
    with subprocess.Popen(client_words(net, bed, program, "doctor", f"PARTNER@{bed.name}.told.yaml", "--json",
                                       *bed.case.options),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as doctor:
        try:
            out, err = doctor.communicate(timeout=DEADLINE)
        except subprocess.TimeoutExpired:
            doctor.kill()
            return None, [f"it hangs, after {DEADLINE} s"]
    try:
        (seen,) = json.loads(out)["partners"]
    except ValueError:
        return None, [f"exit code {doctor.returncode}: {out}{err}"]
    return seen, judge_form(bed.case, seen, doctor.returncode) + judge_words(bed.case, seen, bed.fill)


def examine_all(net, program, beds, alike, at_once=AT_ONCE):
    """@return [(case, what was said, what is wrong)]"""
    def one(bed):
        seen, wrong = examine(net, program, bed)
        return bed.case, seen, wrong + (judge(bed.case, seen, alike) if seen else [])

    with futures.ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(one, sorted(beds, key=lambda bed: -bed.case.most)))


def lacking(case):
    """A program that makes it is not here."""
    return any(not shutil.which(word) for word in case.server[:1]) or any(
        word.startswith("/") and not os.path.exists(word) for word in case.server)


def run_cases(net, program, cases, alike, folder):
    """@return [(case, what was said, what is wrong)]; nothing was said where the server is not here"""
    beds = [Bed(case, number, folder) for number, case in enumerate(cases) if not lacking(case)]
    place = {id(case): number for number, case in enumerate(cases)}
    put_up(net, beds)
    listen(net, beds, program, folder)
    told = examine_all(net, program, [bed for bed in beds if not bed.case.may_ping], alike)
    net.settle_ping()
    told += examine_all(net, program, [bed for bed in beds if bed.case.alone], alike, 1)
    told += examine_all(net, program, [bed for bed in beds if bed.case.may_ping and not bed.case.alone], alike)
    told += [(case, None, []) for case in cases if lacking(case)]
    return sorted(told, key=lambda one: place[id(one[0])])
