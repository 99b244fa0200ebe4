/* SPDX-License-Identifier: MIT */
#include "cli/asked.h"

#include "sieben/error.h"
#include "wire/describe.h"
#include "wire/names.h"

enum {
    REFERENCE_AT = 4,
    PARAMETER_SIZE_AT = 6,
    ITEMS_MOST = 4, /* of a request that was not kept as a whole */
    LINE_SIZE = 1024
};

static uint16_t number_at(const uint8_t *pdu, size_t at)
{
    return (uint16_t)(pdu[at] << 8 | pdu[at + 1]);
}

static struct s7_octets kept_of(const struct s7_asked *asked)
{
    return (struct s7_octets){asked->pdu, asked->size < S7_ASKED_OCTETS ? asked->size : S7_ASKED_OCTETS};
}

static struct s7_octets parameter_of(const struct s7_asked *asked)
{
    size_t kept = kept_of(asked).size - S7_HEADER_SIZE_MIN;
    size_t size = number_at(asked->pdu, PARAMETER_SIZE_AT);
    return (struct s7_octets){asked->pdu + S7_HEADER_SIZE_MIN, size < kept ? size : kept};
}

void s7_asked_keep(struct s7_asked_ring *ring, const uint8_t *pdu, size_t size)
{
    struct s7_asked *asked = &ring->asked[ring->next];
    ring->next = (ring->next + 1) % S7_ASKED_COUNT;
    asked->open = true;
    asked->reference = number_at(pdu, REFERENCE_AT);
    asked->size = size;
    memcpy(asked->pdu, pdu, kept_of(asked).size);
    asked->service = s7_service_of(pdu[1], parameter_of(asked));
}

const struct s7_asked *s7_asked_take(struct s7_asked_ring *ring, uint16_t reference)
{
    for (size_t i = 0; i < S7_ASKED_COUNT; i++) {
        struct s7_asked *asked = &ring->asked[(ring->next + i) % S7_ASKED_COUNT];
        if (!asked->open || asked->reference != reference)
            continue;
        asked->open = false;
        return asked;
    }
    return NULL;
}

/* ---- words ----------------------------------------------------------------------------------------------- */

static bool has_items(const struct s7_asked *asked)
{
    return asked->service == S7_SERVICE_READ_VAR || asked->service == S7_SERVICE_WRITE_VAR;
}

/* Item number `index`, as far as it was kept. */
static bool item_of(const struct s7_asked *asked, size_t index, struct s7_item *ret_item)
{
    struct s7_octets parameter = parameter_of(asked);
    struct s7_reader reader = s7_reader_over(parameter.at, parameter.size);
    s7_reader_u8(&reader);
    size_t count = s7_reader_u8(&reader);
    for (size_t i = 0; i <= index && i < count; i++) {
        if (s7_item_decode(&reader, i + 1 == count, ret_item) != S7_OK)
            return false;
        if (i == index)
            return true;
    }
    return false;
}

static void add_name(struct s7_strbuf *buf, const struct s7_asked *asked)
{
    struct s7_octets parameter = parameter_of(asked);
    const char *name = NULL;
    if (asked->service < S7_SERVICE_COUNT)
        name = s7_service_row(asked->service)->display;
    else if (asked->pdu[1] == S7_ROSCTR_JOB && parameter.size > 0)
        name = s7_name_function(parameter.at[0]);
    s7_strbuf_add(buf, name ? name : "a service without a name");
}

static void describe_beginning(struct s7_strbuf *buf, const struct s7_asked *asked)
{
    struct s7_item item;
    size_t i = 0;
    add_name(buf, asked);
    for (; has_items(asked) && i < ITEMS_MOST && item_of(asked, i, &item); i++) {
        s7_strbuf_add(buf, i ? ", " : ": ");
        s7_describe_item(buf, &item);
    }
    if (i && item_of(asked, i, &item))
        s7_strbuf_add(buf, ", …");
}

/* "Job #0001 Read Var: …" without its first two words. */
static const char *behind_reference(const char *line)
{
    const char *number = strchr(line, '#');
    const char *blank = number ? strchr(number, ' ') : NULL;
    return blank ? blank + 1 : line;
}

void s7_asked_describe(struct s7_strbuf *buf, const struct s7_asked *asked)
{
    if (asked->size > S7_ASKED_OCTETS) {
        describe_beginning(buf, asked);
        return;
    }
    char line[LINE_SIZE];
    struct s7_strbuf whole = s7_strbuf_over(line, sizeof line);
    s7_describe_pdu(&whole, asked->pdu, asked->size);
    s7_strbuf_add(buf, behind_reference(line));
}

bool s7_asked_describe_item(struct s7_strbuf *buf, const struct s7_asked *asked, size_t index)
{
    struct s7_item item;
    if (!has_items(asked) || !item_of(asked, index, &item))
        return false;
    add_name(buf, asked);
    s7_strbuf_add(buf, ": ");
    s7_describe_item(buf, &item);
    return true;
}
