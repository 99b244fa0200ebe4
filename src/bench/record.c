/* SPDX-License-Identifier: MIT */
#include "bench/record.h"

#include "bench/pattern.h"

static json_t *line(const char *kind)
{
    return json_pack("{s:s, s:s}", "schema", "sieben/bench/1", "kind", kind);
}

static void put_number(json_t *object, const char *name, double value)
{
    if (value >= 0)
        json_object_set_new(object, name, json_real(value));
}

static void put_figures(json_t *object, const struct s7_bench_config *config,
                        const struct s7_bench_sample *sample)
{
    const struct {
        const char *name;
        double value;
    } figures[] = {{"ops_s", sample->per_second},
                   {"MB_s", sample->per_second * (double)sample->size / 1e6},
                   {"p50_us", sample->p50_us},
                   {"p90_us", sample->p90_us},
                   {"p99_us", sample->p99_us},
                   {"max_us", sample->max_us},
                   {"cpu_us", sample->client_cpu_us},
                   {"srv_cpu_us", sample->server_cpu_us},
                   {"ctxsw", sample->switches},
                   {"syscalls", sample->system_calls},
                   {"allocs", sample->allocations},
                   {"foreign", sample->foreign},
                   {"lost", sample->lost}};
    json_object_set_new(object, "scenario", json_string(s7_bench_scenario_name(sample->scenario)));
    json_object_set_new(object, "subject", json_string(sample->subject));
    json_object_set_new(object, "server", json_string(sample->server));
    json_object_set_new(object, "pin", json_string(s7_bench_pin_name(config->pin)));
    json_object_set_new(object, "n", json_integer((json_int_t)sample->size));
    json_object_set_new(object, "pdu", json_integer(S7_BENCH_PDU_LENGTH));
    json_object_set_new(object, "depth", json_integer(1));
    json_object_set_new(object, "conns", json_integer((json_int_t)sample->connections));
    json_object_set_new(object, "ops", json_integer((json_int_t)sample->requests));
    json_object_set_new(object, "errors", json_integer(0)); /* the first error ends the run */
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        put_number(object, figures[i].name, figures[i].value);
}

static json_t *estimate(const struct s7_bench_estimate *value)
{
    if (value->count == 0)
        return json_null();
    return json_pack("{s:f, s:f, s:f, s:I}", "median", value->median, "low", value->low, "high", value->high,
                     "values", (json_int_t)value->count);
}

json_t *s7_bench_sample_json(const struct s7_bench_config *config, const struct s7_bench_sample *sample)
{
    json_t *object = line("sample");
    json_object_set_new(object, "round", json_integer((json_int_t)sample->round));
    put_figures(object, config, sample);
    return object;
}

json_t *s7_bench_row_json(const struct s7_bench_config *config, const struct s7_bench_row *row)
{
    json_t *object = line("row");
    put_figures(object, config, &row->median);
    json_object_set_new(object, "ratio_raw", estimate(&row->of_raw));
    json_object_set_new(object, "ratio_limit", estimate(&row->of_limit));
    json_object_set_new(object, "cpu_ratio_limit", estimate(&row->cpu_of_limit));
    return object;
}

json_t *s7_bench_target_json(const struct s7_bench_target *target)
{
    json_t *object = json_object();
    json_object_set_new(object, "target", json_string(target->name));
    json_object_set_new(object, "value", estimate(&target->value));
    json_object_set_new(object, "sense", json_string(s7_bench_sense_sign(target->sense)));
    json_object_set_new(object, "bound", json_real(target->bound));
    json_object_set_new(object, "verdict", json_string(s7_bench_verdict_name(target->verdict)));
    return object;
}

static json_t *text_or_null(const char *text)
{
    json_t *string = text ? json_string(text) : NULL;
    return string ? string : json_null();
}

json_t *s7_bench_summary_json(const struct s7_bench_config *config, const struct s7_bench_machine *machine,
                              json_t *targets, const char *verdict, const char *trouble)
{
    json_t *object = line("summary");
    json_object_set_new(object, "run", text_or_null(machine->date));
    json_object_set_new(object, "host", text_or_null(machine->host));
    json_object_set_new(object, "kernel", text_or_null(machine->kernel));
    json_object_set_new(object, "cpu", text_or_null(machine->processor));
    json_object_set_new(object, "cpus", json_integer(machine->processors));
    json_object_set_new(object, "compiler", text_or_null(machine->compiler));
    json_object_set_new(object, "build_flaw", text_or_null(s7_bench_build_flaw()));
    json_object_set_new(object, "pin", json_string(s7_bench_pin_name(config->pin)));
    json_object_set_new(object, "rounds", json_integer((json_int_t)config->rounds));
    json_object_set_new(object, "seconds", json_real((double)config->round_time / (double)S7_SECOND));
    json_object_set_new(object, "seed", json_integer((json_int_t)config->seed));
    json_object_set(object, "targets", targets);
    json_object_set_new(object, "verdict", json_string(verdict));
    json_object_set_new(object, "trouble", text_or_null(trouble));
    return object;
}
