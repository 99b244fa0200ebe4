/* SPDX-License-Identifier: MIT */
#include "unit/bench/lane_peer.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

s7_time __wrap_s7_bench_now(void);
s7_time __wrap_s7_bench_processor_time(pid_t process);
int __wrap_getrusage(int who, struct rusage *ret_usage);

struct lane_peer peer;
struct gathering found;
struct s7_bench_lane lane;

static void *open_peer(uint16_t port, size_t size)
{
    peer.port = port;
    peer.size = size;
    if (peer.cannot_open)
        return NULL;
    peer.opened++;
    return &peer;
}

static const uint8_t *ask_peer(void *client, size_t offset)
{
    assert_ptr_equal(client, &peer);
    uint64_t number = peer.asked++;
    peer.now += peer.slow;
    if (number >= peer.fails_from)
        return NULL;
    return (number >= peer.wrong_from ? peer.wrong : peer.right) + offset;
}

static bool close_peer(void *client)
{
    assert_ptr_equal(client, &peer);
    peer.closed++;
    return !peer.ends_badly;
}

static void wait_for_the_end(int listener, size_t size)
{
    (void)listener;
    (void)size;
    for (;;)
        pause();
}

static const struct s7_bench_client_ops peer_ops = {open_peer, ask_peer, close_peer};
const struct s7_bench_subject peer_subject = {"peer", "told", &peer_ops, wait_for_the_end};

s7_time __wrap_s7_bench_now(void)
{
    return peer.now;
}

s7_time __wrap_s7_bench_processor_time(pid_t process)
{
    assert_int_equal(process, process ? lane.server.process : 0);
    return process ? 5000 + (s7_time)peer.asked * 3000 : 900 + (s7_time)peer.asked * 7000;
}

int __wrap_getrusage(int who, struct rusage *ret_usage)
{
    assert_int_equal(who, RUSAGE_SELF);
    memset(ret_usage, 0, sizeof *ret_usage);
    ret_usage->ru_nvcsw = 40 + 2 * (long)peer.asked;
    ret_usage->ru_nivcsw = 1000 * (long)peer.asked;
    return 0;
}

int lane_peer_begin(void **state)
{
    (void)state;
    memset(&peer, 0, sizeof peer);
    memset(&lane, 0, sizeof lane);
    s7_bench_pattern(peer.right);
    peer.wrong_from = peer.fails_from = UINT64_MAX;
    peer.slow = 1000;
    gathering_begin(&found);
    return 0;
}

int lane_peer_end(void **state)
{
    (void)state;
    s7_bench_lane_close(&lane);
    return 0;
}
