/* SPDX-License-Identifier: MIT */
#include "doctor/lists.h"

#include <string.h>

#include "base/strbuf.h"
#include "wire/read_szl.h"

enum { ORDER_RECORD = 1, FIRMWARE_RECORD = 7, ORDER_SIZE = 20, FIRMWARE_AT = 24, IDENTITY_SIZE = 28 };
enum {
    WORD = 2,
    MAXIMA_CONNECTIONS = 4,
    USE_CONFIGURED = 10,
    USE_ESTABLISHED = 12,
    USE_FREE = 14,
    USE_SIZE = 18
};
enum { MODE_AT = 3, MODE_MASK = 0x0F, SAFETY_AT = 10 };

static unsigned word_at(const uint8_t *octets, size_t at)
{
    return (unsigned)octets[at] << 8 | octets[at + 1];
}

/* Record number `number`, of at least `least` octets; NULL: there is none. */
static const uint8_t *record_at(const uint8_t *list, size_t size, size_t number, size_t least)
{
    struct s7_szl_head head;
    struct s7_octets records;
    if (s7_szl_head_decode((struct s7_octets){list, size}, &head, &records) != S7_OK ||
        head.record_size < least || number >= s7_szl_records_whole(&head, records))
        return NULL;
    return records.at + number * head.record_size;
}

static void take_order(char text[21], const uint8_t *record)
{
    size_t length = 0;
    for (size_t i = 0; i < ORDER_SIZE; i++) {
        uint8_t octet = record[WORD + i];
        text[i] = octet >= ' ' && octet <= '~' ? (char)octet : ' ';
        if (text[i] != ' ')
            length = i + 1;
    }
    text[length] = '\0';
}

static void take_firmware(char *text, size_t size, const uint8_t *record)
{
    struct s7_strbuf buf = s7_strbuf_over(text, size);
    const uint8_t *at = record + FIRMWARE_AT;
    if (at[0] == 'V')
        s7_strbuf_printf(&buf, "V%u.%u.%u", (unsigned)at[1], (unsigned)at[2], (unsigned)at[3]);
}

bool s7_lists_identity(const uint8_t *list, size_t size, struct s7_doctor_seen *seen)
{
    const uint8_t *record;
    for (size_t i = 0; (record = record_at(list, size, i, WORD + ORDER_SIZE)); i++) {
        if (word_at(record, 0) == ORDER_RECORD)
            take_order(seen->order_number, record);
        if (word_at(record, 0) == FIRMWARE_RECORD && record_at(list, size, i, IDENTITY_SIZE))
            take_firmware(seen->firmware, sizeof seen->firmware, record);
    }
    return seen->order_number[0] != '\0';
}

unsigned s7_lists_maximum(const uint8_t *list, size_t size)
{
    const uint8_t *record = record_at(list, size, 0, MAXIMA_CONNECTIONS + WORD);
    return record ? word_at(record, MAXIMA_CONNECTIONS) : 0;
}

bool s7_lists_use(const uint8_t *list, size_t size, struct s7_lists_use *ret_use)
{
    static const uint8_t nothing[USE_SIZE - WORD];
    const uint8_t *record = record_at(list, size, 0, USE_SIZE);
    if (!record || memcmp(record + WORD, nothing, sizeof nothing) == 0)
        return false;
    *ret_use = (struct s7_lists_use){.configured = word_at(record, USE_CONFIGURED),
                                     .established = word_at(record, USE_ESTABLISHED),
                                     .free = word_at(record, USE_FREE)};
    return true;
}

int s7_lists_mode(const uint8_t *list, size_t size)
{
    const uint8_t *record = record_at(list, size, 0, MODE_AT + 1);
    return record ? record[MODE_AT] & MODE_MASK : -1;
}

static bool begins_as(const char *order_number, const char *const prefixes[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(order_number, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return false;
}

/* S7-1200, S7-1500 with ET 200SP and software controllers, and their SIPLUS. */
bool s7_lists_classic(const char *order_number)
{
    static const char *const others[] = {"6ES7 21",  "6ES7 5",  "6ES7 672-5", "6ES7 672-7", "6ES7 672-8",
                                         "6ES7 677", "6AG1 21", "6AG1 5",     "6AG2 21",    "6AG2 5"};
    return order_number[0] != '\0' && !begins_as(order_number, others, sizeof others / sizeof others[0]);
}

/* S7-300, its CPUs in ET 200S and ET 200pro, and their SIPLUS. */
bool s7_lists_fragile(const char *order_number)
{
    static const char *const family[] = {"6ES7 3", "6ES7 151-8", "6ES7 154-8",
                                         "6AG1 3", "6AG1 151-8", "6AG1 154-8"};
    return begins_as(order_number, family, sizeof family / sizeof family[0]) &&
           strlen(order_number) > SAFETY_AT && order_number[SAFETY_AT] == 'F';
}

/* The next letter or digit, large; '\0': the end. */
static char next_sign(const char **text)
{
    while (**text == ' ')
        (*text)++;
    char c = **text;
    if (c != '\0')
        (*text)++;
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool s7_lists_same_order(const char *a, const char *b)
{
    for (;;) {
        char x = next_sign(&a), y = next_sign(&b);
        if (x != y)
            return false;
        if (x == '\0')
            return true;
    }
}
