/* SPDX-License-Identifier: MIT
 *
 * conformance_test.c — what clients said to real CPUs in published captures is said to virtual ones, and every answer
 * is compared: equal but for mask.def, refused with the same code.  The table of results is docs/conformance.md;
 * S7_REWRITE=1 writes it, otherwise it is compared.  S7_DESCRIBE=1 prints every comparison.
 *
 * Each virtual CPU is made from a plant file in the build folder, which is learnt from the capture (plant_text.h).
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conformance_cpu.h"
#include "must.h"
#include "plant_text.h"
#include "replay.h"
#include "report.h"

enum { SKIPPED = 77, EXCUSED_PERCENT = 5, PATH_SIZE = 4096 };

static const struct {
    const char *name, *file, *profile, *client, *cpu;
} captures[] = {
#define CAPTURE(name, file, profile, client, cpu) {#name, file, profile, client, cpu},
#define CAPTURE_OTHER(file, reason)
#include "capture.def"
#undef CAPTURE_OTHER
#undef CAPTURE
};

enum { CAPTURE_COUNT = sizeof captures / sizeof captures[0] };

struct conformance {
    const char *folder;
    unsigned failures;
    struct results results;
    struct report_capture told[CAPTURE_COUNT];
};

static void complain(struct conformance *conformance, const char *subject, const char *what)
{
    printf("%s: %s\n", subject, what);
    conformance->failures++;
}

/* ---- one capture ---------------------------------------------------------------------------------------------- */

static void tell_capture(struct conformance *conformance, size_t capture, const struct replay *replay)
{
    struct report_capture *told = &conformance->told[capture];
    *told = (struct report_capture){.name = captures[capture].name,
                                    .file = captures[capture].file,
                                    .client = captures[capture].client,
                                    .cpu = captures[capture].cpu,
                                    .connection_count = replay->recording->connection_count,
                                    .first_count = replay->program.first_count,
                                    .changed_count = replay->program.changed_count,
                                    .kept_count = replay->program.kept_count,
                                    .client_count = replay->program.client_count};
    for (size_t i = 0; i < RECORDING_CONNECTIONS; i++) {
        told->taken_count += replay->taken[i];
        told->set_up_count += replay->set_up[i];
        told->subscribed_count += replay->subscribed[i];
    }
}

static void plant_write(size_t capture, const struct knowledge *knowledge, char *ret_path)
{
    char password_path[PATH_SIZE];
    const struct plant_text text = {.name = captures[capture].name,
                                    .profile = captures[capture].profile,
                                    .password_file = "conformance.password"};
    snprintf(password_path, sizeof password_path, "%s/%s", REPLAY_BINARY_DIR, text.password_file);
    if (knowledge->has_password)
        conformance_password_write(password_path, knowledge->password);
    snprintf(ret_path, PATH_SIZE, "%s/conformance-%s.yaml", REPLAY_BINARY_DIR, captures[capture].name);
    FILE *out = fopen(ret_path, "w");
    must(out);
    plant_text_write(out, &text, knowledge);
    must(fclose(out) == 0);
}

static void replay_paired(struct conformance *conformance, size_t capture, const struct recording *recording,
                          const struct pairing *pairing)
{
    static struct knowledge knowledge;
    static struct replay replay;
    char path[PATH_SIZE];
    knowledge_learn(recording, pairing, &knowledge);
    plant_write(capture, &knowledge, path);
    struct s7_cpu *cpu = conformance_cpu_make(path, captures[capture].name, &knowledge);
    replay = (struct replay){.capture = capture,
                             .recording = recording,
                             .pairing = pairing,
                             .knowledge = &knowledge,
                             .results = &conformance->results,
                             .player = {.cpu = cpu}};
    replay_run(&replay);
    s7_cpu_free(cpu);
    if (replay.surplus_count)
        complain(conformance, captures[capture].name, "the virtual CPU sent what the recorded one did not");
    if (replay.unanswered_count)
        complain(conformance, captures[capture].name, "holds requests without an answer");
    if (replay.player.overflow || replay.program.failed)
        complain(conformance, captures[capture].name,
                 "the replay has no room, or the virtual CPU no such memory");
    tell_capture(conformance, capture, &replay);
}

static void replay_capture(struct conformance *conformance, size_t capture)
{
    struct recording recording;
    struct pairing pairing;
    char path[PATH_SIZE];
    printf("== %s: %s\n", captures[capture].name, captures[capture].file);
    snprintf(path, sizeof path, "%s/%s", conformance->folder, captures[capture].file);
    if (!recording_read(path, &recording) || recording.bad_count || recording.foreign_count)
        complain(conformance, captures[capture].name, "cannot be read as a whole");
    must(pairing_make(&recording, &pairing));
    if (pairing.odd_count)
        complain(conformance, captures[capture].name, "holds PDUs that belong to nothing");
    replay_paired(conformance, capture, &recording, &pairing);
    pairing_free(&pairing);
    recording_free(&recording);
}

/* ---- all of them ---------------------------------------------------------------------------------------------- */

static void check_results(struct conformance *conformance)
{
    size_t octets, excused, different = 0;
    const struct results *results = &conformance->results;
    for (size_t i = 0; i < results->count; i++)
        different += results->list[i].kind == RESULT_DIFFERENT;
    report_share(results, &octets, &excused);
    printf("%zu octets compared, %zu excused by masks (%.2f %%), %zu answers differ\n", octets, excused,
           octets ? 100.0 * (double)excused / (double)octets : 0.0, different);
    if (different)
        complain(conformance, "total", "answers differ from the recorded ones");
    if (!octets || excused * 100 > octets * EXCUSED_PERCENT)
        complain(conformance, "total", "more than 5 % of the octets are masked");
}

static void report_into(const struct conformance *conformance, const char *path)
{
    const struct report report = {&conformance->results, conformance->told, CAPTURE_COUNT};
    FILE *out = fopen(path, "w");
    must(out);
    report_write(out, &report);
    must(fclose(out) == 0);
}

static bool same_files(const char *a, const char *b)
{
    FILE *one = fopen(a, "rb"), *other = fopen(b, "rb");
    bool same = one && other;
    for (int octet = 0; same && octet != EOF;) {
        octet = fgetc(one);
        same = octet == fgetc(other);
    }
    if (one)
        fclose(one);
    if (other)
        fclose(other);
    return same;
}

static void check_page(struct conformance *conformance)
{
    static const char page[] = REPLAY_SOURCE_DIR "/../../docs/conformance.md";
    static const char now[] = REPLAY_BINARY_DIR "/conformance.md";
    report_into(conformance, now);
    if (getenv("S7_REWRITE"))
        report_into(conformance, page);
    else if (!same_files(page, now))
        complain(conformance, "docs/conformance.md",
                 "tells something else than " REPLAY_BINARY_DIR "/conformance.md; S7_REWRITE=1 writes it");
}

/* A capture that capture.def does not have would be compared by nobody. */
static void check_folder(struct conformance *conformance)
{
    static const char *const known[] = {
#define CAPTURE(name, file, profile, client, cpu) file,
#define CAPTURE_OTHER(file, reason)               file,
#include "capture.def"
#undef CAPTURE_OTHER
#undef CAPTURE
    };
    DIR *directory = opendir(conformance->folder);
    must(directory);
    for (const struct dirent *entry = readdir(directory); entry; entry = readdir(directory)) {
        bool found = !strstr(entry->d_name, ".pcap");
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
            found = found || strcmp(entry->d_name, known[i]) == 0;
        if (!found)
            complain(conformance, entry->d_name, "is not in capture.def");
    }
    closedir(directory);
}

static int captures_missing(const char *folder)
{
    const char *required = getenv("S7_REQUIRE");
    printf("skipped: no captures (%s)\n", folder);
    return required && strstr(required, "captures") ? EXIT_FAILURE : SKIPPED;
}

int main(void)
{
    static struct conformance conformance;
    const char *given = getenv("S7_CAPTURES");
    conformance.folder = given ? given : REPLAY_SOURCE_DIR "/../../../shared/captures";
    if (access(conformance.folder, R_OK) != 0)
        return captures_missing(conformance.folder);
    check_folder(&conformance);
    for (size_t i = 0; i < CAPTURE_COUNT; i++)
        replay_capture(&conformance, i);
    check_results(&conformance);
    check_page(&conformance);
    results_free(&conformance.results);
    return conformance.failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
