/* SPDX-License-Identifier: MIT
 *
 * wire/tis_job.h — test and installation jobs: naming, listing and replacing them, and the status of blocks.
 *
 * Decoded only (s7comm.md 8.5, corrections B1), from the data of a struct s7_tis.  A job is named by the subfunction
 * that set it up and the sequence number of the answer to that.
 */
#ifndef WIRE_TIS_JOB_H
#define WIRE_TIS_JOB_H

#include "wire/tis.h"

struct s7_tis_job {
    uint8_t subfunction;
    uint8_t sequence;
};

enum { S7_TIS_JOB_ENTRY_SIZE = 4 };

struct s7_tis_job_entry {
    struct s7_tis_job job;
    uint16_t status;
};

/** Request of 12: what the job is to be from now on. */
struct s7_tis_replacement {
    struct s7_tis_job job;
    struct s7_tis tis;
};

/** Registers that a line of a block's status has, in this order, from the lowest bit on. */
enum s7_tis_register {
#define S7_TIS_REGISTER(NAME, size, text) S7_TIS_REGISTER_##NAME,
#include "wire/defs/tis_register.def"
#undef S7_TIS_REGISTER
    S7_TIS_REGISTER_COUNT
};

/** Request of 01 and 13: of which lines of a program which registers. */
struct s7_tis_block_status {
    bool addressed; /**< 13: each line has an address */
    uint8_t flags;  /**< 13 */
    uint8_t line_count;
    uint8_t registers; /**< before the first line; a bit for each enum s7_tis_register */
    struct s7_octets lines;
};

struct s7_tis_line {
    uint16_t address; /**< 0 when they have none */
    uint8_t registers;
};

/** One line of a push. */
struct s7_tis_line_values {
    uint16_t address;
    struct s7_octets registers[S7_TIS_REGISTER_COUNT]; /**< empty: not asked for */
};

/** All of these: @return S7_OK or S7_ERR_S7_MALFORMED (sizes and counts do not agree, octets left over). */

/** Request of 0D, 0E, 0F, 11; that of 0F has 00 01 before the job. */
int s7_tis_job_decode(uint8_t subfunction, struct s7_octets data, struct s7_tis_job *ret_job);
/** Answer of 10; *ret_count entries for s7_tis_job_entry_at(). */
int s7_tis_job_list_decode(struct s7_octets data, size_t *ret_count);
/** Request of 12. */
int s7_tis_replacement_decode(struct s7_octets data, struct s7_tis_replacement *ret_replacement);
/** Request of 01 or 13. */
int s7_tis_block_status_decode(uint8_t subfunction, struct s7_octets data,
                               struct s7_tis_block_status *ret_status);
/**
 * Push of 13, which takes its request: registers before the first line, then each line.
 * @param ret_lines  one more than the request has lines; [0] is before the first one; indeterminate on failure
 */
int s7_tis_block_values_decode(const struct s7_tis_block_status *question, struct s7_octets data,
                               struct s7_tis_line_values *ret_lines);

struct s7_tis_job_entry s7_tis_job_entry_at(struct s7_octets data, size_t index);
/** index < status->line_count */
struct s7_tis_line s7_tis_line_at(const struct s7_tis_block_status *status, size_t index);

/** "STW", "ACCU1", … */
const char *s7_tis_register_name(enum s7_tis_register reg);

#endif
