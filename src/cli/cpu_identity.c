/* SPDX-License-Identifier: MIT */
#include "cli/cpu_identity.h"

#include <stdlib.h>
#include <string.h>

#include "profile/szl.h"

/** The first of these that says something. */
static const char *first_of(const char *one, const char *other, const char *last)
{
    if (one && *one)
        return one;
    return other && *other ? other : last ? last : "";
}

/** As much as there is room for. */
static void copy_text(char *field, size_t size, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < size; i++)
        field[i] = i < length && i + 1 < size ? text[i] : '\0';
}

#define COPY(field, text) copy_text(identity->field, sizeof identity->field, text)

static void take_texts(const struct s7_plant_cpu *cpu, struct s7_cpu_identity *identity)
{
    const struct s7_plant_identity *own = &cpu->identity;
    const struct s7_profile *profile = cpu->profile;
    const char *model = cpu->model && strlen(cpu->model) < sizeof identity->order_number ? cpu->model : "";
    COPY(order_number, first_of(own->order_number, model, profile->order_number.value));
    COPY(station_name, first_of(own->station, cpu->name, ""));
    COPY(module_name, first_of(own->module, cpu->name, ""));
    COPY(plant_id, first_of(own->plant_id, "", ""));
    COPY(copyright, first_of(own->copyright, profile->copyright.value, ""));
    COPY(serial_number, first_of(own->serial, "", ""));
    COPY(type_name, first_of(own->type, profile->module_name.value, ""));
    COPY(memory_card, first_of(own->memory_card, "", ""));
    COPY(oem, first_of(own->oem, "", ""));
    COPY(location, first_of(own->location, "", ""));
    COPY(boot_loader, first_of(profile->boot_loader.value, "", ""));
}

/** "V3.2.7" or "4.5": up to three numbers; what is not there is 0. */
static void read_version(const char *text, uint8_t ret_numbers[3])
{
    const char *at = text + strcspn(text, "0123456789");
    for (size_t i = 0; i < 3; i++) {
        char *end = NULL;
        ret_numbers[i] = (uint8_t)strtoul(at, &end, 10);
        at = *end == '.' ? end + 1 : end;
    }
}

static void take_versions(const struct s7_plant_cpu *cpu, struct s7_cpu_identity *identity)
{
    const struct s7_profile *profile = cpu->profile;
    const char *boot = first_of(profile->boot_version.value, "", "");
    read_version(first_of(cpu->firmware, profile->firmware.value, ""), identity->firmware);
    identity->boot_version[0] = (uint8_t)*boot;
    read_version(boot, identity->boot_version + 1);
}

void s7_cli_cpu_identity(const struct s7_plant_cpu *cpu, struct s7_cpu_identity *ret_identity)
{
    const struct s7_profile *profile = cpu->profile;
    *ret_identity = (struct s7_cpu_identity){
        .module_type = (uint16_t)profile->module_type.value,
        .hardware = {(uint16_t)profile->release_module.value, (uint16_t)profile->release_hardware.value},
        .firmware_named = profile->firmware_named.value != 0,
        .manufacturer = {(uint16_t)profile->maker.value, (uint16_t)profile->maker_profile.value,
                         (uint16_t)profile->maker_details.value},
    };
    take_texts(cpu, ret_identity);
    take_versions(cpu, ret_identity);
}

/* ---- lists ----------------------------------------------------------------------------------------------------- */

size_t s7_cli_cpu_szl_most(const struct s7_plant_cpu *cpu)
{
    size_t count = 0;
    while (s7_profile_szl_at(cpu->profile, count))
        count++;
    return count + cpu->szl_count;
}

static bool given(const struct s7_plant_cpu *cpu, const struct s7_profile_szl *list)
{
    for (size_t i = 0; i < cpu->szl_count; i++)
        if (cpu->szl[i].id == list->id && cpu->szl[i].index == list->index)
            return true;
    return false;
}

static struct s7_cpu_szl list_of(const struct s7_plant_szl *szl)
{
    bool has_records = szl->records.count != 0;
    return (struct s7_cpu_szl){.id = szl->id,
                               .index = szl->index,
                               .record_size = has_records ? (uint16_t)szl->records.size : szl->record_size,
                               .record_count = (uint16_t)szl->records.count,
                               .records = szl->records.octets};
}

size_t s7_cli_cpu_szl(const struct s7_plant_cpu *cpu, struct s7_cpu_szl *lists)
{
    const struct s7_profile_szl *row;
    size_t count = 0;
    for (size_t i = 0; (row = s7_profile_szl_at(cpu->profile, i)) != NULL; i++)
        if (!given(cpu, row))
            lists[count++] = (struct s7_cpu_szl){.id = row->id,
                                                 .index = row->index,
                                                 .record_size = row->record_size,
                                                 .record_count = row->record_count,
                                                 .records = row->records};
    for (size_t i = 0; i < cpu->szl_count; i++)
        lists[count++] = list_of(&cpu->szl[i]);
    return count;
}

/* ---- diagnostic buffer ------------------------------------------------------------------------------------------- */

static uint16_t two_octets(const uint8_t *octets)
{
    return (uint16_t)(octets[0] << 8 | octets[1]);
}

void s7_cli_cpu_events(const struct s7_plant_cpu *cpu, struct s7_cpu_event *events)
{
    for (size_t i = 0; i < cpu->event_count; i++) {
        const struct s7_plant_event *event = &cpu->events[i];
        const struct s7_plant_moment *at = &event->at;
        const uint8_t *data = event->data.octets; /* as in a record of SZL 00A0 */
        events[i] = (struct s7_cpu_event){
            .event = event->event,
            .priority = data[0],
            .ob = data[1],
            .dat_id = two_octets(data + 2),
            .info1 = two_octets(data + 4),
            .info2 = (uint32_t)two_octets(data + 6) << 16 | two_octets(data + 8),
            .at = {.year = at->date.year,
                   .month = at->date.month,
                   .day = at->date.day,
                   .hour = at->hour,
                   .minute = at->minute,
                   .second = at->second,
                   .millisecond = at->millisecond},
        };
    }
}
