/* SPDX-License-Identifier: MIT */
#include "cli/capture_source.h"

#include "check.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "capture_scene.h"
#include "said.h"

static char folder[] = "/tmp/sieben-source-XXXXXX";
static char paths[2][64];

static int make_folder(void **state)
{
    (void)state;
    must(mkdtemp(folder));
    snprintf(paths[0], sizeof paths[0], "%s/1.pcap", folder);
    snprintf(paths[1], sizeof paths[1], "%s/2.pcap", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    remove(paths[0]);
    remove(paths[1]);
    return remove(folder);
}

/* ---- the command line -------------------------------------------------------------------------------------------- */

static const struct s7_command command = {.group = "capture", .name = "show", .usage = "FILE"};
static const struct s7_command_option port_option = {.name = "port"}, for_option = {.name = "for"},
                                      interface_option = {.name = "interface"};

struct line {
    const char *port, *duration, *interface;
    char *files[3];
    int file_count;
};

static int choose(struct line *line, struct s7_capture_choice *choice)
{
    struct s7_arguments arguments = {
        .command = &command, .operands = line->files, .operand_count = line->file_count};
    const struct {
        const struct s7_command_option *option;
        const char *value;
    } all[] = {{&port_option, line->port}, {&for_option, line->duration}, {&interface_option, line->interface}};
    for (size_t i = 0; i < 3; i++)
        if (all[i].value) {
            arguments.given[arguments.given_count].option = all[i].option;
            arguments.given[arguments.given_count++].value = all[i].value;
        }
    said_start("");
    int exit_code = s7_capture_choose(&arguments, choice);
    said_stop(exit_code);
    return exit_code;
}

static void files_and_ports_are_chosen(void **state)
{
    (void)state;
    struct s7_capture_choice choice;
    struct line line = {.port = "102,1102", .files = {"a", "b"}, .file_count = 2};
    assert_int_equal(choose(&line, &choice), S7_ARGUMENTS_GO_ON);
    assert_int_equal(choice.file_count, 2);
    assert_string_equal(choice.files[1], "b");
    assert_int_equal(choice.port_count, 2);
    assert_int_equal(choice.ports[1], 1102);
    assert_null(choice.interface);
    assert_false(s7_capture_choice_waits(&choice));
    struct s7_flow_config flow = {.ports = {102}, .port_count = 1};
    s7_capture_choice_flow(&choice, &flow);
    assert_int_equal(flow.port_count, 2);
    assert_int_equal(flow.ports[0], 102);
    assert_true(flow.only_ports);
    uint64_t seed = flow.seed;
    s7_capture_choice_flow(&choice, &flow);
    assert_true(flow.seed != seed); /* another one for each reading */
    choice.port_count = 0;
    flow = (struct s7_flow_config){.ports = {102}, .port_count = 1};
    s7_capture_choice_flow(&choice, &flow);
    assert_int_equal(flow.port_count, 1);
    assert_false(flow.only_ports);
}

static void an_interface_is_chosen(void **state)
{
    (void)state;
    struct s7_capture_choice choice;
    struct line line = {.interface = "eth0", .duration = "2m"};
    assert_int_equal(choose(&line, &choice), S7_ARGUMENTS_GO_ON);
    assert_string_equal(choice.interface, "eth0");
    assert_true(s7_capture_choice_waits(&choice));
    assert_true(choice.duration == 120 * S7_SECOND);
}

static void what_does_not_go_together_is_refused(void **state)
{
    (void)state;
    struct s7_capture_choice choice;
    struct line wrong[] = {
        {.file_count = 0},
        {.interface = "eth0", .files = {"a"}, .file_count = 1},
        {.files = {"-", "a", "-"}, .file_count = 3},
        {.duration = "5s", .files = {"a"}, .file_count = 1},
        {.interface = "eth0", .duration = "soon"},
        {.port = "", .files = {"a"}, .file_count = 1},
        {.port = "0", .files = {"a"}, .file_count = 1},
        {.port = "65536", .files = {"a"}, .file_count = 1},
        {.port = "102,", .files = {"a"}, .file_count = 1},
        {.port = "102,,3", .files = {"a"}, .file_count = 1},
        {.port = "-1", .files = {"a"}, .file_count = 1},
        {.port = "102 ", .files = {"a"}, .file_count = 1},
        {.port = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", .files = {"a"}, .file_count = 1}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(choose(&wrong[i], &choice), S7_EXIT_USAGE);
    struct line most = {.port = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,65535", .files = {"-"}, .file_count = 1};
    assert_int_equal(choose(&most, &choice), S7_ARGUMENTS_GO_ON);
    assert_int_equal(choice.ports[15], 65535);
    assert_true(s7_capture_choice_waits(&choice)); /* standard input */
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

struct taken {
    const struct s7_capture_reading *reading;
    unsigned count;
    uint64_t numbers[8];
    size_t files[8];
    int raise_at;
};

static void take(void *user, const struct s7_packet *packet)
{
    struct taken *taken = user;
    taken->numbers[taken->count] = packet->number;
    taken->files[taken->count] = taken->reading->file_number;
    if ((int)++taken->count == taken->raise_at)
        raise(SIGINT);
}

static struct said read_them(char *const *files, size_t count, struct taken *taken,
                             struct s7_capture_reading *reading)
{
    struct s7_capture_choice choice = {.command = &command, .files = files, .file_count = count};
    taken->reading = reading;
    said_start("");
    return said_stop(s7_capture_read(&choice, take, taken, reading));
}

static void files_are_read_in_their_order(void **state)
{
    (void)state;
    struct s7_capture_reading reading;
    struct taken taken = {0};
    char *files[] = {paths[0], paths[1]};
    scene_write(paths[0], 1, 2);
    scene_write(paths[1], 101, 3);
    assert_int_equal(read_them(files, 2, &taken, &reading).exit_code, 0);
    assert_int_equal(taken.count, 5);
    assert_int_equal(taken.numbers[1], 2);
    assert_int_equal(taken.numbers[2], 1); /* numbers begin anew in each */
    assert_int_equal(taken.files[1], 1);
    assert_int_equal(taken.files[2], 2);
    assert_true(reading.complete);
    assert_int_equal(reading.packets, 5);
    json_t *json = s7_capture_reading_json(&reading);
    assert_int_equal(json_integer_value(json_object_get(json, "packets")), 5);
    assert_true(json_is_true(json_object_get(json, "complete")));
    assert_true(json_is_null(json_object_get(json, "why")));
    assert_true(json_is_null(json_object_get(json, "drops")));
    json_decref(json);
}

/* Before the first packet of any. */
static void a_file_that_is_no_capture_is_said_first(void **state)
{
    (void)state;
    struct s7_capture_reading reading;
    struct taken taken = {0};
    char *files[] = {paths[0], paths[1]};
    scene_write(paths[0], 1, 2);
    scene_write_text(paths[1], "hello, world\n", 13);
    struct said said = read_them(files, 2, &taken, &reading);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_int_equal(taken.count, 0);
    assert_non_null(strstr(said.err, "2.pcap: is a text"));
}

static void what_is_missing_is_told(void **state)
{
    (void)state;
    struct s7_capture_reading reading;
    struct taken taken = {0};
    char *files[] = {paths[0], paths[1]};
    scene_write(paths[0], 1, 2);
    scene_write(paths[1], 1, 1);
    must(truncate(paths[0], SCENE_HEAD + 100) == 0);
    assert_int_equal(read_them(files, 2, &taken, &reading).exit_code, 0);
    assert_int_equal(taken.count, 2); /* the file after it is read, too */
    assert_false(reading.complete);
    const struct s7_capture_choice choice = {.command = &command};
    said_start("");
    s7_capture_reading_tell(stderr, &choice, &reading);
    struct said said = said_stop(0);
    assert_begins(said.err, "sieben capture show: not complete: ");
    assert_non_null(strstr(said.err, "1.pcap: truncated dump file"));
    json_t *json = s7_capture_reading_json(&reading);
    assert_true(json_is_false(json_object_get(json, "complete")));
    assert_string_equal(json_string_value(json_object_get(json, "why")), reading.why);
    json_decref(json);
}

static void an_interrupt_keeps_what_was_read(void **state)
{
    (void)state;
    struct s7_capture_reading reading;
    struct taken taken = {.raise_at = 2};
    char *files[] = {paths[0], paths[1]};
    scene_write(paths[0], 1, 3);
    scene_write(paths[1], 1, 3);
    assert_int_equal(read_them(files, 2, &taken, &reading).exit_code, S7_EXIT_INTERRUPTED);
    assert_int_equal(taken.count, 2);
    assert_true(reading.interrupted);
    assert_false(reading.complete);
    assert_non_null(strstr(reading.why, "interrupted"));
}

static void drops_are_told(void **state)
{
    (void)state;
    const struct s7_capture_reading reading = {
        .complete = true, .counted = true, .kernel_packets = 10, .kernel_drops = 3, .interface_drops = 2};
    const struct s7_capture_choice choice = {.command = &command};
    said_start("");
    s7_capture_reading_tell(stderr, &choice, &reading);
    struct said said = said_stop(0);
    assert_non_null(strstr(said.err, "3 packets by this program being too slow, 2 by the interface"));
    json_t *json = s7_capture_reading_json(&reading);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(json, "drops"), "kernel")), 3);
    json_decref(json);
    const struct s7_capture_reading well = {.complete = true, .counted = true, .kernel_packets = 10};
    said_start("");
    s7_capture_reading_tell(stderr, &choice, &well);
    assert_string_equal(said_stop(0).err, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_and_ports_are_chosen),
                                       cmocka_unit_test(an_interface_is_chosen),
                                       cmocka_unit_test(what_does_not_go_together_is_refused),
                                       cmocka_unit_test(files_are_read_in_their_order),
                                       cmocka_unit_test(a_file_that_is_no_capture_is_said_first),
                                       cmocka_unit_test(what_is_missing_is_told),
                                       cmocka_unit_test(an_interrupt_keeps_what_was_read),
                                       cmocka_unit_test(drops_are_told)};
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
