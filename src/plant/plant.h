/* SPDX-License-Identifier: MIT
 *
 * plant/plant.h — the plant file as a model: what the plant is, never what one desk plays.
 *
 * A plant is read-only after loading.  Everything in it is owned by it and lives until s7_plant_free().
 * Names are unique within their kind.  Every element knows where in the file it stands.
 */
#ifndef PLANT_PLANT_H
#define PLANT_PLANT_H

#include "base/time.h"
#include "profile/profile.h"
#include "sieben/address.h"
#include "sieben/error.h"

/** A place in the file; line and column count from 1, 0: nowhere. */
struct s7_plant_mark {
    uint32_t line;
    uint32_t column;
};

struct s7_plant_zone {
    const char *name;
    const char **nets; /**< "10.10.1.0/24", checked */
    size_t net_count;
    struct s7_plant_mark mark;
};

enum s7_plant_access_level {
    S7_PLANT_LEVEL_FULL,
    S7_PLANT_LEVEL_READ,
    S7_PLANT_LEVEL_HMI,
    S7_PLANT_LEVEL_NONE
};

struct s7_plant_db {
    uint16_t number;
    const char *name; /**< "" when not given */
    uint32_t size;    /**< octets, 0…65535 */
    bool optimized;
    bool write_protected;
    struct s7_plant_mark mark;
};

enum s7_plant_wave {
    S7_PLANT_SINE,
    S7_PLANT_RAMP,
    S7_PLANT_SQUARE,
    S7_PLANT_TRIANGLE,
    S7_PLANT_COUNT,
    S7_PLANT_CONSTANT
};

struct s7_plant_simulation {
    struct s7_tag tag;
    enum s7_plant_wave wave;
    double min, max;
    s7_time period;
    struct s7_plant_mark mark;
};

struct s7_plant_class {
    uint16_t reserved;
    uint16_t most; /**< 0: only the total limits */
};

struct s7_plant_cpu {
    const char *name;
    const char *host;                 /**< numeric address or name */
    uint16_t port;                    /**< default 102 */
    const struct s7_plant_zone *zone; /**< NULL: none */
    const struct s7_profile *profile;
    uint8_t rack, slot;
    bool put_get;
    enum s7_plant_access_level access_level;
    uint16_t resources_total;
    struct s7_plant_class pg, op, basic;
    struct s7_plant_db *dbs; /**< ordered by number */
    size_t db_count;
    struct s7_plant_simulation *simulations;
    size_t simulation_count;
    struct s7_plant_mark mark;
};

enum s7_plant_job_kind { S7_PLANT_GET, S7_PLANT_PUT };

enum { S7_PLANT_JOB_AREAS = 4 };

/** One GET or PUT of the active side. */
struct s7_plant_job {
    enum s7_plant_job_kind kind;
    size_t area_count;                          /**< 1…4 */
    struct s7_range remote[S7_PLANT_JOB_AREAS]; /**< in the served CPU: `from` of a get, `to` of a put */
    struct s7_range local[S7_PLANT_JOB_AREAS];  /**< in the active CPU: `receive` of a get, `send` of a put */
    s7_time every;
    struct s7_plant_mark mark;
};

struct s7_plant_connection {
    const char *id;
    const struct s7_plant_cpu *from; /**< active side */
    const struct s7_plant_cpu *to;   /**< served side */
    const char *owner;               /**< "" when not given */
    const char *purpose;
    struct s7_plant_job *jobs;
    size_t job_count;
    struct s7_plant_mark mark;
};

struct s7_plant {
    const char *name;
    uint32_t revision;
    struct s7_plant_zone *zones;
    size_t zone_count;
    struct s7_plant_cpu *cpus;
    size_t cpu_count;
    struct s7_plant_connection *connections;
    size_t connection_count;
    void *storage; /**< the loader's */
};

enum s7_plant_severity { S7_PLANT_ERROR, S7_PLANT_WARNING };

/** Called for every fault found, in order of the file; `message` is borrowed. */
typedef void s7_plant_report(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                             const char *message);

/**
 * Reads a plant file from memory: all faults in one pass.
 * @return S7_OK and *ret_plant; S7_ERR_LOCAL_FILE: at least one fault was reported; S7_ERR_LOCAL_MEMORY.
 */
int s7_plant_load(const char *text, size_t size, s7_plant_report *report, void *user,
                  struct s7_plant **ret_plant);
void s7_plant_free(struct s7_plant *plant);

const struct s7_plant_cpu *s7_plant_find_cpu(const struct s7_plant *plant, const char *name);
const struct s7_plant_connection *s7_plant_find_connection(const struct s7_plant *plant, const char *id);
const struct s7_plant_db *s7_plant_find_db(const struct s7_plant_cpu *cpu, uint16_t number);

#endif
