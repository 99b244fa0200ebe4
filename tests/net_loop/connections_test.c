/* SPDX-License-Identifier: MIT
 *
 * Very many connections on one virtual CPU: all are served, none is lost, the idle ones cost nothing but memory.
 *
 * S7_CONNECTIONS says how many (200; `./test --long`: 10000).  The clients live in processes of their own and move in
 * step with the test: every step is one octet to each of them, and one back from each when it is done.
 */
#include "check.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "must.h"
#include "net_loop/station.h"

enum {
    CLIENTS = STATION_DOORS, /* processes, each with a door of its own */
    FD_RESERVE_PARTS = 10,   /* a tenth more descriptors than connections */
    IDLE_S = 2,
    IDLE_CPU_US_MOST = 20000,
    MEMORY_OCTETS_MOST = 6 * 1024, /* per connection */
    GROWTH_COUNT_LEAST = 2000,     /* with fewer, the growth is that of the allocator's pages */
    ACTIVE_EVERY = 97,             /* of that many connections one is busy while the others are idle */
    ACTIVE_ROUNDS = 20,
    PART = 16,
    DB_SHARE = 65535 / CLIENTS, /* octets of DB 2 that a process of clients has for itself */
    COUNT_LEAST = 10 * CLIENTS,
    COUNT_MOST = 60000,
    TIME_MOST_S = 60
};

#ifdef SANITIZED
static const bool memory_is_judged = false; /* a sanitizer has an allocator and shadows of its own */
#else
static const bool memory_is_judged = true;
#endif

static size_t connection_count;

/* ---- a process of clients ---------------------------------------------------------------------------------------- */

enum step { STEP_FIRST = 'a', STEP_MOST, STEP_ALL, STEP_ACTIVE, STEP_EACH, STEP_CLOSE };

struct crowd {
    struct s7_posix_config config;
    struct s7_posix_client **clients;
    size_t count; /* that are open */
    size_t number;
};

/* Connections of a process at the end of a step, in tenths of all. */
static size_t share(size_t number, size_t tenths)
{
    size_t total = connection_count * tenths / 10;
    return total / CLIENTS + (number < total % CLIENTS);
}

/* Two source addresses, as two client machines have: odd processes call from the second one. */
static bool second_source;

int __real_connect(int fd, const struct sockaddr *address, socklen_t size);
int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size);

int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size)
{
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1)};
    int on = 1;
    if (second_source) { /* the port is chosen when both ends are known */
        must(setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on) == 0);
        must(bind(fd, (const struct sockaddr *)(const void *)&from, sizeof from) == 0);
    }
    return __real_connect(fd, address, size);
}

static void open_up_to(struct crowd *crowd, size_t count)
{
    struct s7_fault fault;
    while (crowd->count < count) {
        must(s7_posix_open(&crowd->config, &crowd->clients[crowd->count], &fault) == S7_OK);
        crowd->count++;
    }
}

static void write_and_read_back(struct crowd *crowd, size_t index, uint8_t salt)
{
    uint8_t written[PART], back[PART];
    struct s7_fault fault;
    size_t place = crowd->number * DB_SHARE + index / ACTIVE_EVERY * PART;
    const struct s7_range part = {
        .area = S7_AREA_DB, .db = 2, .first_bit = (uint32_t)place * 8, .bit_count = PART * 8};
    for (size_t i = 0; i < PART; i++)
        written[i] = (uint8_t)(crowd->number * 61 + index * 31 + i * 7 + salt);
    must(s7_posix_write(crowd->clients[index], &part, written, PART, &fault) == S7_OK);
    must(s7_posix_read(crowd->clients[index], &part, back, PART, &fault) == S7_OK);
    must(memcmp(written, back, PART) == 0);
}

static void be_active(struct crowd *crowd)
{
    for (size_t round = 0; round < ACTIVE_ROUNDS; round++)
        for (size_t i = 0; i < crowd->count; i += ACTIVE_EVERY)
            write_and_read_back(crowd, i, (uint8_t)round);
}

static void be_served_each(struct crowd *crowd)
{
    uint8_t octets[PART];
    struct s7_fault fault;
    const struct s7_range part = {.area = S7_AREA_DB, .db = 1, .first_bit = 0, .bit_count = PART * 8};
    for (size_t i = 0; i < crowd->count; i++)
        must(s7_posix_read(crowd->clients[i], &part, octets, PART, &fault) == S7_OK);
}

static void close_each(struct crowd *crowd)
{
    while (crowd->count > 0)
        s7_posix_close(crowd->clients[--crowd->count]);
}

static void take_step(struct crowd *crowd, enum step step)
{
    static const size_t tenths[] = {1, 9, 10};
    static void (*const acts[])(struct crowd * crowd) = {be_active, be_served_each, close_each};
    if (step <= STEP_ALL)
        open_up_to(crowd, share(crowd->number, tenths[step - STEP_FIRST]));
    else
        acts[step - STEP_ACTIVE](crowd);
}

static void be_crowd(const struct station *station, size_t number, int socket)
{
    struct crowd crowd = {.config = station_client(station), .number = number};
    uint8_t order;
    second_source = number % 2 == 1;
    crowd.config.port = station->doors[number];
    crowd.config.pdu_length = 240;
    crowd.config.amq = 1;
    crowd.config.connect_timeout_ms = crowd.config.timeout_ms = 20000;
    crowd.clients = calloc(share(number, 10), sizeof *crowd.clients);
    must(crowd.clients != NULL);
    while (read(socket, &order, 1) == 1) {
        take_step(&crowd, (enum step)order);
        must(write(socket, &order, 1) == 1);
    }
    free(crowd.clients);
    exit(0);
}

/* ---- the test's process ------------------------------------------------------------------------------------------ */

struct scene {
    struct s7_cpu_config config;
    struct station station;
    size_t empty_descriptors; /* of the station, without connections */
    pid_t pids[CLIENTS];
    int sockets[CLIENTS];
};

static void start_crowd(struct scene *scene, size_t number)
{
    int pair[2];
    must(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    fflush(NULL);
    scene->pids[number] = fork();
    must(scene->pids[number] >= 0);
    if (scene->pids[number] == 0) {
        close(pair[1]);
        be_crowd(&scene->station, number, pair[0]);
    }
    close(pair[0]);
    scene->sockets[number] = pair[1];
}

static void set_up(struct scene *scene)
{
    station_config(&scene->config);
    scene->config.resources_total = (uint16_t)connection_count;
    scene->station = station_start_at(&scene->config, &(struct station_place){.door_count = CLIENTS});
    for (size_t i = 0; i < CLIENTS; i++)
        start_crowd(scene, i);
}

static void all_step(struct scene *scene, enum step step)
{
    uint8_t octet = (uint8_t)step;
    for (size_t i = 0; i < CLIENTS; i++)
        assert_int_equal(write(scene->sockets[i], &octet, 1), 1);
    for (size_t i = 0; i < CLIENTS; i++) {
        assert_int_equal(read(scene->sockets[i], &octet, 1), 1); /* 0: that process has failed and said why */
        assert_int_equal(octet, step);
    }
}

/* The newest first: it alone holds no end of another one's socket. */
static void dismiss_crowds(struct scene *scene)
{
    for (size_t i = CLIENTS; i-- > 0;) {
        int status = -1;
        close(scene->sockets[i]);
        assert_int_equal(waitpid(scene->pids[i], &status, 0), scene->pids[i]);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
}

static void nap(long milliseconds)
{
    const struct timespec span = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&span, NULL);
}

/* ---- what the station uses --------------------------------------------------------------------------------------- */

/* Octets of memory in use. */
static int64_t resident(const struct scene *scene)
{
    char path[64], line[256];
    long kib = -1;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)scene->station.pid);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (kib < 0 && fgets(line, sizeof line, file))
        if (strncmp(line, "VmRSS:", 6) == 0)
            kib = strtol(line + 6, NULL, 10);
    fclose(file);
    assert_true(kib > 0);
    return (int64_t)kib * 1024;
}

static int64_t cpu_time_us(const struct scene *scene)
{
    clockid_t clock;
    struct timespec used;
    assert_int_equal(clock_getcpuclockid(scene->station.pid, &clock), 0);
    assert_int_equal(clock_gettime(clock, &used), 0);
    return (int64_t)used.tv_sec * 1000000 + used.tv_nsec / 1000;
}

/* Times that it gave up the processor by itself: one for each time it woke up. */
static long wake_ups(const struct scene *scene)
{
    static const char field[] = "voluntary_ctxt_switches:";
    char path[64], line[256];
    long count = -1;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)scene->station.pid);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (count < 0 && fgets(line, sizeof line, file))
        if (strncmp(line, field, sizeof field - 1) == 0)
            count = strtol(line + sizeof field - 1, NULL, 10);
    fclose(file);
    assert_true(count > 0);
    return count;
}

static size_t descriptors(const struct scene *scene)
{
    char path[64];
    size_t count = 0;
    snprintf(path, sizeof path, "/proc/%ld/fd", (long)scene->station.pid);
    DIR *folder = opendir(path);
    assert_non_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

/* ---- what is checked --------------------------------------------------------------------------------------------- */

/* What the CPU has set aside for each of its connections is in use from the start. */
static size_t set_aside(const struct scene *scene)
{
    struct s7_cpu_config one = scene->config;
    one.resources_total = 1;
    return (s7_cpu_size(&scene->config) - s7_cpu_size(&one)) / (connection_count - 1);
}

static void judge_memory(const struct scene *scene, int64_t few, int64_t most)
{
    size_t fewer = connection_count / 10, more = connection_count * 9 / 10;
    size_t growth = most > few ? (size_t)(most - few) / (more - fewer) : 0;
    print_message(
        "memory: %lld KiB with %zu, %lld KiB with %zu: %zu octets per connection, and %zu set aside\n",
        (long long)few / 1024, fewer, (long long)most / 1024, more, growth, set_aside(scene));
    if (memory_is_judged && more - fewer >= GROWTH_COUNT_LEAST)
        assert_true(growth + set_aside(scene) <= MEMORY_OCTETS_MOST);
}

/* Every resource is held by a connection that is there: one more is refused as by a CPU that is full. */
static void check_full(const struct scene *scene)
{
    struct s7_posix_config config = station_client(&scene->station);
    struct s7_posix_client *client = NULL;
    struct s7_fault fault = {0};
    assert_int_equal(descriptors(scene), connection_count + scene->empty_descriptors);
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_ERR_ISO_CLOSED);
}

/* What came before may still be under way (the alarm bounds it). */
static void wait_until_quiet(const struct scene *scene)
{
    for (long before = -1, now = wake_ups(scene); now != before; now = wake_ups(scene)) {
        before = now;
        nap(50);
    }
}

static void check_idle(const struct scene *scene)
{
    wait_until_quiet(scene);
    int64_t before = cpu_time_us(scene);
    long woken = wake_ups(scene);
    nap(IDLE_S * 1000);
    int64_t used = cpu_time_us(scene) - before;
    woken = wake_ups(scene) - woken;
    print_message("idle: %lld us of CPU time and %ld wake-ups in %d s\n", (long long)used, woken, IDLE_S);
    assert_true(used < IDLE_CPU_US_MOST);
    assert_int_equal(woken, 0);
}

static void wait_until_empty(const struct scene *scene)
{
    while (descriptors(scene) != scene->empty_descriptors) /* the alarm bounds it */
        nap(5);
}

static void all_are_served_and_none_is_lost(void **state)
{
    (void)state;
    struct scene scene;
    set_up(&scene);
    scene.empty_descriptors = descriptors(&scene);
    all_step(&scene, STEP_FIRST);
    int64_t few = resident(&scene);
    all_step(&scene, STEP_MOST);
    judge_memory(&scene, few, resident(&scene));
    all_step(&scene, STEP_ALL);
    int64_t full = resident(&scene);
    check_idle(&scene); /* before one more is refused, whose orderly end has a deadline */
    check_full(&scene);
    all_step(&scene, STEP_ACTIVE);
    all_step(&scene, STEP_EACH);
    check_full(&scene);

    all_step(&scene, STEP_CLOSE);
    wait_until_empty(&scene);
    all_step(&scene, STEP_ALL); /* what the first ones used is used again */
    print_message("memory: %lld KiB with all, %lld KiB with all once more\n", (long long)full / 1024,
                  (long long)resident(&scene) / 1024);
    if (memory_is_judged)
        assert_true(resident(&scene) <= full + full / 10 + 512 * 1024);
    all_step(&scene, STEP_EACH);
    all_step(&scene, STEP_CLOSE);
    wait_until_empty(&scene);
    dismiss_crowds(&scene);
    assert_int_equal(station_stop(&scene.station), 0);
}

/* false: the reason was printed */
static bool enough_descriptors(void)
{
    struct rlimit limit;
    size_t descriptors_needed = connection_count + connection_count / FD_RESERVE_PARTS;
    must(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    limit.rlim_cur = limit.rlim_max;
    must(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    if (limit.rlim_max >= descriptors_needed)
        return true;
    printf("%zu connections need %zu descriptors, a process may have %llu here\n", connection_count,
           descriptors_needed, (unsigned long long)limit.rlim_max);
    return false;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_are_served_and_none_is_lost)};
    const char *asked = getenv("S7_CONNECTIONS");
    connection_count = asked ? strtoul(asked, NULL, 10) : 200;
    must(connection_count >= COUNT_LEAST && connection_count <= COUNT_MOST);
    if (!enough_descriptors())
        return 77;
    alarm(TIME_MOST_S);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
