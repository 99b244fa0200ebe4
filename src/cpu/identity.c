/* SPDX-License-Identifier: MIT */
#include "cpu/identity.h"

#include <string.h>

enum {
    INDEX_MODULE = 0x0001,
    INDEX_HARDWARE = 0x0006,
    INDEX_FIRMWARE = 0x0007,
    INDEX_BOOT_LOADER = 0x0081,
    ORDER_NUMBER_SIZE = 20,
    COMPONENT_TEXT_SIZE = 32,
    INDEX_MANUFACTURER = 0x0009
};

/* The texts of 001C in the order of its records (s7comm 11.2); a CPU of 300 has no index 6. */
static const struct {
    uint16_t index;
    size_t offset;
} components[] = {
    {0x0001, offsetof(struct s7_cpu_identity, station_name)},
    {0x0002, offsetof(struct s7_cpu_identity, module_name)},
    {0x0003, offsetof(struct s7_cpu_identity, plant_id)},
    {0x0004, offsetof(struct s7_cpu_identity, copyright)},
    {0x0005, offsetof(struct s7_cpu_identity, serial_number)},
    {0x0007, offsetof(struct s7_cpu_identity, type_name)},
    {0x0008, offsetof(struct s7_cpu_identity, memory_card)},
    {INDEX_MANUFACTURER, offsetof(struct s7_cpu_identity, manufacturer)},
    {0x000A, offsetof(struct s7_cpu_identity, oem)},
    {0x000B, offsetof(struct s7_cpu_identity, location)},
};

#define ENDS(field) (memchr(identity->field, 0, sizeof identity->field) != NULL)

bool s7_cpu_identity_valid(const struct s7_cpu_identity *identity)
{
    return ENDS(order_number) && ENDS(boot_loader) && ENDS(station_name) && ENDS(module_name) &&
           ENDS(plant_id) && ENDS(copyright) && ENDS(serial_number) && ENDS(type_name) && ENDS(memory_card) &&
           ENDS(oem) && ENDS(location);
}

/* A text in a field of its own, filled up with `fill`. */
static void write_text(struct s7_writer *writer, const char *text, size_t size, uint8_t fill)
{
    size_t length = strlen(text);
    s7_writer_octets(writer, text, length);
    for (size_t i = length; i < size; i++)
        s7_writer_u8(writer, fill);
}

static void write_module(struct s7_writer *writer, uint16_t index, const char *text, uint16_t type)
{
    s7_writer_u16(writer, index);
    write_text(writer, text, ORDER_NUMBER_SIZE, ' ');
    s7_writer_u16(writer, type);
}

uint16_t s7_cpu_identity_modules(const struct s7_cpu_identity *identity, struct s7_writer *writer)
{
    const uint16_t releases[] = {INDEX_MODULE, INDEX_HARDWARE};
    for (size_t i = 0; i < 2; i++) {
        write_module(writer, releases[i], identity->order_number, identity->module_type);
        s7_writer_u16(writer, identity->hardware[0]);
        s7_writer_u16(writer, identity->hardware[1]);
    }
    write_module(writer, INDEX_FIRMWARE, identity->firmware_named ? identity->order_number : "",
                 identity->module_type);
    s7_writer_u8(writer, 'V');
    s7_writer_octets(writer, identity->firmware, sizeof identity->firmware);
    if (!identity->boot_loader[0])
        return 3;
    write_module(writer, INDEX_BOOT_LOADER, identity->boot_loader, 0);
    s7_writer_octets(writer, identity->boot_version, sizeof identity->boot_version);
    return 4;
}

static void write_manufacturer(struct s7_writer *writer, const struct s7_cpu_identity *identity)
{
    for (size_t i = 0; i < sizeof identity->manufacturer / sizeof identity->manufacturer[0]; i++)
        s7_writer_u16(writer, identity->manufacturer[i]);
    write_text(writer, "", COMPONENT_TEXT_SIZE - sizeof identity->manufacturer, 0);
}

uint16_t s7_cpu_identity_components(const struct s7_cpu_identity *identity, struct s7_writer *writer)
{
    size_t count = sizeof components / sizeof components[0];
    for (size_t i = 0; i < count; i++) {
        s7_writer_u16(writer, components[i].index);
        if (components[i].index == INDEX_MANUFACTURER)
            write_manufacturer(writer, identity);
        else
            write_text(writer, (const char *)identity + components[i].offset, COMPONENT_TEXT_SIZE, 0);
    }
    return (uint16_t)count;
}
