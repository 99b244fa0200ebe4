/* SPDX-License-Identifier: MIT
 *
 * tests/sim/guests.h — one virtual CPU and several clients of it in memory; each client remembers the pushes it got.
 */
#ifndef SIM_GUESTS_H
#define SIM_GUESTS_H

#include "check.h"

#include <string.h>

#include "cpu/cpu.h"
#include "engine/client.h"
#include "sim/link.h"
#include "wire/password.h"
#include "wire/pi_service.h"
#include "wire/plc_stop.h"

enum { GUESTS = 4, PUSHES = 64 };

struct guest {
    struct s7_client *client;
    size_t push_count;
    uint8_t modes[PUSHES];   /**< of the mode transitions, in order */
    uint16_t events[PUSHES]; /**< of the diagnostic messages, in order */
    size_t mode_count, event_count;
};

struct inn {
    struct sim sim;
    struct s7_cpu_config config;
    struct s7_cpu *cpu;
    struct guest guests[GUESTS];
};

static struct inn inn;

static inline void take_push(void *user, struct s7_client *client, const uint8_t *pdu, size_t size, s7_time now)
{
    struct guest *guest = user;
    (void)client, (void)now;
    guest->push_count++;
    if (size == 18 && pdu[10] == 0x01 && guest->mode_count < PUSHES)
        guest->modes[guest->mode_count++] = pdu[16];
    else if (size == 42 && guest->event_count < PUSHES)
        guest->events[guest->event_count++] = (uint16_t)(pdu[22] << 8 | pdu[23]);
}

/** Starts from the defaults; to be changed before inn_open(). */
static inline struct s7_cpu_config *inn_config(void)
{
    memset(&inn, 0, sizeof inn);
    s7_cpu_config_default(&inn.config);
    return &inn.config;
}

static inline void guest_connect(size_t index)
{
    sim_connect(&inn.sim, s7_client_session(inn.guests[index].client), s7_cpu_acceptor(inn.cpu), "guest");
    sim_settle(&inn.sim);
    assert_int_equal(s7_client_state(inn.guests[index].client), S7_CLIENT_OPEN);
}

static inline void inn_open(void)
{
    struct s7_client_config client;
    s7_client_config_default(&client);
    client.connection_class = 1;
    client.slot = 2;
    client.push = take_push;
    sim_init(&inn.sim);
    assert_int_equal(s7_cpu_new(&inn.config, &inn.cpu), S7_OK);
    for (size_t i = 0; i < GUESTS; i++) {
        client.user = &inn.guests[i];
        assert_int_equal(s7_client_new(&client, &inn.guests[i].client), S7_OK);
        guest_connect(i);
    }
}

static inline void inn_close(void)
{
    for (size_t i = 0; i < GUESTS; i++)
        s7_client_close(inn.guests[i].client, inn.sim.now);
    sim_settle(&inn.sim);
    sim_done(&inn.sim);
    for (size_t i = 0; i < GUESTS; i++)
        s7_client_free(inn.guests[i].client);
    s7_cpu_free(inn.cpu);
}

static inline bool call_finished(void *user)
{
    return ((struct s7_call *)user)->finished;
}

/** @return the partner's code of a refusal, 0: served; everything else fails. */
static inline uint16_t run_call(size_t guest, struct s7_call *call)
{
    call->timeout = 2 * S7_SECOND;
    assert_int_equal(s7_client_call(inn.guests[guest].client, call, inn.sim.now), S7_OK);
    assert_true(sim_until(&inn.sim, call_finished, call, 5 * S7_SECOND));
    assert_true(call->fault.error == S7_OK || call->fault.peer_code);
    return call->fault.peer_code;
}

static inline uint16_t ask_userdata(size_t guest, uint8_t group, uint8_t subfunction, const void *payload,
                                    size_t size)
{
    uint8_t answer[64];
    struct s7_call call = {.kind = S7_CALL_USERDATA,
                           .group = group,
                           .subfunction = subfunction,
                           .request = {payload, size},
                           .answer = answer,
                           .answer_capacity = sizeof answer};
    return run_call(guest, &call);
}

static inline uint16_t ask_job(size_t guest, const struct s7_writer *parameter, const uint8_t *octets)
{
    struct s7_call call = {.kind = S7_CALL_JOB, .request = {octets, s7_writer_size(parameter)}};
    return run_call(guest, &call);
}

static inline uint16_t ask_stop(size_t guest)
{
    uint8_t octets[32];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    const struct s7_plc_stop stop = s7_plc_stop_request();
    s7_plc_stop_encode(&writer, &stop);
    return ask_job(guest, &writer, octets);
}

static inline uint16_t ask_start(size_t guest, bool cold)
{
    uint8_t octets[32];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    const struct s7_pi_service start = s7_pi_service_start(cold);
    s7_pi_service_encode(&writer, &start);
    return ask_job(guest, &writer, octets);
}

static inline uint16_t ask_password(size_t guest, const char plain[8])
{
    uint8_t octets[S7_PASSWORD_SIZE];
    s7_password_obfuscate((const uint8_t *)plain, octets);
    return ask_userdata(guest, 5, 1, octets, sizeof octets);
}

/** events of wire/message_service.h, 0 unsubscribes. */
static inline uint16_t ask_events(size_t guest, uint8_t events)
{
    const uint8_t payload[] = {events, 0, 'G', 'U', 'E', 'S', 'T', ' ', ' ', ' '};
    return ask_userdata(guest, 4, 2, payload, sizeof payload);
}

/** Reads one octet of bit memory. */
static inline uint16_t ask_memory(size_t guest)
{
    uint8_t octet;
    struct s7_job_item item = {.range = {.area = S7_AREA_MEMORY, .bit_count = 8}, .octets = &octet};
    struct s7_job job = {.kind = S7_JOB_READ, .items = &item, .item_count = 1, .timeout = 2 * S7_SECOND};
    assert_int_equal(s7_client_submit(inn.guests[guest].client, &job, inn.sim.now), S7_OK);
    sim_settle(&inn.sim);
    assert_true(job.finished);
    return job.fault.error == S7_OK ? 0 : job.fault.peer_code;
}

#endif
