/* SPDX-License-Identifier: MIT
 *
 * capture/protocol.h — which protocol user data of ISO transport are of.  Port 102 is shared: S7, S7CommPlus, and
 * MMS (IEC 61850) over the ISO session layer.
 */
#ifndef CAPTURE_PROTOCOL_H
#define CAPTURE_PROTOCOL_H

#include "base/cursor.h"
#include "capture/talk.h"

/** @param before  what the connection had up to now: some octets mean something in it alone */
enum s7_talk_protocol s7_protocol_of(struct s7_octets pdu, enum s7_talk_protocol before);

#endif
