/* SPDX-License-Identifier: MIT
 *
 * sieben/error.h — error numbers, layers, and what was seen when something failed.
 *
 * Functions of libsieben return S7_OK (0) or a negative enum s7_error = -(layer * 100 + n).  The layer says
 * where the failure was SEEN; causes are hypotheses and are ranked in words (s7_error_causes()).  Nothing is
 * collapsed: struct s7_fault carries the system's errno and the partner's own codes.
 */
#ifndef SIEBEN_ERROR_H
#define SIEBEN_ERROR_H

#include <stddef.h>
#include <stdint.h>

#include "sieben/api.h"

S7_BEGIN_DECLS

enum s7_layer {
    S7_LAYER_NONE = 0,
    S7_LAYER_TCP = 1,
    S7_LAYER_ISO = 2,
    S7_LAYER_S7 = 3,
    S7_LAYER_ACCESS = 4,
    S7_LAYER_DATA = 5,
    S7_LAYER_RESOURCE = 6,
    S7_LAYER_LOCAL = 9
};

enum s7_error {
    S7_OK = 0,
#define S7_ERROR(layer, n, name, text, causes, remedy) S7_ERR_##name = -((layer)*100 + (n)),
#include "sieben/error.def"
#undef S7_ERROR
    S7_ERROR_LOWEST = -999
};

/** What the connection was doing when the failure was seen. */
enum s7_phase {
    S7_PHASE_NONE = 0,
    S7_PHASE_CONNECT, /**< TCP connection attempt */
    S7_PHASE_ISO,     /**< COTP CR sent, CC awaited */
    S7_PHASE_SETUP,   /**< setup communication sent, answer awaited */
    S7_PHASE_IDLE,    /**< established, nothing outstanding */
    S7_PHASE_REQUEST, /**< a request is outstanding */
    S7_PHASE_CLOSING  /**< our side ended the connection */
};

/** All that is known about one failure.  Plain data, copied freely; all zero means "no fault". */
struct s7_fault {
    int error;           /**< enum s7_error; S7_OK: none */
    int sys_errno;       /**< errno of the failing system call, 0: none */
    enum s7_phase phase; /**< when */
    uint16_t peer_code;  /**< S7 header class << 8 | code, or userdata parameter error; 0: none */
    uint8_t item_code;   /**< item return code (FF and 00: none) */
    uint8_t iso_reason;  /**< DR reason or ER cause, valid with ISO_REJECTED and ISO_ERROR_TPDU */
    uint32_t item;       /**< index of the first failing item in its job */
    uint32_t offset;     /**< octet offset of the failing slice inside that item */
    uint32_t elapsed_ms; /**< how long the step took until the failure was seen */
};

/** Layer of an error; S7_LAYER_NONE for S7_OK and for numbers that are no error.  Any thread. */
S7_API enum s7_layer s7_error_layer(int error);

/** Stable identifier ("ACCESS_PUT_GET"), "OK" or "UNLISTED"; static storage.  Any thread. */
S7_API const char *s7_error_name(int error);

/** One sentence saying what was seen; static storage, never NULL.  Any thread. */
S7_API const char *s7_error_text(int error);

/** Likely causes, most likely first, separated by '|'; static storage, never NULL.  Any thread. */
S7_API const char *s7_error_causes(int error);

/** What to check or do next, separated by '|'; static storage, never NULL.  Any thread. */
S7_API const char *s7_error_remedy(int error);

/** What a failure seen in `layer` proves to be in order; static storage, never NULL.  Any thread. */
S7_API const char *s7_layer_rules_out(enum s7_layer layer);

/** What this very error proves to be in order; static storage, never NULL.  Any thread. */
S7_API const char *s7_error_rules_out(int error);

/** Short name of a layer ("TCP", "ISO", …); static storage, never NULL.  Any thread. */
S7_API const char *s7_layer_name(enum s7_layer layer);

S7_END_DECLS

#endif
