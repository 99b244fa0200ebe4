/* SPDX-License-Identifier: MIT */
#include "capture/talk.h"

static const struct {
    const char *name;
    const char *text;
} rows[] = {
#define S7_ANOMALY(NAME, text) [S7_ANOMALY_##NAME] = {#NAME, text},
#include "capture/defs/anomaly.def"
#undef S7_ANOMALY
};

const char *s7_anomaly_name(enum s7_anomaly anomaly)
{
    return rows[anomaly].name;
}

const char *s7_anomaly_text(enum s7_anomaly anomaly)
{
    return rows[anomaly].text;
}
