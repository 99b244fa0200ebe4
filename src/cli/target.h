/* SPDX-License-Identifier: MIT
 *
 * cli/target.h — which CPU is meant: HOST[:PORT][/RACK.SLOT].
 */
#ifndef CLI_TARGET_H
#define CLI_TARGET_H

#include <stdint.h>

#include "sieben/address.h"
#include "sieben/error.h"

enum { S7_TARGET_PORT = 102, S7_TARGET_HOST_SIZE = 256, S7_TARGET_LABEL_SIZE = S7_TARGET_HOST_SIZE + 24 };

struct s7_target {
    char host[S7_TARGET_HOST_SIZE]; /**< name or numeric address, no brackets */
    uint16_t port;
    uint8_t rack, slot;
};

/**
 * Reads a target; an IPv6 address stands in brackets.  Port 102, rack 0 and slot 1 when not given.
 * @return S7_OK, or S7_ERR_LOCAL_SYNTAX / _VALUE with *ret_error filled (*ret_target untouched)
 */
int s7_target_parse(const char *text, struct s7_target *ret_target, struct s7_text_error *ret_error);

/** Reads HOST:PORT, the address to listen on; port 0 is allowed here.  Result as s7_target_parse(). */
int s7_target_parse_listen(const char *text, struct s7_target *ret_target, struct s7_text_error *ret_error);

/** "10.1.1.11:102", "[::1]:102"; `text` holds S7_TARGET_LABEL_SIZE. */
void s7_target_label(const char *host, uint16_t port, char *text, size_t size);

#endif
