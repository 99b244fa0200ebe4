/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/bench.h"
#include "bench/pattern.h"
#include "bench/record.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/machine.h"
#include "cli/progress.h"
#include "cli/style.h"

/* What a run has to say, on its way to standard output. */
struct account {
    const struct s7_bench_config *config;
    bool json;
    enum s7_bench_scenario headed; /* whose headline was printed last */
    json_t *targets;
    size_t verdicts[S7_BENCH_NOT_SHOWN + 1];
};

/* ---- text -------------------------------------------------------------------------------------------------- */

static void print_ratio(const struct s7_bench_estimate *value)
{
    if (value->count)
        printf("  %5.3f [%5.3f %5.3f]", value->median, value->low, value->high);
}

static void print_lockstep_head(void)
{
    printf("%-24s %6s %9s %8s %8s %8s %8s %7s  %-19s  %-19s  %-19s\n", "client @ server", "octets", "reads/s",
           "p50 us", "p99 us", "cpu us", "srv us", "others", "of raw", "of limit-s7", "cpu of limit-s7");
}

static void print_lockstep(const struct s7_bench_row *row)
{
    const struct s7_bench_sample *median = &row->median;
    printf(" %9.0f %8.2f %8.2f %8.2f %8.2f %7.2f", median->per_second, median->p50_us, median->p99_us,
           median->client_cpu_us, median->server_cpu_us, median->foreign);
    print_ratio(&row->of_raw);
    print_ratio(&row->of_limit);
    print_ratio(&row->cpu_of_limit);
    putchar('\n');
}

static void print_count_head(void)
{
    printf("%-24s %6s %9s %12s\n", "client @ server", "octets", "requests", "per request");
}

static void print_count(const struct s7_bench_row *row, double count)
{
    printf(" %9llu", (unsigned long long)row->median.requests);
    if (count >= 0)
        printf(" %12.4f\n", count);
    else
        printf(" %12s\n", "not shown");
}

static void print_syscalls(const struct s7_bench_row *row)
{
    print_count(row, row->median.system_calls);
}

static void print_allocs(const struct s7_bench_row *row)
{
    print_count(row, row->median.allocations);
}

static void print_exchange_head(void)
{
    printf("%-24s %6s %9s %9s   late: %7s %9s %9s %8s %8s %6s\n", "client @ server", "octets", "connected",
           "calls/s", "p50 us", "p99 us", "max us", "cpu us", "srv us", "lost");
}

static void print_exchange(const struct s7_bench_row *row)
{
    const struct s7_bench_sample *median = &row->median;
    printf(" %9zu %9.0f %15.0f %9.0f %9.0f %8.2f", median->connections, median->per_second, median->p50_us,
           median->p99_us, median->max_us, median->client_cpu_us);
    if (median->server_cpu_us >= 0)
        printf(" %8.2f", median->server_cpu_us);
    else
        printf(" %8s", "");
    printf(" %6.0f\n", median->lost);
}

static void print_capture_head(void)
{
    printf("%-24s %6s %9s %9s %8s  %-19s\n", "reader @ source", "octets", "PDUs/s", "MB/s", "cpu us",
           "of pcap_next_ex");
}

static void print_capture(const struct s7_bench_row *row)
{
    const struct s7_bench_sample *median = &row->median;
    printf(" %9.0f %9.1f %8.3f", median->per_second, median->per_second * (double)median->size / 1e6,
           median->client_cpu_us);
    print_ratio(&row->of_limit);
    putchar('\n');
}

static void print_check_head(void)
{
    printf("%-24s %6s %9s %9s  %-19s\n", "reader @ text", "octets", "files/s", "cpu ms", "cpu of scan");
}

static void print_check(const struct s7_bench_row *row)
{
    printf(" %9.1f %9.2f", row->median.per_second, row->median.client_cpu_us / 1e3);
    print_ratio(&row->cpu_of_limit);
    putchar('\n');
}

static const struct {
    void (*head)(void);
    void (*row)(const struct s7_bench_row *row);
} tables[] = {[S7_BENCH_LOCKSTEP] = {print_lockstep_head, print_lockstep},
              [S7_BENCH_SYSCALLS] = {print_count_head, print_syscalls},
              [S7_BENCH_ALLOCS] = {print_count_head, print_allocs},
              [S7_BENCH_EXCHANGE] = {print_exchange_head, print_exchange},
              [S7_BENCH_CAPTURE] = {print_capture_head, print_capture},
              [S7_BENCH_CHECK] = {print_check_head, print_check}};

static void print_head(struct account *account, enum s7_bench_scenario scenario)
{
    if (account->headed == scenario)
        return;
    account->headed = scenario;
    printf("\n%s%s%s: %s\n", s7_style_bold(stdout), s7_bench_scenario_name(scenario), s7_style_plain(stdout),
           s7_bench_scenario_text(scenario));
    tables[scenario].head();
}

static void print_row(struct account *account, const struct s7_bench_row *row)
{
    const struct s7_bench_sample *median = &row->median;
    char name[32];
    print_head(account, median->scenario);
    snprintf(name, sizeof name, "%s @ %s", median->subject, median->server);
    printf("%-24s %6zu", name, median->size);
    tables[median->scenario].row(row);
    fflush(stdout);
}

static void print_target(const struct s7_bench_target *target)
{
    bool failed = target->verdict == S7_BENCH_FAIL;
    printf("  %s%-9s%s %s %s %g", failed ? s7_style_red(stdout) : "", s7_bench_verdict_name(target->verdict),
           failed ? s7_style_plain(stdout) : "", target->name, s7_bench_sense_sign(target->sense),
           target->bound);
    if (target->value.count)
        printf(": %.4g [%.4g %.4g]", target->value.median, target->value.low, target->value.high);
    putchar('\n');
    fflush(stdout);
}

static void print_machine(const struct s7_bench_config *config, const struct s7_bench_machine *machine)
{
    printf("%s: %s, %ld processors, %s, compiler %s\n", machine->date, machine->processor, machine->processors,
           machine->kernel, machine->compiler);
    printf("%zu rounds of %g s per subject, pinned: %s, seed %llu; medians with their 95 %% interval\n",
           config->rounds, (double)config->round_time / (double)S7_SECOND, s7_bench_pin_name(config->pin),
           (unsigned long long)config->seed);
    if (s7_bench_build_flaw())
        printf("this build is not to be judged: %s\n", s7_bench_build_flaw());
}

/* ---- the sink ---------------------------------------------------------------------------------------------- */

static void take_sample(void *user, const struct s7_bench_sample *sample)
{
    struct account *account = user;
    char what[80];
    if (account->json)
        s7_cli_json_line(stdout, s7_bench_sample_json(account->config, sample));
    snprintf(what, sizeof what, "%s, %zu octets: round %zu of %zu ", s7_bench_scenario_name(sample->scenario),
             sample->size, sample->round + 1, (size_t)account->config->rounds);
    s7_progress_show(what);
}

static void take_row(void *user, const struct s7_bench_row *row)
{
    struct account *account = user;
    s7_progress_stop();
    if (account->json)
        s7_cli_json_line(stdout, s7_bench_row_json(account->config, row));
    else
        print_row(account, row);
}

static void take_target(void *user, const struct s7_bench_target *target)
{
    struct account *account = user;
    account->verdicts[target->verdict]++;
    json_array_append_new(account->targets, s7_bench_target_json(target));
    if (!account->json)
        print_target(target);
}

/* ---- the command line -------------------------------------------------------------------------------------- */

static bool read_number(const char *text, double low, double high, double *ret_number)
{
    char *end;
    double number = strtod(text, &end);
    if (end == text || *end || !(number >= low && number <= high))
        return false;
    *ret_number = number;
    return true;
}

/* A number in its bounds; `preset` stays when the option was not given. */
static int read_option(const struct s7_arguments *arguments, const char *name, double low, double high,
                       double *preset)
{
    const char *text = s7_arguments_value(arguments, name);
    if (!text || read_number(text, low, high, preset))
        return S7_ARGUMENTS_GO_ON;
    return s7_command_misuse(arguments->command, "--%s: \"%s\" is not a number from %g to %g", name, text, low,
                             high);
}

/* "1,64,400" */
static int read_sizes(const struct s7_arguments *arguments, struct s7_bench_config *config)
{
    const char *text = s7_arguments_value(arguments, "size");
    if (!text)
        return S7_ARGUMENTS_GO_ON;
    config->size_count = 0;
    for (const char *at = text; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        char *end;
        unsigned long size = strtoul(at, &end, 10);
        if (end == at || (*end && *end != ',') || size < 1 || size > S7_BENCH_SIZE_MAX ||
            config->size_count == S7_BENCH_SIZE_COUNT)
            return s7_command_misuse(arguments->command,
                                     "--size: \"%s\" is not a list of at most %d sizes from 1 to %d", text,
                                     S7_BENCH_SIZE_COUNT, S7_BENCH_SIZE_MAX);
        config->sizes[config->size_count++] = size;
    }
    return S7_ARGUMENTS_GO_ON;
}

static int read_scenarios(const struct s7_arguments *arguments, struct s7_bench_config *config)
{
    if (arguments->operand_count > 0)
        memset(config->scenarios, 0, sizeof config->scenarios);
    for (int i = 0; i < arguments->operand_count; i++) {
        enum s7_bench_scenario scenario = s7_bench_scenario_find(arguments->operands[i]);
        if (scenario == S7_BENCH_SCENARIO_COUNT)
            return s7_command_misuse(arguments->command, "there is no scenario \"%s\"", arguments->operands[i]);
        config->scenarios[scenario] = true;
    }
    return S7_ARGUMENTS_GO_ON;
}

static int read_numbers(const struct s7_arguments *arguments, struct s7_bench_config *config)
{
    double rounds = (double)config->rounds;
    double seconds = (double)config->round_time / (double)S7_SECOND;
    double requests = (double)config->requests;
    double connections = (double)config->connections;
    double seed = (double)time(NULL);
    const char *pin = s7_arguments_value(arguments, "pin");
    const struct {
        const char *name;
        double low, high, *number;
    } rows[] = {{"rounds", 1, S7_BENCH_ROUNDS_MAX, &rounds},
                {"seconds", 0.01, 60, &seconds},
                {"requests", 1, 1e6, &requests},
                {"connections", 1, S7_BENCH_CONNECTIONS_MAX, &connections},
                {"seed", 0, 1e15, &seed}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (read_option(arguments, rows[i].name, rows[i].low, rows[i].high, rows[i].number) !=
            S7_ARGUMENTS_GO_ON)
            return S7_EXIT_USAGE;
    if (pin && !s7_bench_pin_parse(pin, &config->pin))
        return s7_command_misuse(arguments->command, "--pin: same, cross or none");
    config->rounds = (size_t)rounds;
    config->round_time = (s7_time)llround(seconds * (double)S7_SECOND);
    config->requests = (size_t)requests;
    config->connections = (size_t)connections;
    config->seed = (uint64_t)seed;
    return S7_ARGUMENTS_GO_ON;
}

static int read_cycle(const struct s7_arguments *arguments, struct s7_bench_config *config)
{
    int exit_code = s7_arguments_duration(arguments, "every", config->every, &config->every);
    if (exit_code != S7_ARGUMENTS_GO_ON ||
        (config->every >= s7_bench_every_min && config->every <= s7_bench_every_max))
        return exit_code;
    return s7_command_misuse(arguments->command, "--every: from 10ms to 1s");
}

static int read_config(const struct s7_arguments *arguments, struct s7_bench_config *config)
{
    s7_bench_config_default(config);
    config->processor_busy = s7_cli_processor_busy;
    int exit_code = read_scenarios(arguments, config);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = read_sizes(arguments, config);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = read_numbers(arguments, config);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = read_cycle(arguments, config);
    if (exit_code != S7_ARGUMENTS_GO_ON || !s7_arguments_flag(arguments, "gate"))
        return exit_code;
    if (s7_bench_build_flaw())
        return s7_command_misuse(arguments->command, "--gate judges release builds only, and of this one %s",
                                 s7_bench_build_flaw());
    if (config->rounds < S7_BENCH_GATE_ROUNDS || config->pin != S7_BENCH_PIN_SAME)
        return s7_command_misuse(arguments->command, "--gate takes at least %d rounds and --pin same",
                                 S7_BENCH_GATE_ROUNDS);
    return S7_ARGUMENTS_GO_ON;
}

/* ---- the end ----------------------------------------------------------------------------------------------- */

static enum s7_bench_verdict worst_verdict(const struct account *account)
{
    if (account->verdicts[S7_BENCH_FAIL])
        return S7_BENCH_FAIL;
    return account->verdicts[S7_BENCH_NOT_SHOWN] ? S7_BENCH_NOT_SHOWN : S7_BENCH_PASS;
}

static void print_end(const struct account *account, const struct s7_bench_machine *machine,
                      const char *trouble)
{
    const char *verdict = trouble ? "fail" : s7_bench_verdict_name(worst_verdict(account));
    if (account->json)
        s7_cli_json_line(stdout,
                         s7_bench_summary_json(account->config, machine, account->targets, verdict, trouble));
    else if (!trouble)
        printf("\n%s: %zu targets reached, %zu missed, %zu not shown\n", verdict,
               account->verdicts[S7_BENCH_PASS], account->verdicts[S7_BENCH_FAIL],
               account->verdicts[S7_BENCH_NOT_SHOWN]);
    if (trouble)
        fprintf(stderr, "sieben bench: %s\n", trouble);
}

int s7_cmd_bench(const struct s7_command *command, int argc, char **argv)
{
    static const int exit_codes[] = {[S7_BENCH_PASS] = S7_EXIT_OK,
                                     [S7_BENCH_FAIL] = S7_EXIT_FINDINGS,
                                     [S7_BENCH_NOT_SHOWN] = S7_EXIT_NOT_SHOWN};
    struct s7_arguments arguments;
    struct s7_bench_config config;
    struct s7_bench_machine machine;
    char trouble[S7_BENCH_TROUBLE_SIZE];
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = read_config(&arguments, &config);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    struct account account = {.config = &config,
                              .json = s7_arguments_flag(&arguments, "json"),
                              .headed = S7_BENCH_SCENARIO_COUNT,
                              .targets = json_array()};
    const struct s7_bench_sink sink = {take_sample, take_row, take_target, &account};
    s7_cli_machine(&machine);
    if (!account.json)
        print_machine(&config, &machine);
    bool good = s7_bench_run(&config, &sink, trouble);
    print_end(&account, &machine, good ? NULL : trouble);
    json_decref(account.targets);
    if (!good)
        return S7_EXIT_FINDINGS;
    return s7_arguments_flag(&arguments, "gate") ? exit_codes[worst_verdict(&account)] : S7_EXIT_OK;
}
