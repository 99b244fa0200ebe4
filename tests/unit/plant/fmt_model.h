/* SPDX-License-Identifier: MIT
 *
 * unit/plant/fmt_model.h — a plant as text: every member of the model, but not where it stood in the file.
 */
#ifndef TESTS_UNIT_PLANT_FMT_MODEL_H
#define TESTS_UNIT_PLANT_FMT_MODEL_H

#include "base/strbuf.h"
#include "plant/plant.h"

#define MODEL(buf, format, ...) s7_strbuf_printf((buf), format "|", __VA_ARGS__)

static inline void model_text(struct s7_strbuf *buf, const char *text)
{
    MODEL(buf, "%s", text ? text : "(none)");
}

static inline void model_texts(struct s7_strbuf *buf, const char *const *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        model_text(buf, lines[i]);
    MODEL(buf, "%zu texts", count);
}

static inline void model_date(struct s7_strbuf *buf, const struct s7_plant_date *date)
{
    MODEL(buf, "%u-%u-%u", date->year, date->month, date->day);
}

static inline void model_moment(struct s7_strbuf *buf, const struct s7_plant_moment *moment)
{
    model_date(buf, &moment->date);
    MODEL(buf, "%u:%u:%u.%u", moment->hour, moment->minute, moment->second, moment->millisecond);
}

static inline void model_ranges(struct s7_strbuf *buf, const struct s7_range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        MODEL(buf, "area %d DB%u %u+%u", (int)ranges[i].area, ranges[i].db, ranges[i].first_bit,
              ranges[i].bit_count);
    MODEL(buf, "%zu ranges", count);
}

static inline void model_tag(struct s7_strbuf *buf, const struct s7_tag *tag)
{
    model_ranges(buf, &tag->range, 1);
    MODEL(buf, "type %d*%u", (int)tag->type, tag->count);
}

static inline void model_tsap(struct s7_strbuf *buf, const struct s7_plant_tsap *tsap)
{
    model_text(buf, tsap->text);
    s7_strbuf_hex(buf, tsap->octets, tsap->length, S7_PLANT_TSAP_OCTETS);
}

static inline void model_profile(struct s7_strbuf *buf, const struct s7_profile *profile)
{
    model_text(buf, profile->name);
    model_text(buf, profile->display);
    const struct s7_figure_row *row;
    for (size_t i = 0; (row = s7_figure_at(i)) != NULL; i++)
        MODEL(buf, "%u,%d", s7_figure_of(profile, row)->value, (int)s7_figure_of(profile, row)->evidence);
    const struct s7_figure_text_row *text;
    for (size_t i = 0; (text = s7_figure_text_at(i)) != NULL; i++)
        model_text(buf, s7_figure_text_of(profile, text)->value);
}

static inline void model_zones(struct s7_strbuf *buf, const struct s7_plant *plant)
{
    for (size_t i = 0; i < plant->zone_count; i++) {
        const struct s7_plant_zone *zone = &plant->zones[i];
        model_text(buf, zone->name);
        model_texts(buf, zone->nets, zone->net_count);
        model_text(buf, zone->owner);
        model_text(buf, zone->purpose);
        MODEL(buf, "%d SL%u", (int)zone->kind, zone->sl_target);
    }
    for (size_t i = 0; i < plant->conduit_count; i++) {
        const struct s7_plant_conduit *conduit = &plant->conduits[i];
        const char *const texts[] = {conduit->name,
                                     conduit->between[0]->name,
                                     conduit->between[1]->name,
                                     conduit->device,
                                     conduit->guard,
                                     conduit->owner,
                                     conduit->purpose};
        model_texts(buf, texts, sizeof texts / sizeof texts[0]);
        MODEL(buf, "%u %d", conduit->allow, conduit->direct_forbidden);
    }
}

static inline void model_data(struct s7_strbuf *buf, const struct s7_plant_cpu *cpu)
{
    for (size_t i = 0; i < cpu->db_count; i++) {
        const struct s7_plant_db *db = &cpu->dbs[i];
        MODEL(buf, "DB%u %u %d %d", db->number, db->size, db->optimized, db->write_protected);
        model_text(buf, db->name);
    }
    for (size_t i = 0; i < cpu->simulation_count; i++) {
        const struct s7_plant_simulation *simulation = &cpu->simulations[i];
        model_tag(buf, &simulation->tag);
        MODEL(buf, "%d %.17g %.17g %lld", (int)simulation->wave, simulation->min, simulation->max,
              (long long)simulation->period);
    }
    for (size_t i = 0; i < cpu->tag_count; i++) {
        const char *const texts[] = {cpu->tags[i].name, cpu->tags[i].unit, cpu->tags[i].comment};
        model_tag(buf, &cpu->tags[i].tag);
        model_texts(buf, texts, 3);
    }
}

static inline void model_events(struct s7_strbuf *buf, const struct s7_plant_cpu *cpu)
{
    for (size_t i = 0; i < cpu->alarm_count; i++) {
        const struct s7_plant_alarm *alarm = &cpu->alarms[i];
        model_text(buf, alarm->name);
        model_tag(buf, &alarm->tag);
        MODEL(buf, "%d %.17g %lld %d", (int)alarm->when, alarm->limit, (long long)alarm->delay,
              (int)alarm->severity);
        model_text(buf, alarm->text);
    }
    for (size_t i = 0; i < cpu->fault_count; i++) {
        const struct s7_plant_fault *fault = &cpu->faults[i];
        model_text(buf, fault->name);
        MODEL(buf, "%d DB%u %u %d %lld %u %u %d", (int)fault->kind, fault->db, fault->size,
              (int)fault->connection_class, (long long)fault->time, fault->after, fault->times, fault->active);
        model_text(buf, fault->partner ? fault->partner->name : NULL);
    }
}

static inline void model_cpu(struct s7_strbuf *buf, const struct s7_plant_cpu *cpu)
{
    const char *const texts[] = {cpu->name,           cpu->host,     cpu->zone ? cpu->zone->name : "",
                                 cpu->model,          cpu->owner,    cpu->purpose,
                                 cpu->reference.host, cpu->firmware, cpu->mac};
    const struct s7_plant_class *const classes[] = {&cpu->pg, &cpu->op, &cpu->basic};
    model_texts(buf, texts, sizeof texts / sizeof texts[0]);
    model_profile(buf, cpu->profile);
    model_texts(buf, cpu->evidence.lines, cpu->evidence.count);
    MODEL(buf, "%u %u %d %u %u %d %d %u", cpu->port, cpu->reference.port, cpu->is_host, cpu->rack, cpu->slot,
          cpu->put_get, (int)cpu->access_level, cpu->resources_total);
    for (size_t i = 0; i < 3; i++)
        MODEL(buf, "%u %u", classes[i]->reserved, classes[i]->most);
    model_ranges(buf, cpu->program_writes, cpu->program_write_count);
    MODEL(buf, "%u.%u %d %d %d", cpu->firmware_major, cpu->firmware_minor, (int)cpu->criticality,
          cpu->commissioning, (int)cpu->connection_class);
    model_data(buf, cpu);
    model_events(buf, cpu);
}

static inline void model_job(struct s7_strbuf *buf, const struct s7_plant_job *job)
{
    MODEL(buf, "%d %lld %d", (int)job->kind, (long long)job->every, job->retry_always);
    model_ranges(buf, job->remote, job->area_count);
    model_ranges(buf, job->local, job->area_count);
    model_text(buf, job->name);
}

static inline void model_connection(struct s7_strbuf *buf, const struct s7_plant_connection *c)
{
    const char *const texts[] = {
        c->id,      c->from->name,    c->to->name,  c->owner,          c->purpose,
        c->on_loss, c->change_ticket, c->change_by, c->source_address, c->second_address.host};
    model_texts(buf, texts, sizeof texts / sizeof texts[0]);
    model_texts(buf, c->via.lines, c->via.count);
    model_texts(buf, c->evidence.lines, c->evidence.count);
    for (size_t i = 0; i < c->job_count; i++)
        model_job(buf, &c->jobs[i]);
    model_tsap(buf, &c->tsap_from);
    model_tsap(buf, &c->tsap_to);
    model_ranges(buf, c->reads, c->read_count);
    model_ranges(buf, c->writes, c->write_count);
    MODEL(buf, "%d %d %u %u %u %u", (int)c->service, c->both_sides, c->local_id, c->second_address.port,
          c->pdu_length, c->amq);
    MODEL(buf, "%lld %lld %lld %lld", (long long)c->timeout, (long long)c->connect_timeout,
          (long long)c->keepalive, (long long)c->rate_cycle);
    MODEL(buf, "functions %x %x", c->functions, c->elsewhere);
    MODEL(buf, "%u/%lld %d", c->rate_most.count, (long long)c->rate_most.per, (int)c->criticality);
    model_date(buf, &c->change_since);
    model_date(buf, &c->review_by);
    model_date(buf, &c->expires);
}

/** The whole plant. */
static inline void model_plant(struct s7_strbuf *buf, const struct s7_plant *plant)
{
    model_text(buf, plant->name);
    model_text(buf, plant->approved_by);
    model_date(buf, &plant->approved_on);
    MODEL(buf, "%u %lld", plant->revision, (long long)plant->review_every);
    model_moment(buf, &plant->seen_from);
    model_moment(buf, &plant->seen_to);
    for (size_t i = 0; i < plant->profile_count; i++) {
        model_text(buf, plant->profiles[i].name);
        model_profile(buf, &plant->profiles[i].profile);
    }
    model_zones(buf, plant);
    for (size_t i = 0; i < plant->cpu_count; i++)
        model_cpu(buf, &plant->cpus[i]);
    for (size_t i = 0; i < plant->host_count; i++)
        model_cpu(buf, &plant->hosts[i]);
    for (size_t i = 0; i < plant->connection_count; i++)
        model_connection(buf, &plant->connections[i]);
    for (size_t i = 0; i < plant->exception_count; i++) {
        const struct s7_plant_exception *exception = &plant->exceptions[i];
        const char *const texts[] = {exception->check, exception->on, exception->reason, exception->by};
        model_texts(buf, texts, 4);
        model_date(buf, &exception->until);
    }
}

#endif
