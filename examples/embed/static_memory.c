/* SPDX-License-Identifier: MIT */
#include <sieben/block.h>
#include <sieben/cpu.h>
#include <sieben/posix_loop.h>
#include <stdalign.h>
#include <stdio.h>

/*
 * Everything in static memory: a CPU that is served, a loop, a link to a partner (here: that CPU) and a GET on it.
 * Nothing is allocated, neither now nor later; what needs more than its array says so when it is made.
 */
static alignas(max_align_t) unsigned char cpu_memory[64 * 1024];
static alignas(max_align_t) unsigned char loop_memory[16 * 1024];
static alignas(max_align_t) unsigned char link_memory[16 * 1024];
static alignas(max_align_t) unsigned char get_memory[1024];

static uint8_t own_data[20];

static int own_read(void *user, const struct s7_range *range, uint8_t *ret_octets)
{
    (void)user;
    return s7_memory_fetch(own_data, sizeof own_data, range, ret_octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

static int own_write(void *user, const struct s7_range *range, const uint8_t *octets)
{
    (void)user;
    return s7_memory_store(own_data, sizeof own_data, range, octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

static int make_cpu(struct s7_cpu **ret_cpu)
{
    static const struct s7_cpu_db db = {.number = 1, .size = 100};
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.dbs = &db;
    config.db_count = 1;
    config.resources_total = 4;
    config.limits.half_open = 2;
    config.limits.chains = 1; /* one long answer at a time is fetched in fragments */
    printf("CPU: %s\n", s7_cpu_size(&config) <= sizeof cpu_memory ? "fits" : "does not fit");
    return s7_cpu_init(cpu_memory, sizeof cpu_memory, &config, ret_cpu);
}

static int make_loop(struct s7_loop **ret_loop)
{
    struct s7_loop_config config;
    s7_loop_config_default(&config);
    config.connection_count = 4;
    config.listener_count = 1;
    printf("loop: %s\n", s7_loop_size(&config) <= sizeof loop_memory ? "fits" : "does not fit");
    return s7_loop_init(loop_memory, sizeof loop_memory, &config, ret_loop);
}

static int make_link(struct s7_loop *loop, uint16_t port, struct s7_block_link **ret_link)
{
    struct s7_block_link_config config;
    s7_block_link_config_default(&config);
    config.host = "127.0.0.1"; /* a number: resolving a name would use the heap of libc */
    config.port = port;
    config.slot = 2;
    config.memory = (struct s7_block_memory){.read = own_read, .write = own_write};
    config.dialer = s7_loop_dialer(loop);
    printf("link: %s\n", s7_block_link_size(&config) <= sizeof link_memory ? "fits" : "does not fit");
    return s7_block_link_init(link_memory, sizeof link_memory, &config, ret_link);
}

/* Calls the block in every scan until three values have come, each 7 more than the one before. */
static void work(struct s7_cpu *cpu, struct s7_loop *loop, struct s7_block_link *link, struct s7_get *get)
{
    const struct s7_range theirs = {.area = S7_AREA_DB, .db = 1, .first_bit = 0, .bit_count = 160};
    const struct s7_range ours = {.area = S7_AREA_MEMORY, .first_bit = 0, .bit_count = 160};
    struct s7_block_inputs inputs = {.id = link, .area_count = 1, .areas = {{theirs, ours}}};
    struct s7_get_outputs outputs;
    uint8_t octets[20] = {0};
    unsigned received = 0;
    while (received < 3) {
        octets[19] = (uint8_t)(7 * (received + 1));
        s7_cpu_write(cpu, &theirs, octets);
        s7_loop_run(loop, s7_loop_now() + S7_MILLISECOND);
        s7_block_link_call(link, s7_loop_now());
        inputs.req = !inputs.req;
        s7_get_call(get, &inputs, s7_loop_now(), &outputs);
        if (outputs.ndr && own_data[19] == octets[19])
            printf("value %u: %u\n", ++received, (unsigned)own_data[19]);
    }
}

int main(void)
{
    static char output[1024];
    struct s7_cpu *cpu;
    struct s7_loop *loop;
    struct s7_loop_listener *listener;
    struct s7_block_link *link;
    struct s7_get *get;
    struct s7_fault fault;

    setvbuf(stdout, output, _IOFBF, sizeof output);
    if (make_cpu(&cpu) != S7_OK || make_loop(&loop) != S7_OK ||
        s7_loop_listen(loop, "127.0.0.1", 0, s7_cpu_acceptor(cpu), &listener, &fault) != S7_OK ||
        make_link(loop, s7_loop_port(listener), &link) != S7_OK ||
        s7_get_init(get_memory, sizeof get_memory, sizeof own_data, &get) != S7_OK)
        return 1;
    work(cpu, loop, link, get);
    s7_block_link_close(link, s7_loop_now());
    s7_loop_stop(loop);
    s7_loop_run(loop, S7_TIME_NEVER);
    printf("idle: %s\n", s7_block_link_idle(link) && s7_cpu_usage(cpu).used == 0 ? "yes" : "no");
    s7_loop_done(loop);
    return 0;
}
