# SPDX-License-Identifier: MIT
"""What else may listen: services of others, and stand-ins for those that are not to be had."""
import sys

from doctor_case import Case

ACTIVATE = ("/usr/bin/systemd-socket-activate", "-l", "{to}:102")
PROXY = (*ACTIVATE, "/lib/systemd/systemd-socket-proxyd")


PROMPT = ("LISTENER_BANNER", "LISTENER_CLOSED")  # signs of who does not wait to be spoken to


def stand_in(cause, made, sign, listens, **more):
    return Case(cause, made, "stand-in", sign, listens=listens, alone=sign in PROMPT, **more)


def tls(cause, made, sign, *words, **more):
    """It ends at a connection request without a word; it must be greeted to be known, which is done with --deep only."""
    return Case(cause, f"openssl s_server {made}", "openssl", sign, ready="ACCEPT",
                server=("openssl", "s_server", "-accept", "{to}:102", "-key", "key.pem", "-cert", "key.pem", *words),
                **more)


def inetd(cause, program, sign, **more):
    """A program as a service: a process of its own for each connection, which is its input and output."""
    return Case(cause, f"systemd-socket-activate --inetd {program}", "systemd", sign, ready="Listening", alone=sign in PROMPT,
                server=(*ACTIVATE, "--accept", "--inetd", *program.split()), **more)


CASES = [
    *(tls("SERVICE_TLS", f"{option}, with --deep", "LISTENER_TLS", option, options=("--deep",), most=12)
      for option in ("-tls1_2", "-tls1_3", "-www")),
    tls("SERVICE_OTHER", "-tls1_2, not greeted", "COTP_CLOSED", "-tls1_2", first="RESOURCES"),
    tls("SERVICE_OTHER", "-tls1_3, not greeted", "COTP_CLOSED", "-tls1_3", first="RESOURCES"),
    inetd("SERVICE_OTHER", "/bin/date", "LISTENER_BANNER"),
    inetd("SERVICE_OTHER", "/bin/cat", "COTP_FAULTY"),
    inetd("SERVICE_OTHER", "/usr/bin/yes", "LISTENER_BANNER"),
    inetd("SERVICE_OTHER", "/bin/sleep 60", "COTP_SILENT", first="SERVER_DISABLED", most=14),
    Case("SERVICE_HTTP", "python -m http.server", "Python", "LISTENER_HTTP", ready="Serving",
         server=(sys.executable, "-u", "-m", "http.server", "102", "--bind", "{to}")),
    Case("PROXY", "redirected to a web server that answers in the partner's name", "nftables, Python", "LISTENER_HTTP",
         first="SERVICE_HTTP", nat="ip daddr {to} dnat ip to {other}", at="{other}", ready="Serving",
         server=(sys.executable, "-u", "-m", "http.server", "102", "--bind", "{other}")),
    Case("PROXY", "systemd-socket-proxyd, the port behind it is closed", "systemd", "LISTENER_CLOSED", ready="Listening",
         alone=True, server=(*PROXY, "127.0.0.1:9")),
    Case("PROXY", "systemd-socket-proxyd, nobody is behind it", "systemd", "COTP_SILENT", first="SERVER_DISABLED",
         ready="Listening", server=(*PROXY, "10.77.2.98:102"), most=14),
    stand_in("PROXY", "accepts, then closes", "LISTENER_CLOSED", "closes"),
    stand_in("HOST_LIST", "accepts callers on its list, and ends with others", "LISTENER_CLOSED", "closes",
             first="PROXY"),
    stand_in("PROXY", "accepts, then resets", "LISTENER_CLOSED", "resets"),
    stand_in("PROXY", "closes after the connection request", "COTP_CLOSED", "closes_then", first="RESOURCES"),
    stand_in("SERVICE_OTHER", "tarpit: an octet a minute, from the beginning", "LISTENER_BANNER", "drips"),
    stand_in("SERVICE_OTHER", "tarpit: an octet a minute, as an answer", "COTP_SILENT", "drips_then",
             first="SERVER_DISABLED", most=14),
    stand_in("SERVER_DISABLED", "accepts and stays silent", "COTP_SILENT", "accepts", most=14),
    stand_in("SERVICE_OTHER", "streams garbage without end", "LISTENER_BANNER", "streams"),
    stand_in("SERVICE_OTHER", "greets with a line", "LISTENER_BANNER", "greets"),
    stand_in("SERVICE_OTHER", "answers with garbage", "LISTENER_FOREIGN", "babbles"),
    stand_in("MMS", "confirms as an IEC 61850 server does, accepts MMS", "SETUP_MMS", "mms"),
    stand_in("OTHER_ISO_USER", "confirms as no CPU does, ends at the setup", "SETUP_OTHER_USER", "iso_user"),
    stand_in("S7_NOT_OFFERED", "confirms as a CPU does, ends at the setup", "SETUP_CLOSED", "no_s7",
             first="OTHER_ISO_USER"),
    stand_in("OTHER_ISO_USER", "confirms as a CPU does, ends at the setup, knows no MMS", "SETUP_CLOSED", "no_s7"),
    stand_in("S7_NOT_OFFERED", "confirms as a CPU does, silent at the setup", "SETUP_SILENT", "mute"),
    stand_in("S7COMMPLUS", "answers the setup with S7CommPlus", "SETUP_PLUS", "plus"),
    stand_in("FAULTY_PARTNER", "answers the setup with garbage", "SETUP_FAULTY", "faulty"),
    stand_in("RESOURCES", "disconnect request: congestion", "COTP_CONGESTED", "congested"),
    stand_in("SLOW_WAY", "a proxy that holds everything for 100 ms, in front of a CPU", "STATE_SLOW", "slow",
             cpu={"put_get": "permitted", "dbs": {"100": {"size": 100}}}, at="{other}",
             link={"jobs": [{"get": {"from": "P#DB100.DBX90.0 BYTE 10", "receive": "P#M0.0 BYTE 10", "every": "100ms"}}]},
             most=12),
]
