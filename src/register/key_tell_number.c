/* SPDX-License-Identifier: MIT
 *
 * Numbers, times and figures.
 */
#include <stdio.h>
#include <stdlib.h>

#include "register/key_tell.h"

/** 0 of a key that has no other way to say "not given". */
static bool is_absent(const struct s7_plant_key *key, uint64_t number)
{
    return number == 0 && !key->required && !key->otherwise && !key->from_profile;
}

void s7_key_tell_number(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    uint64_t number = key->size ? s7_key_tell_number_of(key, element) : 1;
    if (!is_absent(key, number))
        s7_key_tell_format(out, "%llu", (unsigned long long)number);
}

void s7_key_tell_block_id(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    uint64_t number = s7_key_tell_number_of(key, element);
    if (number)
        s7_key_tell_format(out, "W#16#%llX", (unsigned long long)number);
}

void s7_key_tell_code(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    s7_key_tell_format(out, "0x%04llX", (unsigned long long)s7_key_tell_number_of(key, element));
}

void s7_key_tell_decimal(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    char text[40];
    double number;
    s7_key_tell_take(key, element, &number, sizeof number);
    snprintf(text, sizeof text, "%.15g", number);
    if (strtod(text, NULL) < number || strtod(text, NULL) > number)
        snprintf(text, sizeof text, "%.17g", number);
    s7_fmt_out_text(out, text);
}

/** In the largest unit that says it in whole numbers. */
void s7_key_tell_duration(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    static const struct {
        s7_time ms;
        const char *name;
    } units[] = {{86400000, "d"}, {3600000, "h"}, {60000, "m"}, {1000, "s"}, {1, "ms"}};
    s7_time span;
    s7_key_tell_take(key, element, &span, sizeof span);
    s7_time ms = span / S7_MILLISECOND;
    if (ms == 0 && !is_absent(key, 0))
        s7_fmt_out_text(out, "0s");
    for (size_t i = 0; ms && i < sizeof units / sizeof units[0]; i++) {
        if (ms % units[i].ms)
            continue;
        s7_key_tell_format(out, "%lld%s", (long long)(ms / units[i].ms), units[i].name);
        return;
    }
}

void s7_key_tell_rate(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    static const struct {
        s7_time ms;
        const char *name;
    } units[] = {{1000, "s"}, {60000, "m"}, {3600000, "h"}, {86400000, "d"}};
    struct s7_plant_rate rate;
    s7_key_tell_take(key, element, &rate, sizeof rate);
    for (size_t i = 0; rate.count && i < sizeof units / sizeof units[0]; i++)
        if (units[i].ms * S7_MILLISECOND == rate.per)
            s7_key_tell_format(out, "%u/%s", rate.count, units[i].name);
}

static void tell_date(const struct s7_plant_date *date, struct s7_fmt_out *out)
{
    if (date->year)
        s7_key_tell_format(out, "%04u-%02u-%02u", date->year, date->month, date->day);
}

void s7_key_tell_date(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_plant_date date;
    s7_key_tell_take(key, element, &date, sizeof date);
    tell_date(&date, out);
}

void s7_key_tell_moment(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_plant_moment at;
    s7_key_tell_take(key, element, &at, sizeof at);
    tell_date(&at.date, out);
    if (at.date.year)
        s7_key_tell_format(out, " %02u:%02u:%02u", at.hour, at.minute, at.second);
    if (at.date.year && at.millisecond)
        s7_key_tell_format(out, ".%03u", at.millisecond);
}

void s7_key_tell_clock(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    size_t start = out->size;
    s7_key_tell_moment(key, element, out);
    if (out->size == start)
        s7_fmt_out_text(out, "system");
}

void s7_key_tell_figure(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_figure figure;
    s7_key_tell_take(key, element, &figure, sizeof figure);
    for (const struct s7_plant_word *word = key->words; word && word->text; word++)
        if (word->value == figure.value) {
            s7_fmt_out_text(out, word->text);
            return;
        }
    s7_key_tell_format(out,
                       key->form == S7_FIGURE_HEX    ? "0x%02X"
                       : key->form == S7_FIGURE_CODE ? "0x%04X"
                                                     : "%u",
                       figure.value);
}

void s7_key_tell_figure_text(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out)
{
    struct s7_figure_text text;
    s7_key_tell_take(key, element, &text, sizeof text);
    s7_fmt_out_text(out, text.value ? text.value : "");
}
