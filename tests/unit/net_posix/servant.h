/* SPDX-License-Identifier: MIT
 *
 * unit/net_posix/servant.h — a small partner in a process of its own: lists, a clock, a mode, a password.
 *
 * It serves one connection with PDU 240.  List 0011 is 8 octets of head and `index` octets of count; list 0424 tells the
 * mode, 00A0 is never answered, all others are D401.  The password is "toor".  01E0 and 01E1 push `index` events 4302 with
 * numbers from 0 before or after their answer, to whoever has subscribed; 01E2 pushes one and ends the connection.
 */
#ifndef UNIT_NET_POSIX_SERVANT_H
#define UNIT_NET_POSIX_SERVANT_H

#include "check.h"

#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/server.h"
#include "net_posix/client.h"
#include "sieben/posix_loop.h"

enum servant_mode { SERVANT_STOP = 3, SERVANT_WARM = 5, SERVANT_COLD = 6, SERVANT_RUN = 8 };

struct servant {
    pid_t pid;
    uint16_t port;
    struct s7_loop *loop;
    enum servant_mode mode;
    uint8_t time[10];
    bool legitimised;
    uint8_t events, alarm_type;
};

static struct servant servant;

static inline enum s7_admit servant_connect(void *user, struct s7_link *link, const struct s7_cotp_connect *cr,
                                            s7_time now, uint8_t *ret_reason)
{
    (void)user, (void)link, (void)cr, (void)now, (void)ret_reason;
    return S7_ADMIT_YES;
}

static inline void servant_push(struct s7_request *request, uint16_t count, s7_time now)
{
    uint8_t event[20] = {0x43, 0x02, 0xFF, 0x68, 0xC7, 0x00, 0,    0,    0,    0,
                         0,    0,    0x16, 0x02, 0x08, 0x14, 0x51, 0x37, 0x91, 0x62};
    const struct s7_userdata push = {.method = S7_USERDATA_METHOD_REQUEST,
                                     .type = S7_USERDATA_PUSH,
                                     .group = 4,
                                     .subfunction = 3,
                                     .has_data = true,
                                     .return_code = 0xFF,
                                     .transport_size = 9,
                                     .length = sizeof event,
                                     .payload = {event, sizeof event}};
    for (uint16_t i = 0; i < count && servant.events; i++) {
        event[11] = (uint8_t)i;
        s7_link_push(request->link, &push, now);
    }
}

/* "full" finds no room; who asks for what is there already is told so. */
static inline void servant_messages(struct s7_request *request, struct s7_octets payload, s7_time now)
{
    static const uint8_t accepted[] = {2, 0, 0, 1, 0};
    bool alarms = payload.size == 12 && payload.at[0] & 0x80;
    uint8_t events = payload.at[0] & 0x7F, alarm_type = alarms ? payload.at[10] : 0;
    bool same = alarms ? alarm_type == servant.alarm_type : events == servant.events;
    if (memcmp(payload.at + 2, "full    ", 8) == 0) {
        s7_request_refuse(request, 0xD404, now);
    } else if (payload.size != (alarms ? 12u : 10u)) {
        s7_request_refuse(request, 0x8500, now);
    } else if (same && (!alarms || events == 0)) {
        s7_request_refuse(request, 0xD403, now);
    } else {
        servant.events = alarms && !events ? servant.events : events;
        servant.alarm_type = alarms ? alarm_type : servant.alarm_type;
        s7_request_reply_chain(request, accepted, alarms ? 5 : 2, now);
    }
}

static inline void servant_events(struct s7_request *request, uint16_t id, uint16_t count, s7_time now)
{
    static const uint8_t mode[] = {0x01, 0x00, 0x10, 0x10, 0x00, 0x00, 0x02, 0x00};
    static const uint8_t head[8] = {0};
    struct s7_link *link = request->link;
    if (id != 0x01E1)
        servant_push(request, id == 0x01E2 ? 1 : count, now);
    if (id == 0x01E2) {
        s7_request_drop(request, now);
        s7_link_end(link, false, now);
        return;
    }
    struct s7_request later = *request;
    s7_request_reply_chain(request, head, sizeof head, now);
    if (id == 0x01E1) {
        servant_push(&later, count, now);
        s7_link_push_parameter(link, (struct s7_octets){mode, sizeof mode}, now);
    }
}

static inline void servant_szl(struct s7_request *request, struct s7_octets payload, s7_time now)
{
    static uint8_t list[4096];
    uint16_t id = s7_load_u16(payload.at), index = s7_load_u16(payload.at + 2);
    memcpy(list, payload.at, 4);
    for (size_t i = 8; i < sizeof list; i++)
        list[i] = (uint8_t)(i * 3);
    if (id >= 0x01E0 && id <= 0x01E2) {
        servant_events(request, id, index, now);
    } else if (id == 0x0011) {
        s7_request_reply_chain(request, list, 8u + index, now);
    } else if (id == 0x0424) {
        list[8] = (uint8_t)servant.mode;
        s7_request_reply_chain(request, list, 9, now);
    } else if (id == 0x0000) {
        s7_request_reply_chain(request, list, 7, now); /* no list */
    } else if (id == 0x00A0) {
        s7_request_drop(request, now);
    } else {
        s7_request_refuse(request, 0xD401, now);
    }
}

static inline void servant_clock(struct s7_request *request, const struct s7_userdata *asked, s7_time now)
{
    if (asked->subfunction == 1) {
        s7_request_reply_chain(request, servant.time, sizeof servant.time, now);
    } else if (asked->payload.size != sizeof servant.time || asked->payload.at[3] == 0x12) {
        s7_request_refuse(request, 0xDC01, now); /* it does not like December */
    } else {
        memcpy(servant.time, asked->payload.at, sizeof servant.time);
        s7_request_reply_chain(request, NULL, 0, now);
    }
}

static inline void servant_security(struct s7_request *request, const struct s7_userdata *asked, s7_time now)
{
    static const uint8_t toor[] = {0x21, 0x3a, 0x1b, 0x1d, 0x6e, 0x68, 0x1b, 0x1d};
    uint16_t error = 0;
    if (asked->subfunction == 2)
        error = servant.legitimised ? 0 : 0xD604;
    else if (asked->payload.size != sizeof toor || memcmp(asked->payload.at, toor, sizeof toor) != 0)
        error = 0xD602;
    if (!error)
        servant.legitimised = asked->subfunction == 1;
    if (error)
        s7_request_refuse(request, error, now);
    else
        s7_request_reply_chain(request, NULL, 0, now);
}

static inline void servant_control(struct s7_request *request, s7_time now)
{
    static const uint8_t stop[] = "\x29\0\0\0\0\0\x09P_PROGRAM";
    static const uint8_t warm[] = "\x28\0\0\0\0\0\0\xfd\0\0\x09P_PROGRAM";
    static const uint8_t cold[] = "\x28\0\0\0\0\0\0\xfd\0\x02"
                                  "C \x09P_PROGRAM";
    static const struct {
        const uint8_t *octets;
        size_t size;
        enum servant_mode mode;
        uint8_t already;
    } rows[] = {{stop, sizeof stop - 1, SERVANT_STOP, 0x07},
                {warm, sizeof warm - 1, SERVANT_WARM, 0x03},
                {cold, sizeof cold - 1, SERVANT_COLD, 0x03}};
    for (size_t i = 0; i < 3; i++) {
        if (request->parameter.size != rows[i].size ||
            memcmp(request->parameter.at, rows[i].octets, rows[i].size) != 0)
            continue;
        struct s7_writer writer = s7_request_open(request);
        s7_writer_u8(&writer, request->parameter.at[0]);
        bool already = (servant.mode == SERVANT_STOP) == (i == 0);
        if (already)
            s7_writer_u8(&writer, rows[i].already);
        else
            servant.mode = rows[i].mode;
        s7_request_reply(request, &writer, s7_writer_size(&writer), 0, now);
        return;
    }
}

static inline void servant_request(void *user, struct s7_request *request, s7_time now)
{
    const struct s7_setup grant = {.amq_calling = 1, .amq_called = 1, .pdu_length = 240};
    struct s7_userdata asked;
    (void)user;
    if (request->service == S7_SERVICE_SETUP)
        s7_request_grant(request, &grant, now);
    else if (request->header.rosctr == S7_ROSCTR_JOB)
        servant_control(request, now);
    else if (s7_userdata_decode(request->parameter, request->data, &asked) != S7_OK)
        return;
    else if (asked.group == 4 && asked.subfunction == 1 && asked.payload.size == 4)
        servant_szl(request, asked.payload, now);
    else if (asked.group == 4 && asked.subfunction == 2 && asked.payload.size >= 10)
        servant_messages(request, asked.payload, now);
    else if (asked.group == 5)
        servant_security(request, &asked, now);
    else if (asked.group == 7)
        servant_clock(request, &asked, now);
}

static inline void servant_disconnected(void *user, struct s7_link *link, const struct s7_fault *fault,
                                        s7_time now)
{
    (void)user, (void)link, (void)now;
    _exit(fault->error == S7_OK ? 0 : 3);
}

/** What a client of it is configured as; the port comes when it is started. */
static inline struct s7_posix_config servant_client(const struct s7_observer *observer, uint32_t timeout_ms)
{
    struct s7_posix_config config;
    s7_posix_config_default(&config);
    config.host = "127.0.0.1";
    config.connect_timeout_ms = 20000;
    config.timeout_ms = timeout_ms;
    config.observer = observer;
    return config;
}

/** Starts it; connects a client with this configuration. */
static inline struct s7_posix_client *servant_start_for(struct s7_posix_config client_config)
{
    static const struct s7_server_ops ops = {
        .connect = servant_connect, .request = servant_request, .disconnected = servant_disconnected};
    struct s7_server_config config;
    struct s7_server *server = NULL;
    struct s7_loop_listener *listener = NULL;
    struct s7_fault fault = {0};
    servant = (struct servant){.mode = SERVANT_RUN,
                               .time = {0x00, 0x19, 0x16, 0x02, 0x08, 0x14, 0x51, 0x37, 0x91, 0x62}};
    s7_server_config_default(&config);
    config.ops = &ops;
    assert_int_equal(s7_server_new(&config, &server), S7_OK);
    assert_int_equal(s7_loop_new(NULL, &servant.loop), S7_OK);
    assert_int_equal(
        s7_loop_listen(servant.loop, "127.0.0.1", 0, s7_server_acceptor(server), &listener, &fault), S7_OK);
    servant.port = s7_loop_port(listener);
    servant.pid = fork();
    assert_true(servant.pid >= 0);
    if (servant.pid == 0) {
        s7_loop_run(servant.loop, S7_TIME_NEVER);
        _exit(4);
    }
    s7_loop_free(servant.loop);
    s7_server_free(server);

    struct s7_posix_client *client = NULL;
    client_config.port = servant.port;
    assert_int_equal(s7_posix_open(&client_config, &client, &fault), S7_OK);
    return client;
}

/** Starts it; connects a client with `observer`, which may be NULL. */
static inline struct s7_posix_client *servant_start(const struct s7_observer *observer, uint32_t timeout_ms)
{
    return servant_start_for(servant_client(observer, timeout_ms));
}

/** Closes the client; the partner saw an end in order. */
static inline void servant_stop(struct s7_posix_client *client)
{
    int status = -1;
    s7_posix_close(client);
    assert_int_equal(waitpid(servant.pid, &status, 0), servant.pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

enum { SERVANT_PATIENCE = 20000 /* ms: a loaded machine */ };

#endif
