/* SPDX-License-Identifier: MIT
 *
 * bench/record.h — what was found as JSON: one line per sample and row, and a summary with all targets at the end.
 *
 * Every line has "schema": "sieben/bench/1" and a "kind": "sample", "row" or "summary".  Figures that a scenario does
 * not measure are left out.
 */
#ifndef BENCH_RECORD_H
#define BENCH_RECORD_H

#include <jansson.h>

#include "bench/bench.h"
#include "bench/machine.h"

/** New references. */
json_t *s7_bench_sample_json(const struct s7_bench_config *config, const struct s7_bench_sample *sample);
json_t *s7_bench_row_json(const struct s7_bench_config *config, const struct s7_bench_row *row);
json_t *s7_bench_target_json(const struct s7_bench_target *target);
/** `targets` are borrowed. */
json_t *s7_bench_summary_json(const struct s7_bench_config *config, const struct s7_bench_machine *machine,
                              json_t *targets, const char *verdict, const char *trouble);

#endif
