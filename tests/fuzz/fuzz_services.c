/* SPDX-License-Identifier: MIT
 *
 * Parameters and payloads of the services of the CPU, each decoder by itself: what decodes re-encodes to the same
 * octets.  System status lists are walked to their last field, passwords looked for.
 */
#include <string.h>

#include "fuzz.h"
#include "sieben/error.h"
#include "wire/message.h"
#include "wire/szl_record.h"

enum { DATA_HEAD_SIZE = 4 };

static uint8_t encoded[1 << 17];

static void check_encoded(const struct s7_writer *writer, struct s7_octets octets)
{
    FUZZ_CHECK(!writer->bad && s7_writer_size(writer) == octets.size);
    FUZZ_CHECK(memcmp(encoded, octets.at, octets.size) == 0);
}

#define COMES_BACK(stem)                                                                                       \
    static void try_##stem(struct s7_octets octets)                                                            \
    {                                                                                                          \
        struct stem decoded;                                                                                   \
        struct s7_writer writer = s7_writer_over(encoded, sizeof encoded);                                     \
        if (stem##_decode(octets, &decoded) != S7_OK)                                                          \
            return;                                                                                            \
        stem##_encode(&writer, &decoded);                                                                      \
        check_encoded(&writer, octets);                                                                        \
    }

static void try_clock(struct s7_octets octets)
{
    struct s7_clock clock;
    uint8_t again[S7_TIME8_SIZE];
    if (octets.size < S7_TIME8_SIZE || s7_time8_decode(octets.at, &clock) != S7_OK)
        return;
    FUZZ_CHECK(s7_clock_valid(&clock));
    s7_time8_encode(&clock, again);
    FUZZ_CHECK(memcmp(again, octets.at, sizeof again) == 0);
}

/* Fields lie in the list, and every one has a text. */
static bool tell(void *user, size_t record, const struct s7_szl_field *field)
{
    const struct s7_octets *list = user;
    static char text[1 << 14];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    FUZZ_CHECK(record <= UINT16_MAX && field->octets.size > 0);
    FUZZ_CHECK(field->octets.at >= list->at + S7_SZL_HEAD_SIZE);
    FUZZ_CHECK(field->octets.at + field->octets.size <= list->at + list->size);
    s7_szl_field_text(&buf, field);
    FUZZ_CHECK(!buf.truncated);
    return true;
}

static void try_list(struct s7_octets list)
{
    struct s7_szl_head head;
    struct s7_octets records;
    FUZZ_CHECK((s7_szl_describe(list, tell, &list) == S7_OK) == (list.size >= S7_SZL_HEAD_SIZE));
    if (s7_szl_head_decode(list, &head, &records) != S7_OK)
        return;
    size_t whole = s7_szl_records_whole(&head, records);
    FUZZ_CHECK(whole <= head.record_count && whole * head.record_size <= records.size);
}

COMES_BACK(s7_szl_request)
COMES_BACK(s7_message_request)
COMES_BACK(s7_message_answer)
COMES_BACK(s7_diagnostic_event)
COMES_BACK(s7_mode_transition)
COMES_BACK(s7_password)
COMES_BACK(s7_time10)
COMES_BACK(s7_pi_service)
COMES_BACK(s7_plc_stop)
COMES_BACK(s7_control_answer)

static void try_services(struct s7_octets octets)
{
    static void (*const tries[])(struct s7_octets octets) = {
        try_s7_szl_request,
        try_s7_message_request,
        try_s7_message_answer,
        try_s7_diagnostic_event,
        try_s7_mode_transition,
        try_s7_password,
        try_s7_time10,
        try_s7_pi_service,
        try_s7_plc_stop,
        try_s7_control_answer,
        try_clock,
        try_list,
    };
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++)
        tries[i](octets);
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    size_t at = 0, count = 0;
    try_services((struct s7_octets){octets, size});
    if (size > DATA_HEAD_SIZE) /* the payload behind the head of a data part */
        try_services((struct s7_octets){octets + DATA_HEAD_SIZE, size - DATA_HEAD_SIZE});
    if (s7_password_find(octets, size, &at, &count))
        FUZZ_CHECK(count > 0 && at + count <= size);
}
