/* SPDX-License-Identifier: MIT
 *
 * Tags of a command line as one job: how they are read, what they become, and how a job's end is told tag by tag.
 */
#include "said.h"

#include <stdlib.h>
#include <string.h>

#include "cli/batch.h"
#include "cli/values.h"
#include "must.h"

static struct s7_batch batch;

static const struct s7_command *get(void)
{
    return s7_command_at(S7_COMMAND_get);
}

static int make(size_t count, const char *const *texts, bool values)
{
    char *copies[16];
    must(count < sizeof copies / sizeof copies[0]);
    for (size_t i = 0; i < count; i++)
        copies[i] = strdup(texts[i]);
    int result = s7_batch_new(get(), copies, count, values, &batch);
    for (size_t i = 0; i < count; i++)
        free(copies[i]);
    return result;
}

#define MAKE(values, ...)                                                                                      \
    make(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), (const char *[]){__VA_ARGS__}, values)

static int forget(void **state)
{
    (void)state;
    s7_batch_free(&batch);
    return 0;
}

/* ---- reading ---------------------------------------------------------------------------------------------- */

static void tags_become_items(void **state)
{
    (void)state;
    assert_int_equal(MAKE(false, "DB10.DBW4:INT*3", "M1.6*4", "P#DB1.DBX0.0 BYTE 20"), S7_ARGUMENTS_GO_ON);
    assert_int_equal(batch.tag_count, 3);
    assert_int_equal(batch.item_count, 6);
    assert_string_equal(batch.tags[0].text, "DB10.DBW4:INT*3");
    assert_int_equal(batch.tags[0].item_count, 1);
    assert_int_equal(batch.items[0].range.bit_count, 48);
    assert_ptr_equal(batch.items[0].octets, batch.tags[0].octets);
    assert_int_equal(batch.tags[1].first_item, 1);
    assert_int_equal(batch.tags[1].item_count, 4);
    for (unsigned i = 0; i < 4; i++) { /* bit by bit, beyond the end of an octet too */
        const struct s7_job_item *item = &batch.items[1 + i];
        assert_int_equal(item->range.area, S7_AREA_MEMORY);
        assert_int_equal(item->range.first_bit, 8 + 6 + i);
        assert_int_equal(item->range.bit_count, 1);
        assert_ptr_equal(item->octets, batch.tags[1].octets + i);
    }
    assert_int_equal(batch.tags[2].first_item, 5);
    assert_int_equal(batch.items[5].range.bit_count, 160);
    for (size_t i = 0; i < 20; i++)
        assert_int_equal(batch.tags[2].octets[i], 0);
    assert_int_equal(s7_batch_exit_code(&batch), 0);
}

static void values_are_taken_behind_the_equals_sign(void **state)
{
    (void)state;
    static const uint8_t ints[] = {0x00, 0x01, 0xFF, 0xFE, 0x00, 0x03};
    static const uint8_t bits[] = {1, 0, 1, 1};
    assert_int_equal(MAKE(true, "DB10.DBW4:INT*3=1, -2, 3", "M1.6*4 = true,false,true,true", "MB3:CHAR='='"),
                     S7_ARGUMENTS_GO_ON);
    assert_memory_equal(batch.tags[0].octets, ints, sizeof ints);
    assert_string_equal(batch.tags[1].text, "M1.6:BOOL*4"); /* canonical */
    assert_memory_equal(batch.tags[1].octets, bits, sizeof bits);
    assert_int_equal(batch.tags[2].octets[0], '=');
}

static void assert_pointed(bool values, const char *text, const char *why, size_t column)
{
    char expected[700];
    struct s7_batch untouched = {.tag_count = 77};
    char *texts[] = {(char[]){"MW0=1"}, strdup(text)};
    if (!values)
        texts[0][3] = '\0';
    said_start("");
    struct said said = said_stop(s7_batch_new(get(), texts, 2, values, &untouched));
    snprintf(expected, sizeof expected, "sieben get: %s\n  %s\n  %*s\n", why, text, (int)column, "^");
    assert_string_equal(said.err, expected);
    assert_string_equal(said.out, "");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_int_equal(untouched.tag_count, 77);
    assert_null(untouched.tags);
    free(texts[1]);
}

/* Words and column are those of the one who read; they are moved to where the text stands. */
static void a_caret_points_at_what_is_wrong(void **state)
{
    (void)state;
    static const char *const tags[] = {"", "DB", "DB0.DBW4", "MW0:INTEGER", "M1.8", "DB1.DBX0.0:INT", "MW0*0"};
    struct s7_text_error error;
    struct s7_tag tag;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        assert_int_not_equal(s7_tag_parse(tags[i], &tag, &error), S7_OK);
        assert_pointed(false, tags[i], error.message, error.column);
    }
    assert_int_not_equal(s7_tag_parse("M1.8", &tag, &error), S7_OK);
    assert_pointed(true, "M1.8=true", error.message, error.column);
    assert_pointed(true, "MW0", "TAG=VALUE is expected", 4);
    uint8_t octets[2];
    assert_int_equal(s7_tag_parse("MW0:INT", &tag, &error), S7_OK);
    assert_int_not_equal(s7_values_parse(&tag, "12x", octets, &error), S7_OK);
    assert_pointed(true, "MW0:INT=12x", error.message, strlen("MW0:INT=") + error.column);
}

static void an_address_has_an_end(void **state)
{
    (void)state;
    char text[300];
    struct s7_text_error error;
    struct s7_tag tag;
    memset(text, '0', sizeof text);
    text[0] = 'M';
    text[1] = 'B';
    text[256] = '\0';
    assert_pointed(false, text, "this is too long for an address", 1);
    text[255] = '\0'; /* one less is read, whatever it says */
    if (s7_tag_parse(text, &tag, &error) == S7_OK)
        assert_int_equal(MAKE(false, text), S7_ARGUMENTS_GO_ON);
    else
        assert_pointed(false, text, error.message, error.column);
}

static void a_copy_has_octets_of_its_own(void **state)
{
    (void)state;
    struct s7_batch copy;
    assert_int_equal(MAKE(true, "MW0:INT=7", "M3.0*2=true,true"), S7_ARGUMENTS_GO_ON);
    assert_int_equal(s7_batch_copy(&batch, &copy), S7_ARGUMENTS_GO_ON);
    assert_int_equal(copy.tag_count, 2);
    assert_int_equal(copy.item_count, 3);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(copy.tags[i].text, batch.tags[i].text);
        assert_ptr_not_equal(copy.tags[i].octets, batch.tags[i].octets);
        assert_int_equal(copy.tags[i].octets[0] | copy.tags[i].octets[1], 0);
    }
    assert_ptr_equal(copy.items[2].octets, copy.tags[1].octets + 1);
    copy.tags[0].octets[1] = 9;
    assert_int_equal(batch.tags[0].octets[1], 7);
    s7_batch_free(&copy);
    assert_null(copy.tags);
    assert_int_equal(copy.tag_count, 0);
    s7_batch_free(&copy); /* what is free already stays so */
}

/* ---- faults ----------------------------------------------------------------------------------------------- */

static void the_lowest_exit_code_counts(void **state)
{
    (void)state;
    assert_int_equal(MAKE(false, "MW0", "MW2", "MW4"), S7_ARGUMENTS_GO_ON);
    assert_int_equal(s7_batch_exit_code(&batch), S7_EXIT_OK);
    batch.tags[2].fault.error = S7_ERR_DATA_ADDRESS;
    assert_int_equal(s7_batch_exit_code(&batch), 50);
    batch.tags[1].fault.error = S7_ERR_ACCESS_ITEM;
    assert_int_equal(s7_batch_exit_code(&batch), 40);
    batch.tags[0].fault.error = S7_ERR_DATA_ADDRESS;
    assert_int_equal(s7_batch_exit_code(&batch), 40);
    const struct s7_fault lost = {.error = S7_ERR_TCP_REFUSED, .sys_errno = 111};
    s7_batch_fail(&batch, &lost);
    assert_int_equal(s7_batch_exit_code(&batch), 10);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(batch.tags[i].fault.sys_errno, 111);
}

static size_t times(const char *text, const char *what)
{
    size_t count = 0;
    for (; (text = strstr(text, what)); text += strlen(what))
        count++;
    return count;
}

static void each_kind_of_fault_is_explained_once(void **state)
{
    (void)state;
    const struct s7_fault missing = {.error = S7_ERR_DATA_MISSING, .item_code = 0x0A, .item = 1};
    const struct s7_fault same = {.error = S7_ERR_DATA_MISSING, .item_code = 0x0A, .item = 3, .offset = 8};
    const struct s7_fault other = {.error = S7_ERR_DATA_ADDRESS, .item_code = 0x05};
    char *text = NULL;
    size_t size;
    assert_int_equal(MAKE(false, "MW0", "MW2", "MW4", "MW6", "MW8"), S7_ARGUMENTS_GO_ON);
    batch.tags[1].fault = missing;
    batch.tags[2].fault = other;
    batch.tags[3].fault = batch.tags[4].fault = same;
    FILE *out = open_memstream(&text, &size);
    s7_batch_print_faults(out, &batch, "OVEN");
    fclose(out);
    assert_int_equal(times(text, "FAIL "), 2);
    assert_int_equal(times(text, "DATA_MISSING (502), MW2:WORD and 2 more on OVEN\n"), 1);
    assert_int_equal(times(text, "DATA_ADDRESS (501), MW4:WORD on OVEN\n"), 1);
    assert_int_equal(times(text, "\n"), 10);
    free(text);
    batch.tags[4].fault.item_code = 0x06; /* another word of the partner is another fault */
    out = open_memstream(&text, &size);
    s7_batch_print_faults(out, &batch, "OVEN");
    fclose(out);
    assert_int_equal(times(text, "FAIL "), 3);
    free(text);
}

static void without_a_fault_nothing_is_printed(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size;
    assert_int_equal(MAKE(false, "MW0"), S7_ARGUMENTS_GO_ON);
    FILE *out = open_memstream(&text, &size);
    s7_batch_print_faults(out, &batch, "OVEN");
    fclose(out);
    assert_string_equal(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(tags_become_items, forget),
        cmocka_unit_test_teardown(values_are_taken_behind_the_equals_sign, forget),
        cmocka_unit_test(a_caret_points_at_what_is_wrong),
        cmocka_unit_test_teardown(an_address_has_an_end, forget),
        cmocka_unit_test_teardown(a_copy_has_octets_of_its_own, forget),
        cmocka_unit_test_teardown(the_lowest_exit_code_counts, forget),
        cmocka_unit_test_teardown(each_kind_of_fault_is_explained_once, forget),
        cmocka_unit_test_teardown(without_a_fault_nothing_is_printed, forget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
