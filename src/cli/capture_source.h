/* SPDX-License-Identifier: MIT
 *
 * cli/capture_source.h — where `sieben capture` has its packets from: files, a pipe, or an interface (libpcap).
 *
 * Nothing is ever sent.  A file is a capture by its first octets, whatever its name is; one that is none is named for
 * what it is before anything is read.  A file that ends too early is used as far as it goes; that is then told.
 */
#ifndef CLI_CAPTURE_SOURCE_H
#define CLI_CAPTURE_SOURCE_H

#include <jansson.h>
#include <stdio.h>

#include "capture/flow.h"
#include "cli/command.h"

enum { S7_CAPTURE_WHY_SIZE = 512 };

/** What is to be read. */
struct s7_capture_choice {
    const struct s7_command *command;
    char *const *files; /**< one after the other; "-": standard input */
    size_t file_count;
    const char *interface;         /**< NULL: files */
    s7_time duration;              /**< of an interface; 0: until it is interrupted */
    uint16_t ports[S7_FLOW_PORTS]; /**< connections of these alone; none: all that S7 may be in */
    size_t port_count;
    bool progress; /**< a word on the terminal when it takes long; false unless the command sets it */
};

/** How the reading went. */
struct s7_capture_reading {
    const char *file;              /**< operand or interface that the last packet is from */
    size_t file_number;            /**< of it, from 1; 0: none was begun */
    uint64_t packets;              /**< of all files */
    uint64_t octets;               /**< captured, of all packets */
    bool complete;                 /**< every file to its end, or the interface for as long as was asked */
    bool stop;                     /**< set by who takes the packets: no more of them */
    bool interrupted;              /**< by SIGINT */
    char why[S7_CAPTURE_WHY_SIZE]; /**< why it is not complete, the first time; "" */
    const char *why_file;          /**< operand or interface that it was; NULL */
    bool counted;                  /**< the three below are known: an interface */
    uint64_t kernel_packets;       /**< that passed the filter */
    uint64_t kernel_drops;         /**< lost because we were too slow */
    uint64_t interface_drops;      /**< lost by the interface or its driver */
};

typedef void s7_capture_take(void *user, const struct s7_packet *packet);

/**
 * Reads the operands and the options --interface, --for and --port, which the command's table has.
 * @return S7_ARGUMENTS_GO_ON, or S7_EXIT_USAGE after saying what is wrong
 */
int s7_capture_choose(const struct s7_arguments *arguments, struct s7_capture_choice *ret_choice);

/** May more packets come later: an interface, or standard input? */
bool s7_capture_choice_waits(const struct s7_capture_choice *choice);

/** What --port means to the connections that are followed, and a seed for their table. */
void s7_capture_choice_flow(const struct s7_capture_choice *choice, struct s7_flow_config *flow);

/**
 * Reads all of it; `reading` is kept up to date while packets are given.
 * @return 0; 130: interrupted, what was read until then was given; S7_EXIT_USAGE or 90: it could not be opened, which
 *         was said on stderr
 */
int s7_capture_read(const struct s7_capture_choice *choice, s7_capture_take *take, void *user,
                    struct s7_capture_reading *reading);

/** On `err`, once, after reading: what is missing and why; nothing when it is complete and nothing was dropped. */
void s7_capture_reading_tell(FILE *err, const struct s7_capture_choice *choice,
                             const struct s7_capture_reading *reading);

/** The same as members of a document: packets, octets, complete, why, drops (null unless live).  A new reference. */
json_t *s7_capture_reading_json(const struct s7_capture_reading *reading);

#endif
