/* SPDX-License-Identifier: MIT
 *
 * cli/run_compare.h — what stands in both CPUs' memories in the end, read back over connections of their own.
 *
 * One fresh connection per CPU, one read of everything the jobs moved there.  Nothing is concluded from what this
 * process knows about the CPUs: an area that the CPU does not hand out is "not read", never "equal".
 */
#ifndef CLI_RUN_COMPARE_H
#define CLI_RUN_COMPARE_H

#include "cli/desk.h"
#include "exchange/exchange.h"

struct s7_comparison;

enum s7_comparison_outcome {
    S7_COMPARISON_NONE, /**< not made (interrupted, not run, or a partner is not played here) */
    S7_COMPARISON_EQUAL,
    S7_COMPARISON_DIFFERENT,
    S7_COMPARISON_NOT_READ
};

struct s7_comparison_result {
    enum s7_comparison_outcome outcome;
    size_t area;                   /**< index of the first that is not equal */
    size_t octet;                  /**< DIFFERENT: first octet of it that differs */
    uint8_t source, destination;   /**< DIFFERENT: what stands there */
    const struct s7_desk_cpu *cpu; /**< NOT_READ: the CPU that did not hand it out */
    const struct s7_range *range;  /**< NOT_READ: the range */
    struct s7_fault fault;         /**< NOT_READ: why */
};

/**
 * Everything that will be needed, for the jobs of `exchange`.  `done` is called when the last connection ended; not
 * from within s7_comparison_start().  @return S7_OK, S7_ERR_LOCAL_MEMORY, S7_ERR_LOCAL_ARGUMENT
 */
int s7_comparison_new(const struct s7_exchange *exchange, struct s7_desk *desk, void (*done)(void *user),
                      void *user, struct s7_comparison **ret_comparison);
/** Dials and reads. */
void s7_comparison_start(struct s7_comparison *comparison, struct s7_dialer *dialer, s7_time now);
/** Every reading has ended, well or not. */
bool s7_comparison_finished(const struct s7_comparison *comparison);
/** NULL: it was not even begun. */
struct s7_comparison_result s7_comparison_result(const struct s7_comparison *comparison, size_t job);
/** Ends what is still connected. */
void s7_comparison_close(struct s7_comparison *comparison, s7_time now);
/** Only when nothing is connected; NULL is allowed. */
void s7_comparison_free(struct s7_comparison *comparison);

#endif
