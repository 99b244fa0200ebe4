/* SPDX-License-Identifier: MIT
 *
 * The session contract at work: two clients on one CPU, one writes, the other receives a push that it subscribed
 * to, and a third that never reads makes no memory grow.
 *
 * The service is a small one of the test: Userdata group 2 subfunction 1 subscribes the link; every write to the
 * CPU is pushed to all subscribers, with the written octets as payload.
 */
#include "check.h"

#include <string.h>

#include "allocation.h"
#include "cpu/cpu.h"
#include "engine/client.h"
#include "sim/link.h"

enum { GROUP = 2, SUBSCRIBE = 1, SUBSCRIBERS = 4, WRITES = 10000 };

struct service {
    struct s7_cpu *cpu;
    struct s7_link *subscribers[SUBSCRIBERS];
    size_t count;
};

static bool subscribe(void *user, struct s7_request *request, s7_time now)
{
    struct service *service = user;
    struct s7_userdata asked;
    if (request->header.rosctr != S7_ROSCTR_USERDATA ||
        s7_userdata_decode(request->parameter, request->data, &asked) != S7_OK || asked.group != GROUP ||
        asked.subfunction != SUBSCRIBE || service->count == SUBSCRIBERS)
        return false;
    const struct s7_userdata answer = {.long_form = true,
                                       .method = S7_USERDATA_METHOD_RESPONSE,
                                       .type = S7_USERDATA_RESPONSE,
                                       .group = GROUP,
                                       .subfunction = SUBSCRIBE,
                                       .sequence = (uint8_t)(service->count + 1),
                                       .has_data = true,
                                       .return_code = 0x0A};
    struct s7_writer writer = s7_request_open(request);
    size_t parameter_size = 0;
    service->subscribers[service->count++] = request->link;
    s7_userdata_encode(&writer, &answer, &parameter_size);
    s7_request_reply(request, &writer, parameter_size, 0, now);
    return true;
}

static void written(void *user, const struct s7_range *range, s7_time now)
{
    struct service *service = user;
    uint8_t octets[200];
    size_t size = s7_range_size(range);
    assert_true(size <= sizeof octets);
    assert_int_equal(s7_cpu_read(service->cpu, range, octets), S7_OK);
    const struct s7_userdata push = {.long_form = true,
                                     .method = S7_USERDATA_METHOD_RESPONSE,
                                     .type = S7_USERDATA_PUSH,
                                     .group = GROUP,
                                     .subfunction = SUBSCRIBE,
                                     .has_data = true,
                                     .return_code = 0xFF,
                                     .transport_size = 0x09,
                                     .length = (uint16_t)size,
                                     .payload = {octets, size}};
    for (size_t i = 0; i < service->count; i++)
        (void)s7_link_push(service->subscribers[i], &push, now); /* dropped and counted when there is no room */
}

/* ---- a subscriber: a session of the test that speaks just enough --------------------------------------------- */

static const uint8_t HELLO[] = {
    0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x01, 0x00, 0xc1, 0x02, 0x01, 0x00,
    0xc2, 0x02, 0x03, 0x02, 0xc0, 0x01, 0x0a, /* CR */
    0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0x00, 0x01, 0x00, 0x08,
    0x00, 0x00, 0xf0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0xf0, /* setup */
    0x03, 0x00, 0x00, 0x1d, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00, 0x00, 0x02, 0x00, 0x08,
    0x00, 0x04, 0x00, 0x01, 0x12, 0x04, 0x11, 0x42, 0x01, 0x00, 0x0a, 0x00, 0x00, 0x00 /* subscribe */
};

struct subscriber {
    struct s7_session session;
    size_t sent;
    bool deaf;
    bool closed;
    uint8_t last[256]; /* the last packet, put together from its pieces */
    size_t last_size;
    size_t packets;
};

static size_t subscriber_input(void *self, const uint8_t *bytes, size_t size, s7_time now)
{
    struct subscriber *subscriber = self;
    (void)now;
    for (size_t i = 0; i < size; i++) {
        if (subscriber->last_size >= 4 &&
            subscriber->last_size == (size_t)(subscriber->last[2] << 8 | subscriber->last[3]))
            subscriber->last_size = 0;
        assert_true(subscriber->last_size < sizeof subscriber->last);
        subscriber->last[subscriber->last_size++] = bytes[i];
        if (subscriber->last_size >= 4 &&
            subscriber->last_size == (size_t)(subscriber->last[2] << 8 | subscriber->last[3]))
            subscriber->packets++;
    }
    return size;
}

static size_t subscriber_output(void *self, const uint8_t **ret_bytes)
{
    struct subscriber *subscriber = self;
    *ret_bytes = HELLO + subscriber->sent;
    return sizeof HELLO - subscriber->sent;
}

static void subscriber_output_done(void *self, size_t size, s7_time now)
{
    (void)now;
    ((struct subscriber *)self)->sent += size;
}

static unsigned subscriber_want(const void *self)
{
    const struct subscriber *subscriber = self;
    return (subscriber->sent < sizeof HELLO ? S7_WANT_WRITE : 0u) | (subscriber->deaf ? 0u : S7_WANT_READ);
}

static s7_time subscriber_deadline(const void *self)
{
    (void)self;
    return S7_TIME_NEVER;
}

static void subscriber_tick(void *self, s7_time now)
{
    (void)self, (void)now;
}

static void subscriber_closed(void *self, const struct s7_fault *fault, s7_time now)
{
    (void)fault, (void)now;
    ((struct subscriber *)self)->closed = true;
}

static const struct s7_session_ops subscriber_ops = {.input = subscriber_input,
                                                     .output = subscriber_output,
                                                     .output_done = subscriber_output_done,
                                                     .want = subscriber_want,
                                                     .deadline = subscriber_deadline,
                                                     .tick = subscriber_tick,
                                                     .closed = subscriber_closed};

static void subscriber_init(struct subscriber *subscriber, bool deaf)
{
    memset(subscriber, 0, sizeof *subscriber);
    subscriber->session = (struct s7_session){.ops = &subscriber_ops, .self = subscriber};
    subscriber->deaf = deaf;
}

/* ---- the proof ------------------------------------------------------------------------------------------------ */

static struct sim sim;
static struct subscriber reader, deaf;

static bool finished(void *user)
{
    return ((struct s7_job *)user)->finished;
}

static void write_once(struct s7_client *client, uint8_t value)
{
    uint8_t octets[100];
    memset(octets, value, sizeof octets);
    struct s7_job_item item = {.range = {.area = S7_AREA_DB, .db = 10, .first_bit = 0, .bit_count = 800},
                               .octets = octets};
    struct s7_job job = {.kind = S7_JOB_WRITE, .items = &item, .item_count = 1, .timeout = S7_SECOND};
    assert_int_equal(s7_client_submit(client, &job, sim.now), S7_OK);
    assert_true(sim_until(&sim, finished, &job, S7_SECOND));
    assert_int_equal(job.fault.error, S7_OK);
}

static void a_write_reaches_the_subscriber_and_a_deaf_one_costs_nothing(void **state)
{
    (void)state;
    static const struct s7_cpu_db dbs[] = {{.number = 10, .size = 100}};
    struct s7_cpu_config config;
    struct s7_client_config client_config;
    struct service service = {0};
    struct s7_client *writer = NULL;

    s7_cpu_config_default(&config);
    config.slot = 2;
    config.dbs = dbs;
    config.db_count = 1;
    assert_int_equal(s7_cpu_new(&config, &service.cpu), S7_OK);
    s7_cpu_set_extension(service.cpu, subscribe, &service);
    s7_cpu_set_written(service.cpu, written, &service);
    s7_client_config_default(&client_config);
    client_config.slot = 2;
    assert_int_equal(s7_client_new(&client_config, &writer), S7_OK);
    sim_init(&sim);
    subscriber_init(&reader, false);
    subscriber_init(&deaf, true);
    struct s7_acceptor *acceptor = s7_cpu_acceptor(service.cpu);
    sim_connect(&sim, &reader.session, acceptor, "reader");
    sim_connect(&sim, &deaf.session, acceptor, "deaf");
    sim_connect(&sim, s7_client_session(writer), acceptor, "writer");
    sim_settle(&sim);
    assert_int_equal(service.count, 2);
    assert_int_equal(reader.packets, 3); /* CC, setup, answer to the subscription */

    size_t allocations = allocation_count();
    for (size_t i = 1; i <= WRITES; i++) {
        write_once(writer, (uint8_t)i);
        sim_settle(&sim);
        assert_int_equal(reader.packets, 3 + i); /* one push for each write, */
        assert_int_equal(reader.last_size, 7 + 10 + 12 + 4 + 100);
        assert_int_equal(reader.last[7 + 10 + 5], GROUP);                /* as a push of the group, */
        assert_int_equal(reader.last[7 + 10 + 12 + 4 + 99], (uint8_t)i); /* with what was written */
    }
    assert_int_equal(allocation_count(), allocations);
    const struct s7_server_counters *counters = s7_server_counters(s7_cpu_server(service.cpu));
    assert_int_equal(counters->pushes + counters->pushes_dropped, 2 * WRITES);
    assert_true(counters->pushes_dropped > WRITES - SIM_WINDOW / 100);
    assert_false(deaf.closed);

    deaf.deaf = false; /* it wakes up: what was kept for it is whole packets, then it hears new ones again */
    sim_settle(&sim);
    assert_int_equal(deaf.packets, 3 + counters->pushes - WRITES);
    size_t heard = deaf.packets;
    write_once(writer, 0xAB);
    sim_settle(&sim);
    assert_int_equal(deaf.packets, heard + 1);
    assert_int_equal(deaf.last[deaf.last_size - 1], 0xAB);

    s7_client_close(writer, sim.now);
    s7_cpu_close(service.cpu, sim.now);
    sim_settle(&sim);
    assert_true(reader.closed && deaf.closed);
    sim_done(&sim);
    s7_client_free(writer);
    s7_cpu_free(service.cpu);
    assert_int_equal(allocation_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_write_reaches_the_subscriber_and_a_deaf_one_costs_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
