/* SPDX-License-Identifier: MIT
 *
 * wire/tis.h — test and installation functions (Userdata group 1): the frame, and lists of variables.
 *
 * Decoded only, for what watches traffic (s7comm.md 8.5, corrections B1).  The payload of every message is
 * "parameter size, data size, parameter, data"; jobs, block status and stacks are in wire/tis_job.h and
 * wire/tis_field.h.
 */
#ifndef WIRE_TIS_H
#define WIRE_TIS_H

#include "wire/data_item.h"
#include "wire/item.h"

enum { S7_GROUP_TIS = 1 };

enum s7_tis_subfunction {
    S7_TIS_BLOCK_STATUS_OLD = 0x01,
    S7_TIS_VARIABLE_STATUS = 0x02,
    S7_TIS_I_STACK = 0x03,
    S7_TIS_B_STACK = 0x04,
    S7_TIS_L_STACK = 0x05,
    S7_TIS_MODIFY_VARIABLE = 0x08,
    S7_TIS_FORCE = 0x09,
    S7_TIS_BREAKPOINT = 0x0A,
    S7_TIS_EXIT_HOLD = 0x0B,
    S7_TIS_DISABLE_JOB = 0x0D,
    S7_TIS_ENABLE_JOB = 0x0E,
    S7_TIS_DELETE_JOB = 0x0F,
    S7_TIS_JOB_LIST = 0x10,
    S7_TIS_READ_JOB = 0x11,
    S7_TIS_REPLACE_JOB = 0x12,
    S7_TIS_BLOCK_STATUS = 0x13
};

struct s7_tis {
    struct s7_octets parameter;
    struct s7_octets data;
};

enum { S7_TIS_WORDS = 5, S7_TIS_CONDITION_WORDS = 3 };

/** The parameter of a request; what is behind the trigger event is there as far as the size goes. */
struct s7_tis_setup {
    uint16_t zero;
    uint16_t trigger;     /**< wire/defs/tis_trigger.def */
    uint16_t frequency;   /**< wire/defs/tis_frequency.def */
    uint16_t answer_size; /**< octets of data that a push is to have */
    uint16_t words[S7_TIS_WORDS];
    uint16_t event; /**< wire/defs/tis_event.def */
    bool has_block; /**< then the place in a program */
    uint16_t block_type, block_number, start;
    bool has_step; /**< then the step address counter */
    uint16_t step;
    bool has_environment;
    uint16_t environment; /**< 0: as specified, 2: numbers of DBs */
    uint16_t condition;
    uint8_t condition_count;                     /**< 2 or 3 */
    uint16_t conditions[S7_TIS_CONDITION_WORDS]; /**< block type, number and address, or the two DBs */
};

/** The parameter of answers and pushes: 01 00, then 00 01 (one push) or 00 02 (trigger type 1). */
struct s7_tis_result {
    uint16_t words[2];
};

enum { S7_TIS_ADDRESS_SIZE = 6 };

struct s7_tis_address {
    uint8_t area;   /**< area and element: wire/defs/tis_area.def */
    uint8_t repeat; /**< elements; of a bit: its number */
    uint16_t db;
    uint16_t offset; /**< octet; timers, counters: number */
};

/** A list of variables (request of 02, 08, 09) or of values (push of 02). */
struct s7_tis_list {
    uint16_t count;
    struct s7_octets addresses; /**< S7_TIS_ADDRESS_SIZE each; none in a push */
    struct s7_octets values;    /**< s7_tis_value_next(); none in a request of 02 */
};

/** Push of 08 and 09: one return code for each variable. */
struct s7_tis_codes {
    uint16_t count;
    struct s7_octets codes;
};

/** All of these: @return S7_OK or S7_ERR_S7_MALFORMED (sizes and counts do not agree, octets left over). */
int s7_tis_decode(struct s7_octets payload, struct s7_tis *ret_tis);
int s7_tis_setup_decode(struct s7_octets parameter, struct s7_tis_setup *ret_setup);
int s7_tis_result_decode(struct s7_octets parameter, struct s7_tis_result *ret_result);
int s7_tis_read_decode(struct s7_octets data, struct s7_tis_list *ret_list);   /**< request of 02 */
int s7_tis_write_decode(struct s7_octets data, struct s7_tis_list *ret_list);  /**< request of 08, 09 */
int s7_tis_values_decode(struct s7_octets data, struct s7_tis_list *ret_list); /**< push of 02 */
int s7_tis_codes_decode(struct s7_octets data, struct s7_tis_codes *ret_codes);

/** index < list->count, of a list that has addresses. */
struct s7_tis_address s7_tis_address_at(const struct s7_tis_list *list, size_t index);

/**
 * The next value, with its fill octet, which the last one has too; lengths of transport sizes 04 and 05 are in bits.
 * A value that failed (neither 00 nor FF) has no octets.  @return false: there is none, or it is cut off
 */
bool s7_tis_value_next(struct s7_reader *reader, struct s7_data_item *ret_value);

/** The same variable as an S7ANY item; false: an area that is not in the tables, or a bit number above 7. */
bool s7_tis_item(const struct s7_tis_address *address, struct s7_item *ret_item);

#endif
