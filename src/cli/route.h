/* SPDX-License-Identifier: MIT
 *
 * cli/route.h — how a command reaches a CPU: TARGET with --type, --tsap and --timeout.
 */
#ifndef CLI_ROUTE_H
#define CLI_ROUTE_H

#include "cli/command.h"
#include "cli/target.h"
#include "plant/plant.h"
#include "sieben/posix.h"
#include "wire/tsap.h"

enum { S7_ROUTE_NAME_SIZE = 256 };

struct s7_route {
    struct s7_target target;
    uint8_t connection_class;
    char local_tsap[2 * S7_TSAP_TEXT_SIZE]; /**< "": the default */
    char remote_tsap[2 * S7_TSAP_TEXT_SIZE];
    uint32_t timeout_ms;              /**< of connecting, and of the job; 0: the client's own */
    char label[S7_TARGET_LABEL_SIZE]; /**< "10.1.1.11:102" */
    char name[S7_ROUTE_NAME_SIZE];    /**< of NAME@PLANT; "": the target is an address */
    bool
        szl_shy; /**< NAME@PLANT: by its profile it hangs up or is silent when it is asked for a system status list */
};

/**
 * Reads the target (HOST[:PORT][/RACK.SLOT] or NAME@PLANT, whose plant file is loaded for it) and the options.
 * @return S7_ARGUMENTS_GO_ON and *ret_route, or the exit code after saying what is wrong
 */
int s7_route_read(const struct s7_arguments *arguments, const char *target, struct s7_route *ret_route);

/** The options alone (--type, --tsap, --timeout), for a command that finds its target itself.  Result as above. */
int s7_route_read_options(const struct s7_arguments *arguments, struct s7_route *ret_route);

/** By its profile it hangs up or is silent when it is asked for a system status list (cpu-behaviour L3h). */
bool s7_route_is_szl_shy(const struct s7_plant_cpu *cpu);

/** Connects.  @return S7_OK and *ret_client, or the error, also in *ret_fault. */
int s7_route_open(const struct s7_route *route, struct s7_posix_client **ret_client,
                  struct s7_fault *ret_fault);

#endif
