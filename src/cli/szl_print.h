/* SPDX-License-Identifier: MIT
 *
 * cli/szl_print.h — a system status list as text for people, and as octets.
 */
#ifndef CLI_SZL_PRINT_H
#define CLI_SZL_PRINT_H

#include <stdio.h>

#include "cli/online.h"
#include "cli/szl_answer.h"

/**
 * The title with the number of records, then the records: of few fields each in one line, else a field a line.  Without an
 * answer the title with the reason in one line.
 */
void s7_szl_print(FILE *out, const struct s7_szl_answer *answer);

/** The octets as hex: the head in a line, each record in a line, what is behind them in a line. */
void s7_szl_print_octets(FILE *out, const struct s7_szl_answer *answer);

/** The five lines on stderr, and what the partner may be; `what`: NULL: the list's title. */
void s7_szl_print_fault(const struct s7_online *online, const struct s7_szl_answer *answer, const char *what);

#endif
