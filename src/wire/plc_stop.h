/* SPDX-License-Identifier: MIT
 *
 * wire/plc_stop.h — stop (Job 29), and the answer that it shares with the PI services.
 */
#ifndef WIRE_PLC_STOP_H
#define WIRE_PLC_STOP_H

#include "base/cursor.h"

enum { S7_FUNCTION_PLC_STOP = 0x29, S7_PLC_STOP_UNKNOWN_SIZE = 5 };

struct s7_plc_stop {
    uint8_t unknown[S7_PLC_STOP_UNKNOWN_SIZE]; /**< 0 in captures */
    struct s7_octets name;                     /**< "P_PROGRAM" */
};

/** The request that stops a CPU. */
struct s7_plc_stop s7_plc_stop_request(void);

/** Decodes the whole parameter part of a Job.  @return S7_OK or S7_ERR_S7_MALFORMED. */
int s7_plc_stop_decode(struct s7_octets parameter, struct s7_plc_stop *ret_stop);

/** The writer goes bad for a name of more than 255 octets. */
void s7_plc_stop_encode(struct s7_writer *writer, const struct s7_plc_stop *stop);

/** Parameter of an answer to Job 28 or 29, positive (one octet in captures) or refused (two). */
struct s7_control_answer {
    uint8_t function;
    bool has_status;
    uint8_t status; /**< what it means is not certain: defs/control_status.def */
};

/** @return S7_OK or S7_ERR_S7_MALFORMED: neither one nor two octets, or another function than 28 and 29. */
int s7_control_answer_decode(struct s7_octets parameter, struct s7_control_answer *ret_answer);

void s7_control_answer_encode(struct s7_writer *writer, const struct s7_control_answer *answer);

#endif
