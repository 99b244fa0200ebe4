/* SPDX-License-Identifier: MIT
 *
 * Texts, numbers, durations and words, each as its key says, and nothing stored when it is not.
 */
#include <inttypes.h>
#include <stdio.h>

#include "cases.h"
#include "check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"

/** What the keys of this test are read into. */
struct element {
    const char *text;
    uint8_t one;
    uint16_t two;
    uint32_t four;
    double decimal;
    s7_time span;
};

#define FIELD(member) .offset = offsetof(struct element, member), .size = sizeof(((struct element *)0)->member)

static const struct s7_plant_kind text_kind = {.shown = "text", .read = s7_kind_text, .absent_too = true};
static const struct s7_plant_kind ascii_kind = {.shown = "text", .read = s7_kind_ascii, .absent_too = true};
static const struct s7_plant_kind number_kind = {
    .shown = "whole number", .read = s7_kind_number, .absent_too = false};
static const struct s7_plant_kind decimal_kind = {
    .shown = "number", .read = s7_kind_decimal, .absent_too = false};
static const struct s7_plant_kind duration_kind = {
    .shown = "duration", .read = s7_kind_duration, .absent_too = false};
static const struct s7_plant_kind word_kind = {.shown = "word", .read = s7_kind_word, .absent_too = false};

static const struct s7_plant_word three[] = {{"low", 3}, {"middle", 5}, {"high", 7}, {NULL, 0}};
static const struct s7_plant_word only[] = {{"here", 9}, {NULL, 0}};

static const struct s7_plant_key text = {.name = "k", .kind = &text_kind, FIELD(text), .highest = 5};
static const struct s7_plant_key ascii = {.name = "k", .kind = &ascii_kind, FIELD(text), .highest = 5};
static const struct s7_plant_key byte = {.name = "k", .kind = &number_kind, FIELD(one), .highest = 255};
static const struct s7_plant_key port = {
    .name = "k", .kind = &number_kind, FIELD(two), .lowest = 10, .highest = 20};
static const struct s7_plant_key wide = {.name = "k", .kind = &number_kind, FIELD(four), .highest = 4294967295};
static const struct s7_plant_key huge = {.name = "k", .kind = &number_kind, FIELD(span), .highest = 1e18};
static const struct s7_plant_key exact = {.name = "k", .kind = &number_kind, .lowest = 1, .highest = 1};
static const struct s7_plant_key decimal = {.name = "k", .kind = &decimal_kind, FIELD(decimal)};
static const struct s7_plant_key span = {
    .name = "k", .kind = &duration_kind, FIELD(span), .lowest = 10, .highest = 7200000};
static const struct s7_plant_key level = {.name = "k", .kind = &word_kind, FIELD(one), .words = three};
static const struct s7_plant_key place = {.name = "k", .kind = &word_kind, FIELD(four), .words = only};

static struct reading reading;

/** Reads "k: <value>" and returns what was told. */
static const char *read_value(const struct s7_plant_key *key, const char *value, struct element *element)
{
    char line[400];
    snprintf(line, sizeof line, "k: %s\n", value);
    reading_begin(&reading, line);
    assert_int_equal(reading.error, S7_OK);
    key->kind->read(&reading.loader, key, reading_node(&reading, "k"), element);
    return reading_told(&reading);
}

/** Refused in these words, and the element is as before. */
static void assert_refused(const struct s7_plant_key *key, const char *value, const char *told)
{
    struct element before;
    struct element element;
    memset(&before, 0xA5, sizeof before);
    memset(&element, 0xA5, sizeof element);
    assert_string_equal(read_value(key, value, &element), told);
    assert_memory_equal(&element, &before, sizeof element);
    reading_end(&reading);
}

static void texts_are_one_line_of_limited_length(void **state)
{
    (void)state;
    struct element element = {.text = NULL};
    assert_string_equal(read_value(&text, "12345", &element), "");
    assert_string_equal(element.text, "12345");
    reading_end(&reading);
    assert_string_equal(read_value(&text, "\" a \"", &element), "");
    assert_string_equal(element.text, " a ");
    reading_end(&reading);
    assert_refused(&text, "123456", "1:4: error: k: at most 5 octets are possible");
    assert_refused(&text, "\xC3\xA4\xC3\xB6\xC3\xBC", "1:4: error: k: at most 5 octets are possible");
    assert_refused(&text, "\"a\\tb\"", "1:4: error: k: one line without control characters is expected");
    assert_refused(&text, "\"\"", "1:4: error: k: expected a text, found nothing");
    assert_refused(&text, "\" \"", "1:4: error: k: there are only blanks");
    assert_refused(&text, "\"   \"", "1:4: error: k: there are only blanks");
    assert_refused(&text, "[a]", "1:4: error: k: expected a text, found a list");
}

static void a_text_of_the_wire_is_ascii(void **state)
{
    (void)state;
    struct element element = {.text = NULL};
    assert_string_equal(read_value(&ascii, "\"a ~!\"", &element), "");
    assert_string_equal(element.text, "a ~!");
    reading_end(&reading);
    assert_refused(&ascii, "\xC3\xB6",
                   "1:4: error: k: printable ASCII is expected, as it is sent as octets without a code; found "
                   "\"\xC3\xB6\"");
    assert_refused(&ascii, "\"a\\x7F\"", "1:4: error: k: one line without control characters is expected");
    assert_refused(&ascii, "123456", "1:4: error: k: at most 5 octets are possible");
    assert_refused(&ascii, "[a]", "1:4: error: k: expected a text, found a list");
    reading_begin(&reading, "x: 1\n");
    s7_kind_ascii(&reading.loader, &ascii, NULL, &element);
    assert_string_equal(element.text, "");
    reading_end(&reading);
}

static void an_absent_text_is_empty(void **state)
{
    (void)state;
    struct element element = {.text = NULL};
    reading_begin(&reading, "x: 1\n");
    s7_kind_text(&reading.loader, &text, NULL, &element);
    assert_string_equal(element.text, "");
    assert_string_equal(reading_told(&reading), "");
    reading_end(&reading);
}

static void control_characters_are_seen(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool has;
    } rows[] = {
        {"", false},
        {"oven", false},
        {" ~", false},
        {"\x1F", true},
        {"a\n", true},
        {"a\x7F", true},
        {"\x01z", true},
        {"\xC2\x80", true},
        {"\xC2\x9F", true},
        {"\xC2\xA0", false},
        {"\xC3\x80", false},
        {"\xC3\x9F", false},
        {"\xE2\x80\x93", false},
        {"ab\xC2\x85"
         "c",
         true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct s7_node node = {.text = rows[i].text, .length = strlen(rows[i].text)};
        assert_int_equal(s7_loader_has_control(&node), rows[i].has);
    }
}

static void numbers_fill_their_field_from_lowest_to_highest(void **state)
{
    (void)state;
    static const struct {
        const struct s7_plant_key *key;
        const char *value;
        struct element element;
    } rows[] = {
        {&byte, "0", {.one = 0}},
        {&byte, "255", {.one = 255}},
        {&wide, "4294967295", {.four = UINT32_MAX}},
        {&huge, "999999999999999", {.span = 999999999999999}},
        {&port, "10", {.two = 10}},
        {&port, "'20'", {.two = 20}},
        {&exact, "1", {.four = 0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct element element;
        memset(&element, 0, sizeof element);
        assert_string_equal(read_value(rows[i].key, rows[i].value, &element), "");
        assert_memory_equal(&element, &rows[i].element, sizeof element);
        reading_end(&reading);
    }
}

static void other_numbers_are_refused(void **state)
{
    (void)state;
    static const char *const values[] = {"9",   "21",   "010",  "0x10", "+12", "-12", "1e1",
                                         "12.", "12.0", "1_2",  "1 2",  "12a", "~",   "1000000000000010",
                                         "١٢",  "ten",  "true", "00",   "1,2"};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char told[200];
        snprintf(told, sizeof told, "1:4: error: k: expected a whole number from 10 to 20, found \"%s\"",
                 values[i]);
        assert_refused(&port, values[i], told);
    }
    assert_refused(&port, "[12]", "1:4: error: k: expected a whole number, found a list");
    assert_refused(&huge, "1000000000000000",
                   "1:4: error: k: expected a whole number from 0 to 1000000000000000000, found "
                   "\"1000000000000000\"");
    assert_refused(&exact, "2", "1:4: error: k: this program reads 1, found \"2\"");
}

/** Any number is read as it is written, or refused when it lies outside. */
static void any_number_is_itself_or_outside(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("any_number_is_itself_or_outside");
    for (unsigned long n = 0; n < cases_count(); n++) {
        uint64_t number = s7_chance_next(&chance) >> (14 + s7_chance_below(&chance, 50));
        char digits[24];
        struct element element = {.four = 42};
        snprintf(digits, sizeof digits, "%" PRIu64, number);
        const struct s7_node node = {.text = digits, .length = strlen(digits)};
        reading_begin(&reading, "");
        s7_kind_number(&reading.loader, &wide, &node, &element);
        assert_int_equal(element.four, number <= UINT32_MAX ? number : 42);
        assert_int_equal(reading.findings.error_count, number > UINT32_MAX);
        reading_end(&reading);
    }
}

static void decimals_are_numbers_with_a_point(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        double number;
    } rows[] = {{"20", 20},     {"-0.5", -0.5}, {"1e3", 1000},   {"0", 0},
                {"0.25", 0.25}, {"'7'", 7},     {"1.5e-1", 0.15}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct element element = {.decimal = -1};
        assert_string_equal(read_value(&decimal, rows[i].value, &element), "");
        assert_memory_equal(&element.decimal, &rows[i].number, sizeof(double));
        reading_end(&reading);
    }
    static const char *const refused[] = {"0x10", "1.5.2", "inf", "nan", "1e999",
                                          "5s",   "1,5",   "--1", ".",   ".5"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        char told[200];
        snprintf(told, sizeof told, "1:4: error: k: expected a number such as 20 or -0.5, found \"%s\"",
                 refused[i]);
        assert_refused(&decimal, refused[i], told);
    }
    assert_refused(&decimal, "{a: 1}", "1:4: error: k: expected a number, found a mapping");
}

static void durations_have_a_unit(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        s7_time span;
    } rows[] = {
        {"10ms", 10 * S7_MILLISECOND}, {"100ms", 100 * S7_MILLISECOND}, {"1500ms", 1500 * S7_MILLISECOND},
        {"5s", 5 * S7_SECOND},         {"3m", 180 * S7_SECOND},         {"2h", 7200 * S7_SECOND},
        {"7200s", 7200 * S7_SECOND},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct element element = {.span = -1};
        assert_string_equal(read_value(&span, rows[i].value, &element), "");
        assert_int_equal(element.span, rows[i].span);
        reading_end(&reading);
    }
}

static void other_durations_are_refused(void **state)
{
    (void)state;
    static const char *const words[] = {"5",   "s",    "5 s",   "05s", "1.5s", "-5s",  "5S",  "5sec",
                                        "5us", "5s5s", "5 ms ", "ms5", "5w",   "5min", "1_0s"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char value[40];
        char told[200];
        snprintf(value, sizeof value, "'%s'", words[i]);
        snprintf(told, sizeof told, "1:4: error: k: expected a duration such as 100ms, 5s or 1m, found \"%s\"",
                 words[i]);
        assert_refused(&span, value, told);
    }
    static const char *const outside[] = {"9ms", "0s", "7201s", "7200001ms", "3h", "999999999999999h"};
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
        char told[200];
        snprintf(told, sizeof told, "1:4: error: k: durations from 10ms to 7200s are possible, not \"%s\"",
                 outside[i]);
        assert_refused(&span, outside[i], told);
    }
    assert_refused(&span, "[5s]", "1:4: error: k: expected a duration, found a list");
}

static void words_are_taken_by_the_letter(void **state)
{
    (void)state;
    struct element element = {.one = 1};
    for (const struct s7_plant_word *word = three; word->text; word++) {
        assert_string_equal(read_value(&level, word->text, &element), "");
        assert_int_equal(element.one, word->value);
        reading_end(&reading);
    }
    assert_string_equal(read_value(&place, "here", &element), "");
    assert_int_equal(element.four, 9);
    reading_end(&reading);
    assert_refused(&level, "High", "1:4: error: k: expected low, middle or high, found \"High\"");
    assert_refused(&level, "highs", "1:4: error: k: expected low, middle or high, found \"highs\"");
    assert_refused(&place, "there", "1:4: error: k: expected here, found \"there\"");
    assert_refused(&level, "[low]", "1:4: error: k: expected a word, found a list");
    reading_begin(&reading, "k: {a: b}");
    struct s7_plant_cpu cpu = {.put_get = true};
    s7_kind_word(&reading.loader, reading_key(S7_ELEMENT_CPU, "put_get"), reading_node(&reading, "k"), &cpu);
    assert_string_equal(reading_told(&reading), "1:4: error: put_get: expected a word, found a mapping");
    assert_true(cpu.put_get);
    reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_one_line_of_limited_length),
        cmocka_unit_test(a_text_of_the_wire_is_ascii),
        cmocka_unit_test(an_absent_text_is_empty),
        cmocka_unit_test(control_characters_are_seen),
        cmocka_unit_test(numbers_fill_their_field_from_lowest_to_highest),
        cmocka_unit_test(other_numbers_are_refused),
        cmocka_unit_test(any_number_is_itself_or_outside),
        cmocka_unit_test(decimals_are_numbers_with_a_point),
        cmocka_unit_test(durations_have_a_unit),
        cmocka_unit_test(other_durations_are_refused),
        cmocka_unit_test(words_are_taken_by_the_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
