/* SPDX-License-Identifier: MIT
 *
 * libnodave_test.c — the client half of a recorded conversation is said to the virtual CPU; it has to answer as the
 * real one did.
 *
 * The recording is s7comm_varservice_libnodavedemo.pcap: libnodave and an IM151-8 PN/DP CPU, connection, setup,
 * reads and writes.  The CPU is the one that libnodave.yaml declares.
 */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cpu/cpu.h"
#include "libnodave_frames.h"
#include "plant/plant.h"
#include "wire/message.h"

enum { SKIPPED = 77, FRONT = 7 /* TPKT and DT header */, PLANT_MAX = 4096 };

static struct frames frames;

/* ---- the CPU of the plant file ------------------------------------------------------------------------------- */

static void report(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark, const char *message)
{
    (void)user;
    (void)severity;
    fprintf(stderr, "libnodave.yaml:%u:%u: %s\n", mark.line, mark.column, message);
}

static struct s7_plant *plant_load(void)
{
    char text[PLANT_MAX];
    FILE *file = fopen(REPLAY_SOURCE_DIR "/libnodave.yaml", "rb");
    assert_non_null(file);
    size_t size = fread(text, 1, sizeof text, file);
    assert_true(feof(file));
    fclose(file);
    struct s7_plant *plant = NULL;
    assert_int_equal(s7_plant_load(text, size, report, NULL, &plant), S7_OK);
    return plant;
}

static struct s7_cpu *cpu_make(const struct s7_plant_cpu *declared)
{
    struct s7_cpu_db dbs[8];
    assert_in_range(declared->db_count, 1, sizeof dbs / sizeof dbs[0]);
    for (size_t i = 0; i < declared->db_count; i++)
        dbs[i] = (struct s7_cpu_db){.number = declared->dbs[i].number,
                                    .size = declared->dbs[i].size,
                                    .optimized = declared->dbs[i].optimized,
                                    .write_protected = declared->dbs[i].write_protected};
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.rack = declared->rack;
    config.slot = declared->slot;
    config.pdu_length = (uint16_t)declared->profile->pdu_length.value;
    config.amq_calling = (uint16_t)declared->profile->amq_calling.value;
    config.amq_called = (uint16_t)declared->profile->amq_called.value;
    config.put_get = declared->put_get;
    config.dbs = dbs;
    config.db_count = declared->db_count;
    struct s7_cpu *cpu = NULL;
    assert_int_equal(s7_cpu_new(&config, &cpu), S7_OK);
    return cpu;
}

/* ---- the conversation ------------------------------------------------------------------------------------------ */

static void say(struct s7_session *session, const struct frame *frame, struct frame *ret_answer)
{
    const struct s7_session_ops *ops = session->ops;
    assert_int_equal(ops->input(session->self, frame->octets, frame->size, 0), frame->size);
    const uint8_t *octets;
    ret_answer->size = ops->output(session->self, &octets);
    assert_in_range(ret_answer->size, 1, sizeof ret_answer->octets);
    memcpy(ret_answer->octets, octets, ret_answer->size);
    ops->output_done(session->self, ret_answer->size, 0);
    assert_int_equal(ops->output(session->self, &octets), 0);
}

static void message_of(const struct frame *frame, struct s7_message *ret_message)
{
    assert_in_range(frame->size, FRONT, sizeof frame->octets);
    assert_int_equal(s7_message_decode(frame->octets + FRONT, frame->size - FRONT, ret_message), S7_OK);
}

/* What a real CPU's memory held is known from what it answered before anything was written. */
static void memory_learn(struct s7_cpu *cpu, const struct frame *question, const struct frame *answer)
{
    static struct s7_message asked, told;
    message_of(question, &asked);
    message_of(answer, &told);
    for (size_t i = 0; i < told.as.read_answer.item_count; i++) {
        const struct s7_item *item = &asked.as.read_request.items[i];
        const struct s7_data_item *value = &told.as.read_answer.items[i];
        struct s7_range range = {(enum s7_area)item->area, item->db, item->address,
                                 (uint32_t)value->octets.size * 8};
        if (value->return_code == S7_RETURN_SUCCESS)
            assert_int_equal(s7_cpu_write(cpu, &range, value->octets.at), S7_OK);
    }
}

static uint8_t function_of(const struct frame *frame)
{
    return frame->size > FRONT + S7_HEADER_SIZE_MIN ? frame->octets[FRONT + S7_HEADER_SIZE_MIN] : 0;
}

static void memory_prepare(struct s7_cpu *cpu)
{
    for (size_t i = 0; i + 1 < frames.count; i += 2) {
        if (function_of(&frames.list[i]) == S7_FUNCTION_WRITE_VAR)
            return;
        if (function_of(&frames.list[i]) == S7_FUNCTION_READ_VAR)
            memory_learn(cpu, &frames.list[i], &frames.list[i + 1]);
    }
}

/* ---- comparing ------------------------------------------------------------------------------------------------- */

static void assert_same_items(const struct s7_read_answer *real, const struct s7_read_answer *ours)
{
    assert_int_equal(ours->item_count, real->item_count);
    for (size_t i = 0; i < real->item_count; i++) {
        assert_int_equal(ours->items[i].return_code, real->items[i].return_code);
        assert_int_equal(ours->items[i].transport_size, real->items[i].transport_size);
        assert_int_equal(ours->items[i].length, real->items[i].length);
    }
}

static void assert_same_codes(const struct s7_write_answer *real, const struct s7_write_answer *ours)
{
    assert_int_equal(ours->item_count, real->item_count);
    assert_memory_equal(ours->return_codes, real->return_codes, real->item_count);
}

static void assert_same_meaning(const struct frame *real, const struct frame *ours)
{
    static struct s7_message told, answered;
    message_of(real, &told);
    message_of(ours, &answered);
    assert_int_equal(answered.header.rosctr, told.header.rosctr);
    assert_int_equal(answered.header.error, told.header.error);
    assert_int_equal(answered.body, told.body);
    if (told.body == S7_BODY_READ_ANSWER)
        assert_same_items(&told.as.read_answer, &answered.as.read_answer);
    else if (told.body == S7_BODY_WRITE_ANSWER)
        assert_same_codes(&told.as.write_answer, &answered.as.write_answer);
}

/*
 * What is not the CPU's answer to the client: the reference that a server gives a connection (ISO 8073 13.4.3), and
 * MB0, which reads back other than it was written 12 ms before: the program or the clock memory of the real CPU.
 */
static const struct {
    unsigned frame;
    size_t at;
    size_t size;
} own_affairs[] = {{8, 8, 2}, {24, 25, 1}};

static void assert_same_octets(const struct frame *real, struct frame *ours)
{
    assert_int_equal(ours->size, real->size);
    for (size_t i = 0; i < sizeof own_affairs / sizeof own_affairs[0]; i++)
        if (own_affairs[i].frame == real->number)
            memcpy(ours->octets + own_affairs[i].at, real->octets + own_affairs[i].at, own_affairs[i].size);
    assert_memory_equal(ours->octets, real->octets, real->size);
}

static struct s7_session *session_open(struct s7_cpu *cpu)
{
    struct s7_acceptor *acceptor = s7_cpu_acceptor(cpu);
    const struct s7_peer peer = {.address = "192.168.1.10", .port = 4258};
    struct s7_session *session = NULL;
    assert_int_equal(acceptor->accept(acceptor, &peer, 0, &session), S7_ACCEPT_TAKE);
    session->ops->tick(session->self, 0);
    return session;
}

static void virtual_cpu_answers_as_the_real_one(void **state)
{
    (void)state;
    struct s7_plant *plant = plant_load();
    struct s7_cpu *cpu = cpu_make(s7_plant_find_cpu(plant, "IM151-8"));
    s7_plant_free(plant);
    memory_prepare(cpu);
    struct s7_session *session = session_open(cpu);
    unsigned messages = 0;
    for (size_t i = 0; i < frames.count; i += 2) {
        const struct frame *question = &frames.list[i], *real = &frames.list[i + 1];
        assert_true(i + 1 < frames.count && question->from_client && !real->from_client);
        static struct frame ours;
        say(session, question, &ours);
        printf("frame %u, answer %u\n", question->number, real->number);
        if (i > 0)
            assert_same_meaning(real, &ours);
        assert_same_octets(real, &ours);
        messages++;
    }
    assert_int_equal(messages, 9); /* CR, setup, 2 reads, 4 writes, 1 read */
    session->ops->closed(session->self, &(struct s7_fault){.error = S7_OK}, 0);
    s7_cpu_free(cpu);
}

static int captures_missing(const char *folder)
{
    const char *required = getenv("S7_REQUIRE");
    printf("skipped: no captures (%s)\n", folder);
    return required && strstr(required, "captures") ? EXIT_FAILURE : SKIPPED;
}

int main(void)
{
    static const char name[] = "s7comm_varservice_libnodavedemo.pcap";
    const char *given = getenv("S7_CAPTURES");
    const char *folder = given ? given : REPLAY_SOURCE_DIR "/../../../shared/captures";
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (access(path, R_OK) != 0)
        return captures_missing(folder);
    if (!frames_read(path, &frames)) {
        printf("failed: %s cannot be read as a whole\n", path);
        return EXIT_FAILURE;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(virtual_cpu_answers_as_the_real_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
