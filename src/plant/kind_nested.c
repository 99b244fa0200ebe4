/* SPDX-License-Identifier: MIT
 *
 * Mappings and lists of further elements.
 */
#include <stdlib.h>
#include <string.h>

#include "plant/kind.h"

enum { DBS_MOST = 65535 };

/** The name or number of a member is the first field of its struct. */
_Static_assert(offsetof(struct s7_plant_zone, name) == 0 && offsetof(struct s7_plant_cpu, name) == 0 &&
                   offsetof(struct s7_plant_connection, id) == 0 && offsetof(struct s7_plant_db, number) == 0,
               "members of a mapping begin with their key");
_Static_assert(offsetof(struct s7_plant_conduit, name) == 0 && offsetof(struct s7_plant_profile, name) == 0 &&
                   offsetof(struct s7_plant_tag, name) == 0 && offsetof(struct s7_plant_alarm, name) == 0 &&
                   offsetof(struct s7_plant_fault, name) == 0,
               "members of a mapping begin with their key");

void s7_kind_group(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                   void *element)
{
    s7_loader_mapping(loader, key->of, node, element);
}

void s7_kind_choice(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element)
{
    s7_loader_mapping(loader, key->of, node, element);
}

/** Room for the members, stored with their count; NULL: none, or something was wrong. */
static unsigned char *take_room(struct s7_loader *loader, const struct s7_plant_key *key,
                                const struct s7_node *node, size_t most, void *element)
{
    if (node->count > most) {
        s7_loader_error(loader, node->mark, "%s: at most %zu are possible", key->name, most);
        return NULL;
    }
    unsigned char *room = s7_storage_array(loader->model, node->count, s7_schema_element(key->of)->size);
    size_t count = room ? node->count : 0;
    memcpy((unsigned char *)element + key->offset, &room, sizeof room);
    memcpy((unsigned char *)element + key->count_offset, &count, sizeof count);
    return room;
}

static bool is_kind(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    enum s7_node_kind kind, const char *shape)
{
    if (node->kind == kind)
        return true;
    s7_loader_error(loader, node->mark, "%s: expected a %s: %s", key->name, key->kind->shown, shape);
    return false;
}

static bool is_name(const struct s7_node *key)
{
    for (size_t i = 0; i < key->length; i++)
        if (key->text[i] == ' ' || key->text[i] == '@')
            return false;
    return !s7_loader_has_control(key) && key->length > 0 && key->length <= S7_SCHEMA_NAME_MOST &&
           key->text[0] != '-';
}

void s7_kind_named(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                   void *element)
{
    if (!is_kind(loader, key, node, S7_NODE_MAPPING, "NAME: {...}"))
        return;
    unsigned char *room = take_room(loader, key, node, S7_SCHEMA_NAMED_MOST, element);
    size_t size = s7_schema_element(key->of)->size;
    /* Names first: the members may be referred to by each other's checks. */
    const struct s7_node *member = node->first;
    for (size_t i = 0; room && member; i++, member = member->next) {
        const char *name = s7_storage_text(loader->model, member->key->text, member->key->length);
        memcpy(room + i * size, &name, sizeof name);
        if (!is_name(member->key))
            s7_loader_error(
                loader, member->key->mark,
                "a name has 1 to %d octets without blanks, @ and control characters, and no - in front",
                S7_SCHEMA_NAME_MOST);
    }
    member = node->first;
    for (size_t i = 0; room && !loader->model->failed && member; i++, member = member->next)
        s7_loader_mapping(loader, key->of, member, room + i * size);
}

static int compare_number(const void *a, const void *b)
{
    const struct s7_plant_db *left = a;
    const struct s7_plant_db *right = b;
    return (int)left->number - (int)right->number;
}

/** 1 … 65535, plain decimal; 0: something else. */
static uint16_t number_of(const char *text, size_t length)
{
    uint32_t number = 0;
    if (length == 0 || length > 5 || text[0] == '0')
        return 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return 0;
        number = number * 10 + (uint32_t)(text[i] - '0');
    }
    return number <= UINT16_MAX ? (uint16_t)number : 0;
}

static void refuse_number(struct s7_loader *loader, const struct s7_node *key)
{
    size_t zeros = strspn(key->text, "0");
    s7_loader_error(loader, key->mark,
                    number_of(key->text + zeros, key->length - zeros)
                        ? "a DB number has no leading zero, found \"%s\""
                        : "DB numbers go from 1 to 65535, found \"%s\"",
                    s7_loader_excerpt(key).text);
}

void s7_kind_numbered(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                      void *element)
{
    if (!is_kind(loader, key, node, S7_NODE_MAPPING, "10: {size: 100}"))
        return;
    struct s7_plant_db *dbs = (struct s7_plant_db *)(void *)take_room(loader, key, node, DBS_MOST, element);
    const struct s7_node *member = node->first;
    for (size_t i = 0; dbs && member; i++, member = member->next) {
        dbs[i].number = number_of(member->key->text, member->key->length);
        if (dbs[i].number == 0)
            refuse_number(loader, member->key);
        s7_loader_mapping(loader, key->of, member, &dbs[i]);
    }
    if (dbs && node->count > 1)
        qsort(dbs, node->count, sizeof *dbs, compare_number);
}

void s7_kind_list(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    if (!is_kind(loader, key, node, S7_NODE_LIST, "each member begins with \"- \""))
        return;
    unsigned char *room = take_room(loader, key, node, S7_SCHEMA_LISTED_MOST, element);
    const struct s7_node *member = node->first;
    for (size_t i = 0; room && member; i++, member = member->next)
        s7_loader_mapping(loader, key->of, member, room + i * s7_schema_element(key->of)->size);
}
