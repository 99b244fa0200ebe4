/* SPDX-License-Identifier: MIT */
#include "wire/describe_userdata.h"

#include "wire/cyclic.h"
#include "wire/tis.h"

/* All of it is here, and nothing says that it means something else. */
static bool whole(const struct s7_userdata *userdata)
{
    return userdata->payload.size && userdata->error == 0 && userdata->last_data_unit == 0 &&
           userdata->data_unit_reference == 0 && userdata->return_code == S7_RETURN_SUCCESS &&
           userdata->transport_size == S7_DATA_OCTET_STRING;
}

bool s7_describe_userdata(struct s7_strbuf *buf, const struct s7_userdata *userdata)
{
    if (!whole(userdata))
        return false;
    if (userdata->group == S7_GROUP_TIS)
        return s7_describe_tis(buf, userdata);
    return userdata->group == S7_GROUP_CYCLIC && s7_describe_cyclic(buf, userdata);
}

bool s7_field_list_userdata(struct s7_field_list *list, const struct s7_userdata *userdata)
{
    if (!whole(userdata))
        return false;
    if (userdata->group == S7_GROUP_TIS)
        return s7_field_list_tis(list, userdata);
    return userdata->group == S7_GROUP_CYCLIC && s7_field_list_cyclic(list, userdata);
}
