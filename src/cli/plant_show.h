/* SPDX-License-Identifier: MIT
 *
 * cli/plant_show.h — a plant, or one thing in it, told as a report.
 */
#ifndef CLI_PLANT_SHOW_H
#define CLI_PLANT_SHOW_H

#include <jansson.h>

#include "register/picture.h"
#include "report/report.h"

enum s7_show_kind { S7_SHOW_PLANT, S7_SHOW_CPU, S7_SHOW_CONNECTION, S7_SHOW_AREA };

/** What is to be shown. */
struct s7_show_object {
    enum s7_show_kind kind;
    const struct s7_plant_cpu *cpu; /**< of S7_SHOW_CPU and S7_SHOW_AREA */
    const struct s7_plant_connection *connection;
    struct s7_range area; /**< all of it: no bits are named */
};

/**
 * "OVEN", "C-001", "OVEN.DB100", "OVEN.M".  A name that a CPU and a connection share is the CPU's.
 * @return false after saying on stderr what there is instead
 */
bool s7_show_find(const struct s7_plant *plant, const char *path, const char *name,
                  struct s7_show_object *ret_object);

/** Each tells its object.  @return S7_OK or S7_ERR_LOCAL_MEMORY */
int s7_show_plant(struct s7_report *report, const struct s7_plant *plant);
int s7_show_cpu(struct s7_report *report, const struct s7_plant *plant, const struct s7_plant_cpu *cpu);
int s7_show_connection(struct s7_report *report, const struct s7_plant_connection *connection);
int s7_show_area(struct s7_report *report, const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                 const struct s7_range *area);

/** The same as an object of the JSON document; NULL: out of memory. */
json_t *s7_show_json(const struct s7_plant *plant, const struct s7_show_object *object);

/* ---- parts of them ------------------------------------------------------------------------------------------------ */

/** Ranges shown of one access; the JSON document has them all. */
enum { S7_SHOW_RANGES = 40 };

/** What `collect` says of a connection, "" for nothing. */
typedef int s7_show_collect(const struct s7_plant_connection *connection, struct s7_access_set *set);
void s7_show_write_access(struct s7_strbuf *buf, const struct s7_plant_connection *connection,
                          s7_show_collect *collect);

/** Who a hand is: "C-001, PRESS", "the program of OVEN", "simulated values". */
void s7_show_write_hand(struct s7_strbuf *buf, const struct s7_picture *picture,
                        const struct s7_picture_hand *hand);

/** Pairs are collected and those with a text are told. */
enum { S7_SHOW_PAIRS = 32, S7_SHOW_TEXT = 4096 };

struct s7_show_pairs {
    struct s7_report_pair pairs[S7_SHOW_PAIRS];
    size_t count;
    char text[S7_SHOW_TEXT];
    size_t used;
};

/** Adds a key and a value, which is copied; nothing for an empty one. */
void s7_show_pair(struct s7_show_pairs *pairs, const char *key, enum s7_report_meaning meaning,
                  const char *format, ...) S7_PRINTF_LIKE(4, 5);

#endif
