/* SPDX-License-Identifier: MIT */
#include "net_loop/status_way.h"

#include <spawn.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "allocation.h"
#include "must.h"

extern char **environ;

/* ---- the address ------------------------------------------------------------------------------------------------ */

/** A label of 64 octets, one more than DNS has room for (RFC 1035, 2.3.4): no name server is ever asked for it. */
void way_no_name(struct desk *desk)
{
    desk->link_config.host = "a-label-of-sixty-four-octets-is-one-octet-too-long-to-be-asked-for"
                             ".invalid";
}

/** Loopback's own broadcast address: TCP knows none, so connect() says ENETUNREACH. */
void way_broadcast(struct desk *desk)
{
    desk->link_config.host = "127.255.255.255";
}

/** Without "%interface" connect() says EINVAL; a machine without IPv6 has no such socket at all. */
void way_no_interface(struct desk *desk)
{
    desk->link_config.host = "fe80::1";
}

void way_right(struct desk *desk)
{
    desk->link_config.host = "127.0.0.1";
    desk_relink(desk);
}

/* ---- a partner that resets -------------------------------------------------------------------------------------- */

/** Where the system was slow, the connection request had gone out before the reset came: the next attempt, then. */
void way_slammed(struct desk *desk)
{
    desk_await_fault(desk, S7_ERR_TCP_RESET);
}

/* ---- the process ------------------------------------------------------------------------------------------------ */

static struct rlimit descriptors;

static void lose(struct desk *desk)
{
    status_script_break(&desk->script, SCRIPT_RST);
    desk_lose(desk);
}

void way_no_descriptor(struct desk *desk)
{
    lose(desk);
    must(getrlimit(RLIMIT_NOFILE, &descriptors) == 0);
    const struct rlimit none = {.rlim_cur = 0, .rlim_max = descriptors.rlim_max};
    must(setrlimit(RLIMIT_NOFILE, &none) == 0); /* those that are open stay open */
    desk_await_fault(desk, S7_ERR_LOCAL_SYSTEM);
}

void way_descriptor(struct desk *desk)
{
    (void)desk;
    must(setrlimit(RLIMIT_NOFILE, &descriptors) == 0);
}

void way_no_memory(struct desk *desk)
{
    lose(desk);
    allocation_fail_at(1);
    desk_await_fault(desk, S7_ERR_LOCAL_MEMORY);
}

/* ---- routes ------------------------------------------------------------------------------------------------------ */

static const char no_route[] = "198.51.100.1"; /* of a network for documentation (RFC 5737) */
static const char prohibited[] = "198.51.100.2";

enum { WORDS = 6 };

/** Runs ip(8) with these words. */
static void run_ip(const char *const words[WORDS])
{
    char *argv[WORDS + 2] = {(char *)(uintptr_t) "ip"};
    pid_t child;
    int status;
    for (size_t i = 0; i < WORDS && words[i]; i++)
        argv[i + 1] = (char *)(uintptr_t)words[i];
    must(posix_spawnp(&child, argv[0], NULL, NULL, argv, environ) == 0);
    must(waitpid(child, &status, 0) == child && status == 0);
}

void way_no_route(struct desk *desk)
{
    desk->listen_at = "0.0.0.0";
    desk->link_config.host = no_route;
}

void way_route(struct desk *desk)
{
    (void)desk;
    run_ip((const char *[WORDS]){"address", "add", no_route, "dev", "lo"});
}

void way_prohibited(struct desk *desk)
{
    desk->listen_at = "0.0.0.0";
    desk->link_config.host = prohibited;
    run_ip((const char *[WORDS]){"route", "add", "prohibit", prohibited});
}

void way_permitted(struct desk *desk)
{
    (void)desk;
    run_ip((const char *[WORDS]){"route", "del", "prohibit", prohibited});
    run_ip((const char *[WORDS]){"address", "add", prohibited, "dev", "lo"});
}
