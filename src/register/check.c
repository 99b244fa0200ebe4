/* SPDX-License-Identifier: MIT
 *
 * check.c — the order in which a plant is checked: what its own lines say, then what they mean together, and in the end
 * what of it is accepted.
 */
#include "register/check.h"

#include "register/accept.h"
#include "register/checking.h"
#include "register/place.h"

static const struct {
    enum s7_register_check check;
} topics[] = {
    [S7_PLANT_TOPIC_FORM] = {S7R_FORM},
    [S7_PLANT_TOPIC_LOCAL] = {S7R_LOCAL},
    [S7_PLANT_TOPIC_ABSENT] = {S7R_ABSENT},
    [S7_PLANT_TOPIC_PROTECTED] = {S7R_PROTECTED},
    [S7_PLANT_TOPIC_PUT_GET] = {S7R_BLOCKED},
    [S7_PLANT_TOPIC_LEVEL] = {S7R_LEVEL},
    [S7_PLANT_TOPIC_BLOCK_AREAS] = {S7R_BLOCK_AREAS},
    [S7_PLANT_TOPIC_SPLIT] = {S7R_SPLIT},
    [S7_PLANT_TOPIC_CONSISTENCY] = {S7R_CONSISTENCY},
    [S7_PLANT_TOPIC_SAME_ADDRESS] = {S7R_TWICE},
    [S7_PLANT_TOPIC_NAMED] = {S7R_NAMED},
    [S7_PLANT_TOPIC_NO_SWITCH] = {S7R_NO_SWITCH},
    [S7_PLANT_TOPIC_PASSWORD] = {S7R_PASSWORD},
};
_Static_assert(sizeof topics / sizeof topics[0] == S7_PLANT_TOPIC_COUNT,
               "every topic of the loader has a check");

void s7_register_take(void *list, enum s7_plant_severity severity, enum s7_plant_topic topic,
                      struct s7_plant_mark mark, const char *message)
{
    (void)severity; /* errors are all of one topic */
    s7_register_add(list, topics[topic].check, mark, S7_REGISTER_PLANT, "", "%s", message);
}

/** What the loader found has a place only: now it can be said whose that is. */
static void find_objects(struct s7_checking *checking)
{
    struct s7_register_list *list = checking->list;
    struct s7_places places = s7_places_of(checking->plant, &checking->scratch);
    for (size_t i = 0; i < list->count; i++)
        s7_places_find(&places, list->findings[i].mark, &list->findings[i].object, &list->findings[i].name);
}

int s7_register_check(const struct s7_plant *plant, struct s7_plant_date today, struct s7_register_list *list)
{
    static void (*const families[])(struct s7_checking *) = {
#define S7_TOPIC(name) s7_check_##name,
#include "register/defs/topic.def"
#undef S7_TOPIC
    };
    struct s7_checking checking = {.plant = plant, .today = today, .list = list};
    find_objects(&checking);
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        families[i](&checking);
    s7_register_accept(&checking);
    s7_register_sort(list);
    list->failed = list->failed || checking.scratch.failed;
    s7_storage_free(&checking.scratch);
    return list->failed ? S7_ERR_LOCAL_MEMORY : S7_OK;
}
