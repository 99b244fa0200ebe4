/* SPDX-License-Identifier: MIT
 *
 * profile/profile.h — CPU families as data, from defs/profile.def.
 *
 * Each figure carries an evidence mark: how it is known, not how likely it is liked.
 */
#ifndef PROFILE_PROFILE_H
#define PROFILE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How a figure is known. */
enum s7_evidence {
    S7_EVIDENCE_CAPTURE,   /**< H: byte-exact capture, several field reports, or a Siemens manual */
    S7_EVIDENCE_REPORT,    /**< M: one good report */
    S7_EVIDENCE_WEAK,      /**< L: a single weak or conflicting report */
    S7_EVIDENCE_UNVERIFIED /**< U: no public evidence; configurable */
};

struct s7_figure {
    uint32_t value;
    enum s7_evidence evidence;
};

struct s7_profile {
    const char *name;    /**< "s7-1500" */
    const char *display; /**< "S7-1500" */
    struct s7_figure rack, slot;
    struct s7_figure slot_zero; /**< 1: slot 0 is accepted as well */
    struct s7_figure pdu_length;
    struct s7_figure amq_calling, amq_called;
    struct s7_figure resources_total;   /**< connections */
    struct s7_figure put_get_default;   /**< 1: permitted as shipped */
    struct s7_figure put_get_switch;    /**< 1: the CPU has a PUT/GET permission at all */
    struct s7_figure optimized_default; /**< 1: a new DB is optimized unless changed */
    struct s7_figure optimized_exists;  /**< 1: the family knows optimized block access */
    struct s7_figure optimized_code;    /**< item code for absolute access to an optimized DB */
    struct s7_figure block_areas;       /**< ADDR_i/RD_i pairs of one GET or PUT call: 1 or 4 */
    struct s7_figure timer_counter_write;
    struct s7_figure input_size, output_size, memory_size, timer_count, counter_count;
};

/** The profile with this name, or NULL. */
const struct s7_profile *s7_profile_find(const char *name);
/** Profile number `index`, or NULL behind the last one. */
const struct s7_profile *s7_profile_at(size_t index);

/** Octets that one GET call can fetch with `areas` areas at this PDU length: P - 18 - 4(n - 1); 0: none. */
size_t s7_profile_get_size(uint16_t pdu_length, size_t areas);
/** Octets that one PUT call can send with `areas` areas at this PDU length: P - 28 - 16(n - 1); 0: none. */
size_t s7_profile_put_size(uint16_t pdu_length, size_t areas);

#endif
