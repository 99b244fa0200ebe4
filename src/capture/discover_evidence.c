/* SPDX-License-Identifier: MIT
 *
 * discover_evidence.c — how a connection is known, and what of it has no key: as comments above it.
 */
#include "capture/discover_write.h"
#include "capture/moment.h"
#include "wire/describe.h"
#include "wire/names.h"

enum { LINES_MOST = 12, LINES_MORE = 3 /* fewer are not worth a line that counts them */, JOB = 1 };

/** So many of a list are told. */
static size_t shown_of(size_t count)
{
    return count < LINES_MOST + LINES_MORE ? count : LINES_MOST;
}

static const char *role_text(enum s7_role_evidence role)
{
    static const char *const texts[] = {
        [S7_ROLE_BY_CR] = "its connection request",
        [S7_ROLE_BY_SYN] = "its dialling",
        [S7_ROLE_BY_PORT] = "the partner's port alone",
        [S7_ROLE_BY_JOBS] = "its requests alone",
        [S7_ROLE_GUESSED] = "nothing",
    };
    return texts[role];
}

void s7_discover_function_name(struct s7_strbuf *buf, const struct s7_function_key *key)
{
    const char *name = key->rosctr == JOB ? s7_name_function(key->function)
                                          : s7_name_subfunction(key->group, key->subfunction);
    if (name)
        s7_strbuf_add(buf, name);
    else if (key->rosctr == JOB)
        s7_strbuf_printf(buf, "function %02X", key->function);
    else
        s7_strbuf_printf(buf, "function %X.%02X of Userdata", key->group, key->subfunction);
}

void s7_discover_usage_name(struct s7_strbuf *buf, const struct s7_usage *usage)
{
    char range[S7_TAG_TEXT_SIZE] = "";
    const struct s7_item item = s7_access_raw_item(&usage->range, usage->transport_size);
    if (usage->raw) {
        s7_describe_item(buf, &item);
        return;
    }
    s7_range_format(&usage->range, range, sizeof range);
    s7_strbuf_add(buf, range);
}

static void write_when(struct s7_discover_text *text, const struct s7_discover_link *link)
{
    char first[40], last[40];
    struct s7_strbuf first_buf = s7_strbuf_over(first, sizeof first);
    struct s7_strbuf last_buf = s7_strbuf_over(last, sizeof last);
    s7_time begin = link->talks[0]->first, end = link->talks[0]->last;
    uint64_t connections = 0, pdus = 0, called_back = 0;
    for (size_t i = 0; i < link->talk_count; i++) {
        const struct s7_talk *talk = link->talks[i];
        begin = talk->first < begin ? talk->first : begin;
        end = talk->last > end ? talk->last : end;
        connections += talk->connections;
        pdus += talk->pdus;
        called_back += talk->called_back;
    }
    s7_moment_print(&first_buf, begin);
    s7_moment_print(&last_buf, end);
    s7_discover_comment(text, 2, "seen %s to %s UTC", first, last);
    s7_discover_comment(text, 2, "%llu connection%s, %llu PDUs; the client is known by %s",
                        (unsigned long long)connections, s7_discover_plural(connections),
                        (unsigned long long)pdus, role_text(link->named->role));
    if (called_back)
        s7_discover_comment(text, 2, "over %llu connection%s that its partner opened",
                            (unsigned long long)called_back, s7_discover_plural(called_back));
}

static void write_functions(struct s7_discover_text *text, const struct s7_talk *talk)
{
    size_t shown = shown_of(talk->function_count);
    for (size_t i = 0; i < shown; i++) {
        const struct s7_function_use *use = &talk->functions[i];
        char words[300];
        struct s7_strbuf buf = s7_strbuf_over(words, sizeof words);
        s7_discover_function_name(&buf, &use->key);
        s7_strbuf_printf(&buf, ": %llu", (unsigned long long)(use->requests ? use->requests : use->pushes));
        if (use->requests && use->pushes)
            s7_strbuf_printf(&buf, ", pushed %llu", (unsigned long long)use->pushes);
        if (use->refused)
            s7_strbuf_printf(&buf, ", refused %llu", (unsigned long long)use->refused);
        if (use->unanswered)
            s7_strbuf_printf(&buf, ", not answered %llu", (unsigned long long)use->unanswered);
        if (use->by_server)
            s7_strbuf_add(&buf, ", asked by the served side");
        s7_discover_comment(text, 2, "%s", words);
    }
    if (shown < talk->function_count)
        s7_discover_comment(text, 2, "… and %zu more functions", talk->function_count - shown);
}

static void write_refused_usage(struct s7_discover_text *text, const struct s7_usage *usage)
{
    char range[S7_TAG_TEXT_SIZE] = "";
    uint64_t told =
        usage->refused + usage->served + usage->deliveries; /* a subscription is answered many times */
    unsigned long long times = told > usage->requests ? told : usage->requests;
    const char *why = usage->last_refusal ? s7_text_return_code(usage->last_refusal) : "the request as a whole";
    s7_range_format(&usage->range, range, sizeof range);
    if (usage->last_refusal)
        s7_discover_comment(text, 2, "refused: %s by %s, %llu of %llu times, last %02X %s", range,
                            s7_means_text(usage->means), (unsigned long long)usage->refused, times,
                            usage->last_refusal, why ? why : "");
    else
        s7_discover_comment(text, 2, "refused: %s by %s, %llu of %llu times, %s", range,
                            s7_means_text(usage->means), (unsigned long long)usage->refused, times, why);
}

static void write_refused(struct s7_discover_text *text, const struct s7_talk *talk)
{
    size_t count = 0;
    size_t told = 0;
    for (size_t i = 0; i < talk->usage_count; i++)
        count += talk->usages[i].refused > 0 && !talk->usages[i].raw;
    for (size_t i = 0; i < talk->usage_count && told < shown_of(count); i++) {
        if (!talk->usages[i].refused || talk->usages[i].raw)
            continue;
        write_refused_usage(text, &talk->usages[i]);
        told++;
    }
    if (told < count)
        s7_discover_comment(text, 2, "… and %zu more areas that were refused", count - told);
}

static void write_raw_usage(struct s7_discover_text *text, const struct s7_usage *usage)
{
    char name[160];
    struct s7_strbuf buf = s7_strbuf_over(name, sizeof name);
    bool reads = s7_means_operation(usage->means) == S7_OPERATION_READ;
    s7_discover_usage_name(&buf, usage);
    s7_discover_comment(
        text, 2, "NOT THE WHOLE: %s %s by %s, %llu time%s, %llu of them served: a plant file cannot name it",
        name, reads ? "read" : "written", s7_means_text(usage->means), (unsigned long long)usage->requests,
        s7_discover_plural(usage->requests), (unsigned long long)usage->served + usage->deliveries);
}

/** Peripherals, other areas, misaligned addresses: those that write first. */
static void write_raw(struct s7_discover_text *text, const struct s7_talk *talk)
{
    enum { RAW_MOST = 100 };
    size_t count = 0;
    for (int operation = S7_OPERATION_COUNT - 1; operation >= 0; operation--)
        for (size_t i = 0; i < talk->usage_count; i++) {
            const struct s7_usage *usage = &talk->usages[i];
            if (!usage->raw || (int)s7_means_operation(usage->means) != operation)
                continue;
            if (++count <= RAW_MOST)
                write_raw_usage(text, usage);
        }
    if (count > RAW_MOST)
        s7_discover_comment(text, 2, "NOT THE WHOLE: … and %zu more such addresses", count - RAW_MOST);
}

/** By other services than the usual ones; whoever looks for the variables in a program needs to know. */
static void write_means(struct s7_discover_text *text, const struct s7_talk *talk)
{
    uint64_t counts[S7_MEANS_COUNT] = {0};
    for (size_t i = 0; i < talk->usage_count; i++)
        counts[talk->usages[i].means] += talk->usages[i].requests + talk->usages[i].deliveries;
    for (unsigned means = 0; means < S7_MEANS_COUNT; means++)
        if (counts[means] && means != S7_MEANS_READ_VAR && means != S7_MEANS_WRITE_VAR)
            s7_discover_comment(text, 2, "%s by %s: %llu value%s",
                                s7_means_operation((enum s7_means)means) == S7_OPERATION_READ ? "read"
                                                                                              : "written",
                                s7_means_text((enum s7_means)means), (unsigned long long)counts[means],
                                s7_discover_plural(counts[means]));
}

static void write_errors(struct s7_discover_text *text, const struct s7_talk *talk)
{
    size_t count = 0;
    for (size_t i = 0; i < talk->error_count; i++) {
        const struct s7_error_use *error = &talk->errors[i];
        char name[80];
        struct s7_strbuf buf = s7_strbuf_over(name, sizeof name);
        if (error->of_item || ++count > LINES_MOST)
            continue;
        const char *why = s7_text_error_code(error->code);
        s7_discover_function_name(&buf, &error->key);
        s7_discover_comment(text, 2, "error %04X of %s, %llu times%s%s", error->code, name,
                            (unsigned long long)error->count, why ? ": " : "", why ? why : "");
    }
    if (count > LINES_MOST)
        s7_discover_comment(text, 2, "… and %zu more errors", count - LINES_MOST);
}

static void write_losses(struct s7_discover_text *text, const struct s7_talk *talk)
{
    for (unsigned i = 0; i < S7_LOSS_COUNT; i++) {
        enum s7_loss loss = (enum s7_loss)i;
        if (talk->losses.counts[i] && loss != S7_LOSS_REPEATED)
            s7_discover_comment(text, 2, "the capture lacks something: %llu %s%s%s",
                                (unsigned long long)talk->losses.counts[i],
                                s7_loss_unit_name(s7_loss_unit_of(loss)),
                                *s7_loss_unit_name(s7_loss_unit_of(loss)) ? " " : "", s7_loss_text(loss));
    }
}

static void write_anomalies(struct s7_discover_text *text, const struct s7_talk *talk)
{
    for (unsigned i = 0; i < S7_ANOMALY_COUNT; i++) {
        enum s7_anomaly anomaly = (enum s7_anomaly)i;
        /* How TCP cuts telegrams is no matter of a register. */
        if (talk->anomalies[i] && anomaly != S7_ANOMALY_SPLIT && anomaly != S7_ANOMALY_SHARED)
            s7_discover_comment(text, 2, "unusual: %llu × %s", (unsigned long long)talk->anomalies[i],
                                s7_anomaly_text(anomaly));
    }
}

/** What the file does not say although it was seen. */
static void write_gaps(struct s7_discover_text *text, const struct s7_discover_link *link)
{
    static const char *const verbs[S7_OPERATION_COUNT] = {
        [S7_OPERATION_READ] = "read", [S7_OPERATION_WRITE] = "written"};
    for (size_t operation = 0; operation < S7_OPERATION_COUNT; operation++) {
        uint64_t opaque = 0;
        uint64_t rest = 0;
        for (size_t i = 0; i < link->talk_count; i++) {
            opaque += link->talks[i]->opaque[operation];
            rest += link->talks[i]->rest.accesses[operation];
        }
        if (opaque)
            s7_discover_comment(text, 2,
                                "NOT THE WHOLE: %s %llu time%s by symbols or other syntaxes without an address",
                                verbs[operation], (unsigned long long)opaque, s7_discover_plural(opaque));
        if (rest)
            s7_discover_comment(text, 2, "%s %llu time%s by accesses that are not counted one by one",
                                verbs[operation], (unsigned long long)rest, s7_discover_plural(rest));
        if (link->left_out[operation])
            s7_discover_comment(text, 2,
                                "NOT THE WHOLE: %zu area%s %s and left out: no CPU has them, or a plant file "
                                "has no room for them",
                                link->left_out[operation], link->left_out[operation] == 1 ? " was" : "s were",
                                verbs[operation]);
    }
    if (!link->named->tsaps_known)
        s7_discover_comment(text, 2, "its TSAPs were not seen: the capture began later than the connection");
}

void s7_discover_write_evidence(struct s7_discover_text *text, const struct s7_discover_link *link)
{
    write_when(text, link);
    if (link->named->protocol == S7_TALK_S7PLUS)
        s7_discover_comment(text, 2, "S7CommPlus: what it reads and writes is not decoded");
    for (size_t i = 0; i < link->talk_count; i++) {
        write_functions(text, link->talks[i]);
        write_means(text, link->talks[i]);
        write_refused(text, link->talks[i]);
        write_raw(text, link->talks[i]);
        write_errors(text, link->talks[i]);
        write_anomalies(text, link->talks[i]);
        write_losses(text, link->talks[i]);
    }
    write_gaps(text, link);
}
