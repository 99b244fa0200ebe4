/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "plant/kind.h"
#include "value/type.h"

void s7_check_alarm(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    const struct s7_plant_alarm *alarm = element;
    const struct s7_node *tag = s7_node_member(node, "tag");
    const struct s7_node *when = s7_node_member(node, "when");
    const struct s7_node *limit = s7_node_member(node, "limit");
    struct s7_value value;
    if (!tag || !when || alarm->tag.count == 0)
        return;
    if (alarm->when == S7_PLANT_ALARM_SET && (when->kind != S7_NODE_SCALAR || strcmp(when->text, "set") != 0))
        return; /* the word was refused */
    bool is_state = alarm->when == S7_PLANT_ALARM_SET || alarm->when == S7_PLANT_ALARM_CLEAR;
    bool is_bool = alarm->tag.type == S7_TYPE_BOOL;
    if (alarm->tag.count != 1)
        s7_loader_error(loader, tag->mark, "tag: an alarm watches one value, not %u",
                        (unsigned)alarm->tag.count);
    if (is_state != is_bool)
        s7_loader_error(loader, when->mark, "when: `set` and `clear` are for a BOOL, the others for a number");
    if (is_state && limit)
        s7_loader_error(loader, limit->mark, "limit: a BOOL has none");
    else if (!is_state && !limit)
        s7_loader_error(loader, when->mark, "when: \"limit\" is missing");
    else if (limit && s7_value_from_number(alarm->tag.type, alarm->limit, &value) != S7_OK)
        s7_loader_error(loader, limit->mark, "limit: %s does not hold this", s7_type_name(alarm->tag.type));
}
