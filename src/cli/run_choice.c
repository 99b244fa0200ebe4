/* SPDX-License-Identifier: MIT */
#include "cli/run_choice.h"

#include <string.h>

#include "base/session.h"
#include "cli/load.h"

bool s7_run_choice_next(const char **list, const char **ret_name, size_t *ret_length)
{
    if (!*list)
        return false;
    size_t length = strcspn(*list, ",");
    *ret_name = *list;
    *ret_length = length;
    *list = (*list)[length] ? *list + length + 1 : NULL;
    return true;
}

static bool is_called(const struct s7_plant_cpu *cpu, const char *name, size_t length)
{
    return strncmp(cpu->name, name, length) == 0 && cpu->name[length] == '\0';
}

static bool has_name(const struct s7_plant *plant, const char *path, const char *text, size_t length, FILE *err)
{
    char name[S7_RUN_NAME_SIZE];
    snprintf(name, sizeof name, "%.*s", (int)length, text);
    return s7_cli_find_cpu_saying(err, plant, path, name) != NULL;
}

static bool names(const char *list, const struct s7_plant_cpu *cpu)
{
    const char *name;
    size_t length;
    while (s7_run_choice_next(&list, &name, &length))
        if (is_called(cpu, name, length))
            return true;
    return false;
}

bool s7_run_choice_plays(const struct s7_run_choice *choice, const struct s7_plant_cpu *cpu)
{
    for (size_t i = 0; i < choice->list_count; i++)
        if (names(choice->lists[i], cpu))
            return true;
    /* a PC without data of its own only documents a partner */
    return choice->list_count == 0 && choice->desk && (!cpu->is_host || cpu->db_count > 0);
}

static bool listen_fits(const struct s7_run_choice *choice, const struct s7_run_listen *listen,
                        const struct s7_plant *plant, const char *path, FILE *err)
{
    char name[S7_RUN_NAME_SIZE];
    snprintf(name, sizeof name, "%.*s", (int)listen->name_length, listen->name);
    const struct s7_plant_cpu *cpu = s7_cli_find_cpu_saying(err, plant, path, name);
    if (cpu && !s7_run_choice_plays(choice, cpu))
        fprintf(err, "sieben: --listen %s: %s is not played here\n", listen->name, cpu->name);
    return cpu && s7_run_choice_plays(choice, cpu);
}

bool s7_run_choice_fits(const struct s7_run_choice *choice, const struct s7_plant *plant, const char *path,
                        FILE *err)
{
    bool fits = true;
    for (size_t i = 0; i < choice->list_count; i++) {
        const char *list = choice->lists[i], *name;
        size_t length;
        while (s7_run_choice_next(&list, &name, &length))
            fits &= has_name(plant, path, name, length, err);
    }
    for (size_t i = 0; i < choice->listen_count; i++)
        fits &= listen_fits(choice, &choice->listens[i], plant, path, err);
    return fits;
}

void s7_run_choice_endpoint(const struct s7_run_choice *choice, const struct s7_plant_cpu *cpu,
                            struct s7_endpoint *ret_endpoint)
{
    *ret_endpoint = (struct s7_endpoint){.port = 0};
    if (!choice->desk) {
        snprintf(ret_endpoint->host, sizeof ret_endpoint->host, "%s", cpu->host);
        ret_endpoint->port = cpu->port;
    }
    for (size_t i = 0; i < choice->listen_count; i++) {
        const struct s7_run_listen *listen = &choice->listens[i];
        if (is_called(cpu, listen->name, listen->name_length)) {
            memcpy(ret_endpoint->host, listen->at.host, sizeof listen->at.host);
            ret_endpoint->port = listen->at.port;
        }
    }
}
