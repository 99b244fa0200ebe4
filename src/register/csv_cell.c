/* SPDX-License-Identifier: MIT
 *
 * What spreadsheets do to a text, undone: an apostrophe against formulas, decimal commas, days as 18.11.2026, TRUE.
 */
#include <string.h>

#include "register/csv_import.h"

/** A text that may say anything: nothing of it is taken away. */
static bool is_free(const struct s7_plant_key *key)
{
    return key &&
           (key->kind->shape == S7_SHAPE_TEXT || strcmp(key->kind->shown, "text, or list of texts") == 0);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

struct part {
    const char *text;
    size_t length;
};

static struct part trim(struct part part)
{
    while (part.length && is_blank(part.text[0])) {
        part.text++;
        part.length--;
    }
    while (part.length && is_blank(part.text[part.length - 1]))
        part.length--;
    return part;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(struct part part, size_t at)
{
    size_t count = 0;
    while (at + count < part.length && is_digit(part.text[at + count]))
        count++;
    return count;
}

/** "18.11.2026" or "1.2.2027" as "2026-11-18"; a day with slashes may be either way round and is left to the loader. */
static const char *day_of(struct s7_storage *storage, struct part part)
{
    size_t day = digits_at(part, 0), month = digits_at(part, day + 1), year = digits_at(part, day + month + 2);
    if (day < 1 || day > 2 || month < 1 || month > 2 || year != 4 || part.length != day + month + year + 2 ||
        part.text[day] != '.' || part.text[day + 1 + month] != '.')
        return NULL;
    char text[] = "0000-00-00";
    memcpy(text, part.text + part.length - year, year);
    memcpy(text + 7 - month, part.text + day + 1, month);
    memcpy(text + 10 - day, part.text, day);
    return s7_storage_text(storage, text, sizeof text - 1);
}

/** "1,5" as "1.5". */
static const char *decimal_of(struct s7_storage *storage, struct part part)
{
    char text[64];
    const char *comma = memchr(part.text, ',', part.length);
    if (!comma || part.length >= sizeof text || memchr(part.text, '.', part.length))
        return NULL;
    memcpy(text, part.text, part.length);
    text[comma - part.text] = '.';
    return s7_storage_text(storage, text, part.length);
}

/** A word in small letters; what German spreadsheets make of true and false. */
static const char *word_of(struct s7_storage *storage, const struct s7_plant_key *key, struct part part)
{
    static const struct {
        const char *theirs, *ours;
    } words[] = {{"wahr", "true"}, {"falsch", "false"}};
    char text[32];
    if (part.length >= sizeof text)
        return NULL;
    for (size_t i = 0; i < part.length; i++)
        text[i] = (char)(part.text[i] >= 'A' && part.text[i] <= 'Z' ? part.text[i] - 'A' + 'a' : part.text[i]);
    text[part.length] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(text, words[i].theirs) == 0 && key->words && strcmp(key->words[0].text, "true") == 0)
            return words[i].ours;
    return s7_storage_text(storage, text, part.length);
}

static const char *text_of(struct s7_storage *storage, const struct s7_plant_key *key, struct part part)
{
    const char *text = NULL;
    if (!is_free(key))
        part = trim(part);
    if (key && strcmp(key->kind->shown, "date") == 0)
        text = day_of(storage, part);
    else if (key && key->kind->shape == S7_SHAPE_DECIMAL)
        text = decimal_of(storage, part);
    else if (key && (key->kind->shape == S7_SHAPE_WORD || key->kind->shape == S7_SHAPE_WORDS))
        text = word_of(storage, key, part);
    return text ? text : s7_storage_text(storage, part.text, part.length);
}

/** One apostrophe in front is the spreadsheet's. */
static struct part without_mark(const char *text, size_t length)
{
    size_t mark = length && text[0] == '\'';
    return (struct part){text + mark, length - mark};
}

const char *s7_csv_cell_text(struct s7_storage *storage, const struct s7_plant_key *key, const char *text,
                             size_t length)
{
    return text_of(storage, key, without_mark(text, length));
}

static bool parts(const struct s7_plant_key *key, char c)
{
    return c == '\n' || c == '\r' || (!is_free(key) && (c == ',' || c == ';'));
}

const char **s7_csv_cell_lines(struct s7_storage *storage, const struct s7_plant_key *key, const char *text,
                               size_t length, size_t *ret_count)
{
    struct part rest = without_mark(text, length);
    size_t count = 0, most = 1;
    for (size_t i = 0; i < rest.length; i++)
        most += parts(key, rest.text[i]);
    const char **lines = s7_storage_array(storage, most, sizeof *lines);
    while (lines && rest.length) {
        size_t size = 0;
        while (size < rest.length && !parts(key, rest.text[size]))
            size++;
        const char *line = text_of(storage, key, (struct part){rest.text, size});
        if (!line)
            return NULL;
        if (line[0])
            lines[count++] = line;
        size += size < rest.length;
        rest = (struct part){rest.text + size, rest.length - size};
    }
    *ret_count = count;
    return lines;
}
