# SPDX-License-Identifier: MIT
"""hold.py ADDRESS CLASS SLOT: a connection of this class to rack 0, held until its input ends."""
import socket
import sys

address, kind, slot = sys.argv[1:]
with socket.create_connection((address, 102)) as stream:
    stream.sendall(bytes.fromhex(f"0300001611e00000000100c0010ac1020100c2020{kind}0{slot}"))
    assert stream.recv(64)[5] == 0xD0, "the connection request is not confirmed"
    stream.sendall(bytes.fromhex("0300001902f080320100000001000800" "00f0000001000100f0"))
    assert stream.recv(64)[8] == 3, "the setup is not answered"
    print("ready", flush=True)
    sys.stdin.read()
