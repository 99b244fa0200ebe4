/* SPDX-License-Identifier: MIT
 *
 * plant/finding.h — everything wrong with a plant file, collected in one pass and told in the order of the file.
 */
#ifndef PLANT_FINDING_H
#define PLANT_FINDING_H

#include "plant/plant.h"
#include "plant/storage.h"

enum { S7_FINDING_MOST = 200 /**< kept unless the list says otherwise; the rest is only counted */ };

struct s7_finding;

struct s7_finding_list {
    struct s7_storage *storage;
    struct s7_finding *first, *last;
    size_t most;        /**< kept; 0: S7_FINDING_MOST */
    size_t count;       /**< kept */
    size_t error_count; /**< all of them */
    size_t dropped;
};

void s7_finding_add(struct s7_finding_list *list, enum s7_plant_severity severity, struct s7_plant_mark mark,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));

/** A warning about a topic. */
void s7_finding_warn(struct s7_finding_list *list, enum s7_plant_topic topic, struct s7_plant_mark mark,
                     const char *message);

/** There are S7_FINDING_MOST already: the words of another one need not be looked for. */
bool s7_finding_full(const struct s7_finding_list *list);

/** Hands all of them to `report` (NULL: nobody), ordered by place. */
void s7_finding_report(struct s7_finding_list *list, s7_plant_report *report, void *user);
/** The same with their topics. */
void s7_finding_report_topics(struct s7_finding_list *list, s7_plant_topic_report *report, void *user);

#endif
