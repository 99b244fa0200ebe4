/* SPDX-License-Identifier: MIT
 *
 * peek PORT TAG [VALUE]: reads a word of the CPU on 127.0.0.1 (after writing VALUE) and prints it: a partner for the
 * examples, from outside.
 */
#include <sieben/posix.h>
#include <stdio.h>
#include <stdlib.h>

static int fail(const char *what, int error)
{
    fprintf(stderr, "peek: %s: %s\n", what, s7_error_text(error));
    return 1;
}

int main(int argc, char **argv)
{
    struct s7_posix_config config;
    struct s7_posix_client *client;
    struct s7_fault fault;
    struct s7_tag tag;
    uint8_t octets[2];
    if (argc < 3 || s7_tag_parse(argv[2], &tag, NULL) != S7_OK || s7_tag_size(&tag) != sizeof octets)
        return fail("arguments", S7_ERR_LOCAL_SYNTAX);
    s7_posix_config_default(&config);
    config.host = "127.0.0.1";
    config.port = (uint16_t)atoi(argv[1]);
    config.slot = 2;
    if (s7_posix_open(&config, &client, &fault) != S7_OK)
        return fail("connect", fault.error);
    if (argc > 3) {
        int value = atoi(argv[3]);
        octets[0] = (uint8_t)(value >> 8);
        octets[1] = (uint8_t)value;
        if (s7_posix_write(client, &tag.range, octets, sizeof octets, &fault) != S7_OK)
            return fail("write", fault.error);
    }
    if (s7_posix_read(client, &tag.range, octets, sizeof octets, &fault) != S7_OK)
        return fail("read", fault.error);
    s7_posix_close(client);
    printf("%d\n", octets[0] << 8 | octets[1]);
    return 0;
}
