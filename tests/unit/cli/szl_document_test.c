/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/szl_document.h"
#include "partner.h"
#include "said.h"

/* The document of a list, or (list NULL) of a refusal; its text ends with the next one. */
static const char *document_of(uint16_t id, const char *list)
{
    static char text[4096];
    struct s7_szl_answer answer;
    struct s7_posix_client *client;
    struct s7_fault fault;
    struct s7_posix_config config;
    s7_posix_config_default(&config);
    partner_reset();
    if (list)
        partner_has_list(id, 0, list);
    s7_posix_open(&config, &client, &fault);
    s7_szl_answer_read(client, id, 0, &answer);
    json_t *document = s7_szl_document(&answer);
    s7_szl_answer_free(&answer);
    size_t size = json_dumpb(document, text, sizeof text - 1, JSON_COMPACT);
    text[size] = '\0';
    json_decref(document);
    return text;
}

static void values_have_their_kinds(void **state)
{
    (void)state;
    assert_string_equal(
        document_of(0x0074, "0074 0000 0004 0001 0004 01 00"),
        "{\"id\":116,\"index\":0,\"name\":\"LEDs\",\"record_size\":4,\"record_count\":1,\"records\":["
        "{\"led\":{\"number\":4,\"text\":\"RUN\"},\"on\":1,\"flashing\":0}],"
        "\"octets\":\"00 74 00 00 00 04 00 01 00 04 01 00\",\"error\":null,\"note\":null}");
}

static void octets_without_a_name_have_keys_of_their_own(void **state)
{
    (void)state;
    const char *text = document_of(0x0012, "0012 0000 0004 0001 0101 AABB");
    assert_non_null(strstr(text, "\"records\":[{\"characteristic\":\"01 01\",\"octets\":\"AA BB\"}]"));
    text = document_of(0x0424, "0424 0000 0018 0001 5144 FF08 01000000 00000000 1408201205283494 01020304");
    assert_non_null(strstr(text, "\"octets\":\"01 00 00 00\""));
    assert_non_null(strstr(text, "\"octets_2\":\"01 02 03 04\""));
    assert_non_null(strstr(text, "\"time\":\"2014-08-20 12:05:28.349\""));
}

static void what_a_cpu_lacks_is_null(void **state)
{
    (void)state;
    const char *text = document_of(0x00F9, NULL);
    assert_begins(text, "{\"id\":249,\"index\":0,\"name\":null,\"record_size\":null,\"record_count\":null,"
                        "\"records\":null,\"octets\":null,\"error\":{");
    assert_non_null(strstr(text, "\"id\":\"DATA_INFORMATION\""));
    assert_non_null(strstr(text, "\"peer_code\":54273"));
}

static void a_list_without_records_is_empty(void **state)
{
    (void)state;
    assert_non_null(strstr(document_of(0x0F11, "0F11 0000 001C 0004"), "\"record_count\":4,\"records\":[],"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_have_their_kinds),
        cmocka_unit_test(octets_without_a_name_have_keys_of_their_own),
        cmocka_unit_test(what_a_cpu_lacks_is_null),
        cmocka_unit_test(a_list_without_records_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
