/* SPDX-License-Identifier: MIT
 *
 * cli/fault.h — a failure in five lines: layer and id, seen on the wire, rules out, likely causes, what to do.
 */
#ifndef CLI_FAULT_H
#define CLI_FAULT_H

#include <jansson.h>
#include <stdio.h>

#include "base/strbuf.h"
#include "sieben/error.h"

/**
 * Prints the five lines.  `what` says what failed ("DB10.DBW0:INT on 10.10.1.11:102"); NULL: left out.
 *
 *     FAIL       layer 4 ACCESS: ACCESS_PUT_GET (401), DB10.DBW0:INT on 10.10.1.11:102
 *     seen       the CPU refused Read/Write Var as a whole (81 04): <peer's code in words>, while …, after 3 ms
 *     rules out  network, port, …
 *     likely     1. …  2. …
 *     do         1. …  2. …
 */
void s7_cli_print_fault(FILE *out, const struct s7_fault *fault, const char *what);

/** The second line's content: what was seen, with the partner's and the system's own codes in words. */
void s7_cli_fault_seen(const struct s7_fault *fault, struct s7_strbuf *buf);

/**
 * The same content: {layer, layer_name, id, number, what, seen, rules_out, likely: [], do: [], and the raw codes}.
 * json_null() for S7_OK.  A new reference; NULL: out of memory.
 */
json_t *s7_cli_fault_json(const struct s7_fault *fault, const char *what);

/** 10 * layer of the error; S7_EXIT_OK for S7_OK. */
int s7_cli_exit_code(const struct s7_fault *fault);

#endif
