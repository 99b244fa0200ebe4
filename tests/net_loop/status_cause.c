/* SPDX-License-Identifier: MIT */
#include "net_loop/status_cause.h"

#include "net_loop/status_way.h"
#include "net_uv/clock.h"

enum { IMPATIENT = 200 /* ms, where the partner never answers */ };

/* ---- the partner: CPU ------------------------------------------------------------------------------------------ */

/** NAME: the port is there, the partner is not. */
#define SHUT(name, gate)                                                                                       \
    static void name(struct desk *desk)                                                                        \
    {                                                                                                          \
        desk->shut = GATE_##gate;                                                                              \
    }
SHUT(nobody, DEAF)
SHUT(slammed, SLAMS)
#undef SHUT

static void crowded(struct desk *desk)
{
    desk->shut = GATE_FULL;
    desk->link_config.connect_timeout = IMPATIENT * S7_MILLISECOND;
}

static void wrong_slot(struct desk *desk)
{
    desk->link_config.slot = 3;
    desk->link_config.backoff_first = desk->link_config.backoff_most =
        S7_SECOND; /* fails once until it is asked */
}

static void wrong_slot_rst(struct desk *desk)
{
    wrong_slot(desk);
    desk->cpu_config.refusal_tsap.how = S7_CPU_REFUSE_RST;
}

static void wrong_slot_dr(struct desk *desk)
{
    wrong_slot(desk);
    desk->cpu_config.refusal_tsap = (struct s7_cpu_refusal_style){.how = S7_CPU_REFUSE_DR, .reason = 0x03};
}

static void wrong_slot_silent(struct desk *desk)
{
    wrong_slot(desk);
    desk->cpu_config.refusal_tsap.how = S7_CPU_REFUSE_SILENT;
    desk->link_config.connect_timeout = IMPATIENT * S7_MILLISECOND;
}

static void right_slot(struct desk *desk)
{
    desk->link_config.slot = 1;
    desk->link_config.connect_timeout = 20 * S7_SECOND;
    desk_relink(desk);
}

static void one_resource(struct desk *desk)
{
    desk->cpu_config.resources_total = 1;
}

static void one_resource_dr(struct desk *desk)
{
    one_resource(desk);
    desk->cpu_config.refusal_resources = (struct s7_cpu_refusal_style){.how = S7_CPU_REFUSE_DR, .reason = 0x01};
}

/** Another station has the only connection: ours is given up, theirs stays. */
static void occupied(struct desk *desk)
{
    struct s7_block_link *ours = desk->link;
    s7_block_link_close(ours, s7_uv_now());
    while (!s7_block_link_idle(ours))
        uv_run(&desk->loop, UV_RUN_ONCE);
    desk_occupy(desk);
    desk_relink(desk);
}

static void forbidden(struct desk *desk)
{
    s7_cpu_permit_put_get(desk->cpu, false);
}

static void permitted(struct desk *desk)
{
    s7_cpu_permit_put_get(desk->cpu, true);
}

static void no_access(struct desk *desk)
{
    desk->cpu_config.access_level = S7_CPU_LEVEL_NONE;
}

static void full_access(struct desk *desk)
{
    desk->cpu_config.access_level = S7_CPU_LEVEL_FULL;
    desk_download(desk);
}

/* ---- the partner: script --------------------------------------------------------------------------------------- */

/** connect_NAME, setup_NAME: what the partner does while the connection is being made. */
#define AT_STEP(step, name, reaction)                                                                          \
    static void step##_##name(struct desk *desk)                                                               \
    {                                                                                                          \
        desk->script.at_##step = SCRIPT_##reaction;                                                            \
        desk->link_config.connect_timeout =                                                                    \
            SCRIPT_##reaction == SCRIPT_SILENT ? IMPATIENT * S7_MILLISECOND : 20 * S7_SECOND;                  \
    }
AT_STEP(connect, fin, FIN)
AT_STEP(connect, rst, RST)
AT_STEP(connect, foreign, FOREIGN)
AT_STEP(connect, silent, SILENT)
AT_STEP(connect, class_4, CLASS_4)
AT_STEP(connect, er, ER)
AT_STEP(setup, fin, FIN)
AT_STEP(setup, silent, SILENT)
AT_STEP(setup, tiny, TINY)
AT_STEP(setup, plus, PLUS)
#undef AT_STEP

static void setup_refused(struct desk *desk)
{
    desk->script.at_setup = SCRIPT_HEADER;
    desk->script.code = 0x8304;
}

static void impatient(struct desk *desk)
{
    desk->link_config.timeout = IMPATIENT * S7_MILLISECOND;
}

/** request_NAME: what it does with a request. */
#define AT_REQUEST(name, reaction, octets)                                                                     \
    static void request_##name(struct desk *desk)                                                              \
    {                                                                                                          \
        desk->script.at_request = SCRIPT_##reaction;                                                           \
        desk->script.code = (octets);                                                                          \
    }
AT_REQUEST(silent, SILENT, 0)
AT_REQUEST(fin, FIN, 0)
AT_REQUEST(rst, RST, 0)
AT_REQUEST(reference, REFERENCE, 0)
AT_REQUEST(cut, CUT, 0)
AT_REQUEST(short, SHORT, 0)
AT_REQUEST(long, LONG, 0)
AT_REQUEST(8500, HEADER, 0x8500)
AT_REQUEST(8304, HEADER, 0x8304)
AT_REQUEST(d241, HEADER, 0xD241)
AT_REQUEST(8001, HEADER, 0x8001)
AT_REQUEST(item_01, ITEM, 0x01)
AT_REQUEST(item_06, ITEM, 0x06)
AT_REQUEST(item_07, ITEM, 0x07)
AT_REQUEST(item_99, ITEM, 0x99)
#undef AT_REQUEST

static void proper(struct desk *desk)
{
    status_script_release(&desk->script);
}

static void lost(struct desk *desk)
{
    status_script_break(&desk->script, SCRIPT_RST);
    desk_lose(desk);
}

/* ---- the program ----------------------------------------------------------------------------------------------- */

/** input_NAME: ADDR_1 lies in another DB. */
#define INPUT(name, db)                                                                                        \
    static void input_##name(struct desk *desk)                                                                \
    {                                                                                                          \
        desk->partner_db = (db);                                                                               \
        desk->inputs.areas[0].remote = desk_db(db, 0, DESK_OCTETS);                                            \
    }
INPUT(missing, 77)
INPUT(beyond, 2)
INPUT(optimized, 3)
INPUT(protected, 4)
#undef INPUT

static void input_shorter(struct desk *desk)
{
    desk->inputs.areas[0].local = desk_db(10, 0, DESK_OCTETS - 1);
}

static void input_elsewhere(struct desk *desk)
{
    desk->inputs.areas[0].local = desk_db(11, 0, DESK_OCTETS);
}

static void input_marker(struct desk *desk)
{
    desk->inputs.areas[0].remote = desk_db(0, desk->cpu_config.memory_size, DESK_OCTETS);
    desk->inputs.areas[0].remote.area = S7_AREA_MEMORY;
}

static void input_timer(struct desk *desk)
{
    desk->inputs.areas[0].remote = desk_db(0, 0, DESK_OCTETS);
    desk->inputs.areas[0].remote.area = S7_AREA_TIMER;
}

static void input_right(struct desk *desk)
{
    desk->inputs.area_count = 1;
    desk->inputs.areas[0] =
        (struct s7_block_area){.remote = desk_db(1, 0, DESK_OCTETS), .local = desk_db(10, 0, DESK_OCTETS)};
}

static void input_long(struct desk *desk)
{
    desk->inputs.areas[0] = (struct s7_block_area){.remote = desk_db(1, 0, 223), .local = desk_db(10, 0, 223)};
}

static void one_area(struct desk *desk)
{
    desk->link_config.area_most = 1;
}

static void input_two(struct desk *desk)
{
    desk->inputs.area_count = 2;
    desk->inputs.areas[1] = (struct s7_block_area){.remote = desk_db(1, 40, 4), .local = desk_db(10, 40, 4)};
}

static void input_none(struct desk *desk)
{
    desk->inputs.area_count = 0;
}

static void input_no_id(struct desk *desk)
{
    desk->inputs.id = NULL;
}

static void input_id(struct desk *desk)
{
    desk->inputs.id = desk->link;
}

static void closed(struct desk *desk)
{
    s7_block_link_close(desk->link, s7_uv_now());
}

static void no_block(struct desk *desk)
{
    desk->link_config.area_most = 0;
}

static void with_block(struct desk *desk)
{
    desk->link_config.area_most = S7_BLOCK_AREAS;
    desk_relink(desk);
}

/** The other block takes the only job that the partner granted. */
static void full(struct desk *desk)
{
    struct s7_block_inputs inputs = desk->inputs;
    struct s7_get_outputs outputs;
    inputs.req = true;
    request_silent(desk);
    s7_get_call(desk->get, &inputs, s7_uv_now(), &outputs);
    while (desk->script.requests == 0)
        desk_scan(desk);
}

static struct desk_outputs ask_once(struct desk *desk)
{
    desk_call(desk, false);
    desk->telegrams = 0;
    return desk_call(desk, true);
}

static struct desk_outputs ask_twice(struct desk *desk)
{
    ask_once(desk);
    desk_call(desk, false);
    desk->telegrams = 0;
    return desk_call(desk, true);
}

static struct desk_outputs ask_and_close(struct desk *desk)
{
    ask_once(desk);
    while (desk->script.requests == 0)
        desk_scan(desk);
    closed(desk);
    return desk_call(desk, true);
}

static void remade(struct desk *desk)
{
    proper(desk);
    desk_relink(desk);
}

static struct desk_outputs ask_instance(struct desk *desk, struct s7_get *get)
{
    struct s7_get_outputs outputs;
    desk->inputs.req = true;
    desk->telegrams = 0;
    s7_get_call(get, &desk->inputs, s7_uv_now(), &outputs);
    return (struct desk_outputs){outputs.ndr, outputs.error, outputs.busy, outputs.status, outputs.fault};
}

static struct desk_outputs ask_no_instance(struct desk *desk)
{
    return ask_instance(desk, NULL);
}

static struct desk_outputs ask_other_instance(struct desk *desk)
{
    return ask_instance(desk, (struct s7_get *)desk->put_block);
}

/* ---- the table ------------------------------------------------------------------------------------------------- */

enum { GET = false, PUT = true };

const struct status_cause status_causes[] = {
#define CAUSE(status, error, block, partner, cause, recovery, choose, spoil, ask, recover)                     \
    {status, error, block, STATUS_##partner, cause, recovery, choose, spoil, ask, recover},
#include "net_loop/status_cause.def"
#undef CAUSE
};

const size_t status_cause_count = sizeof status_causes / sizeof status_causes[0];
