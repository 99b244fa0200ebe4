/* SPDX-License-Identifier: MIT
 *
 * A whole PUT/GET session between two CPUs, cut at every octet: the result is the same wherever the cut falls.
 */
#include "check.h"

#include <string.h>

#include "block/transfer.h"
#include "cpu/cpu.h"
#include "sim/link.h"

enum { SCAN = S7_MILLISECOND, AREA = 100 };

static const struct s7_cpu_db dbs[] = {{.number = 10, .size = 400}};

struct cell {
    struct sim sim;
    struct s7_cpu *active, *served;
    struct s7_client *client;
    struct s7_transfer_link link;
    struct s7_transfer put;
    struct s7_transfer get;
    uint8_t put_buffer[AREA + 1], get_buffer[AREA + 1];
};

static struct cell cell;
static size_t cut_at, cut_seen;

static size_t cut_once(void *user, size_t available)
{
    (void)user;
    size_t piece = available;
    if (cut_seen < cut_at && cut_at < cut_seen + available)
        piece = cut_at - cut_seen;
    cut_seen += piece;
    return piece;
}

static struct s7_range db10(uint32_t first_bit, uint32_t bit_count)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = 10, .first_bit = first_bit, .bit_count = bit_count};
}

static void set_up(void)
{
    struct s7_cpu_config config;
    struct s7_client_config client;
    s7_cpu_config_default(&config);
    config.dbs = dbs;
    config.db_count = 1;
    config.slot = 2;
    s7_client_config_default(&client);
    client.slot = 2;
    sim_init(&cell.sim);
    assert_int_equal(s7_cpu_new(&config, &cell.active), S7_OK);
    assert_int_equal(s7_cpu_new(&config, &cell.served), S7_OK);
    assert_int_equal(s7_client_new(&client, &cell.client), S7_OK);
    cell.link = (struct s7_transfer_link){.client = cell.client,
                                          .memory = s7_cpu_memory(cell.active),
                                          .timeout = 2 * S7_SECOND,
                                          .area_most = S7_BLOCK_AREAS};
    s7_transfer_init(&cell.put, S7_JOB_WRITE, cell.put_buffer, sizeof cell.put_buffer);
    s7_transfer_init(&cell.get, S7_JOB_READ, cell.get_buffer, sizeof cell.get_buffer);
    cut_seen = 0;
    cell.sim.cut = cut_once;
    sim_connect(&cell.sim, s7_client_session(cell.client), s7_cpu_acceptor(cell.served), "active");
    sim_settle(&cell.sim);
    assert_int_equal(s7_client_state(cell.client), S7_CLIENT_OPEN);
}

static void tear_down(void)
{
    s7_client_close(cell.client, cell.sim.now);
    sim_settle(&cell.sim);
    assert_int_equal(s7_client_fault(cell.client)->error, S7_OK);
    sim_done(&cell.sim);
    s7_client_free(cell.client);
    s7_cpu_free(cell.active);
    s7_cpu_free(cell.served);
}

/* Scans until the block says that it is finished; ERROR is a failure. */
static void scan_put(void)
{
    cell.put.req = true;
    for (int scan = 0; scan < 100; scan++) {
        s7_transfer_call(&cell.put, cell.sim.now);
        assert_false(cell.put.error);
        if (cell.put.done)
            return;
        sim_pass(&cell.sim, SCAN);
    }
    fail_msg("PUT was never done");
}

static void scan_get(void)
{
    cell.get.req = true;
    for (int scan = 0; scan < 100; scan++) {
        s7_transfer_call(&cell.get, cell.sim.now);
        assert_false(cell.get.error);
        if (cell.get.done)
            return;
        sim_pass(&cell.sim, SCAN);
    }
    fail_msg("GET had never new data");
}

static void put_and_get(void)
{
    uint8_t sent[AREA], there[AREA], back[AREA], bit = 1, bit_back = 0;
    struct s7_range source = db10(0, AREA * 8), target = db10(200 * 8, AREA * 8),
                    home = db10(100 * 8, AREA * 8);
    struct s7_range source_bit = db10(390 * 8 + 3, 1), target_bit = db10(391 * 8 + 6, 1),
                    home_bit = db10(392 * 8, 1);
    for (size_t i = 0; i < AREA; i++)
        sent[i] = (uint8_t)(i + 1);
    assert_int_equal(s7_cpu_write(cell.active, &source, sent), S7_OK);
    assert_int_equal(s7_cpu_write(cell.active, &source_bit, &bit), S7_OK);

    struct s7_transfer *put = &cell.put, *get = &cell.get;
    put->link = get->link = &cell.link;
    put->area_count = get->area_count = 2;
    put->areas[0] = (struct s7_block_area){.remote = target, .local = source};
    put->areas[1] = (struct s7_block_area){.remote = target_bit, .local = source_bit};
    get->areas[0] = (struct s7_block_area){.remote = target, .local = home};
    get->areas[1] = (struct s7_block_area){.remote = target_bit, .local = home_bit};
    scan_put();
    assert_int_equal(s7_cpu_read(cell.served, &target, there), S7_OK);
    assert_memory_equal(there, sent, AREA);
    scan_get();
    assert_int_equal(s7_cpu_read(cell.active, &home, back), S7_OK);
    assert_memory_equal(back, sent, AREA);
    assert_int_equal(s7_cpu_read(cell.active, &home_bit, &bit_back), S7_OK);
    assert_int_equal(bit_back, 1);
    struct s7_range neighbours = db10(391 * 8, 8);
    assert_int_equal(s7_cpu_read(cell.served, &neighbours, &bit_back), S7_OK);
    assert_int_equal(bit_back, 0x40);
}

static void every_cut_gives_the_same_result(void **state)
{
    size_t total = 0;
    (void)state;
    for (cut_at = 0; cut_at == 0 || cut_at < total; cut_at++) {
        set_up();
        put_and_get();
        tear_down();
        total = cut_seen;
    }
    assert_true(total > 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_cut_gives_the_same_result)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
