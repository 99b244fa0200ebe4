/* SPDX-License-Identifier: MIT */
#include "cli/doctor_whom.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cli/load.h"
#include "cli/target.h"

enum { SHOWN = 12 };

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length > tail && strcmp(text + length - tail, end) == 0;
}

bool s7_doctor_whom_is_file(const char *operand)
{
    return ends_with(operand, ".yaml") || ends_with(operand, ".yml") || strcmp(operand, "-") == 0 ||
           (strchr(operand, '/') && access(operand, F_OK) == 0);
}

/* ---- by address -------------------------------------------------------------------------------------------------- */

/* Numeric addresses may be written in several ways; names do not mind the case. */
static bool is_same_host(const char *a, const char *b)
{
    static const int families[] = {AF_INET, AF_INET6};
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        unsigned char first[sizeof(struct in6_addr)] = {0}, second[sizeof(struct in6_addr)] = {0};
        if (inet_pton(families[i], a, first) == 1 && inet_pton(families[i], b, second) == 1)
            return memcmp(first, second, sizeof first) == 0;
    }
    return strcasecmp(a, b) == 0;
}

/* "10.1.1.11", "10.1.1.11:1102", "[fe80::1]"; an IPv6 address alone needs no brackets here. */
static bool read_address(const char *text, struct s7_target *ret_target, bool *ret_port_given)
{
    struct in6_addr octets;
    struct s7_text_error error;
    *ret_port_given = false;
    if (inet_pton(AF_INET6, text, &octets) == 1) {
        snprintf(ret_target->host, sizeof ret_target->host, "%s", text);
        return true;
    }
    if (s7_target_parse(text, ret_target, &error) != S7_OK || strchr(text, '/'))
        return false;
    const char *bracket = strchr(text, ']');
    *ret_port_given = strchr(bracket ? bracket : text, ':') != NULL;
    return true;
}

static const struct s7_plant_cpu *partner_at(const struct s7_plant *plant, size_t index)
{
    return index < plant->cpu_count ? &plant->cpus[index] : &plant->hosts[index - plant->cpu_count];
}

static bool has_address(const struct s7_plant_cpu *cpu, const struct s7_target *address, bool port_given)
{
    return is_same_host(cpu->host, address->host) && (!port_given || cpu->port == address->port);
}

/* @return how many have it; *ret_cpu: the first of them */
static size_t find_address(const struct s7_plant *plant, const struct s7_target *address, bool port_given,
                           const struct s7_plant_cpu **ret_cpu)
{
    size_t found = 0;
    for (size_t i = 0; i < plant->cpu_count + plant->host_count; i++)
        if (has_address(partner_at(plant, i), address, port_given) && found++ == 0)
            *ret_cpu = partner_at(plant, i);
    return found;
}

/* ---- what is said ------------------------------------------------------------------------------------------------ */

static void print_names(const struct s7_plant *plant)
{
    for (size_t i = 0; i < plant->cpu_count && i < SHOWN; i++)
        fprintf(stderr, "%s%s", i ? ", " : "", plant->cpus[i].name);
    fputs(plant->cpu_count > SHOWN ? ", …" : "", stderr);
}

static void say_ambiguous(const struct s7_command *command, const struct s7_plant *plant, const char *path,
                          const char *text, const struct s7_target *address)
{
    size_t said = 0;
    fprintf(stderr, "sieben %s: several in %s have the address %s; say which:", command->name, path, text);
    for (size_t i = 0; i < plant->cpu_count + plant->host_count; i++)
        if (has_address(partner_at(plant, i), address, false) && said++ < SHOWN)
            fprintf(stderr, "%s %s@%s", said > 1 ? "," : "", partner_at(plant, i)->name, path);
    fputs(said > SHOWN ? ", …\n" : "\n", stderr);
}

static void say_absent(const struct s7_command *command, const struct s7_plant *plant, const char *path,
                       const char *text)
{
    char label[S7_TARGET_LABEL_SIZE];
    size_t count = plant->cpu_count;
    fprintf(stderr, "sieben %s: nobody in %s has the address %s; there %s\n", command->name, path, text,
            count ? "are" : "is no CPU");
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        s7_target_label(plant->cpus[i].host, plant->cpus[i].port, label, sizeof label);
        fprintf(stderr, "  %-12s %s\n", plant->cpus[i].name, label);
    }
    fputs(count > SHOWN ? "  …\n" : "", stderr);
    fprintf(stderr, "to examine it without the plant file: sieben %s %s\n", command->name, text);
}

/* ---- who is meant ------------------------------------------------------------------------------------------------ */

static const struct s7_plant_cpu *addressed(const struct s7_command *command, const struct s7_plant *plant,
                                            const char *path, const char *text)
{
    struct s7_target address;
    const struct s7_plant_cpu *cpu = NULL;
    bool port_given;
    bool looks_so = strpbrk(text, ".:") != NULL;
    size_t found =
        read_address(text, &address, &port_given) ? find_address(plant, &address, port_given, &cpu) : 0;
    if (found == 1)
        return cpu;
    if (found > 1)
        say_ambiguous(command, plant, path, text, &address);
    else if (looks_so)
        say_absent(command, plant, path, text);
    else
        s7_cli_find_cpu(plant, path, text);
    return NULL;
}

const struct s7_plant_cpu *s7_doctor_whom_named(const struct s7_command *command, const struct s7_plant *plant,
                                                const char *path, const char *name)
{
    const struct s7_plant_cpu *cpu = s7_plant_find_cpu(plant, name);
    return cpu ? cpu : addressed(command, plant, path, name);
}

const struct s7_plant_cpu *s7_doctor_whom_alone(const struct s7_command *command, const struct s7_plant *plant,
                                                const char *path)
{
    if (plant->cpu_count == 1)
        return &plant->cpus[0];
    if (plant->cpu_count == 0) {
        fprintf(stderr, "sieben %s: %s has no CPU\n", command->name, path);
        return NULL;
    }
    fprintf(stderr, "sieben %s: %s has %zu CPUs: ", command->name, path, plant->cpu_count);
    print_names(plant);
    fprintf(stderr, "; say which, as %s@%s, or --connection ID, or --all\n", plant->cpus[0].name, path);
    return NULL;
}
