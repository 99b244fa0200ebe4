/* SPDX-License-Identifier: MIT */
#include "cli/cpu_access.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/wipe.h"
#include "cli/password_file.h"

enum { PATH_ROOM = 8192, MILLISECOND_NS = 1000000, YEAR_FIRST = 1990, YEAR_LAST = 2089, LAST_SECOND = 59 };

static const enum s7_cpu_access_level level_of[] = {
    [S7_PLANT_LEVEL_FULL] = S7_CPU_LEVEL_FULL,
    [S7_PLANT_LEVEL_READ] = S7_CPU_LEVEL_READ,
    [S7_PLANT_LEVEL_HMI] = S7_CPU_LEVEL_HMI,
    [S7_PLANT_LEVEL_NONE] = S7_CPU_LEVEL_NONE,
};

static const enum s7_cpu_switch switch_of[] = {
    [S7_PLANT_SWITCH_RUN_P] = S7_CPU_SWITCH_RUN_P,
    [S7_PLANT_SWITCH_RUN] = S7_CPU_SWITCH_RUN,
    [S7_PLANT_SWITCH_STOP] = S7_CPU_SWITCH_STOP,
    [S7_PLANT_SWITCH_MRES] = S7_CPU_SWITCH_MRES,
};

static uint16_t code_of(const struct s7_figure *figure)
{
    return (uint16_t)figure->value;
}

static struct s7_cpu_codes codes_of(const struct s7_profile *profile)
{
    return (struct s7_cpu_codes){
        .function = code_of(&profile->code_function),
        .userdata = code_of(&profile->code_userdata),
        .malformed = code_of(&profile->code_malformed),
        .over_amq = code_of(&profile->code_over_amq),
        .second_setup = code_of(&profile->code_second_setup),
        .level = code_of(&profile->code_level),
        .already = code_of(&profile->code_already),
        .mode_switch = code_of(&profile->code_switch),
        .subscribed = code_of(&profile->code_subscribed),
        .subscriptions = code_of(&profile->code_subscriptions),
        .chains = code_of(&profile->code_chains),
        .chain_lost = code_of(&profile->code_chain_lost),
    };
}

static void take_profile(const struct s7_profile *profile, struct s7_cpu_config *config)
{
    config->level_stops_put_get = profile->level_stops_put_get.value != 0;
    config->level_guards_clock = profile->level_guards_clock.value != 0;
    config->clock_century = (uint8_t)profile->clock_century.value;
    config->control_in_words = profile->control_in_words.value != 0;
    config->sequence_counts = profile->sequence_counts.value != 0;
    config->services = (struct s7_cpu_services){.clock = profile->clock_service.value != 0,
                                                .control = profile->control_service.value != 0,
                                                .password = profile->password_service.value != 0,
                                                .messages = profile->message_service.value != 0};
    config->codes = codes_of(profile);
}

void s7_cli_cpu_access(const struct s7_plant_cpu *cpu, struct s7_cpu_config *config)
{
    take_profile(cpu->profile, config);
    config->put_get = cpu->put_get;
    config->access_level = level_of[cpu->access_level];
    config->mode = cpu->mode_stop ? S7_CPU_MODE_STOP : S7_CPU_MODE_RUN;
    config->mode_switch = switch_of[cpu->mode_switch];
}

/* ---- the clock ---------------------------------------------------------------------------------------------- */

static struct s7_clock clock_of(const struct s7_plant_moment *moment)
{
    return (struct s7_clock){.year = moment->date.year,
                             .month = moment->date.month,
                             .day = moment->date.day,
                             .hour = moment->hour,
                             .minute = moment->minute,
                             .second = moment->second,
                             .millisecond = moment->millisecond};
}

/* Local time, as a CPU's clock is set by hand; false: this computer's clock is outside what a CPU can show. */
static bool clock_of_system(struct s7_clock *ret_clock)
{
    struct timespec now;
    struct tm tm;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0 || !localtime_r(&now.tv_sec, &tm))
        return false;
    int year = tm.tm_year + 1900;
    *ret_clock = (struct s7_clock){.year = (uint16_t)year,
                                   .month = (uint8_t)(tm.tm_mon + 1),
                                   .day = (uint8_t)tm.tm_mday,
                                   .hour = (uint8_t)tm.tm_hour,
                                   .minute = (uint8_t)tm.tm_min,
                                   .second = (uint8_t)(tm.tm_sec > LAST_SECOND ? LAST_SECOND : tm.tm_sec),
                                   .millisecond = (uint16_t)(now.tv_nsec / MILLISECOND_NS)};
    return year >= YEAR_FIRST && year <= YEAR_LAST;
}

static void take_clock(const struct s7_plant_cpu *cpu, s7_time now, struct s7_cpu_config *config)
{
    struct s7_clock clock = clock_of(&cpu->clock);
    if (cpu->clock.date.year || clock_of_system(&clock))
        config->clock = clock;
    config->clock_at = now;
}

/* ---- the password ------------------------------------------------------------------------------------------- */

/* A relative name starts from the folder of the plant file.  False: too long. */
static bool path_of(const char *plant_path, const char *name, char path[PATH_ROOM])
{
    const char *slash = plant_path && name[0] != '/' ? strrchr(plant_path, '/') : NULL;
    int folder = slash ? (int)(slash - plant_path) + 1 : 0;
    int length = snprintf(path, PATH_ROOM, "%.*s%s", folder, slash ? plant_path : "", name);
    return length >= 0 && length < PATH_ROOM;
}

/* A pipe or a device, which would be waited for, is no file of a plant. */
static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) != 0 || S_ISREG(status.st_mode); /* what is not there is told by opening it */
}

static int take_password(const char *path, FILE *out, struct s7_cpu_config *config)
{
    char text[S7_PASSWORD_LENGTH + 1];
    if (!is_file(path)) {
        if (out)
            fprintf(out, "sieben: %s: not a regular file\n", path);
        return S7_ERR_LOCAL_FILE;
    }
    int error = s7_password_file_read(path, out, text);
    if (error)
        return error;
    memset(config->password, ' ', sizeof config->password);
    memcpy(config->password, text, strlen(text));
    config->has_password = true;
    s7_wipe_octets(text, sizeof text);
    return S7_OK;
}

int s7_cli_cpu_start(const struct s7_plant_cpu *cpu, const char *plant_path, s7_time now, FILE *out,
                     struct s7_cpu_config *config)
{
    char path[PATH_ROOM];
    take_clock(cpu, now, config);
    if (!cpu->password_file || !cpu->password_file[0])
        return S7_OK;
    if (!path_of(plant_path, cpu->password_file, path)) {
        if (out)
            fprintf(out, "sieben: %s: password_file: the name is too long\n", cpu->name);
        return S7_ERR_LOCAL_FILE;
    }
    return take_password(path, out, config);
}

void s7_cli_cpu_forget(struct s7_cpu_config *config)
{
    s7_wipe_octets(config->password, sizeof config->password);
    config->has_password = false;
}
