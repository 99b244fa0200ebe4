/* SPDX-License-Identifier: MIT
 *
 * doctor/lists.h — the few fields of system status lists that the doctor reads.
 */
#ifndef DOCTOR_LISTS_H
#define DOCTOR_LISTS_H

#include "doctor/doctor.h"

enum {
    S7_LIST_IDENTITY = 0x0011,
    S7_LIST_MAXIMA = 0x0131,
    S7_LIST_CONNECTIONS = 0x0132,
    S7_LIST_MODE = 0x0424
};

/** SZL 0011: order number (record 1) and firmware (record 7) into `seen`.  @return an order number was there */
bool s7_lists_identity(const uint8_t *list, size_t size, struct s7_doctor_seen *seen);

/** SZL 0131 index 1: connections at most; 0: not told. */
unsigned s7_lists_maximum(const uint8_t *list, size_t size);

/** SZL 0132 index 1; a record of zeros tells nothing. */
struct s7_lists_use {
    unsigned configured, established, free;
};
bool s7_lists_use(const uint8_t *list, size_t size, struct s7_lists_use *ret_use);

/** SZL 0424: operating mode, 0…15; -1: not told. */
int s7_lists_mode(const uint8_t *list, size_t size);

/** A family without switch for PUT/GET and without optimized data blocks; "": not known, false. */
bool s7_lists_classic(const char *order_number);

/** An S7-300 with safety program: a harmless list has sent such a CPU into DEFECT. */
bool s7_lists_fragile(const char *order_number);

/** The same order number, whatever blanks and letters' case. */
bool s7_lists_same_order(const char *a, const char *b);

#endif
