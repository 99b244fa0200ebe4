/* SPDX-License-Identifier: MIT */
#include "cli/capture_losses.h"

#include <inttypes.h>

void s7_capture_losses_tell(FILE *err, const char *command, const struct s7_losses *losses)
{
    for (int i = 0; i < S7_LOSS_COUNT; i++) {
        const char *unit = s7_loss_unit_name(s7_loss_unit_of((enum s7_loss)i));
        if (losses->counts[i])
            fprintf(err, "sieben capture %s: %" PRIu64 "%s%s %s\n", command, losses->counts[i],
                    unit[0] ? " " : "", unit, s7_loss_text((enum s7_loss)i));
    }
}

json_t *s7_capture_losses_json(const struct s7_losses *losses)
{
    json_t *object = json_object();
    for (int i = 0; i < S7_LOSS_COUNT; i++)
        json_object_set_new(object, s7_loss_name((enum s7_loss)i), json_integer((json_int_t)losses->counts[i]));
    return object;
}
