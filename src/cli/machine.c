/* SPDX-License-Identifier: MIT */
#include "cli/machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* "model name	: AMD EPYC" */
static void read_processor(char *text, size_t size)
{
    char line[256];
    text[0] = '\0';
    FILE *file = fopen("/proc/cpuinfo", "re");
    while (file && !text[0] && fgets(line, sizeof line, file)) {
        const char *colon = strncmp(line, "model name", 10) == 0 ? strchr(line, ':') : NULL;
        if (colon)
            snprintf(text, size, "%.*s", (int)strcspn(colon + 1, "\n") - 1, colon + 2);
    }
    if (file)
        fclose(file);
}

void s7_cli_machine(struct s7_bench_machine *ret_machine)
{
    struct s7_bench_machine machine = {.processors = sysconf(_SC_NPROCESSORS_ONLN), .compiler = __VERSION__};
    struct utsname name = {0};
    struct tm utc = {0};
    time_t now = time(NULL);
    uname(&name);
    gmtime_r(&now, &utc);
    strftime(machine.date, sizeof machine.date, "%Y-%m-%dT%H:%M:%SZ", &utc);
    snprintf(machine.host, sizeof machine.host, "%.64s", name.nodename);
    snprintf(machine.kernel, sizeof machine.kernel, "%.40s %.80s %.30s", name.sysname, name.release,
             name.machine);
    read_processor(machine.processor, sizeof machine.processor);
    *ret_machine = machine;
}

/* " user nice system idle iowait irq softirq steal ..." in clock ticks; -1: fewer numbers than that. */
static int64_t busy_ticks(const char *text)
{
    enum { IDLE = 3, IOWAIT = 4, FIELD_COUNT = 8 };
    int64_t busy = 0;
    for (int i = 0; i < FIELD_COUNT; i++) {
        char *end;
        int64_t ticks = strtoll(text, &end, 10);
        if (end == text)
            return -1;
        busy += i == IDLE || i == IOWAIT ? 0 : ticks;
        text = end;
    }
    return busy;
}

s7_time s7_cli_processor_busy(int processor)
{
    char line[256], name[24];
    int64_t ticks = -1;
    long ticks_per_second = sysconf(_SC_CLK_TCK);
    size_t size = (size_t)snprintf(name, sizeof name, "cpu%d ", processor);
    FILE *file = fopen("/proc/stat", "re");
    while (file && ticks < 0 && fgets(line, sizeof line, file))
        if (strncmp(line, name, size) == 0)
            ticks = busy_ticks(line + size);
    if (file)
        fclose(file);
    return ticks < 0 || ticks_per_second <= 0 ? -1 : ticks * (S7_SECOND / ticks_per_second);
}
