/* SPDX-License-Identifier: MIT */
#include "access_telling.h"
#include "capture/access.h"

struct outcome {
    const char *question, *answer, *expected;
};

static void tell_result(void *user, const struct s7_access_result *result)
{
    char line[200];
    (void)user;
    int length = snprintf(line, sizeof line, "%u.%u %02X", result->access.item, result->access.part,
                          result->return_code);
    if (result->value.size)
        snprintf(line + length, sizeof line - (size_t)length, " %02X..%02X by %02X", result->value.at[0],
                 result->value.at[result->value.size - 1], result->data_transport);
    tell(line);
}

static void check_outcome(const char *question, const char *answer, const char *expected)
{
    struct vector asked, said;
    assert_true(vector_hex(question, &asked) && vector_hex(answer, &said));
    tell_nothing();
    s7_access_results((struct s7_octets){asked.octets + PACKET_HEAD, asked.size - PACKET_HEAD},
                      (struct s7_octets){said.octets + PACKET_HEAD, said.size - PACKET_HEAD}, tell_result,
                      NULL);
    assert_string_equal(told, expected);
}

static const char read_one[] =
    "03 00 00 1f 02 f0 80 32 01 00 00 00 00 00 0e 00 00 04 01 12 0a 10 02 00 04 00 01 84 00 00 00";
static const char write_one[] = "03 00 00 24 02 f0 80 32 01 00 00 00 01 00 0e 00 05 05 01 12 0a 10 01 00 01 00 "
                                "00 83 00 00 08 00 03 00 01 00";
static const char read_parts[] = "03 00 00 26 02 f0 80 32 01 00 00 0d 00 00 15 00 00 04 01 12 11 b0 03 02 00 "
                                 "4a 00 6c 04 00 4c 01 94 02 00 51 00 3c";
static const char modify[] = "03 00 00 34 02 f0 80 32 07 00 00 24 00 00 08 00 1b 00 01 12 04 11 42 07 01 ff 09 "
                             "00 17 00 01 01 01 12 11 b0 03 05 "
                             "00 51 01 72 1d 00 83 00 3c 16 00 83 01 3e";
static const char status[] =
    "03 00 00 47 02 f0 80 32 07 00 00 6e 03 00 0c 00 2a 00 01 12 08 12 41 02 00 00 00 00 00 ff 09 00 26 00 14 "
    "00 0e 00 "
    "00 00 01 00 00 00 12 00 01 00 01 00 01 00 01 00 01 02 00 00 02 01 06 00 00 00 00 11 01 00 00 00 08";
static const char modify_variable[] = "03 00 00 61 02 f0 80 32 07 00 00 68 03 00 0c 00 44 00 01 12 08 12 41 08 "
                                      "00 00 00 00 00 ff 09 00 40 00 14 00 28 00 "
                                      "00 00 01 00 01 00 06 00 01 00 01 00 01 00 01 00 01 02 00 00 03 03 01 00 "
                                      "00 00 00 02 01 00 00 00 04 10 01 00 00 00 "
                                      "08 00 09 00 04 41 33 85 1f 00 09 00 02 de ad 00 09 00 01 01 00";

static const char force[] = "03 00 00 3f 02 f0 80 32 07 00 00 70 03 00 0c 00 22 00 01 12 08 12 41 09 00 00 00 "
                            "00 00 ff 09 00 1e 00 00 00 1a 00 "
                            "02 70 05 00 0a 00 02 54 01 00 00 00 03 00 03 00 01 01 00 00 09 00 02 25 04";

static void test_results(void **state)
{
    (void)state;
    static const struct outcome cases[] = {
        {read_one, "03 00 00 1d 02 f0 80 32 03 00 00 00 00 00 02 00 08 00 00 04 01 ff 04 00 20 01 02 03 04",
         "0.0 FF 01..04 by 04"},
        {read_one, "03 00 00 19 02 f0 80 32 03 00 00 00 00 00 02 00 04 00 00 04 01 0a 00 00 00", "0.0 0A"},
        {read_one, "03 00 00 13 02 f0 80 32 02 00 00 00 00 00 00 00 00 81 04", "0.0 00"},
        {read_one, "03 00 00 16 02 f0 80 32 03 00 00 00 01 00 02 00 01 00 00 05 01 ff", ""}, /* of a write */
        {read_one, "03 00 00 1d 02 f0 80 32 03 00 00 00 00 00 02 00 08 00 00 04 02 ff 04 00 20 01 02 03 04",
         ""},
        {write_one, "03 00 00 16 02 f0 80 32 03 00 00 00 01 00 02 00 01 00 00 05 01 ff", "0.0 FF"},
        {write_one, "03 00 00 16 02 f0 80 32 03 00 00 00 01 00 02 00 01 00 00 05 01 03", "0.0 03"},
        {read_parts,
         "03 00 00 24 02 f0 80 32 03 00 00 0d 00 00 02 00 0f 00 00 04 01 ff 09 00 0b ff 04 0a ff 05 44 05 3e "
         "ff 04 0a",
         "0.0 FF 04..0A by 09, 0.1 FF 05..3E by 09, 0.2 FF 04..0A by 09"},
        {read_parts,
         "03 00 00 21 02 f0 80 32 03 00 00 0d 00 00 02 00 0c 00 00 04 01 ff 09 00 07 ff 04 0a 0a ff 04 0a 00",
         "0.0 FF 04..0A by 09, 0.1 0A, 0.2 FF 04..0A by 09"},
        {read_parts, "03 00 00 19 02 f0 80 32 03 00 00 00 00 00 02 00 04 00 00 04 01 05 00 00 00",
         "0.0 05, 0.1 05, 0.2 05"},
        {modify,
         "03 00 00 40 02 f0 80 32 07 00 00 00 00 00 0c 00 23 00 01 12 08 12 02 07 01 00 00 00 00 ff 09 00 1f "
         "00 01 ff "
         "09 00 19 fe fe ff ff ff f7 82 00 00 00 00 80 00 80 00 00 20 40 83 00 04 20 00 07 00",
         "0.0 FE, 0.1 FE, 0.2 FF FF..00 by 09"},
        {modify,
         "03 00 00 21 02 f0 80 32 07 00 00 24 00 00 0c 00 04 00 01 12 08 12 82 07 01 00 00 d8 02 0a 00 00 00",
         "0.0 00, 0.1 00, 0.2 00"},
        {status,
         "03 00 00 3b 02 f0 80 32 07 00 00 00 00 00 0c 00 1e 00 01 12 08 12 01 02 02 00 00 00 00 ff 09 00 1a "
         "00 04 00 "
         "12 01 00 00 02 00 02 ff 09 00 06 41 33 85 1f de ad ff 09 00 01 02 00",
         "0.0 FF 41..AD by 09, 1.0 FF 02..02 by 09"},
        {status,
         "03 00 00 21 02 f0 80 32 07 00 00 6e 03 00 0c 00 04 00 01 12 08 12 81 02 02 00 00 00 00 0a 00 00 00",
         ""},
        {modify_variable,
         "03 00 00 2f 02 f0 80 32 07 00 00 00 00 00 0c 00 12 00 01 12 08 12 01 08 02 00 00 00 00 ff 09 00 0e "
         "00 04 00 "
         "06 01 00 00 02 00 03 ff ff 03 00",
         "0.0 FF, 1.0 FF, 2.0 03"},
        {force,
         "03 00 00 2d 02 f0 80 32 07 00 00 00 00 00 0c 00 10 00 01 12 08 12 01 09 02 00 00 00 00 ff 09 00 0c "
         "00 04 00 "
         "04 01 00 00 01 00 02 ff 05",
         "0.0 FF, 1.0 05"},
        {read_one, read_one, ""}, /* a question is no answer */
        {read_one, "03 00 00 1c 02 f0 80 32 03 00 00 00 00 00 02 00 08 00 00 04 01 ff 04 00 20 01 02 03", ""},
        {read_parts,
         "03 00 00 20 02 f0 80 32 03 00 00 0d 00 00 02 00 0b 00 00 04 01 ff 09 00 07 ff 04 0a ff 05 44 05",
         "0.0 FF 04..0A by 09"}, /* the second part is cut off */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_outcome(cases[i].question, cases[i].answer, cases[i].expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_results),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
