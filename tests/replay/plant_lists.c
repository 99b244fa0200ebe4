/* SPDX-License-Identifier: MIT */
#include "plant_lists.h"

enum { ALL_LISTS = 0, EXTRACT_MASK = 0x0F00, EXTRACT_BY_INDEX = 0x0100, EXTRACT_HEAD = 0x0F00, ID_SIZE = 2 };

static struct known_list *find(struct plant_lists *lists, uint16_t id, uint16_t index)
{
    for (size_t i = 0; i < lists->count; i++)
        if (lists->lists[i].id == id && lists->lists[i].index == index)
            return &lists->lists[i];
    return NULL;
}

static struct known_list *find_or_add(struct plant_lists *lists, uint16_t id, uint16_t index,
                                      uint16_t record_size)
{
    struct known_list *list = find(lists, id, index);
    if (!list && lists->count < PLANT_LISTS) {
        list = &lists->lists[lists->count++];
        memset(list, 0, sizeof *list);
        list->id = id;
        list->index = index;
    }
    if (list && !list->record_size)
        list->record_size = record_size;
    return list;
}

static bool named(const struct knowledge *knowledge, uint16_t id)
{
    const struct known_list *all = knowledge_list(knowledge, ALL_LISTS, 0);
    for (size_t at = 0; all && at + ID_SIZE <= all->size; at += ID_SIZE)
        if (s7_load_u16(all->records + at) == id)
            return true;
    return knowledge_list(knowledge, id, 0) != NULL;
}

/* The whole list that an extract is of; the extract itself where the CPU has no whole one.  Without a list of all lists
   a head tells that there is a whole one. */
static uint16_t whole_of(const struct knowledge *knowledge, uint16_t id)
{
    uint16_t extract = id & EXTRACT_MASK, whole = id & (uint16_t)~EXTRACT_MASK;
    bool all_known = knowledge_list(knowledge, ALL_LISTS, 0) != NULL;
    bool derived = (extract == EXTRACT_HEAD && !all_known) || whole == LIST_IDENTIFICATION ||
                   whole == LIST_COMPONENTS ||
                   ((extract == EXTRACT_BY_INDEX || extract == EXTRACT_HEAD) && named(knowledge, whole));
    return derived ? whole : id;
}

static bool has_record(const struct known_list *list, const uint8_t *record)
{
    for (size_t at = 0; at + list->record_size <= list->size; at += list->record_size)
        if (memcmp(list->records + at, record, list->record_size) == 0)
            return true;
    return false;
}

static void add_records(struct known_list *list, const struct known_list *from)
{
    if (!list->record_size || list->record_size != from->record_size)
        return;
    for (size_t at = 0; at + from->record_size <= from->size; at += from->record_size) {
        if (has_record(list, from->records + at) || list->size + list->record_size > KNOWN_LIST_SIZE)
            continue;
        memcpy(list->records + list->size, from->records + at, list->record_size);
        list->size += list->record_size;
        list->record_count++;
    }
}

static void take_list(struct plant_lists *lists, const struct knowledge *knowledge,
                      const struct known_list *from)
{
    uint16_t whole = whole_of(knowledge, from->id);
    struct known_list *list = find_or_add(lists, whole, whole == from->id ? from->index : 0, from->record_size);
    if (list)
        add_records(list, from);
}

static void take_names(struct plant_lists *lists, const struct knowledge *knowledge)
{
    const struct known_list *all = knowledge_list(knowledge, ALL_LISTS, 0);
    for (size_t at = 0; all && at + ID_SIZE <= all->size; at += ID_SIZE) {
        uint16_t id = s7_load_u16(all->records + at), whole = whole_of(knowledge, id);
        bool there = false;
        for (size_t i = 0; i < lists->count; i++)
            there = there || lists->lists[i].id == whole;
        if (!there)
            find_or_add(lists, whole, 0, 0);
    }
}

void plant_lists_make(struct plant_lists *ret_lists, const struct knowledge *knowledge)
{
    ret_lists->count = 0;
    for (size_t i = 0; i < knowledge->list_count; i++)
        if (knowledge->lists[i].id != ALL_LISTS)
            take_list(ret_lists, knowledge, &knowledge->lists[i]);
    take_names(ret_lists, knowledge);
}

const uint8_t *plant_lists_record(const struct plant_lists *lists, uint16_t id, uint16_t number)
{
    for (size_t i = 0; i < lists->count; i++) {
        const struct known_list *list = &lists->lists[i];
        for (size_t at = 0; list->id == id && list->record_size && at + list->record_size <= list->size;
             at += list->record_size)
            if (s7_load_u16(list->records + at) == number)
                return list->records + at;
    }
    return NULL;
}
