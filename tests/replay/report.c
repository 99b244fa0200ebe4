/* SPDX-License-Identifier: MIT */
#include "report.h"

static const struct {
    const char *file, *reason;
} others[] = {
#define CAPTURE(name, file, profile, client, cpu)
#define CAPTURE_OTHER(file, reason) {file, reason},
#include "capture.def"
#undef CAPTURE_OTHER
#undef CAPTURE
};

void report_share(const struct results *results, size_t *ret_octets, size_t *ret_excused)
{
    *ret_octets = *ret_excused = 0;
    for (size_t i = 0; i < results->count; i++) {
        if (results->list[i].kind == RESULT_LATER)
            continue;
        *ret_octets += results->list[i].comparison.octet_count;
        *ret_excused += result_excused(&results->list[i]);
    }
}

/* True when no result before `i` belongs to the same row. */
static bool begins_row(const struct results *results, size_t i,
                       bool (*same)(const struct result *a, const struct result *b))
{
    for (size_t k = 0; k < i; k++)
        if (same(&results->list[k], &results->list[i]))
            return false;
    return true;
}

static bool same_service(const struct result *a, const struct result *b)
{
    return (a->kind == RESULT_LATER) == (b->kind == RESULT_LATER) && strcmp(a->service, b->service) == 0;
}

/* ---- services ------------------------------------------------------------------------------------------------- */

static void write_service(FILE *out, const struct results *results, size_t first)
{
    size_t counts[RESULT_LATER + 1] = {0}, octets = 0, excused = 0;
    for (size_t i = first; i < results->count; i++) {
        const struct result *result = &results->list[i];
        if (!same_service(result, &results->list[first]))
            continue;
        counts[result->kind]++;
        octets += result->comparison.octet_count;
        excused += result_excused(result);
    }
    fprintf(out, "| %s | %zu | %zu | %zu | %zu | %zu | %zu | %zu |\n", results->list[first].service,
            counts[RESULT_EQUAL] + counts[RESULT_MASKED] + counts[RESULT_REFUSED] + counts[RESULT_DIFFERENT],
            counts[RESULT_EQUAL], counts[RESULT_MASKED], counts[RESULT_REFUSED], counts[RESULT_DIFFERENT],
            octets, excused);
}

static void write_services(FILE *out, const struct results *results)
{
    size_t octets, excused;
    fprintf(out,
            "## Services\n\n"
            "| Service | Recorded answers | equal | equal but masked | refused alike | different | octets | "
            "masked octets |\n|---|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < results->count; i++)
        if (results->list[i].kind != RESULT_LATER && begins_row(results, i, same_service))
            write_service(out, results, i);
    report_share(results, &octets, &excused);
    fprintf(out, "\nOf %zu octets that CPUs answered, %zu differ and are excused by a mask: %.2f %%.\n\n",
            octets, excused, octets ? 100.0 * (double)excused / (double)octets : 0.0);
}

/* ---- masks ---------------------------------------------------------------------------------------------------- */

static void write_masks(FILE *out, const struct results *results)
{
    fprintf(out, "## Masks\n\n"
                 "An answer is equal when all its octets are. What may differ, and why:\n\n"
                 "| What | Octets that differ | Why |\n|---|---|---|\n");
    for (size_t mask = 0; mask < MASK_COUNT; mask++) {
        size_t excused = 0;
        for (size_t i = 0; i < results->count; i++)
            excused += results->list[i].comparison.excused_counts[mask];
        fprintf(out, "| %s | %zu | %s |\n", mask_what((enum mask_name)mask), excused,
                mask_reason((enum mask_name)mask));
    }
    fprintf(out, "\n");
}

/* ---- captures ------------------------------------------------------------------------------------------------- */

static void write_own(FILE *out, const struct report_capture *capture)
{
    const char *between = "";
    if (capture->taken_count) {
        fprintf(out, "connection (%zu)", capture->taken_count);
        between = ", ";
    }
    if (capture->set_up_count) {
        fprintf(out, "%ssetup (%zu)", between, capture->set_up_count);
        between = ", ";
    }
    if (capture->subscribed_count)
        fprintf(out, "%ssubscription (%zu)", between, capture->subscribed_count);
}

static void write_captures(FILE *out, const struct report *report)
{
    fprintf(
        out,
        "## Captures\n\n"
        "*Said by the replay* is what a capture lacks because it starts later. *Memory*: octets that Read Var "
        "read for the first time, whose contents come from the recording / that the CPU's own program changed "
        "between two requests, put there for it / that were seen before and held what they had to / of these, "
        "what a client had written before.\n\n"
        "| Short | File | Client | CPU | Connections | Said by the replay | Memory "
        "|\n|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < report->capture_count; i++) {
        const struct report_capture *capture = &report->captures[i];
        fprintf(out, "| %s | %s | %s | %s | %zu | ", capture->name, capture->file, capture->client,
                capture->cpu, capture->connection_count);
        write_own(out, capture);
        fprintf(out, " | ");
        if (capture->first_count)
            fprintf(out, "%zu / %zu / %zu / %zu", capture->first_count, capture->changed_count,
                    capture->kept_count, capture->client_count);
        fprintf(out, " |\n");
    }
    fprintf(out, "\nNot replayed:\n\n");
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        fprintf(out, "- %s: %s\n", others[i].file, others[i].reason);
    fprintf(out, "\n");
}

/* ---- every recorded answer ------------------------------------------------------------------------------------ */

static void write_frames(FILE *out, const struct results *results, size_t first)
{
    const char *between = "";
    for (size_t i = first; i < results->count; i++) {
        const struct result *result = &results->list[i];
        if (!result_same_row(result, &results->list[first]))
            continue;
        if (result->question)
            fprintf(out, "%s#%u/%u", between, result->question, result->answer);
        else
            fprintf(out, "%s#%u", between, result->answer);
        between = " ";
    }
}

static void write_outcome(FILE *out, const struct result *result)
{
    const char *between = ": ";
    if (result->kind == RESULT_DIFFERENT)
        fprintf(out, "**different**");
    else if (result->kind == RESULT_REFUSED)
        fprintf(out, "refused alike, %04X", result->real_code);
    else
        fprintf(out, "equal%s", result->kind == RESULT_MASKED ? " but masked" : "");
    for (size_t mask = 0; mask < MASK_COUNT; mask++) {
        if (!result->comparison.excused_counts[mask])
            continue;
        fprintf(out, "%s%s", between, mask_what((enum mask_name)mask));
        between = ", ";
    }
}

static void write_service_rows(FILE *out, const struct report *report, const char *service)
{
    const struct results *results = report->results;
    for (size_t i = 0; i < results->count; i++) {
        const struct result *result = &results->list[i];
        if (result->kind == RESULT_LATER || strcmp(result->service, service) != 0 ||
            !begins_row(results, i, result_same_row))
            continue;
        fprintf(out, "| %s | %s | %s | ", service, result->detail, report->captures[result->capture].name);
        write_frames(out, results, i);
        fprintf(out, " | ");
        write_outcome(out, result);
        fprintf(out, " |\n");
    }
}

static void write_answers(FILE *out, const struct report *report)
{
    const struct results *results = report->results;
    fprintf(out, "## Every recorded answer\n\n"
                 "Frames are those of the capture, question/answer.\n\n"
                 "| Service | What | Capture | Frames | Result |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < results->count; i++)
        if (results->list[i].kind != RESULT_LATER && begins_row(results, i, same_service))
            write_service_rows(out, report, results->list[i].service);
    fprintf(out, "\n");
}

/* ---- services of later versions ------------------------------------------------------------------------------- */

static void write_code(FILE *out, uint32_t code)
{
    if (code == RESULT_NO_ANSWER)
        fprintf(out, "–");
    else if (code)
        fprintf(out, "refused, %04X", code);
    else
        fprintf(out, "served");
}

static void write_later_row(FILE *out, const struct report *report, size_t first)
{
    const struct results *results = report->results;
    const struct result *row = &results->list[first];
    size_t count = 0;
    const struct result *last = row;
    for (size_t i = first; i < results->count; i++) {
        if (!result_same_row(&results->list[i], row))
            continue;
        count++;
        last = &results->list[i];
    }
    fprintf(out, "| %s | %s | %zu | #%u", row->service, report->captures[row->capture].name, count,
            row->answer);
    if (count > 1)
        fprintf(out, "…#%u", last->answer);
    fprintf(out, " | ");
    write_code(out, row->question ? row->real_code : 0);
    fprintf(out, " | ");
    write_code(out, row->our_code);
    fprintf(out, " |\n");
}

static void write_later(FILE *out, const struct report *report)
{
    const struct results *results = report->results;
    fprintf(out, "## Not a service of this version\n\n"
                 "Recorded, too, but still to come with blocks, the test functions and alarms.\n\n"
                 "| Service | Capture | Recorded | Frames | Recorded CPU | Virtual CPU |\n"
                 "|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < results->count; i++) {
        if (results->list[i].kind != RESULT_LATER || !begins_row(results, i, same_service))
            continue;
        for (size_t k = i; k < results->count; k++)
            if (same_service(&results->list[k], &results->list[i]) && begins_row(results, k, result_same_row))
                write_later_row(out, report, k);
    }
}

void report_write(FILE *out, const struct report *report)
{
    fprintf(
        out,
        "# Conformance\n\n"
        "Generated by `S7_REWRITE=1` with tests/replay (conformance_test.c), which compares it. What clients "
        "said to real CPUs in published captures is said again to the virtual CPU, telegram by telegram in "
        "the order and at the times of the capture, and every answer and push is compared with the "
        "recorded one.\n\n"
        "The virtual CPU is made from a plant file that the test learns from the capture, by keys that every "
        "plant file has: what a CPU *is*, never what it answered to which request. The files stand in "
        "`tests/replay/` of the build folder. What a recorded CPU served is served, what it refused is refused "
        "with the same code.\n\n");
    write_services(out, report->results);
    write_masks(out, report->results);
    write_captures(out, report);
    write_answers(out, report);
    write_later(out, report);
}
