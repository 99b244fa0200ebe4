/* SPDX-License-Identifier: MIT */
#include <sieben/posix.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    struct s7_posix_config config;
    struct s7_posix_client *cpu;
    struct s7_fault fault;
    struct s7_tag tag;
    uint8_t octets[2];

    s7_posix_config_default(&config);
    config.host = argc > 1 ? argv[1] : "192.168.0.1";
    config.port = argc > 2 ? (uint16_t)atoi(argv[2]) : 102;
    config.slot = 2; /* rack 0, slot 2: an S7-300 */

    s7_tag_parse("DB100.DBW4:INT", &tag, NULL);
    int error = s7_posix_open(&config, &cpu, &fault);
    if (error == S7_OK) {
        error = s7_posix_read(cpu, &tag.range, octets, sizeof octets, &fault);
        s7_posix_close(cpu);
    }
    if (error != S7_OK) {
        fprintf(stderr, "layer %d: %s\n", (int)s7_error_layer(error), s7_error_text(error));
        return 1;
    }
    printf("DB100.DBW4 = %d\n", (int16_t)(octets[0] << 8 | octets[1]));
    return 0;
}
