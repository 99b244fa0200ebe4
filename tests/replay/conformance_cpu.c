/* SPDX-License-Identifier: MIT */
#include "conformance_cpu.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cpu_access.h"
#include "cli/cpu_config.h"
#include "must.h"
#include "plant/plant.h"
#include "sieben/error.h"

enum { PLANT_MAX = 65536 };

static void report(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark, const char *message)
{
    (void)severity;
    fprintf(stderr, "%s:%u:%u: %s\n", (const char *)user, mark.line, mark.column, message);
}

static struct s7_plant *plant_load(const char *path)
{
    static char text[PLANT_MAX];
    char name[4096];
    struct s7_plant *plant = NULL;
    FILE *file = fopen(path, "rb");
    must(file);
    size_t size = fread(text, 1, sizeof text, file);
    must(feof(file));
    fclose(file);
    snprintf(name, sizeof name, "%s", path);
    must(s7_plant_load(text, size, report, name, &plant) == S7_OK);
    return plant;
}

struct s7_cpu *conformance_cpu_make(const char *path, const char *name, const struct knowledge *knowledge)
{
    struct s7_cli_cpu_room room;
    struct s7_cpu_config config;
    struct s7_cpu *cpu = NULL;
    struct s7_plant *plant = plant_load(path);
    const struct s7_plant_cpu *declared = s7_plant_find_cpu(plant, name);
    must(declared && s7_cli_cpu_room_new(declared, &room) == S7_OK);
    s7_cli_cpu_config(declared, &config, &room);
    s7_time shown_at = knowledge->has_clock ? knowledge->clock_time - knowledge->start : 0;
    must(s7_cli_cpu_start(declared, path, shown_at, stderr, &config) == S7_OK);
    must(s7_cpu_new(&config, &cpu) == S7_OK);
    s7_cli_cpu_forget(&config);
    s7_cli_cpu_room_free(&room);
    s7_plant_free(plant);
    return cpu;
}

void conformance_password_write(const char *path, const uint8_t password[KNOWN_PASSWORD_SIZE])
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    must(descriptor >= 0);
    must(write(descriptor, password, KNOWN_PASSWORD_SIZE) == KNOWN_PASSWORD_SIZE);
    must(write(descriptor, "\n", 1) == 1);
    close(descriptor);
}
