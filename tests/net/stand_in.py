# SPDX-License-Identifier: MIT
"""stand_in.py BEHAVIOUR=ADDRESS[=BEHIND]…: who may listen on port 102 instead of a CPU.  Ends with its input.

Telegrams follow RFC 1006, ISO 8073, ISO 8327-1 and ISO 9506-2; what an IEC 61850 server says, in which order, is that of
libiec61850.
"""
import select
import socket
import struct
import sys
import threading

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing resets
MINUTE, HELD = 60, 0.1
ENDED = threading.Event()


def tlv(tag, *parts):
    """BER: definite length, up to 255 octets."""
    body = b"".join(parts)
    return bytes([tag] + ([0x81] if len(body) > 0x7F else []) + [len(body)]) + body


def tpkt(tpdu):
    return struct.pack(">BBH", 3, 0, len(tpdu) + 4) + tpdu


def data(octets):
    return tpkt(b"\x02\xf0\x80" + octets)


def packet(stream):
    """The next whole packet; b"": the end."""
    head = stream.recv(4, socket.MSG_WAITALL)
    return head and head + stream.recv(struct.unpack(">H", head[2:4])[0] - 4, socket.MSG_WAITALL)


def confirm(stream, order):
    """Reads a connection request and confirms it, parameters in this order.  @return whether there was one"""
    request = packet(stream)
    if not request:
        return False
    parameters, at = {}, 11
    while at + 1 < len(request):
        parameters[request[at]] = request[at:at + 2 + request[at + 1]]
        at += 2 + request[at + 1]
    kept = b"".join(parameters[code] for code in order if code in parameters)
    stream.sendall(tpkt(bytes([6 + len(kept), 0xD0]) + request[8:10] + b"\x00\x01\x00" + kept))
    return True


USUAL, FOREIGN = (0xC0, 0xC1, 0xC2), (0xC0, 0xC2, 0xC1)
BASIC_ENCODING = bytes.fromhex("5101")
SYNTAX_OK = tlv(0x30, tlv(0x80, b"\x00"), tlv(0x81, BASIC_ENCODING))
MMS_CONTEXT = bytes.fromhex("28ca220203")
INITIATE = tlv(0xA9, tlv(0x80, b"\x00\xfd\xe8"), tlv(0x81, b"\x05"), tlv(0x82, b"\x05"), tlv(0x83, b"\x0a"),
               tlv(0xA4, tlv(0x80, b"\x01"), tlv(0x81, bytes.fromhex("05f100")),
                   tlv(0x82, bytes.fromhex("03ee1c00000002000040ed18"))))
ASSOCIATED = tlv(0x61, tlv(0xA1, tlv(0x06, MMS_CONTEXT)), tlv(0xA2, tlv(0x02, b"\x00")),
                 tlv(0xA3, tlv(0xA1, tlv(0x02, b"\x00"))),
                 tlv(0xBE, tlv(0x28, tlv(0x02, b"\x03"), tlv(0xA0, INITIATE))))
PRESENTED = tlv(0x31, tlv(0xA0, tlv(0x80, b"\x01")),
                tlv(0xA2, tlv(0x83, b"\x00\x00\x00\x01"), tlv(0xA5, SYNTAX_OK, SYNTAX_OK),
                    tlv(0x61, tlv(0x30, tlv(0x02, b"\x01"), tlv(0xA0, ASSOCIATED)))))
ACCEPTED = b"\x05\x06\x13\x01\x00\x16\x01\x02" + b"\x14\x02\x00\x02" + b"\x34\x02\x00\x01" + tlv(0xC1, PRESENTED)
SESSION_CONNECT, SESSION_ACCEPT = 0x0D, 0x0E


def accepts(stream):
    """Says nothing, and ends when the other side does."""
    while stream.recv(4096):
        pass


def closes(_):
    """Accepts, and nothing more."""


def resets(stream):
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def closes_then(stream):
    stream.recv(4096)


def drips(stream):
    while not ENDED.is_set():
        stream.sendall(b"\x03")
        ENDED.wait(MINUTE)


def drips_then(stream):
    stream.recv(4096)
    drips(stream)


def streams(stream):
    while True:
        stream.sendall(b"\xa5\x5a\x00\xff" * 512)


def greets(stream):
    stream.sendall(b"220 somebody else\r\n")
    accepts(stream)


def babbles(stream):
    stream.recv(4096)
    stream.sendall(b"\xa5\x00\x5a\xff\x00\x01\x02")
    accepts(stream)


def mms(stream):
    if not confirm(stream, FOREIGN):
        return
    asked = packet(stream)
    if len(asked) > 7 and asked[7] == SESSION_CONNECT:
        stream.sendall(data(bytes([SESSION_ACCEPT, len(ACCEPTED)]) + ACCEPTED))
        accepts(stream)


def iso_user(stream):
    confirm(stream, FOREIGN) and packet(stream)


def no_s7(stream):
    confirm(stream, USUAL) and packet(stream)


def mute(stream):
    if confirm(stream, USUAL):
        accepts(stream)


def plus(stream):
    if confirm(stream, USUAL) and packet(stream):
        stream.sendall(data(b"\x72\x01\x00\x00\x72\x01\x00\x00"))
        accepts(stream)


def faulty(stream):
    if confirm(stream, USUAL) and packet(stream):
        stream.sendall(data(b"\x32\x03\x00\x00\xa5\xa5\xa5"))
        accepts(stream)


def congested(stream):
    """A disconnect request with reason 1."""
    request = packet(stream)
    stream.sendall(tpkt(b"\x06\x80" + request[8:10] + b"\x00\x00\x01"))


def slow(stream, behind):
    """A way that holds everything for a while."""
    with socket.create_connection((behind, 102)) as other:
        way = {stream: other, other: stream}
        while True:
            for one in select.select(list(way), [], [])[0]:
                octets = one.recv(4096)
                if not octets:
                    return
                ENDED.wait(HELD)
                way[one].sendall(octets)


def fill(listener):
    """Until connection requests get no answer any more; nobody is ever accepted.  @return what must stay"""
    listener.listen(0)
    held = []
    while True:
        one = socket.socket(listener.family, socket.SOCK_STREAM)
        one.settimeout(0.3)
        held.append(one)
        try:
            one.connect(listener.getsockname())
        except TimeoutError:
            return held


def serve_one(stream, behave, *more):
    with stream:
        try:
            behave(stream, *more)
        except (OSError, IndexError):
            pass


def main():
    listeners, kept = {}, []
    for word in sys.argv[1:]:
        behaviour, address, *behind = word.split("=")
        listener = socket.create_server((address, 102), backlog=64,
                                        family=socket.AF_INET6 if ":" in address else socket.AF_INET)
        if behaviour == "full":
            kept += [listener, fill(listener)]
        else:
            listeners[listener] = (globals()[behaviour], *behind)
    print("ready", flush=True)
    while True:
        readable, _, _ = select.select([sys.stdin, *listeners], [], [])
        if sys.stdin in readable:
            ENDED.set()
            sys.exit()
        for listener in readable:
            stream, _ = listener.accept()
            threading.Thread(target=serve_one, args=(stream, *listeners[listener]), daemon=True).start()


main()
