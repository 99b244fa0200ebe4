/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <sieben/block.h>
#include <sieben/cpu.h>
#include <sieben/posix_loop.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { RECORD = 100, READS = 1000 };

static const struct s7_range record = {.area = S7_AREA_DB, .db = 1, .first_bit = 0, .bit_count = RECORD * 8};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct s7_cpu *cpu;
static atomic_bool done;

static void lock(void *user)
{
    pthread_mutex_lock(user);
}

static void unlock(void *user)
{
    pthread_mutex_unlock(user);
}

/* The program, in a thread of its own: writes records as fast as it can, every octet of a record the same. */
static void *run_program(void *unused)
{
    uint8_t octets[RECORD];
    for (uint8_t value = 0; !atomic_load(&done); value++) {
        memset(octets, value, sizeof octets);
        s7_cpu_write(cpu, &record, octets); /* allowed here: the CPU has a lock */
    }
    return unused;
}

/* ---- what a partner sees ------------------------------------------------------------------------------------ */

static uint8_t received[RECORD];

static int own_read(void *user, const struct s7_range *range, uint8_t *ret_octets)
{
    (void)user;
    return s7_memory_fetch(received, sizeof received, range, ret_octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

static int own_write(void *user, const struct s7_range *range, const uint8_t *octets)
{
    (void)user;
    return s7_memory_store(received, sizeof received, range, octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

static unsigned is_torn(void)
{
    return memcmp(received, received + 1, sizeof received - 1) != 0;
}

static struct s7_block_link *link_to(struct s7_loop *loop, uint16_t port)
{
    struct s7_block_link_config config;
    struct s7_block_link *link = NULL;
    s7_block_link_config_default(&config);
    config.host = "127.0.0.1";
    config.port = port;
    config.slot = 2;
    config.memory = (struct s7_block_memory){.read = own_read, .write = own_write};
    config.dialer = s7_loop_dialer(loop);
    s7_block_link_new(&config, &link);
    return link;
}

/* Reads records, one telegram each.  Returns how many of them were torn. */
static unsigned read_records(struct s7_loop *loop, struct s7_block_link *link, struct s7_get *get)
{
    const struct s7_range ours = {.area = S7_AREA_MEMORY, .first_bit = 0, .bit_count = RECORD * 8};
    struct s7_block_inputs inputs = {.id = link, .area_count = 1, .areas = {{record, ours}}};
    struct s7_get_outputs outputs;
    unsigned torn = 0;
    for (unsigned reads = 0; reads < READS;) {
        s7_block_link_call(link, s7_loop_now());
        inputs.req = !inputs.req;
        s7_get_call(get, &inputs, s7_loop_now(), &outputs);
        reads += outputs.ndr;
        torn += outputs.ndr && is_torn();
        s7_loop_turn(loop, 1);
    }
    return torn;
}

/* Data of a CPU shared with another thread: a telegram is answered from one state, never from two. */
int main(void)
{
    const struct s7_cpu_db db = {.number = 1, .size = RECORD};
    struct s7_cpu_config config;
    struct s7_loop *loop;
    struct s7_loop_listener *listener;
    struct s7_get *get;
    struct s7_fault fault;
    pthread_t program;

    s7_cpu_config_default(&config);
    config.dbs = &db;
    config.db_count = 1;
    config.memory = (struct s7_cpu_memory_lock){.lock = lock, .unlock = unlock, .user = &mutex};
    if (s7_cpu_new(&config, &cpu) != S7_OK || s7_loop_new(NULL, &loop) != S7_OK ||
        s7_loop_listen(loop, "127.0.0.1", 0, s7_cpu_acceptor(cpu), &listener, &fault) != S7_OK ||
        s7_get_new(RECORD, &get) != S7_OK)
        return 1;
    struct s7_block_link *link = link_to(loop, s7_loop_port(listener));
    if (!link || pthread_create(&program, NULL, run_program, NULL) != 0)
        return 1;
    printf("%u of %d records torn\n", read_records(loop, link, get), READS);
    atomic_store(&done, true);
    pthread_join(program, NULL);
    s7_block_link_close(link, s7_loop_now());
    s7_loop_stop(loop);
    s7_loop_run(loop, S7_TIME_NEVER);
    s7_block_link_free(link);
    s7_get_free(get);
    s7_loop_free(loop);
    s7_cpu_free(cpu);
    return 0;
}
