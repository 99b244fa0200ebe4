/* SPDX-License-Identifier: MIT */
#include "cli/machine.h"

#include <stdio.h>
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

/* "cpu  user nice system idle iowait irq softirq steal ..." in clock ticks, of all processors together. */
s7_time s7_cli_machine_busy(void)
{
    enum { IDLE = 3, IOWAIT = 4, FIELD_COUNT = 8 };
    unsigned long long ticks[FIELD_COUNT];
    long ticks_per_second = sysconf(_SC_CLK_TCK);
    FILE *file = fopen("/proc/stat", "re");
    if (!file)
        return -1;
    int count = fscanf(file, "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &ticks[0], &ticks[1], &ticks[2],
                       &ticks[3], &ticks[4], &ticks[5], &ticks[6], &ticks[7]);
    fclose(file);
    if (count != FIELD_COUNT || ticks_per_second <= 0)
        return -1;
    unsigned long long busy = 0;
    for (int i = 0; i < FIELD_COUNT; i++)
        busy += i == IDLE || i == IOWAIT ? 0 : ticks[i];
    return (s7_time)busy * (S7_SECOND / ticks_per_second);
}
