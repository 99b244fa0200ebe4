/* SPDX-License-Identifier: MIT
 *
 * The text of a target, HOST[:PORT][/RACK.SLOT], and of an address to listen on.
 */
#include <string.h>

#include "cli/target.h"
#include "fuzz.h"

typedef int parser(const char *text, struct s7_target *ret_target, struct s7_text_error *ret_error);

static void check_parser(parser *parse, const char *text, bool listens)
{
    struct s7_target target;
    struct s7_text_error error = {.column = 0};
    char label[S7_TARGET_LABEL_SIZE];
    if (parse(text, &target, &error) != S7_OK) {
        FUZZ_CHECK(error.column >= 1 && error.column <= strlen(text) + 1 && error.message[0]);
        return;
    }
    FUZZ_CHECK(target.host[0] && strlen(target.host) <= strlen(text) && (listens || target.port != 0));
    s7_target_label(target.host, target.port, label, sizeof label);
    struct s7_target again;
    FUZZ_CHECK(parse(label, &again, &error) == S7_OK);
    FUZZ_CHECK(strcmp(again.host, target.host) == 0 && again.port == target.port);
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        return;
    memcpy(text, octets, size);
    text[size] = '\0';
    check_parser(s7_target_parse, text, false);
    check_parser(s7_target_parse_listen, text, true);
    free(text);
}
