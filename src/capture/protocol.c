/* SPDX-License-Identifier: MIT */
#include "capture/protocol.h"

#include "wire/header.h"

/* First octets of SPDUs (ISO 8327-1, 8.3): CONNECT, ACCEPT, REFUSE, FINISH, DISCONNECT, ABORT. */
enum { CONNECT = 0x0D, ACCEPT = 0x0E, REFUSE = 0x0C, FINISH = 0x09, DISCONNECT = 0x0A, ABORT = 0x19 };
/* Records of TLS, which newer S7CommPlus is carried in. */
enum { TLS_FIRST = 0x14, TLS_LAST = 0x17, TLS_MAJOR = 0x03 };

/* GIVE TOKENS without parameters, and DATA TRANSFER without: in front of all that MMS says. */
static const uint8_t transfer[] = {0x01, 0x00, 0x01, 0x00};

static bool opens_session(struct s7_octets pdu)
{
    /* an SPDU's length indicator tells the octets behind it; FF: two more octets of length follow */
    bool connects = pdu.at[0] == CONNECT || pdu.at[0] == ACCEPT || pdu.at[0] == REFUSE;
    return connects && pdu.size >= 2 && (pdu.at[1] == 0xFF || (size_t)pdu.at[1] + 2 == pdu.size);
}

static bool goes_on_in_session(struct s7_octets pdu)
{
    return pdu.at[0] == FINISH || pdu.at[0] == DISCONNECT || pdu.at[0] == ABORT;
}

static bool is_tls(struct s7_octets pdu)
{
    return pdu.size > 2 && pdu.at[0] >= TLS_FIRST && pdu.at[0] <= TLS_LAST && pdu.at[1] == TLS_MAJOR;
}

enum s7_talk_protocol s7_protocol_of(struct s7_octets pdu, enum s7_talk_protocol before)
{
    if (pdu.size == 0)
        return S7_TALK_NOTHING;
    if (pdu.at[0] == S7_PROTOCOL_ID)
        return S7_TALK_S7;
    if (pdu.at[0] == S7_PROTOCOL_ID_PLUS || (before == S7_TALK_S7PLUS && is_tls(pdu)))
        return S7_TALK_S7PLUS;
    if (pdu.size > sizeof transfer && memcmp(pdu.at, transfer, sizeof transfer) == 0)
        return S7_TALK_MMS;
    if (opens_session(pdu) || (before == S7_TALK_MMS && goes_on_in_session(pdu)))
        return S7_TALK_MMS;
    return S7_TALK_OTHER;
}
