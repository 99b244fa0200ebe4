/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "plant/nearest.h"
#include "register/csv_import.h"
#include "register/csv_read.h"

enum { TITLE_SIZE = 64 };

/** A title as one compares it: "Own area" is own_area. */
static void fold(const char *text, char title[TITLE_SIZE])
{
    size_t length = 0;
    while (*text == ' ')
        text++;
    for (; *text && length + 1 < TITLE_SIZE; text++)
        title[length++] = (char)(*text >= 'A' && *text <= 'Z'   ? *text - 'A' + 'a'
                                 : *text == ' ' || *text == '-' ? '_'
                                                                : *text);
    while (length && title[length - 1] == '_')
        length--;
    title[length] = '\0';
}

static const struct s7_csv_column_row *find_column(enum s7_csv_table table, const char *text)
{
    char title[TITLE_SIZE];
    const struct s7_csv_column_row *column;
    fold(text, title);
    for (size_t i = 0; (column = s7_csv_column_of(table, i)) != NULL; i++)
        if (strcmp(column->title, title) == 0)
            return column;
    return NULL;
}

static bool has_title(const struct s7_csv_record *record, const char *title)
{
    char folded[TITLE_SIZE];
    for (size_t i = 0; i < record->count; i++) {
        fold(record->fields[i].text, folded);
        if (strcmp(folded, title) == 0)
            return true;
    }
    return false;
}

/** Without these columns it is not this table: those that say what a row is about. */
static bool is_needed(const struct s7_csv_column_row *column, size_t index)
{
    enum s7_csv_shape shape = s7_csv_table_of(column->table)->shape;
    bool first = index == 0 || (shape == S7_CSV_SHAPE_LISTED && index < 3);
    return first || column->role == S7_CSV_ROLE_NAME || column->role == S7_CSV_ROLE_PARTNER;
}

/** How many columns of the table there are; 0: one that it needs is missing. */
static size_t score_of(const struct s7_csv_record *record, enum s7_csv_table table)
{
    const struct s7_csv_column_row *column;
    size_t score = 0;
    for (size_t i = 0; (column = s7_csv_column_of(table, i)) != NULL; i++) {
        bool there = has_title(record, column->title);
        if (!there && is_needed(column, i))
            return 0;
        score += there;
    }
    return score;
}

static enum s7_csv_table find_table(const struct s7_csv_record *record)
{
    enum s7_csv_table best = S7_CSV_TABLE_COUNT;
    size_t most = 0;
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++) {
        size_t score = score_of(record, (enum s7_csv_table)i);
        if (score > most) {
            most = score;
            best = (enum s7_csv_table)i;
        }
    }
    return best;
}

static struct s7_csv_place place_of(size_t source, const struct s7_csv_record *record, size_t field)
{
    return (struct s7_csv_place){
        .source = source, .mark = record->fields[field].mark, .row = record->number, .field = field};
}

static void say_unknown(struct s7_csv_import *import, const struct s7_csv_header *header,
                        const struct s7_csv_record *record, size_t field)
{
    const struct s7_csv_place place = place_of(header->source, record, field);
    const struct s7_csv_column_row *column;
    char title[TITLE_SIZE];
    fold(record->fields[field].text, title);
    struct s7_nearest nearest = s7_nearest_to(title, strlen(title));
    for (size_t i = 0; (column = s7_csv_column_of(header->table, i)) != NULL; i++)
        s7_nearest_try(&nearest, column->title);
    s7_csv_complain(import, &place,
                    "\"%s\" is no column of the table %s%s%s%s; one that begins with # is passed over", title,
                    s7_csv_table_of(header->table)->name, nearest.best ? "; did you mean \"" : "",
                    nearest.best ? nearest.best : "", nearest.best ? "\"?" : "");
}

static void say_twice(struct s7_csv_import *import, const struct s7_csv_header *header,
                      const struct s7_csv_record *record, size_t field)
{
    const struct s7_csv_place place = place_of(header->source, record, field);
    for (size_t i = 0; i < field; i++)
        if (header->columns[i] == header->columns[field])
            s7_csv_complain(import, &place, "the column %s is there twice", header->columns[field]->title);
}

bool s7_csv_header_read(struct s7_csv_import *import, size_t source, const struct s7_csv_record *record,
                        struct s7_csv_header *ret_header)
{
    struct s7_csv_header header = {.source = source, .table = find_table(record), .count = record->count};
    const struct s7_csv_place place = place_of(source, record, 0);
    size_t errors = import->errors;
    if (header.table == S7_CSV_TABLE_COUNT) {
        s7_csv_complain(
            import, &place,
            "these titles are of no table: it wants `connection`, `partner`, `cpu` and `db`, or the first "
            "columns of another table (sieben plant export --table)");
        return false;
    }
    header.columns = s7_storage_array(import->storage, record->count, sizeof(void *));
    if (!header.columns)
        return false;
    for (size_t i = 0; i < record->count; i++) {
        const char *title = record->fields[i].text;
        header.columns[i] = find_column(header.table, title);
        if (header.columns[i])
            say_twice(import, &header, record, i);
        else if (title[strspn(title, " ")] && title[0] != '#')
            say_unknown(import, &header, record, i);
    }
    *ret_header = header;
    return import->errors == errors;
}
