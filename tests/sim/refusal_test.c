/* SPDX-License-Identifier: MIT
 *
 * docs/refusals.md: every request that a virtual CPU does not serve, with its answer, played here and written down.
 *
 *   S7_REWRITE=1   writes the document instead of comparing it
 */
#include "unit/cpu/peer.h"

#include "profile/profile.h"

#include <stdio.h>
#include <stdlib.h>

enum { FRAME = 7 /* TPKT and DT in front of a PDU */ };

static struct s7_cpu_db db = {.number = 1, .size = 8};
static bool set_up; /* setup communication comes first */
static bool keeps;  /* requests of function 7E are kept for ever */

/* ---- configurations ----------------------------------------------------------------------------------------- */

static void as_is(struct s7_cpu_config *config)
{
    (void)config;
}

static void before_setup(struct s7_cpu_config *config)
{
    (void)config;
    set_up = false;
}

static void second_setup_refused(struct s7_cpu_config *config)
{
    config->codes.second_setup = 0x8500;
}

static void one_job_open(struct s7_cpu_config *config)
{
    (void)config;
    keeps = true;
}

static void one_job_open_refused(struct s7_cpu_config *config)
{
    one_job_open(config);
    config->codes.over_amq = 0x8302;
}

static void silent(struct s7_cpu_config *config)
{
    config->codes.function = config->codes.userdata = 0;
}

static void blocked(struct s7_cpu_config *config)
{
    config->put_get = false;
}

static void level_none(struct s7_cpu_config *config)
{
    config->access_level = S7_CPU_LEVEL_NONE;
}

static void level_none_300(struct s7_cpu_config *config)
{
    level_none(config);
    config->level_stops_put_get = false;
}

static void level_read(struct s7_cpu_config *config)
{
    config->access_level = S7_CPU_LEVEL_READ;
}

static void level_read_bare(struct s7_cpu_config *config)
{
    level_read(config);
    config->control_in_words = false;
}

static void level_read_clock(struct s7_cpu_config *config)
{
    level_read(config);
    config->level_guards_clock = true;
}

static void optimized(struct s7_cpu_config *config)
{
    (void)config;
    db.optimized = true;
}

static void write_protected(struct s7_cpu_config *config)
{
    (void)config;
    db.write_protected = true;
}

static void without_services(struct s7_cpu_config *config)
{
    config->services = (struct s7_cpu_services){.clock = false};
}

static void switch_stops(struct s7_cpu_config *config)
{
    config->mode = S7_CPU_MODE_STOP;
    config->mode_switch = S7_CPU_SWITCH_STOP;
}

static void with_password(struct s7_cpu_config *config)
{
    config->has_password = true;
    memcpy(config->password, "toor    ", sizeof config->password); /* [AUTH#3] */
}

static void no_subscription_left(struct s7_cpu_config *config)
{
    config->limits.subscriptions = 0;
}

static void subscribed_refused(struct s7_cpu_config *config)
{
    config->codes.subscribed = 0xD403;
}

/* ---- the table ---------------------------------------------------------------------------------------------- */

enum end { STAYS, ENDS };

struct row {
    const char *part; /* title; the rest is not there */
    void (*prepare)(struct s7_cpu_config *config);
    const char *what, *before, *request, *answer;
    enum end end;
    const char *evidence, *by, *source;
};

static const struct row rows[] = {
#define REFUSAL_PART(title) {.part = title},
#define REFUSAL(prepare, what, before, request, answer, end, evidence, by, source)                             \
    {NULL, prepare, what, before, request, answer, end, evidence, by, source},
#include "sim/refusal.def"
#undef REFUSAL
#undef REFUSAL_PART
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

/* ---- playing it ----------------------------------------------------------------------------------------------- */

static bool keep(void *user, struct s7_request *request, s7_time now)
{
    struct s7_request **kept = user;
    (void)now;
    if (request->parameter.at[0] != 0x7e)
        return false;
    *kept = s7_request_keep(request);
    return true;
}

/* The PDU of a hex text in its frame; returns the whole size. */
static size_t framed(const char *hex, uint8_t *packet)
{
    size_t size = FRAME + octets_of_hex(hex, packet + FRAME);
    const uint8_t front[FRAME] = {3, 0, (uint8_t)(size >> 8), (uint8_t)size, 2, 0xF0, 0x80};
    memcpy(packet, front, FRAME);
    return size;
}

static void say(struct peer *peer, const char *hex)
{
    static uint8_t packet[PEER_OCTETS + FRAME];
    size_t size = framed(hex, packet);
    (void)peer->session->ops->input(peer->session->self, packet, size, peer->now); /* may be taken later */
    peer_listen(peer);
}

static void say_each(struct peer *peer, const char *list)
{
    char one[512];
    while (*list) {
        size_t length = strcspn(list, "/");
        assert_true(length < sizeof one);
        memcpy(one, list, length);
        one[length] = '\0';
        say(peer, one);
        list += length + (list[length] == '/');
    }
}

static void expect(const struct peer *peer, const struct row *row)
{
    static uint8_t packet[PEER_OCTETS + FRAME];
    size_t size = row->answer[0] ? framed(row->answer, packet) : 0;
    bool ended = (peer_want(peer) & S7_WANT_FIN) != 0;
    if (peer->answer_size != size || memcmp(peer->answer, packet, size) != 0 || ended != (row->end == ENDS)) {
        print_message("%s: answered (%s)", row->what, ended ? "ended" : "stays");
        for (size_t i = FRAME; i < peer->answer_size; i++)
            print_message(" %02x", peer->answer[i]);
        print_message("\n");
        fail();
    }
}

static void open_peer(struct peer *peer, struct s7_cpu *cpu)
{
    assert_int_equal(peer_accept(peer, cpu), S7_ACCEPT_TAKE);
    peer_say(peer, PEER_CR);
    if (set_up)
        peer_say(peer, PEER_SETUP("00f0"));
}

static void play(const struct row *row)
{
    struct s7_cpu_config config;
    struct s7_request *kept = NULL;
    static struct peer peer;
    s7_cpu_config_default(&config);
    set_up = true;
    keeps = db.optimized = db.write_protected = false;
    row->prepare(&config);
    config.dbs = &db;
    config.db_count = 1;
    struct s7_cpu *cpu = cpu_of(&config);
    if (keeps)
        s7_cpu_set_extension(cpu, keep, &kept);
    open_peer(&peer, cpu);
    say_each(&peer, row->before);
    say(&peer, row->request);
    expect(&peer, row);
    assert_true(keeps == (kept != NULL));
    if (kept)
        s7_request_drop(kept, peer.now);
    peer_close(&peer);
    s7_cpu_free(cpu);
}

/* ---- writing it down -------------------------------------------------------------------------------------------- */

static const char head[] =
    "<!-- generated by tests/sim/refusal_test.c (S7_REWRITE=1) from tests/sim/refusal.def; edit there -->\n"
    "# What a virtual CPU refuses, and how\n"
    "\n"
    "Every row was played by the test that wrote this page, against a CPU of `s7_cpu_config_default()` (an "
    "S7-300)\n"
    "with what the row says changed.  Requests and answers are S7 PDUs in hex, from the protocol id on.  No "
    "request\n"
    "is left without an answer unless the row says so.  What system status lists are refused, and how, stands "
    "in\n"
    "[szl.md](szl.md).\n"
    "\n"
    "*Known* is the evidence: H a capture or several reports of real CPUs, M one good report, L a weak one, U "
    "none: a\n"
    "choice, which the last column names the key of.  It is a figure of a profile "
    "([profiles.md](profiles.md)), or a\n"
    "field of the same meaning in `struct s7_cpu_config`; where there is none, nothing can be configured.\n";

static void print_hex(FILE *out, const char *hex)
{
    static uint8_t octets[PEER_OCTETS];
    size_t size = octets_of_hex(hex, octets);
    fputc('`', out);
    for (size_t i = 0; i < size && i < 48; i++)
        fprintf(out, "%02x", octets[i]);
    fprintf(out, "%s`", size > 48 ? "…" : "");
}

static void print_answer(FILE *out, const struct row *row)
{
    if (row->answer[0])
        print_hex(out, row->answer);
    else
        fputs(row->end == ENDS ? "the connection is ended in order" : "none", out);
}

static void print_row(FILE *out, const struct row *row)
{
    if (row->part) {
        fprintf(out,
                "\n## %s\n\n| asked | request | answer | known | from | key |\n|---|---|---|---|---|---|\n",
                row->part);
        return;
    }
    fprintf(out, "| %s | ", row->what);
    print_hex(out, row->request);
    fputs(" | ", out);
    print_answer(out, row);
    fprintf(out, " | %s | %s | %s |\n", row->evidence, row->source, row->by);
}

static char *read_whole(const char *path, size_t *ret_size)
{
    static char text[1 << 18];
    FILE *file = fopen(path, "rb");
    *ret_size = file ? fread(text, 1, sizeof text, file) : 0;
    if (file)
        fclose(file);
    return text;
}

static void compare(const char *text, size_t size)
{
    const char *rewrite = getenv("S7_REWRITE");
    if (rewrite && strcmp(rewrite, "1") == 0) {
        FILE *file = fopen(REFUSAL_DOCUMENT, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(text, 1, size, file), size);
        assert_int_equal(fclose(file), 0);
    }
    size_t there_size;
    const char *there = read_whole(REFUSAL_DOCUMENT, &there_size);
    if (there_size != size || memcmp(there, text, size) != 0)
        fail_msg("%s is not what was played; S7_REWRITE=1 writes it", REFUSAL_DOCUMENT);
}

static void every_row_is_refused_as_it_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (!rows[i].part)
            play(&rows[i]);
}

static void the_document_says_what_was_played(void **state)
{
    char *text = NULL;
    size_t size = 0;
    (void)state;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    fputs(head, out);
    for (size_t i = 0; i < ROW_COUNT; i++)
        print_row(out, &rows[i]);
    assert_int_equal(fclose(out), 0);
    compare(text, size);
    free(text);
}

static bool is_figure(const char *name, size_t length)
{
    const struct s7_figure_row *row;
    for (size_t i = 0; (row = s7_figure_at(i)) != NULL; i++)
        if (strlen(row->name) == length && memcmp(row->name, name, length) == 0)
            return true;
    return false;
}

/* What the last column names can be written into a profile. */
static void keys_are_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        const char *key = rows[i].part ? "" : rows[i].by;
        while (*key) {
            size_t length = strcspn(key, ",");
            if (!is_figure(key, length))
                fail_msg("%s: no figure of a profile", key);
            key += length + (key[length] ? 2 : 0);
        }
    }
}

/* Whatever is more than a choice is known from somewhere. */
static void evidence_has_a_source(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (rows[i].part)
            continue;
        assert_non_null(strstr("HMLU", rows[i].evidence));
        assert_true(rows[i].evidence[0] == 'U' || rows[i].source[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_refused_as_it_says),
        cmocka_unit_test(the_document_says_what_was_played),
        cmocka_unit_test(keys_are_figures),
        cmocka_unit_test(evidence_has_a_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
