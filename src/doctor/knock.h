/* SPDX-License-Identifier: MIT
 *
 * doctor/knock.h — transport connections that carry no S7: one connection request, its answer, and the end.
 */
#ifndef DOCTOR_KNOCK_H
#define DOCTOR_KNOCK_H

#include "doctor/line.h"

/**
 * Opens a line of its own, asks for a transport connection with this called TSAP and ends it again.
 * @return error S7_OK: confirmed; S7_ERR_ISO_*; S7_ERR_TCP_*: not even TCP
 */
struct s7_fault s7_knock(struct s7_examination *examination, const struct s7_tsap *called);

/** As s7_knock(), but what was confirmed stays: *ret_line is for s7_line_end() then, untouched otherwise. */
struct s7_fault s7_knock_hold(struct s7_examination *examination, const struct s7_tsap *called,
                              struct s7_line *ret_line);

/** The called TSAP of the configuration; `room` is for one that it does not hold itself. */
const struct s7_tsap *s7_knock_called(const struct s7_doctor_config *config, struct s7_tsap *room);

/** What answered an MMS connection request. */
enum s7_mms_answer { S7_MMS_NONE, S7_MMS_OTHER, S7_MMS_ACCEPTED };

/** Opens a line of its own and asks for an MMS connection (IEC 61850-8-1) as a client of that protocol does. */
enum s7_mms_answer s7_knock_mms(struct s7_examination *examination);

#endif
