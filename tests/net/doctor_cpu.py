# SPDX-License-Identifier: MIT
"""What may be the matter in a CPU: those that `sieben cpu` plays, with faults on demand."""
from doctor_case import Case, faulty, played

DB = "100"


def cpu(cause, made, sign, how, **more):
    return Case(cause, made, "sieben cpu", sign, cpu=how, **more)


def block(**different):
    return played(dbs={DB: {"size": 100, "access": "standard", **different}})


def refusing(like, **figures):
    """A CPU of a family with figures of its own."""
    return played(profile="own", own={"like": like, **figures})


CASES = [
    cpu("", "nothing is the matter: s7-1500", "", played()),
    cpu("", "nothing is the matter: s7-400 in slot 3", "", played(profile="s7-400", slot=3)),
    cpu("", "connection resources are counted with --exhaust: four", "", played(resources={"total": 4}),
        told={"commissioning": True}, options=("--exhaust",), open=5, says="4 connections"),
    cpu("PARTNER_DOWN", "a configured connection is down: s7-300 as recorded", "CONNECTIONS_DOWN",
        played(profile="s7-300", slot=2)),
    cpu("PUT_GET_OFF", "put_get: blocked", "ACCESS_REFUSED", played(put_get="blocked")),
    cpu("PUT_GET_OFF", "fault put_get_blocked", "ACCESS_REFUSED", faulty("put_get_blocked")),
    cpu("COMPLETE_PROTECTION", "access_level: none", "ACCESS_REFUSED", played(access_level="none"), first="PUT_GET_OFF"),
    cpu("DB_OPTIMIZED", "access: optimized", "DB_ADDRESS", block(access="optimized")),
    cpu("DB_OPTIMIZED", "fault db_optimized", "DB_ADDRESS", faulty("db_optimized", db=100)),
    cpu("DB_OPTIMIZED", "optimized, item code 0A", "DB_MISSING",
        {**refusing("s7-1500", optimized_code="0x0A"), **{"dbs": {DB: {"size": 100, "access": "optimized"}}}},
        first="DB_MISSING"),
    cpu("DB_OPTIMIZED", "optimized, item code 03", "DB_DENIED",
        {**refusing("s7-1500", optimized_code="0x03"), **{"dbs": {DB: {"size": 100, "access": "optimized"}}}},
        first="DB_PROTECTED"),
    cpu("DB_EMPTY", "a DB of 0 octets", "DB_ADDRESS", block(size=0), first="DB_OPTIMIZED"),
    cpu("DB_MISSING", "no such DB", "DB_MISSING", played(dbs={"7": {"size": 100, "access": "standard"}})),
    cpu("DB_MISSING", "fault db_missing", "DB_MISSING", faulty("db_missing", db=100)),
    cpu("DB_SHORT", "a DB of 95 octets", "DB_SHORT", block(size=95)),
    cpu("DB_SHORT", "fault db_short, with --deep", "DB_SHORT", faulty("db_short", db=100, size=95),
        options=("--deep",), says="95 octets", most=10),
    cpu("AREA_SHORT", "bit memory that ends before the address", "AREA_SHORT", refusing("s7-1500", memory_size=64),
        link={"jobs": [{"get": {"from": "P#M90.0 BYTE 10", "receive": "P#M0.0 BYTE 10", "every": "5s"}}]}),
    cpu("WRITE_PROTECTED", "write: protected, with --write-probe", "ACCESS_WRITE", block(write="protected"),
        options=("--write-probe", "DB100.DBB0")),
    cpu("PDU_SMALL", "a family with a shorter PDU than planned", "SETUP_SHORT", played(profile="s7-300", slot=1),
        link={"pdu_length": 960}, options=("--connection", "C-001"), most=10),
    cpu("RESOURCES", "one connection resource, and a panel holds it", "COTP_CLOSED",
        played(resources={"total": 1}), holder="2", most=12),
    cpu("RESOURCES", "the same, the CPU says it with a disconnect request, reason 0", "COTP_REJECTED",
        {**refusing("s7-1500", refusal_resources="dr"), "resources": {"total": 1}}, holder="2", first="WRONG_SLOT",
        most=12),
    cpu("RESOURCES", "the same with reason 1", "COTP_CONGESTED",
        {**refusing("s7-1500", refusal_resources="dr", reason_resources=1), "resources": {"total": 1}}, holder="2",
        most=12),
    cpu("RESOURCES", "the same, the CPU stays silent", "COTP_SILENT",
        {**refusing("s7-1500", refusal_resources="silent"), "resources": {"total": 1}}, holder="2",
        first="SERVER_DISABLED", most=14),
    cpu("RESOURCES", "two connection resources, and a panel holds one", "SECOND_REFUSED",
        played(resources={"total": 2}), holder="2", most=10),
    cpu("RESOURCES", "the last one is free, as an s7-400 tells", "RESOURCES_NONE_FREE",
        played(profile="s7-400", slot=2, resources={"total": 2}), holder="2"),
    cpu("RESOURCES_CLASS", "fault exhausted, class basic", "COTP_OTHER_CLASS", faulty("exhausted", **{"class": "basic"}),
        most=12),
    cpu("WRONG_SLOT", "slot 2 is meant, the CPU is in slot 1", "COTP_OTHER_SLOT", played(), told={"slot": 2},
        does="slot 1"),
    cpu("WRONG_SLOT", "the same, the CPU resets", "COTP_OTHER_SLOT", refusing("s7-1500", refusal_tsap="rst"),
        told={"slot": 2}),
    cpu("WRONG_SLOT", "the same, the CPU says it with a disconnect request", "COTP_OTHER_SLOT",
        refusing("s7-1500", refusal_tsap="dr"), told={"slot": 2}),
    cpu("WRONG_SLOT", "slot 1 is meant, the CPU is in slot 9, which is not tried", "COTP_CLOSED",
        played(profile="s7-400", slot=9), told={"slot": 1}, first="RESOURCES", most=12),
    cpu("WRONG_SLOT", "the same, the CPU says it with a disconnect request, reason 0", "COTP_REJECTED",
        {**refusing("s7-400", refusal_tsap="dr"), "slot": 9}, told={"slot": 1}, most=12),
    cpu("WRONG_SLOT", "the same with reason 3", "COTP_UNKNOWN_ADDRESS",
        {**refusing("s7-400", refusal_tsap="dr", reason_tsap=3), "slot": 9}, told={"slot": 1}, most=12),
    cpu("TSAP_WRONG", "TSAPs of another connection, the CPU stays silent", "COTP_SILENT",
        {**refusing("s7-400", refusal_tsap="silent"), "slot": 9}, told={"slot": 1}, first="SERVER_DISABLED", most=14),
    cpu("OVERLOAD", "fault silent", "REQUEST_SILENT", faulty("silent"), most=10),
    cpu("OVERLOAD", "fault delay, longer than the cycle", "STATE_SLOW", faulty("delay", time="200ms"), first="SLOW_WAY",
        link={"jobs": [{"get": {"from": "P#DB100.DBX90.0 BYTE 10", "receive": "P#M0.0 BYTE 10", "every": "100ms"}}]},
        most=12),
    cpu("PATH_LOST", "fault trickle, an octet a minute", "REQUEST_SILENT", faulty("trickle", time="1m"),
        first="OVERLOAD", most=10),
    cpu("PATH_LOST", "fault reset", "REQUEST_LOST", faulty("reset"), first="ENDED_BY_PARTNER"),
    cpu("ENDED_BY_PARTNER", "fault drop", "REQUEST_LOST", faulty("drop")),
    cpu("FAULTY_PARTNER", "fault truncate", "REQUEST_FAULTY", faulty("truncate", size=9)),
    cpu("FAULTY_PARTNER", "fault wrong_reference", "REQUEST_FAULTY", faulty("wrong_reference")),
    cpu("FAULTY_PARTNER", "fault garbage", "REQUEST_FAULTY", faulty("garbage")),
    cpu("LIST_SHY", "a LOGO!, which hangs up on a list", "IDENTITY_HANGS_UP", played(profile="logo"), most=14),
    cpu("LIST_SHY", "a LOGO! that stays silent on a list", "IDENTITY_HANGS_UP", refusing("logo", szl_style="silent"),
        most=14),
    cpu("DEVICE_REPLACED", "another order number than in the plant file", "IDENTITY_OTHER",
        played(model="6ES7 513-1AL02-0AB0"), told={"model": "6ES7 511-1AK02-0AB0"}, first="WRONG_DEVICE"),
    cpu("STOPPED", "mode: stop", "STATE_STOP", played(mode="stop")),
    cpu("STOPPED", "fault stop", "STATE_STOP", faulty("stop")),
]
