# SPDX-License-Identifier: MIT
"""A plant for the tests of `sieben doctor`, and what a document says of a partner."""

from conftest import free_port, run_json

PLANT = """\
sieben: 1
plant: {name: Doctor}
cpus:
  PRESS:
    address: "127.0.0.2:%(port)d"
    profile: s7-1500
    put_get: permitted
    dbs:
      10: {size: 20, access: standard}
  OVEN:
    address: "127.0.0.1:%(port)d"
    profile: %(profile)s
    %(more)s
    dbs:
      100: {size: 100, access: standard}
      101: {size: 100, access: standard}
    faults:
      none: {kind: delay, time: 1ms, active: false}
      %(fault)s
connections:
  C-001:
    from: PRESS
    to: OVEN
    owner: tests
    purpose: tests
    jobs:
      - get: {name: level, from: P#DB100.DBX90.0 BYTE 10, receive: P#DB10.DBX0.0 BYTE 10, every: 1s}
"""


def written(path, fault="", profile="s7-1500", more="put_get: permitted"):
    path.write_text(PLANT % {"port": free_port(), "fault": fault, "profile": profile, "more": more}, encoding="utf-8")
    return path


def examined(plant, *arguments, expected):
    done, document = run_json("doctor", f"OVEN@{plant}", "--timeout", "700ms", *arguments)
    assert done.returncode == expected, done.stdout + done.stderr
    assert document["schema"] == "sieben/doctor/1"
    (partner,) = document["partners"]
    assert partner["exit"] == expected
    return partner


def verdict(partner, check):
    return next(step["verdict"] for step in partner["steps"] if step["check"] == check)


def causes(partner):
    return [hypothesis["cause"] for hypothesis in partner["hypotheses"]]


def silence(connection):
    while connection.recv(100):
        pass
