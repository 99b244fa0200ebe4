/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/doctor_report.h"
#include "doctor_scene.h"
#include "must.h"
#include "said.h"

static struct s7_patient patients[2];
static char text[65536];

/* One is refused, one is well: their own copies of the scene. */
static void stage(void)
{
    static struct s7_subject press;
    scene_refused();
    patients[0].subject = &scene_subject;
    patients[0].diagnosis = scene;
    patients[0].diagnosis.leading = &patients[0].diagnosis.findings[0];
    press = scene_subject;
    snprintf(press.title, sizeof press.title, "PRESS (10.1.1.10:102)");
    patients[1].subject = &press;
    patients[1].diagnosis = scene;
    patients[1].diagnosis.leading = NULL;
    patients[1].diagnosis.failed = S7_CHECK_COUNT;
    patients[1].diagnosis.finding_count = patients[1].diagnosis.hypothesis_count = 0;
}

static const char *printed(size_t count)
{
    said_start("");
    s7_doctor_print_all(patients, count);
    return said_stop(0).out;
}

static void of_several_the_overview_comes_first(void **state)
{
    (void)state;
    stage();
    const char *out = printed(2);
    assert_begins(out, "Partner ");
    const char *first = strstr(out, "✗ fail: layer 4 ACCESS: "), *second = strstr(out, "✓ ok");
    const char *verdict = strstr(out, "\nFAIL       layer 4"), *well = strstr(out, "\nOK         PRESS");
    assert_true(first && second > first && verdict > second && well > verdict);
    assert_non_null(strstr(verdict, "Budget: "));
    assert_non_null(strstr(well, "Budget: "));
}

static void one_alone_needs_no_overview(void **state)
{
    (void)state;
    stage();
    assert_begins(printed(1), "FAIL       layer 4");
}

static void a_warning_and_an_interruption_are_told_apart(void **state)
{
    (void)state;
    stage();
    patients[0].diagnosis.failed = S7_CHECK_COUNT;
    patients[1].diagnosis.interrupted = true;
    const char *out = printed(2);
    assert_non_null(strstr(out, "! warn: layer 4"));
    assert_non_null(strstr(out, "? interrupted\n"));
}

static void the_file_has_everything_of_everybody(void **state)
{
    char folder[] = "/tmp/sieben-report-XXXXXX", path[64];
    (void)state;
    stage();
    must(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/r.html", folder);
    assert_int_equal(s7_doctor_write_report(path, NULL, patients, 2), 0);
    FILE *file = fopen(path, "r");
    must(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    unlink(path);
    rmdir(folder);
    assert_non_null(strstr(text, "What the doctor found"));
    assert_non_null(strstr(text, "PRESS (10.1.1.10:102)"));
    assert_non_null(strstr(text, "reading MB0 is refused"));
    for (size_t i = 0; i < S7_CHECK_COUNT; i++)
        assert_non_null(strstr(text, s7_check_text((enum s7_doctor_check)i)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_several_the_overview_comes_first),
        cmocka_unit_test(one_alone_needs_no_overview),
        cmocka_unit_test(a_warning_and_an_interruption_are_told_apart),
        cmocka_unit_test(the_file_has_everything_of_everybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
