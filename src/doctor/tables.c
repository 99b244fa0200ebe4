/* SPDX-License-Identifier: MIT
 *
 * tables.c — checks, signs and causes by their names (defs/).
 */
#include "doctor/doctor.h"

static const struct {
    const char *name, *text;
    enum s7_layer layer;
} checks[] = {
#define S7_DOCTOR_CHECK(NAME, layer, name, text) {name, text, S7_LAYER_##layer},
#include "doctor/defs/check.def"
#undef S7_DOCTOR_CHECK
};

static const struct {
    const char *name, *text;
    enum s7_verdict verdict;
} signs[] = {
#define S7_SIGN(NAME, verdict, text) {#NAME, text, S7_VERDICT_##verdict},
#include "doctor/defs/sign.def"
#undef S7_SIGN
};

static const struct {
    enum s7_sign sign;
    enum s7_doctor_check check;
} sign_checks[] = {
#define S7_SIGN_CHECK(SIGN, CHECK) {S7_SIGN_##SIGN, S7_CHECK_##CHECK},
#include "doctor/defs/sign_check.def"
#undef S7_SIGN_CHECK
};

static const struct {
    const char *name, *text, *remedy, *evidence;
    enum s7_layer layer;
} causes[] = {
#define S7_CAUSE(NAME, layer, evidence, text, remedy) {#NAME, text, remedy, evidence, S7_LAYER_##layer},
#include "doctor/defs/cause.def"
#undef S7_CAUSE
};

const char *s7_check_name(enum s7_doctor_check check)
{
    return checks[check].name;
}

const char *s7_check_text(enum s7_doctor_check check)
{
    return checks[check].text;
}

enum s7_layer s7_check_layer(enum s7_doctor_check check)
{
    return checks[check].layer;
}

enum s7_layer s7_sign_layer(enum s7_sign sign, enum s7_doctor_check check)
{
    static const struct {
        enum s7_sign sign;
        enum s7_layer layer;
    } rows[] = {
#define S7_SIGN_LAYER(SIGN, layer) {S7_SIGN_##SIGN, S7_LAYER_##layer},
#include "doctor/defs/sign_layer.def"
#undef S7_SIGN_LAYER
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].sign == sign)
            return rows[i].layer;
    return s7_check_layer(check);
}

enum s7_layer s7_finding_layer(const struct s7_finding *finding)
{
    return s7_sign_layer(finding->sign, finding->check);
}

const char *s7_sign_name(enum s7_sign sign)
{
    return signs[sign].name;
}

const char *s7_sign_text(enum s7_sign sign)
{
    return signs[sign].text;
}

enum s7_verdict s7_sign_verdict(enum s7_sign sign)
{
    return signs[sign].verdict;
}

bool s7_sign_check(enum s7_sign sign, size_t index, enum s7_doctor_check *ret_check)
{
    for (size_t i = 0; i < sizeof sign_checks / sizeof sign_checks[0]; i++)
        if (sign_checks[i].sign == sign && index-- == 0) {
            *ret_check = sign_checks[i].check;
            return true;
        }
    return false;
}

const char *s7_cause_name(enum s7_cause cause)
{
    return causes[cause].name;
}

const char *s7_cause_text(enum s7_cause cause)
{
    return causes[cause].text;
}

const char *s7_cause_remedy(enum s7_cause cause)
{
    return causes[cause].remedy;
}

const char *s7_cause_evidence(enum s7_cause cause)
{
    return causes[cause].evidence;
}

enum s7_layer s7_cause_layer(enum s7_cause cause)
{
    return causes[cause].layer;
}

const char *s7_doctor_class(uint8_t connection_class)
{
    static const char *const names[] = {[S7_CLASS_PG] = "PG", [S7_CLASS_OP] = "OP", [S7_CLASS_BASIC] = "basic"};
    bool known = connection_class < sizeof names / sizeof names[0] && names[connection_class];
    return known ? names[connection_class] : "other";
}

const char *s7_verdict_name(enum s7_verdict verdict)
{
    static const char *const names[] = {[S7_VERDICT_OK] = "ok",
                                        [S7_VERDICT_SKIPPED] = "skipped",
                                        [S7_VERDICT_WARN] = "warn",
                                        [S7_VERDICT_FAIL] = "fail"};
    return names[verdict];
}

const char *s7_confidence_name(enum s7_confidence confidence)
{
    static const char *const names[] = {
        [S7_POSSIBLE] = "possible", [S7_LIKELY] = "likely", [S7_CERTAIN] = "certain"};
    return names[confidence];
}
