# SPDX-License-Identifier: MIT
"""A tap between a peer and a CPU: passes octets on both ways and keeps the telegrams of the answers."""
import socket
import struct
import threading

JOB, ACK, ACK_DATA, USERDATA = 1, 2, 3, 7
HEADER = {JOB: 10, USERDATA: 10, ACK: 12, ACK_DATA: 12}
READ_VAR, WRITE_VAR, SETUP = 0x04, 0x05, 0xF0
CR = 0xE0


def packets(buffer):
    """Takes whole packets out of `buffer` (a bytearray)."""
    while len(buffer) >= 4 and len(buffer) >= struct.unpack_from(">H", buffer, 2)[0]:
        size = struct.unpack_from(">H", buffer, 2)[0]
        yield bytes(buffer[:size])
        del buffer[:size]


def pdu_of(packet):
    """The S7 PDU of a DT packet, or nothing."""
    return packet[7:] if len(packet) > 17 and packet[5] == 0xF0 and packet[7] == 0x32 else b""


def parts(pdu):
    header = HEADER[pdu[1]]
    parameters, data = struct.unpack_from(">HH", pdu, 6)
    return pdu[header:header + parameters], pdu[header + parameters:header + parameters + data]


def item_codes(function, count, data):
    if function == WRITE_VAR:
        return data
    codes, at = [], 0
    for _ in range(count):
        code, size, length = data[at], data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        octets = (length + 7) // 8 if size in (3, 4, 5) else length
        codes.append(code)
        at += 4 + octets + octets % 2
    return codes


def refusal(pdu):
    """What an answer refuses in words; "": nothing."""
    parameters, data = parts(pdu)
    if pdu[1] == USERDATA:
        word = parameters[10:12]
    else:
        word = pdu[10:12]
    if word != b"\0\0":
        second = f", second octet {parameters[1]:02X}" if pdu[1] == ACK_DATA and len(parameters) == 2 else ""
        return word.hex(" ").upper() + second
    if pdu[1] == ACK_DATA and parameters[0] in (READ_VAR, WRITE_VAR):
        bad = sorted({code for code in item_codes(parameters[0], parameters[1], data) if code != 0xFF})
        return ", ".join(f"item {code:02X}" for code in bad)
    return ""


class Tap:
    """with Tap(port) as tap: a peer that connects to tap.port speaks with 127.0.0.1:port.

    requests: connection requests; setup: answers to setup communication; open: connections that are there.
    """

    def __init__(self, port):
        self.to, self.lock = port, threading.Lock()
        self.questions, self.answers, self.closed = [], [], False
        self.requests, self.setup, self.open = [], [], 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            cpu = socket.create_connection(("127.0.0.1", self.to))
            with self.lock:
                self.open += 1
            for one in (peer, cpu):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._pass, args=(peer, cpu, self.questions), daemon=True).start()
            threading.Thread(target=self._pass, args=(cpu, peer, self.answers), daemon=True).start()

    def _keep(self, packet, kept):
        if packet[5] == CR:
            self.requests.append(packet)
        pdu = pdu_of(packet)
        if pdu and kept is self.answers and pdu[1] == ACK_DATA and pdu[12] == SETUP:
            self.setup.append(pdu)
        if pdu:
            kept.append(pdu)

    def _pass(self, source, sink, kept):
        """What is kept is kept before it is passed on: who has an answer finds it here."""
        buffer = bytearray()
        try:
            while octets := source.recv(65536):
                buffer += octets
                with self.lock:
                    for packet in packets(buffer):
                        self._keep(packet, kept)
                sink.sendall(octets)
        except OSError:
            pass
        self._end(sink, kept)

    def _end(self, sink, kept):
        with self.lock:
            if kept is self.answers:
                self.closed = True
                self.open -= 1
        try:
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def forget(self):
        with self.lock:
            self.questions.clear()
            self.answers.clear()
            self.closed = False

    def seen(self):
        """What the answers since forget() refused, in words; "-": nothing."""
        with self.lock:
            words = [refusal(pdu) for pdu in self.answers]
            if not any(words) and self.questions and (self.closed or len(self.answers) < len(self.questions)):
                words.append("the connection was ended" if self.closed else "no answer")
        return ", ".join(dict.fromkeys(word for word in words if word)) or "-"

    def asked(self):
        """Whether anything was asked since forget()."""
        with self.lock:
            return bool(self.questions)
