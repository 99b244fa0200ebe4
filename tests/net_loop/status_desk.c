/* SPDX-License-Identifier: MIT */
#include "net_loop/status_desk.h"

#include <string.h>

#include "must.h"
#include "net_uv/clock.h"
#include "value/memory.h"

enum { PATIENCE_S = 60 };

static const struct s7_cpu_db shipped_dbs[DESK_DBS] = {{.number = 1, .size = 100},
                                                       {.number = 2, .size = 10},
                                                       {.number = 3, .size = 100, .optimized = true},
                                                       {.number = 4, .size = 100, .write_protected = true},
                                                       {.number = 77, .size = 100} /* not loaded yet */};
struct s7_range desk_db(uint16_t db, uint32_t first, uint32_t count)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = db, .first_bit = first * 8, .bit_count = count * 8};
}

/* ---- the program --------------------------------------------------------------------------------------------- */

static int read_own(void *user, const struct s7_range *range, uint8_t *ret_octets)
{
    struct desk *desk = user;
    bool there = range->db == 10 && s7_memory_fetch(desk->own, sizeof desk->own, range, ret_octets);
    return there ? S7_OK : S7_ERR_DATA_MISSING;
}

static int write_own(void *user, const struct s7_range *range, const uint8_t *octets)
{
    struct desk *desk = user;
    bool there = range->db == 10 && s7_memory_store(desk->own, sizeof desk->own, range, octets);
    return there ? S7_OK : S7_ERR_DATA_MISSING;
}

static void count_telegram(void *self, const struct s7_conversation *on, enum s7_direction direction,
                           const uint8_t *pdu, size_t size, s7_time now)
{
    struct desk *desk = self;
    (void)on;
    (void)now;
    bool request = size > 10 && pdu[1] == 1 && (pdu[10] == 4 || pdu[10] == 5);
    desk->telegrams += direction == S7_DIRECTION_OUT && request;
}

void desk_prepare(struct desk *desk)
{
    memset(desk, 0, sizeof *desk);
    desk->listen_at = "127.0.0.1";
    s7_cpu_config_default(&desk->cpu_config);
    desk->cpu_config.slot = 1;
    memcpy(desk->dbs, shipped_dbs, sizeof desk->dbs);
    desk->cpu_config.dbs = desk->dbs;
    desk->cpu_config.db_count = DESK_DBS - 1;
    desk->partner_db = 1;
    s7_block_link_config_default(&desk->link_config);
    desk->observer = (struct s7_observer){.self = desk, .pdu = count_telegram};
    desk->link_config.observer = &desk->observer;
    desk->link_config.host = "127.0.0.1";
    desk->link_config.connect_timeout = desk->link_config.timeout = 20 * S7_SECOND;
    desk->link_config.backoff_first = 5 * S7_MILLISECOND;
    desk->link_config.backoff_most = 20 * S7_MILLISECOND;
    desk->link_config.memory = (struct s7_block_memory){.read = read_own, .write = write_own, .user = desk};
    desk->inputs.area_count = 1;
    desk->inputs.areas[0] =
        (struct s7_block_area){.remote = desk_db(1, 0, DESK_OCTETS), .local = desk_db(10, 0, DESK_OCTETS)};
    status_script_init(&desk->script);
}

/* ---- the partner --------------------------------------------------------------------------------------------- */

static enum s7_accept open_door(struct s7_acceptor *acceptor, const struct s7_peer *peer, s7_time now,
                                struct s7_session **ret_session)
{
    struct desk *desk = (struct desk *)(void *)((char *)acceptor - offsetof(struct desk, door));
    struct s7_acceptor *behind = desk->scripted ? &desk->script.acceptor : s7_cpu_acceptor(desk->cpu);
    return behind->accept(behind, peer, now, ret_session);
}

void desk_listen(struct desk *desk)
{
    struct s7_uv_listener *listener;
    struct s7_fault fault;
    status_gate_remove(&desk->gate);
    must(s7_uv_listen(desk->uv, desk->listen_at, desk->port, &desk->door, &listener, &fault) == S7_OK);
    desk->port = s7_uv_port(listener);
}

void desk_partner(struct desk *desk, uint8_t *ret_octets)
{
    const struct s7_range range = desk_db(desk->partner_db, 0, DESK_OCTETS);
    memset(ret_octets, 0, DESK_OCTETS);
    if (desk->scripted)
        memcpy(ret_octets, desk->script.octets, DESK_OCTETS);
    else
        (void)s7_cpu_read(desk->cpu, &range, ret_octets);
}

void desk_download(struct desk *desk)
{
    desk->cpu_config.db_count = DESK_DBS;
    for (size_t i = 0; i < DESK_DBS; i++)
        if (desk->dbs[i].number == desk->partner_db)
            desk->dbs[i] = (struct s7_cpu_db){.number = desk->partner_db, .size = 100};
    must(s7_cpu_reload(desk->cpu, &desk->cpu_config) == S7_OK);
}

/* ---- turns ----------------------------------------------------------------------------------------------------- */

static void on_scan(uv_timer_t *timer)
{
    (void)timer; /* the loop has turned */
}

void desk_scan(struct desk *desk)
{
    uv_run(&desk->loop, UV_RUN_ONCE);
    if (desk->link)
        s7_block_link_call(desk->link, s7_uv_now());
    if (desk->other)
        s7_block_link_call(desk->other, s7_uv_now());
    status_gate_slam(&desk->gate);
}

struct desk_outputs desk_call(struct desk *desk, bool req)
{
    struct s7_get_outputs get;
    struct s7_put_outputs put;
    desk->inputs.req = req;
    if (desk->put) {
        s7_put_call(desk->put_block, &desk->inputs, s7_uv_now(), &put);
        return (struct desk_outputs){put.done, put.error, put.busy, put.status, put.fault};
    }
    s7_get_call(desk->get, &desk->inputs, s7_uv_now(), &get);
    return (struct desk_outputs){get.ndr, get.error, get.busy, get.status, get.fault};
}

struct desk_outputs desk_ask(struct desk *desk)
{
    s7_time patience = s7_uv_now() + PATIENCE_S * S7_SECOND;
    desk_call(desk, false);
    desk->telegrams = 0;
    struct desk_outputs outputs = desk_call(desk, true);
    while (outputs.busy) {
        must(s7_uv_now() < patience);
        desk_scan(desk);
        outputs = desk_call(desk, true);
    }
    return outputs;
}

void desk_ask_until_done(struct desk *desk)
{
    s7_time patience = s7_uv_now() + PATIENCE_S * S7_SECOND;
    while (!desk_ask(desk).done) {
        must(s7_uv_now() < patience);
        desk_scan(desk);
    }
}

/* ---- links ------------------------------------------------------------------------------------------------------ */

static struct s7_block_link *make_link(struct desk *desk)
{
    struct s7_block_link *link;
    desk->link_config.port = desk->port;
    desk->link_config.dialer = s7_uv_dialer(desk->uv);
    must(s7_block_link_new(&desk->link_config, &link) == S7_OK);
    return link;
}

static void wait_for_link(struct desk *desk, const struct s7_block_link *link)
{
    s7_time patience = s7_uv_now() + PATIENCE_S * S7_SECOND;
    for (;;) {
        struct s7_block_link_report report = s7_block_link_report(link);
        if (report.connected || report.failed > 0)
            return;
        must(s7_uv_now() < patience);
        desk_scan(desk);
    }
}

static void end_link(struct desk *desk, struct s7_block_link *link)
{
    s7_block_link_close(link, s7_uv_now());
    while (!s7_block_link_idle(link))
        uv_run(&desk->loop, UV_RUN_ONCE);
    s7_block_link_free(link);
}

void desk_link(struct desk *desk)
{
    desk->link = desk->inputs.id = make_link(desk);
    wait_for_link(desk, desk->link);
}

void desk_relink(struct desk *desk)
{
    end_link(desk, desk->link);
    desk_link(desk);
}

void desk_lose(struct desk *desk)
{
    while (s7_block_link_report(desk->link).connected)
        uv_run(&desk->loop, UV_RUN_ONCE);
}

void desk_await_fault(struct desk *desk, int error)
{
    s7_time patience = s7_uv_now() + PATIENCE_S * S7_SECOND;
    while (s7_block_link_report(desk->link).fault.error != error) {
        must(s7_uv_now() < patience);
        desk_scan(desk);
    }
}

void desk_occupy(struct desk *desk)
{
    desk->other = make_link(desk);
    wait_for_link(desk, desk->other);
    must(s7_block_link_report(desk->other).connected);
}

void desk_vacate(struct desk *desk)
{
    end_link(desk, desk->other);
    desk->other = NULL;
}

/* ---- from beginning to end -------------------------------------------------------------------------------------- */

void desk_open(struct desk *desk)
{
    desk->door.accept = open_door;
    must(uv_loop_init(&desk->loop) == 0);
    must(uv_timer_init(&desk->loop, &desk->scan_timer) == 0);
    must(uv_timer_start(&desk->scan_timer, on_scan, 1, 1) == 0);
    must(s7_uv_new(&desk->loop, NULL, &desk->uv) == S7_OK);
    must(s7_cpu_new(&desk->cpu_config, &desk->cpu) == S7_OK);
    must(s7_get_new(DESK_MOST, &desk->get) == S7_OK && s7_put_new(DESK_MOST, &desk->put_block) == S7_OK);
    for (uint32_t i = 0; i < DESK_OCTETS; i++) {
        const struct s7_range octet = desk_db(1, i, 1);
        desk->own[i] = (uint8_t)(0xA0 + i);
        desk->script.octets[i] = (uint8_t)(i + 1);
        must(s7_cpu_write(desk->cpu, &octet, &desk->script.octets[i]) == S7_OK);
    }
    if (desk->shut != GATE_NONE)
        desk->port = status_gate_put(&desk->gate, desk->shut);
    else
        desk_listen(desk);
}

static void note_stopped(void *user)
{
    *(bool *)user = true;
}

void desk_close(struct desk *desk)
{
    if (desk->other)
        desk_vacate(desk);
    end_link(desk, desk->link);
    s7_uv_stop(desk->uv, note_stopped, &desk->stopped);
    while (!desk->stopped)
        uv_run(&desk->loop, UV_RUN_ONCE);
    uv_close((uv_handle_t *)&desk->scan_timer, NULL);
    uv_run(&desk->loop, UV_RUN_DEFAULT);
    must(uv_loop_close(&desk->loop) == 0);
    status_gate_remove(&desk->gate);
    s7_get_free(desk->get);
    s7_put_free(desk->put_block);
    must(s7_cpu_usage(desk->cpu).used == 0);
    s7_cpu_free(desk->cpu);
}
