/* SPDX-License-Identifier: MIT
 *
 * An area of a CPU as a map of its octets, with a letter for everybody who touches it.
 */
#include "cli/plant_show.h"
#include "cli/plant_words.h"
#include "value/range.h"

enum { LINE = 512, BITS = 8 };

/* ---- map --------------------------------------------------------------------------------------------------------- */

enum map_line { MAP_WRITES, MAP_READS, MAP_BEYOND, MAP_LINES };

static struct s7_report_map_cell map_cell(const void *self, size_t line, size_t index)
{
    const struct s7_picture *picture = self;
    uint32_t unit = (uint32_t)index;
    struct s7_report_map_cell cell = {.mark = ' '};
    if (line == MAP_BEYOND && s7_picture_is_beyond(picture, unit))
        return (struct s7_report_map_cell){.mark = 'x', .meaning = S7_REPORT_FAIL};
    if (line == MAP_BEYOND)
        return cell;
    cell.mark = s7_picture_mark(picture, line == MAP_WRITES ? S7_PICTURE_WRITES : S7_PICTURE_READS, unit);
    cell.meaning = cell.mark == S7_PICTURE_CONFLICT ? S7_REPORT_FAIL : S7_REPORT_NEUTRAL;
    return cell;
}

static const char *unit_of(const struct s7_picture *picture)
{
    if (picture->area.area == S7_AREA_TIMER)
        return "timer";
    return picture->area.area == S7_AREA_COUNTER ? "counter" : "octet";
}

static void tell_map(struct s7_report *report, const struct s7_picture *picture)
{
    static const char *const lines[MAP_LINES] = {"writes", "reads", "beyond"};
    s7_report_map(report, &(struct s7_report_map){.name = "map",
                                                  .unit = unit_of(picture),
                                                  .lines = lines,
                                                  .line_count = MAP_LINES,
                                                  .count = picture->count,
                                                  .cell = map_cell,
                                                  .self = picture});
}

/* ---- who --------------------------------------------------------------------------------------------------------- */

enum hand_column { HAND_LETTER, HAND_WHO, HAND_WRITES, HAND_READS, HAND_COLUMNS };

static void hand_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                      struct s7_report_cell *ret_cell)
{
    const struct s7_picture *picture = self;
    const struct s7_picture_hand *hand = &picture->hands[row];
    const struct s7_access_set *set = NULL;
    (void)ret_cell;
    switch ((enum hand_column)column) {
    case HAND_LETTER:
        s7_strbuf_char(buffer, hand->letter);
        break;
    case HAND_WHO:
        s7_show_write_hand(buffer, picture, hand);
        break;
    case HAND_WRITES:
        set = &hand->sets[S7_PICTURE_WRITES];
        break;
    case HAND_READS:
    case HAND_COLUMNS:
        set = &hand->sets[S7_PICTURE_READS];
        break;
    }
    if (set)
        s7_plant_write_ranges(buffer, set->ranges, set->range_count, S7_SHOW_RANGES);
}

static void tell_hands(struct s7_report *report, const struct s7_picture *picture)
{
    static const struct s7_report_column columns[HAND_COLUMNS] = {
        {.title = ""}, {.title = "Who"}, {.title = "Writes"}, {.title = "Reads"}};
    s7_report_table(report, &(struct s7_report_table){.name = "hands",
                                                      .columns = columns,
                                                      .column_count = HAND_COLUMNS,
                                                      .row_count = picture->hand_count,
                                                      .cell = hand_cell,
                                                      .self = picture});
}

/* ---- bits -------------------------------------------------------------------------------------------------------- */

/** An octet of which not all bits are touched alike. */
struct mixed {
    enum s7_picture_act act;
    uint32_t unit;
};

enum { MIXED_SHOWN = 64, MIXED_TITLES = 2 };

struct mixed_list {
    const struct s7_picture *picture;
    struct mixed list[MIXED_SHOWN];
    size_t shown;
    size_t count;
};

static void mixed_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                       struct s7_report_cell *ret_cell)
{
    const struct mixed_list *mixed = self;
    const struct mixed *one = &mixed->list[row];
    if (column == 0) {
        s7_strbuf_printf(buffer, "%u", one->unit);
    } else if (column == 1) {
        ret_cell->text = one->act == S7_PICTURE_WRITES ? "writes" : "reads";
    } else {
        uint32_t bit = one->unit * BITS + (uint32_t)(BITS - 1 - (column - MIXED_TITLES));
        char mark = s7_picture_bit(mixed->picture, one->act, bit);
        s7_strbuf_char(buffer, mark);
    }
}

static void find_mixed(struct mixed_list *mixed)
{
    const struct s7_picture *picture = mixed->picture;
    for (uint32_t unit = 0; unit < picture->count; unit++) {
        for (int act = 0; act < S7_PICTURE_ACTS; act++) {
            if (s7_picture_mark(picture, (enum s7_picture_act)act, unit) == S7_PICTURE_NOBODY ||
                !s7_picture_is_mixed(picture, (enum s7_picture_act)act, unit))
                continue;
            if (mixed->shown < MIXED_SHOWN)
                mixed->list[mixed->shown++] = (struct mixed){(enum s7_picture_act)act, unit};
            mixed->count++;
        }
    }
}

static void tell_bits(struct s7_report *report, const struct s7_picture *picture)
{
    static const struct s7_report_column columns[MIXED_TITLES + BITS] = {
        {.title = "Octet", .align = S7_REPORT_RIGHT},
        {.title = ""},
        {.title = "7"},
        {.title = "6"},
        {.title = "5"},
        {.title = "4"},
        {.title = "3"},
        {.title = "2"},
        {.title = "1"},
        {.title = "0"}};
    struct mixed_list mixed = {.picture = picture};
    if (picture->unit_bits == BITS)
        find_mixed(&mixed);
    if (mixed.count == 0)
        return;
    s7_report_table(report, &(struct s7_report_table){.name = "bits",
                                                      .caption = "Octets of which single bits are touched",
                                                      .columns = columns,
                                                      .column_count = MIXED_TITLES + BITS,
                                                      .row_count = mixed.shown,
                                                      .cell = mixed_cell,
                                                      .self = &mixed});
    if (mixed.count > mixed.shown) {
        char text[LINE];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        s7_strbuf_printf(&buf, "and %zu more such octets", mixed.count - mixed.shown);
        s7_report_paragraph(report, text);
    }
}

/* ---- what is to be said ------------------------------------------------------------------------------------------ */

/** The letters of those who write bits of a range. */
static void write_letters(struct s7_strbuf *buf, const struct s7_picture *picture, const struct s7_range *range)
{
    size_t count = 0;
    for (size_t i = 0; i < picture->hand_count; i++)
        if (s7_access_set_touches(&picture->hands[i].sets[S7_PICTURE_WRITES], range))
            s7_strbuf_printf(buf, "%s%c", count++ ? ", " : "", picture->hands[i].letter);
}

static void add_conflicts(struct s7_show_pairs *pairs, const struct s7_picture *picture)
{
    enum { SHOWN = 8 };
    for (size_t i = 0; i < picture->conflicts.range_count && i < SHOWN; i++) {
        char who[LINE], where[LINE];
        struct s7_strbuf buf = s7_strbuf_over(who, sizeof who);
        write_letters(&buf, picture, &picture->conflicts.ranges[i]);
        buf = s7_strbuf_over(where, sizeof where);
        s7_plant_write_ranges(&buf, &picture->conflicts.ranges[i], 1, 1);
        s7_show_pair(pairs, "Two write the same bits", S7_REPORT_FAIL, "%s: %s", where, who);
    }
    if (picture->conflicts.range_count > SHOWN)
        s7_show_pair(pairs, "Two write the same bits", S7_REPORT_FAIL, "and %zu more ranges",
                     picture->conflicts.range_count - SHOWN);
}

static void add_set(struct s7_show_pairs *pairs, const char *key, enum s7_report_meaning meaning,
                    const struct s7_access_set *set)
{
    enum { SHOWN = 12 };
    char text[LINE * 2];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_plant_write_ranges(&buf, set->ranges, set->range_count, SHOWN);
    s7_show_pair(pairs, key, meaning, "%s", text);
}

static void tell_remarks(struct s7_report *report, const struct s7_picture *picture)
{
    struct s7_show_pairs pairs = {.count = 0};
    bool missing = picture->area.area == S7_AREA_DB && !picture->block;
    add_conflicts(&pairs, picture);
    add_set(&pairs, missing ? "There is no such DB" : "Beyond its end", S7_REPORT_FAIL, &picture->beyond);
    add_set(&pairs, "Nobody touches", S7_REPORT_NEUTRAL, &picture->idle);
    s7_report_pairs(report, pairs.pairs, pairs.count);
}

/* ---- names ------------------------------------------------------------------------------------------------------- */

struct names {
    const struct s7_plant_cpu *cpu;
    const struct s7_range *area;
};

static const struct s7_plant_tag *tag_at(const struct names *names, size_t row)
{
    for (size_t i = 0; i < names->cpu->tag_count; i++) {
        const struct s7_plant_tag *tag = &names->cpu->tags[i];
        if (s7_range_same_area(&tag->tag.range, names->area) && row-- == 0)
            return tag;
    }
    return NULL;
}

enum name_column { NAME_NAME, NAME_TAG, NAME_UNIT, NAME_COMMENT, NAME_COLUMNS };

static void name_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                      struct s7_report_cell *ret_cell)
{
    const struct s7_plant_tag *tag = tag_at(self, row);
    char text[S7_TAG_TEXT_SIZE];
    switch ((enum name_column)column) {
    case NAME_NAME:
        ret_cell->text = tag->name;
        break;
    case NAME_TAG:
        s7_tag_format(&tag->tag, text, sizeof text);
        s7_strbuf_add(buffer, text);
        break;
    case NAME_UNIT:
        ret_cell->text = tag->unit;
        break;
    case NAME_COMMENT:
    case NAME_COLUMNS:
        ret_cell->text = tag->comment;
        break;
    }
}

static void tell_names(struct s7_report *report, const struct s7_picture *picture)
{
    static const struct s7_report_column columns[NAME_COLUMNS] = {
        {.title = "Name"}, {.title = "Address"}, {.title = "Unit"}, {.title = "Comment"}};
    const struct names names = {picture->cpu, &picture->area};
    size_t count = 0;
    while (tag_at(&names, count))
        count++;
    if (count)
        s7_report_table(report, &(struct s7_report_table){.name = "names",
                                                          .columns = columns,
                                                          .column_count = NAME_COLUMNS,
                                                          .row_count = count,
                                                          .cell = name_cell,
                                                          .self = &names});
}

/* ---- all --------------------------------------------------------------------------------------------------------- */

static void tell_what(struct s7_report *report, const struct s7_picture *picture)
{
    char title[LINE], text[LINE];
    struct s7_strbuf buf = s7_strbuf_over(title, sizeof title);
    s7_strbuf_printf(&buf, "%s.", picture->cpu->name);
    s7_plant_write_area(&buf, &picture->area);
    if (picture->block && picture->block->name[0])
        s7_strbuf_printf(&buf, " \"%s\"", picture->block->name);
    s7_report_heading(report, 1, title);
    buf = s7_strbuf_over(text, sizeof text);
    if (picture->block)
        s7_strbuf_printf(&buf, "%u octets, %s access%s", picture->block->size,
                         picture->block->optimized ? "optimized" : "standard",
                         picture->block->write_protected ? ", write-protected" : "");
    else if (picture->area.area == S7_AREA_DB)
        s7_strbuf_printf(&buf, "%s has no such DB in this file", picture->cpu->name);
    else
        s7_strbuf_printf(&buf, "%u %ss, says the profile %s", picture->declared, unit_of(picture),
                         picture->cpu->profile->name);
    s7_report_paragraph(report, text);
    if (picture->block && picture->block->optimized && picture->hand_count)
        s7_report_paragraph(report,
                            "An optimized DB has no absolute addresses: none of these accesses can work.");
}

static const char legend[] = "A letter: the one below who touches it. +: several, on bits of their own if they "
                             "write. !: two write the same bit. x: it is not there. Point: nobody.";

int s7_show_area(struct s7_report *report, const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                 const struct s7_range *area)
{
    struct s7_picture picture;
    int result = s7_picture_draw(plant, cpu, area->area, area->db, &picture);
    if (result != S7_OK)
        return result;
    tell_what(report, &picture);
    if (picture.count)
        tell_map(report, &picture);
    if (picture.hand_count) {
        s7_report_paragraph(report, legend);
        tell_hands(report, &picture);
    }
    tell_bits(report, &picture);
    tell_remarks(report, &picture);
    tell_names(report, &picture);
    s7_picture_free(&picture);
    return S7_OK;
}
