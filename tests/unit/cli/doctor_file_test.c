/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/doctor_file.h"
#include "must.h"
#include "said.h"

static char folder[] = "/tmp/sieben-document-XXXXXX";
static char path[64];

static void tell_text(struct s7_report *report, const void *self)
{
    s7_report_paragraph(report, self);
}

/* A footnote that does not exist. */
static void tell_wrongly(struct s7_report *report, const void *self)
{
    const struct s7_report_cell cell = {.text = self, .note = 1};
    s7_report_list(report, &cell, 1, false);
}

static struct said written(const char *name, void (*tell)(struct s7_report *report, const void *self))
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    said_start("");
    return said_stop(s7_doctor_write_document(path, "The title", tell, "the text"));
}

static const char *content(void)
{
    static char text[65536];
    FILE *file = fopen(path, "r");
    must(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void the_name_says_the_format_and_the_footer_says_whose_it_is(void **state)
{
    (void)state;
    assert_int_equal(written("a.md", tell_text).exit_code, 0);
    assert_begins(content(), "# The title\n");
    assert_non_null(strstr(content(), "the text"));
    assert_non_null(strstr(content(), "sieben doctor "));
    unlink(path);
    assert_int_equal(written("a.html", tell_text).exit_code, 0);
    assert_begins(content(), "<!DOCTYPE html>");
    unlink(path);
}

static void a_document_that_cannot_be_told_leaves_the_old_one(void **state)
{
    (void)state;
    assert_int_equal(written("a.txt", tell_text).exit_code, 0);
    struct said said = written("a.txt", tell_wrongly);
    assert_int_equal(said.exit_code, 2);
    assert_non_null(strstr(said.err, "a.txt: not written: "));
    assert_non_null(strstr(content(), "the text"));
    assert_non_null(strstr(content(), "The title"));
    unlink(path);
}

static void a_folder_that_is_not_there_is_said(void **state)
{
    (void)state;
    struct said said = written("no/a.txt", tell_text);
    assert_int_equal(said.exit_code, 2);
    assert_non_null(strstr(said.err, "a.txt: not written: No such file"));
}

static int make_folder(void **state)
{
    (void)state;
    must(mkdtemp(folder));
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_says_the_format_and_the_footer_says_whose_it_is),
        cmocka_unit_test(a_document_that_cannot_be_told_leaves_the_old_one),
        cmocka_unit_test(a_folder_that_is_not_there_is_said),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
