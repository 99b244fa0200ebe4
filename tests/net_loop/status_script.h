/* SPDX-License-Identifier: MIT
 *
 * net_loop/status_script.h — a partner that misbehaves as it is told, written octet by octet against the protocol.
 *
 * Serves one area (struct status_script.octets) to requests of one item, until the reaction of a step says otherwise.
 */
#ifndef NET_LOOP_STATUS_SCRIPT_H
#define NET_LOOP_STATUS_SCRIPT_H

#include "base/session.h"

enum { SCRIPT_LINKS = 64, SCRIPT_PACKET = 1100, SCRIPT_AREA = 256 };

enum script_reaction {
    SCRIPT_PROPER, /**< as a CPU would */
    SCRIPT_SILENT,
    SCRIPT_FIN,       /**< ends the connection in order */
    SCRIPT_RST,       /**< resets it */
    SCRIPT_DR,        /**< disconnect request with reason 01 */
    SCRIPT_FOREIGN,   /**< a web server's answer */
    SCRIPT_CLASS_4,   /**< a TPDU that class 0 does not have */
    SCRIPT_ER,        /**< an error TPDU with cause 01 */
    SCRIPT_PLUS,      /**< S7CommPlus */
    SCRIPT_LONG,      /**< the head of a packet of 32767 octets */
    SCRIPT_HEADER,    /**< a bare Ack with the header error `code` */
    SCRIPT_ITEM,      /**< the item code `code` */
    SCRIPT_REFERENCE, /**< a proper answer to another question */
    SCRIPT_CUT,       /**< a proper answer whose last octets are missing */
    SCRIPT_SHORT,     /**< an item shorter than asked for */
    SCRIPT_TINY       /**< setup: grants a PDU length that carries nothing */
};

struct script_link {
    struct s7_session session; /**< first member */
    struct status_script *script;
    bool open;
    unsigned want; /**< FIN or RST once decided */
    uint8_t in[SCRIPT_PACKET], out[SCRIPT_PACKET];
    size_t in_size, out_size;
    uint8_t held[SCRIPT_PACKET]; /**< a request that was kept */
    size_t held_size;
};

struct status_script {
    struct s7_acceptor acceptor; /**< first member */
    enum script_reaction at_connect, at_setup, at_request;
    uint16_t code;
    uint8_t octets[SCRIPT_AREA];
    unsigned requests; /**< Read Var and Write Var that arrived */
    unsigned writes;
    struct script_link links[SCRIPT_LINKS];
};

void status_script_init(struct status_script *script);
/** Answers what was kept silently, late, and is a proper partner from here on. */
void status_script_release(struct status_script *script);
/** Ends every connection at once. */
void status_script_break(struct status_script *script, enum script_reaction how);

#endif
