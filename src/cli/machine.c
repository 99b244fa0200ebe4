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
