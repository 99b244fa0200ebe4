/* SPDX-License-Identifier: MIT */
#include "capture/loss.h"

struct row {
    const char *name;
    enum s7_loss_unit unit;
    const char *text;
};

static const struct row rows[] = {
#define S7_LOSS(NAME, unit, text) [S7_LOSS_##NAME] = {#NAME, S7_LOSS_##unit, text},
#include "capture/defs/loss.def"
#undef S7_LOSS
};

const char *s7_loss_name(enum s7_loss loss)
{
    return rows[loss].name;
}

enum s7_loss_unit s7_loss_unit_of(enum s7_loss loss)
{
    return rows[loss].unit;
}

const char *s7_loss_text(enum s7_loss loss)
{
    return rows[loss].text;
}

const char *s7_loss_unit_name(enum s7_loss_unit unit)
{
    static const char *const names[] = {
        [S7_LOSS_PACKETS] = "packets", [S7_LOSS_OCTETS] = "octets", [S7_LOSS_EVENTS] = ""};
    return names[unit];
}
