/* SPDX-License-Identifier: MIT */
#include "capture/access.h"
#include "capture/access_walk.h"
#include "sieben/error.h"
#include "wire/cyclic.h"
#include "wire/dbread.h"
#include "wire/header.h"
#include "wire/tis.h"
#include "wire/userdata.h"
#include "wire/var.h"

/** How an answer says what became of its items. */
enum form {
    FORM_NOTHING,
    FORM_REFUSED, /**< all of them, in one word */
    FORM_ITEMS,   /**< data items */
    FORM_VALUES,  /**< data items as variable tables have them */
    FORM_CODES    /**< a return code for each */
};

struct answer {
    enum form form;
    size_t item_count;
    struct s7_reader reader;
};

struct holding {
    s7_access_take_result *take;
    void *user;
    size_t count;
    struct answer answer;
    struct s7_data_item item; /**< the one that the last access was of */
    struct s7_reader parts;   /**< what is left of a DBREAD item */
};

static struct answer answer_var(struct s7_octets parameter, struct s7_octets data)
{
    struct s7_reader reader = s7_reader_over(parameter.at, parameter.size);
    uint8_t function = s7_reader_u8(&reader);
    struct answer answer = {FORM_NOTHING, s7_reader_u8(&reader), s7_reader_over(data.at, data.size)};
    if (!reader.bad)
        answer.form = function == S7_FUNCTION_READ_VAR    ? FORM_ITEMS
                      : function == S7_FUNCTION_WRITE_VAR ? FORM_CODES
                                                          : FORM_NOTHING;
    return answer;
}

static struct answer answer_cyclic(struct s7_octets payload)
{
    struct answer answer = {FORM_ITEMS, 0, s7_reader_over(payload.at, payload.size)};
    s7_reader_u8(&answer.reader); /* reserved */
    answer.item_count = s7_reader_u8(&answer.reader);
    return answer;
}

static struct answer answer_tis(uint8_t subfunction, struct s7_octets payload)
{
    struct answer answer = {.form = FORM_NOTHING};
    struct s7_tis tis;
    if (s7_tis_decode(payload, &tis) != S7_OK)
        return answer;
    answer.form = subfunction == S7_TIS_VARIABLE_STATUS                                  ? FORM_VALUES
                  : subfunction == S7_TIS_MODIFY_VARIABLE || subfunction == S7_TIS_FORCE ? FORM_CODES
                                                                                         : FORM_NOTHING;
    answer.reader = s7_reader_over(tis.data.at, tis.data.size);
    answer.item_count = s7_reader_u16(&answer.reader);
    return answer;
}

static struct answer answer_userdata(struct s7_octets parameter, struct s7_octets data)
{
    struct answer nothing = {.form = FORM_NOTHING};
    struct s7_userdata userdata;
    if (s7_userdata_decode(parameter, data, &userdata) != S7_OK)
        return nothing;
    if (userdata.error)
        return (struct answer){.form = FORM_REFUSED};
    if (userdata.payload.size == 0)
        return nothing;
    if (userdata.group == S7_GROUP_TIS)
        return answer_tis(userdata.subfunction, userdata.payload);
    bool lists = userdata.group == S7_GROUP_CYCLIC && s7_cyclic_lists(userdata.subfunction);
    return lists ? answer_cyclic(userdata.payload) : nothing;
}

static struct answer answer_of(struct s7_octets pdu)
{
    struct s7_reader reader = s7_reader_over(pdu.at, pdu.size);
    struct s7_header header;
    if (s7_header_decode(&reader, &header) != S7_OK || header.rosctr == S7_ROSCTR_JOB)
        return (struct answer){.form = FORM_NOTHING};
    struct s7_octets parameter = s7_reader_octets(&reader, header.parameter_size);
    struct s7_octets data = s7_reader_octets(&reader, header.data_size);
    if (header.rosctr == S7_ROSCTR_USERDATA)
        return answer_userdata(parameter, data);
    return header.error ? (struct answer){.form = FORM_REFUSED} : answer_var(parameter, data);
}

/* The next thing in the answer, which is for a whole item; false: the answer ends here. */
static bool next_item(struct holding *holding, size_t index)
{
    struct answer *answer = &holding->answer;
    bool last = index + 1 == answer->item_count;
    holding->item = (struct s7_data_item){.return_code = 0};
    if (answer->form == FORM_ITEMS)
        return s7_data_item_decode(&answer->reader, S7_DATA_ITEM_ANSWER, last, &holding->item) == S7_OK;
    if (answer->form == FORM_VALUES)
        return s7_tis_value_next(&answer->reader, &holding->item);
    if (answer->form == FORM_CODES)
        holding->item.return_code = s7_reader_u8(&answer->reader);
    return !answer->reader.bad;
}

/* The share of a DBREAD item's area; an item that failed has none, and its code is that of all of them. */
static bool next_part(struct holding *holding, size_t size, struct s7_access_result *result)
{
    if (holding->item.return_code != S7_RETURN_SUCCESS)
        return true;
    result->return_code = s7_reader_u8(&holding->parts);
    bool given = result->return_code == S7_RETURN_SUCCESS;
    result->value = s7_reader_octets(&holding->parts, given ? size : 0);
    return !holding->parts.bad;
}

/* Whether it answers a question of this kind. */
static bool of_kind(const struct answer *answer, enum s7_means means)
{
    static const enum form forms[S7_MEANS_COUNT] = {[S7_MEANS_READ_VAR] = FORM_ITEMS,
                                                    [S7_MEANS_WRITE_VAR] = FORM_CODES,
                                                    [S7_MEANS_CYCLIC] = FORM_ITEMS,
                                                    [S7_MEANS_CHANGE_DRIVEN] = FORM_ITEMS,
                                                    [S7_MEANS_VARIABLE_STATUS] = FORM_VALUES,
                                                    [S7_MEANS_MODIFY_VARIABLE] = FORM_CODES,
                                                    [S7_MEANS_FORCE] = FORM_CODES};
    return answer->form == FORM_REFUSED || answer->form == forms[means];
}

static bool hold(void *user, const struct s7_access_step *step)
{
    struct holding *holding = user;
    const struct answer *answer = &holding->answer;
    bool counts = answer->form == FORM_REFUSED || step->item_count == answer->item_count;
    if (!counts || !of_kind(answer, step->access.means))
        return false;
    if (step->access.part == 0) {
        if (!next_item(holding, step->access.item))
            return false;
        holding->parts = s7_reader_over(holding->item.octets.at, holding->item.octets.size);
    }
    struct s7_access_result result = {.access = step->access,
                                      .return_code = holding->item.return_code,
                                      .data_transport = holding->item.transport_size,
                                      .value = holding->item.octets};
    if (step->dbread && answer->form == FORM_ITEMS && !next_part(holding, step->size, &result))
        return false;
    holding->count++;
    holding->take(holding->user, &result);
    return true;
}

size_t s7_access_results(struct s7_octets question, struct s7_octets answer, s7_access_take_result *take,
                         void *user)
{
    struct holding holding = {.take = take, .user = user, .answer = answer_of(answer)};
    if (holding.answer.form != FORM_NOTHING)
        s7_access_walk(question.at, question.size, hold, &holding);
    return holding.count;
}
