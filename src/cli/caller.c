/* SPDX-License-Identifier: MIT */
#include "cli/caller.h"

#include "wire/tsap.h"

enum { TSAP_SIZE = 2, RACK_SHIFT = 5, SLOT_MASK = 0x1F, TEXT_SIZE = S7_TSAP_TEXT_SIZE + 2 };

static const char *const class_names[S7_CALLER_CLASS_COUNT] = {
    [S7_CPU_CLASS_PG] = "PG",
    [S7_CPU_CLASS_OP] = "OP",
    [S7_CPU_CLASS_BASIC] = "basic",
    [S7_CPU_CLASS_OTHER] = "other",
};

enum s7_cpu_class s7_caller_class(struct s7_octets called)
{
    uint8_t first = called.size == TSAP_SIZE ? called.at[0] : 0;
    if (first == S7_CLASS_PG)
        return S7_CPU_CLASS_PG;
    if (first == S7_CLASS_OP)
        return S7_CPU_CLASS_OP;
    return first == S7_CLASS_BASIC ? S7_CPU_CLASS_BASIC : S7_CPU_CLASS_OTHER;
}

const char *s7_caller_class_name(enum s7_cpu_class of)
{
    return class_names[of];
}

void s7_caller_tsap(struct s7_strbuf *buf, struct s7_octets octets)
{
    char text[TEXT_SIZE];
    struct s7_tsap tsap = {.size = (uint8_t)(octets.size < S7_TSAP_MAX ? octets.size : S7_TSAP_MAX)};
    if (tsap.size == 0) {
        s7_strbuf_add(buf, "none");
        return;
    }
    memcpy(tsap.octets, octets.at, tsap.size);
    s7_tsap_format(&tsap, text, sizeof text);
    s7_strbuf_add(buf, text);
}

void s7_caller_describe(struct s7_strbuf *buf, struct s7_octets called)
{
    s7_strbuf_printf(buf, "class %s", class_names[s7_caller_class(called)]);
    if (called.size == TSAP_SIZE)
        s7_strbuf_printf(buf, ", rack %u, slot %u", (unsigned)(called.at[1] >> RACK_SHIFT),
                         (unsigned)(called.at[1] & SLOT_MASK));
    s7_strbuf_add(buf, " (TSAP ");
    s7_caller_tsap(buf, called);
    s7_strbuf_char(buf, ')');
}
