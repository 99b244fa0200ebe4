/* SPDX-License-Identifier: MIT */
#include "cli/profile_text.h"

const char *s7_profile_text_of(const struct s7_figure_text *text)
{
    return text->value && text->value[0] ? text->value : "-";
}

void s7_profile_write_figure(struct s7_strbuf *buf, const struct s7_figure_row *row, uint32_t value)
{
    const struct s7_figure_word *word = s7_figure_word_of(row->form, value);
    if (word)
        s7_strbuf_printf(buf, "%s", word->word);
    else if (row->form == S7_FIGURE_FLAG)
        s7_strbuf_printf(buf, "%s", value ? "yes" : "no");
    else if (row->form == S7_FIGURE_HEX)
        s7_strbuf_printf(buf, "0x%02X", (unsigned)value);
    else if (row->form == S7_FIGURE_CODE)
        s7_strbuf_printf(buf, "0x%04X", (unsigned)value);
    else
        s7_strbuf_printf(buf, "%u%s", (unsigned)value, value && row->form == S7_FIGURE_OCTETS ? " octets" : "");
}

void s7_profile_write_resources(struct s7_strbuf *buf, const struct s7_profile *profile)
{
    const struct {
        const char *name;
        uint32_t reserved;
    } classes[] = {{"PG", profile->reserved_pg.value},
                   {"OP", profile->reserved_op.value},
                   {"basic", profile->reserved_basic.value}};
    const char *between = ", kept:";
    s7_strbuf_printf(buf, "%u", (unsigned)profile->resources_total.value);
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (!classes[i].reserved)
            continue;
        s7_strbuf_printf(buf, "%s %u %s", between, (unsigned)classes[i].reserved, classes[i].name);
        between = ",";
    }
}

void s7_profile_write_amq(struct s7_strbuf *buf, const struct s7_profile *profile)
{
    s7_strbuf_printf(buf, "%u/%u", (unsigned)profile->amq_calling.value, (unsigned)profile->amq_called.value);
}

void s7_profile_write_put_get(struct s7_strbuf *buf, const struct s7_profile *profile)
{
    if (!profile->put_get_switch.value)
        s7_strbuf_printf(buf, "always");
    else if (profile->put_get_default.value)
        s7_strbuf_printf(buf, "permitted");
    else if (!profile->put_get_firmware.value)
        s7_strbuf_printf(buf, "blocked");
    else
        s7_strbuf_printf(buf, "blocked, from V%u on", (unsigned)profile->put_get_firmware.value);
}

void s7_profile_write_device(struct s7_strbuf *buf, const struct s7_profile *profile)
{
    s7_strbuf_printf(buf, "%s", s7_profile_text_of(&profile->module_name));
    if (profile->firmware.value && profile->firmware.value[0])
        s7_strbuf_printf(buf, " %s", profile->firmware.value);
}
