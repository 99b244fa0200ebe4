/* SPDX-License-Identifier: MIT */
#include "doctor/verdict.h"

#include <string.h>

#include "base/strbuf.h"
#include "doctor/lists.h"

static const struct row {
    enum s7_sign sign;
    enum s7_cause cause;
    enum s7_confidence confidence;
} rows[] = {
#define S7_HYPOTHESIS(SIGN, CAUSE, confidence) {S7_SIGN_##SIGN, S7_CAUSE_##CAUSE, S7_##confidence},
#include "doctor/defs/hypothesis.def"
#undef S7_HYPOTHESIS
};

enum { ROWS = sizeof rows / sizeof rows[0] };

bool s7_verdict_hypothesis(enum s7_sign sign, size_t index, enum s7_cause *ret_cause,
                           enum s7_confidence *ret_confidence)
{
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].sign == sign && index-- == 0) {
            *ret_cause = rows[i].cause;
            *ret_confidence = rows[i].confidence;
            return true;
        }
    return false;
}

/* ---- remedies -------------------------------------------------------------------------------------------- */

static const char *first_of(const char *a, const char *otherwise)
{
    return a && a[0] ? a : otherwise;
}

static void put_from(struct s7_strbuf *buf, const struct s7_doctor_config *config,
                     const struct s7_diagnosis *diagnosis)
{
    (void)config;
    s7_strbuf_add(buf, first_of(diagnosis->seen.probe.local, "this machine"));
}

static void put_to(struct s7_strbuf *buf, const struct s7_doctor_config *config,
                   const struct s7_diagnosis *diagnosis)
{
    s7_strbuf_add(buf, first_of(diagnosis->seen.address.text, config->host));
}

static void put_who(struct s7_strbuf *buf, const struct s7_doctor_config *config,
                    const struct s7_diagnosis *diagnosis)
{
    (void)config;
    s7_strbuf_add(buf, first_of(diagnosis->seen.probe.offender, "the firewall on the way"));
}

static void put_port(struct s7_strbuf *buf, const struct s7_doctor_config *config,
                     const struct s7_diagnosis *diagnosis)
{
    (void)diagnosis;
    s7_strbuf_printf(buf, "%u", (unsigned)config->port);
}

static void put_subject(struct s7_strbuf *buf, const struct s7_doctor_config *config,
                        const struct s7_diagnosis *diagnosis)
{
    (void)config;
    s7_strbuf_add(buf, first_of(diagnosis->leading->subject, "the area"));
}

/* "DB10" of "P#DB10.DBX0.0 BYTE 20". */
static void put_db(struct s7_strbuf *buf, const struct s7_doctor_config *config,
                   const struct s7_diagnosis *diagnosis)
{
    const char *subject = diagnosis->leading->subject;
    (void)config;
    if (strncmp(subject, "P#DB", 4) == 0)
        s7_strbuf_printf(buf, "%.*s", (int)strcspn(subject + 2, "."), subject + 2);
    else
        s7_strbuf_add(buf, "the data block");
}

static void put_try(struct s7_strbuf *buf, const struct s7_doctor_config *config,
                    const struct s7_diagnosis *diagnosis)
{
    const struct s7_doctor_seen *seen = &diagnosis->seen;
    (void)config;
    if (seen->suggested)
        s7_strbuf_printf(buf, "connection class %s, rack %u, slot %u", s7_doctor_class(seen->connection_class),
                         (unsigned)seen->rack, (unsigned)seen->slot);
    else
        s7_strbuf_add(buf, "another rack, slot or connection class");
}

/* As the commands of the program take it: what is usual is left out. */
static void put_target(struct s7_strbuf *buf, const struct s7_doctor_config *config,
                       const struct s7_diagnosis *diagnosis)
{
    enum { USUAL_PORT = 102, USUAL_SLOT = 1 };
    const char *address = first_of(diagnosis->seen.address.text, config->host);
    bool six = strchr(address, ':') != NULL;
    s7_strbuf_printf(buf, "%s%s%s", six ? "[" : "", address, six ? "]" : "");
    if (config->port != USUAL_PORT)
        s7_strbuf_printf(buf, ":%u", (unsigned)config->port);
    if (config->rack != 0 || config->slot != USUAL_SLOT)
        s7_strbuf_printf(buf, "/%u.%u", (unsigned)config->rack, (unsigned)config->slot);
}

/* `words`: where there is no case, and so no diagnosis. */
static const struct {
    const char *name, *words;
    void (*put)(struct s7_strbuf *buf, const struct s7_doctor_config *config,
                const struct s7_diagnosis *diagnosis);
} places[] = {{"from", "this machine", put_from},
              {"to", "the partner", put_to},
              {"who", "the sender of the ICMP message", put_who},
              {"port", "102", put_port},
              {"db", "the data block", put_db},
              {"subject", "the address asked for", put_subject},
              {"try", "another rack, slot or connection class", put_try},
              {"target", "TARGET", put_target}};

/* Writes what stands for {name}; unknown names stay out. */
static void put_name(struct s7_strbuf *buf, const char *name, size_t length,
                     const struct s7_doctor_config *config, const struct s7_diagnosis *diagnosis)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (strlen(places[i].name) == length && memcmp(name, places[i].name, length) == 0)
            diagnosis ? places[i].put(buf, config, diagnosis) : s7_strbuf_add(buf, places[i].words);
}

static void put_remedy(struct s7_strbuf *buf, const char *text, const struct s7_doctor_config *config,
                       const struct s7_diagnosis *diagnosis)
{
    while (*text) {
        const char *end = *text == '{' ? strchr(text, '}') : NULL;
        if (end) {
            put_name(buf, text + 1, (size_t)(end - text - 1), config, diagnosis);
            text = end + 1;
        } else {
            s7_strbuf_char(buf, *text++);
        }
    }
}

void s7_verdict_remedy(enum s7_cause cause, struct s7_strbuf *buf)
{
    put_remedy(buf, s7_cause_remedy(cause), NULL, NULL);
}

/* ---- ranking --------------------------------------------------------------------------------------------- */

static bool is_listed(const struct s7_diagnosis *diagnosis, enum s7_cause cause)
{
    for (size_t i = 0; i < diagnosis->hypothesis_count; i++)
        if (diagnosis->hypotheses[i].cause == cause)
            return true;
    return false;
}

static void list_cause(const struct s7_doctor_config *config, struct s7_diagnosis *diagnosis,
                       enum s7_cause cause, enum s7_confidence confidence)
{
    if (diagnosis->hypothesis_count == S7_DIAGNOSIS_HYPOTHESES || is_listed(diagnosis, cause))
        return;
    struct s7_hypothesis *hypothesis = &diagnosis->hypotheses[diagnosis->hypothesis_count++];
    *hypothesis = (struct s7_hypothesis){.cause = cause, .confidence = confidence};
    struct s7_strbuf buf = s7_strbuf_over(hypothesis->remedy, sizeof hypothesis->remedy);
    put_remedy(&buf, s7_cause_remedy(cause), config, diagnosis);
}

static bool was_found(const struct s7_diagnosis *diagnosis, enum s7_sign sign)
{
    for (size_t i = 0; i < diagnosis->finding_count; i++)
        if (diagnosis->findings[i].sign == sign)
            return true;
    return false;
}

static bool is_contradicted(const struct s7_diagnosis *diagnosis, enum s7_cause cause)
{
    return (cause == S7_CAUSE_PUT_GET_OFF || cause == S7_CAUSE_SETTING_NOT_LOADED ||
            cause == S7_CAUSE_COMPLETE_PROTECTION || cause == S7_CAUSE_DB_OPTIMIZED) &&
           s7_lists_classic(diagnosis->seen.order_number);
}

/* @return whether one of these signs of an absent host leads, and the second address has answered */
static bool is_one_way_down(const struct s7_diagnosis *diagnosis)
{
    static const enum s7_sign absent[] = {S7_SIGN_TCP_SILENT, S7_SIGN_TCP_NO_NEIGHBOUR, S7_SIGN_TCP_LAST_HOP};
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
        if (diagnosis->leading->sign == absent[i])
            return was_found(diagnosis, S7_SIGN_SECOND_ADDRESS_WORKS);
    return false;
}

static void rank_causes(const struct s7_doctor_config *config, struct s7_diagnosis *diagnosis)
{
    enum s7_cause cause;
    enum s7_confidence confidence;
    enum s7_sign sign = diagnosis->leading->sign;
    /* Another device than the plant means explains missing data better than anything about the data. */
    bool other =
        s7_finding_layer(diagnosis->leading) == S7_LAYER_DATA && was_found(diagnosis, S7_SIGN_IDENTITY_OTHER);
    bool one_way = is_one_way_down(diagnosis);
    if (other)
        list_cause(config, diagnosis, S7_CAUSE_WRONG_DEVICE, S7_LIKELY);
    if (one_way)
        list_cause(config, diagnosis, S7_CAUSE_FIRST_WAY_DOWN, S7_LIKELY);
    for (size_t i = 0; s7_verdict_hypothesis(sign, i, &cause, &confidence); i++)
        if (!is_contradicted(diagnosis, cause))
            list_cause(config, diagnosis, cause, other || one_way ? S7_POSSIBLE : confidence);
}

static const struct s7_finding *first_with(const struct s7_diagnosis *diagnosis, enum s7_verdict verdict)
{
    for (size_t i = 0; i < diagnosis->finding_count; i++)
        if (s7_sign_verdict(diagnosis->findings[i].sign) == verdict)
            return &diagnosis->findings[i];
    return NULL;
}

/* A CPU in STOP is said before whatever else a warning is about. */
static const struct s7_finding *first_warning(const struct s7_diagnosis *diagnosis)
{
    for (size_t i = 0; i < diagnosis->finding_count; i++)
        if (diagnosis->findings[i].sign == S7_SIGN_STATE_STOP)
            return &diagnosis->findings[i];
    return first_with(diagnosis, S7_VERDICT_WARN);
}

static void weigh_steps(struct s7_diagnosis *diagnosis)
{
    enum s7_cause cause;
    for (size_t i = 0; i < S7_CHECK_COUNT; i++)
        diagnosis->steps[i].confidence = S7_CERTAIN;
    for (size_t i = diagnosis->finding_count; i-- > 0;) {
        const struct s7_finding *finding = &diagnosis->findings[i];
        struct s7_diagnosis_step *step = &diagnosis->steps[finding->check];
        if (s7_sign_verdict(finding->sign) == step->verdict)
            s7_verdict_hypothesis(finding->sign, 0, &cause, &step->confidence);
    }
}

void s7_verdict_reach(const struct s7_doctor_config *config, struct s7_diagnosis *diagnosis)
{
    const struct s7_finding *failure = first_with(diagnosis, S7_VERDICT_FAIL);
    diagnosis->failed = failure ? failure->check : S7_CHECK_COUNT;
    diagnosis->leading = failure ? failure : first_warning(diagnosis);
    diagnosis->rules_out = failure ? s7_layer_rules_out(s7_finding_layer(failure)) : "";
    diagnosis->hypothesis_count = 0;
    weigh_steps(diagnosis);
    if (diagnosis->leading)
        rank_causes(config, diagnosis);
}

int s7_diagnosis_exit(const struct s7_diagnosis *diagnosis)
{
    enum { PER_LAYER = 10 };
    return diagnosis->failed == S7_CHECK_COUNT ? 0 : PER_LAYER * (int)s7_finding_layer(diagnosis->leading);
}
