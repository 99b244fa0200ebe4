/* SPDX-License-Identifier: MIT */
#include "wire/pi_service.h"

#include "sieben/error.h"
#include "wire/control_body.h"

static const uint8_t cold_argument[] = {'C', ' '};

enum argument { ARGUMENT_SHOWN, ARGUMENT_SECRET };

static const struct row {
    const char *name;
    enum s7_guard_class guard;
    enum argument argument;
    const char *text;
} rows[] = {
#define S7_PI(name, guard, argument, text) {name, S7_GUARD_##guard, ARGUMENT_##argument, text},
#include "wire/defs/pi.def"
#undef S7_PI
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

struct s7_pi_service s7_pi_service_start(bool cold)
{
    static const struct s7_pi_service warm = {
        .unknown = {[S7_PI_UNKNOWN_SIZE - 1] = 0xFD},
        .name = {(const uint8_t *)S7_PI_P_PROGRAM, sizeof S7_PI_P_PROGRAM - 1},
    };
    struct s7_pi_service service = warm;
    if (cold)
        service.argument = (struct s7_octets){cold_argument, sizeof cold_argument};
    return service;
}

enum s7_pi_start s7_pi_service_kind(struct s7_octets argument)
{
    if (argument.size == 0)
        return S7_PI_START_WARM;
    bool cold =
        argument.size == sizeof cold_argument && memcmp(argument.at, cold_argument, sizeof cold_argument) == 0;
    return cold ? S7_PI_START_COLD : S7_PI_START_OTHER;
}

bool s7_pi_name_is(struct s7_octets name, const char *text)
{
    return name.size == strlen(text) && memcmp(name.at, text, name.size) == 0;
}

static bool row_fits(const struct row *row, struct s7_octets name)
{
    size_t size = strlen(row->name);
    if (row->name[size - 1] != '*')
        return s7_pi_name_is(name, row->name);
    return name.size >= size - 1 && memcmp(name.at, row->name, size - 1) == 0;
}

static const struct row *find_row(struct s7_octets name)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (row_fits(&rows[i], name))
            return &rows[i];
    }
    return NULL;
}

enum s7_guard_class s7_pi_service_guard(struct s7_octets name)
{
    const struct row *row = find_row(name);
    return row ? row->guard : S7_GUARD_CONTROL;
}

const char *s7_pi_service_text(struct s7_octets name)
{
    const struct row *row = find_row(name);
    return row ? row->text : NULL;
}

bool s7_pi_service_secret(struct s7_octets name)
{
    const struct row *row = find_row(name);
    return row && row->argument == ARGUMENT_SECRET;
}

int s7_pi_service_decode(struct s7_octets parameter, struct s7_pi_service *ret_service)
{
    struct s7_reader reader = s7_reader_over(parameter.at, parameter.size);
    struct s7_pi_service service;
    uint8_t function = s7_reader_u8(&reader);
    const uint8_t *unknown = s7_reader_take(&reader, S7_PI_UNKNOWN_SIZE);
    service.argument = s7_reader_octets(&reader, s7_reader_u16(&reader));
    service.name = s7_reader_octets(&reader, s7_reader_u8(&reader));
    if (!s7_reader_done(&reader) || function != S7_FUNCTION_PI_SERVICE)
        return S7_ERR_S7_MALFORMED;
    memcpy(service.unknown, unknown, S7_PI_UNKNOWN_SIZE);
    *ret_service = service;
    return S7_OK;
}

void s7_pi_service_encode(struct s7_writer *writer, const struct s7_pi_service *service)
{
    if (service->argument.size > UINT16_MAX || service->name.size > UINT8_MAX)
        writer->bad = true;
    s7_writer_u8(writer, S7_FUNCTION_PI_SERVICE);
    s7_writer_octets(writer, service->unknown, S7_PI_UNKNOWN_SIZE);
    s7_writer_u16(writer, (uint16_t)service->argument.size);
    s7_writer_octets(writer, service->argument.at, service->argument.size);
    s7_writer_u8(writer, (uint8_t)service->name.size);
    s7_writer_octets(writer, service->name.at, service->name.size);
}

const struct s7_codec s7_pi_service_codec = {s7_control_body_decode, s7_control_body_encode};
