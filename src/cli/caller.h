/* SPDX-License-Identifier: MIT
 *
 * cli/caller.h — what a partner asks to be connected with, in words: its class, and what its called TSAP names.
 */
#ifndef CLI_CALLER_H
#define CLI_CALLER_H

#include "base/cursor.h"
#include "base/strbuf.h"
#include "sieben/cpu.h"

enum { S7_CALLER_CLASS_COUNT = S7_CPU_CLASS_OTHER + 1 };

/** The class that a called TSAP of two octets names; OTHER for every other one. */
enum s7_cpu_class s7_caller_class(struct s7_octets called);

/** "PG", "OP", "basic", "other". */
const char *s7_caller_class_name(enum s7_cpu_class of);

/** "02.02", "\"SIMATIC-ROOT-ES\"", or "none". */
void s7_caller_tsap(struct s7_strbuf *buf, struct s7_octets tsap);

/** "class OP, rack 0, slot 2 (TSAP 02.02)"; of one that is no two octets "class other (TSAP …)". */
void s7_caller_describe(struct s7_strbuf *buf, struct s7_octets called);

#endif
