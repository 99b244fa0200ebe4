/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "cli/command.h"
#include "cli/control_socket.h"
#include "cli/cpu_access.h"
#include "cli/cpu_config.h"
#include "cli/cpu_faults.h"
#include "cli/cpu_statistics.h"
#include "cli/fault.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/rights.h"
#include "cli/target.h"
#include "cli/trace.h"
#include "cpu/cpu.h"
#include "exchange/simulate.h"
#include "net_uv/clock.h"
#include "sieben/uv.h"

#define SIMULATION_STEP (100 * S7_MILLISECOND)

/* One CPU of a plant, played on a loop of its own. */
struct stage {
    const struct s7_plant *plant;
    const char *plant_path;
    const struct s7_plant_cpu *plant_cpu;
    struct s7_target listen;
    uv_loop_t loop;
    uv_signal_t interrupt, terminate, report;
    uv_timer_t timer;
    struct s7_uv *uv;
    struct s7_uv_listener *listener;
    struct s7_cpu *cpu;
    struct s7_simulator simulator;
    struct s7_cpu_statistics statistics;
    struct s7_trace trace;
    const char *control_path; /* NULL: none */
    struct s7_control control;
    struct s7_control_socket *control_socket;
    bool traced, json, stopping;
    int exit_code;
};

static void close_handles(void *user)
{
    struct stage *stage = user;
    uv_close((uv_handle_t *)&stage->interrupt, NULL);
    uv_close((uv_handle_t *)&stage->terminate, NULL);
    uv_close((uv_handle_t *)&stage->report, NULL);
    uv_close((uv_handle_t *)&stage->timer, NULL);
}

static void stop_stage(struct stage *stage, int exit_code)
{
    if (stage->stopping)
        return;
    stage->stopping = true;
    stage->exit_code = exit_code;
    s7_simulator_stop(&stage->simulator);
    uv_timer_stop(&stage->timer);
    s7_control_socket_close(stage->control_socket);
    s7_cpu_close(stage->cpu, s7_uv_now());
    s7_uv_stop(stage->uv, close_handles, stage);
}

static void on_signal(uv_signal_t *handle, int signal_number)
{
    stop_stage(handle->data, signal_number == SIGINT ? S7_EXIT_INTERRUPTED : S7_EXIT_OK);
}

/* How the connections stand, whenever somebody asks. */
static void on_report(uv_signal_t *handle, int signal_number)
{
    const struct stage *stage = handle->data;
    (void)signal_number;
    if (!stage->json) {
        s7_cpu_statistics_print(stdout, &stage->statistics, s7_uv_now());
        return;
    }
    json_t *document = s7_cli_json_document("cpu");
    json_object_set_new(document, "event", json_string("statistics"));
    json_object_set_new(document, "statistics", s7_cpu_statistics_json(&stage->statistics, s7_uv_now()));
    s7_cli_json_line(stdout, document);
}

static void on_timer(uv_timer_t *timer)
{
    struct stage *stage = timer->data;
    s7_simulator_tick(&stage->simulator, s7_uv_now());
}

/* The simulated values move from the moment the CPU can be reached. */
static void start_simulation(struct stage *stage)
{
    const unsigned step_ms = SIMULATION_STEP / S7_MILLISECOND;
    if (stage->plant_cpu->simulation_count == 0)
        return;
    s7_simulator_start(&stage->simulator, s7_uv_now());
    uv_timer_start(&stage->timer, on_timer, step_ms, step_ms);
}

static int refuse_listen(const struct stage *stage, const struct s7_fault *fault)
{
    char label[S7_TARGET_LABEL_SIZE];
    s7_target_label(stage->listen.host, stage->listen.port, label, sizeof label);
    if (stage->json) {
        json_t *document = s7_cli_json_document("cpu");
        json_object_set_new(document, "event", json_string("failed"));
        json_object_set_new(document, "error", s7_cli_fault_json(fault, label));
        s7_cli_json_line(stdout, document);
    } else {
        s7_cli_print_fault(stderr, fault, label);
    }
    s7_cli_explain_rights(stderr, fault);
    return s7_cli_exit_code(fault);
}

static void say_listening(const struct stage *stage)
{
    const struct s7_plant_cpu *cpu = stage->plant_cpu;
    uint16_t port = s7_uv_port(stage->listener);
    char label[S7_TARGET_LABEL_SIZE];
    s7_target_label(stage->listen.host, port, label, sizeof label);
    if (stage->json) {
        json_t *document = s7_cli_json_document("cpu");
        json_object_set_new(document, "event", json_string("listening"));
        json_object_set_new(document, "cpu", s7_cli_json_text(cpu->name));
        json_object_set_new(document, "profile", json_string(cpu->profile->name));
        json_object_set_new(document, "host", s7_cli_json_text(stage->listen.host));
        json_object_set_new(document, "port", json_integer(port));
        s7_cli_json_line(stdout, document);
        return;
    }
    printf("%s: %s, rack %u, slot %u, %zu DB%s, PUT/GET %s\n", cpu->name, cpu->profile->display, cpu->rack,
           cpu->slot, cpu->db_count, cpu->db_count == 1 ? "" : "s", cpu->put_get ? "permitted" : "blocked");
    printf("listening on %s\n", label);
    fflush(stdout);
}

static void say_stopped(const struct stage *stage)
{
    const struct s7_server_counters *counters = s7_server_counters(s7_cpu_server(stage->cpu));
    if (stage->json) {
        json_t *document = s7_cli_json_document("cpu");
        json_object_set_new(document, "event", json_string("stopped"));
        json_object_set_new(document, "connections", json_integer((json_int_t)counters->admitted));
        json_object_set_new(document, "refused", json_integer((json_int_t)counters->refused));
        json_object_set_new(document, "malformed", json_integer((json_int_t)counters->malformed));
        json_object_set_new(document, "requests", json_integer((json_int_t)counters->requests));
        json_object_set_new(document, "statistics", s7_cpu_statistics_json(&stage->statistics, s7_uv_now()));
        s7_cli_json_line(stdout, document);
        return;
    }
    s7_cpu_statistics_print(stdout, &stage->statistics, s7_uv_now());
    printf("stopped: %llu connections, %llu refused, %llu ended for malformed telegrams, %llu requests\n",
           (unsigned long long)counters->admitted, (unsigned long long)counters->refused,
           (unsigned long long)counters->malformed, (unsigned long long)counters->requests);
}

static void start_signals(struct stage *stage)
{
    uv_signal_init(&stage->loop, &stage->interrupt);
    uv_signal_init(&stage->loop, &stage->terminate);
    uv_signal_init(&stage->loop, &stage->report);
    uv_timer_init(&stage->loop, &stage->timer);
    stage->interrupt.data = stage->terminate.data = stage->report.data = stage->timer.data = stage;
    uv_signal_start(&stage->interrupt, on_signal, SIGINT);
    uv_signal_start(&stage->terminate, on_signal, SIGTERM);
    uv_signal_start(&stage->report, on_report, SIGUSR1);
}

/* False: what was asked for cannot be. */
static bool start_control(struct stage *stage)
{
    if (!stage->control_path)
        return true;
    stage->control = (struct s7_control){stage->cpu, stage->plant, stage->plant_cpu, &stage->statistics};
    stage->control_socket = s7_control_socket_open(&stage->loop, stage->control_path, &stage->control);
    return stage->control_socket != NULL;
}

/* Until a signal ends it; the loop is run to its end in any case, so that everything is closed. */
static void run_stage(struct stage *stage)
{
    struct s7_fault fault;
    start_signals(stage);
    if (s7_uv_listen(stage->uv, stage->listen.host, stage->listen.port, s7_cpu_acceptor(stage->cpu),
                     &stage->listener, &fault) != S7_OK) {
        stop_stage(stage, refuse_listen(stage, &fault));
    } else if (!start_control(stage)) {
        stop_stage(stage, S7_EXIT_USAGE);
    } else {
        start_simulation(stage);
        say_listening(stage);
    }
    uv_run(&stage->loop, UV_RUN_DEFAULT);
    if (stage->listener)
        say_stopped(stage);
}

static int fail(int error)
{
    struct s7_fault fault = {.error = error};
    s7_cli_print_fault(stderr, &fault, "the virtual CPU");
    return s7_cli_exit_code(&fault);
}

static int run_on_loop(struct stage *stage)
{
    if (uv_loop_init(&stage->loop) != 0)
        return fail(S7_ERR_LOCAL_SYSTEM);
    int error = s7_uv_new(&stage->loop, NULL, &stage->uv);
    if (error == S7_OK)
        run_stage(stage);
    uv_loop_close(&stage->loop);
    return error == S7_OK ? stage->exit_code : fail(error);
}

/* Everything is counted; whatever is traced, too. */
static const struct s7_observer *observe(struct stage *stage)
{
    s7_trace_init(&stage->trace, stdout, stage->json);
    stage->trace.statistics = &stage->statistics;
    stage->statistics.next = stage->traced ? &stage->trace.observer : NULL;
    return &stage->statistics.observer;
}

/* The CPU and what counts its connections; the configuration is not needed afterwards. */
static int make_cpu(struct stage *stage)
{
    struct s7_cpu_config config;
    struct s7_cli_cpu_room room;
    if (s7_cli_cpu_room_new(stage->plant_cpu, &room))
        return S7_ERR_LOCAL_MEMORY;
    s7_cli_cpu_config(stage->plant_cpu, &config, &room);
    config.octet_faults |= stage->control_path != NULL;
    size_t places = (size_t)config.resources_total + config.limits.half_open;
    int error = s7_cpu_statistics_open(&stage->statistics, places, s7_uv_now());
    if (error == S7_OK)
        error = s7_cli_cpu_start(stage->plant_cpu, stage->plant_path, s7_uv_now(), stderr, &config);
    config.observer = observe(stage);
    if (error == S7_OK)
        error = s7_cpu_new(&config, &stage->cpu);
    if (error)
        s7_cpu_statistics_close(&stage->statistics);
    s7_cli_cpu_forget(&config);
    s7_cli_cpu_room_free(&room);
    return error;
}

static int play(struct stage *stage)
{
    int error = make_cpu(stage);
    if (error == S7_ERR_LOCAL_FILE)
        return S7_EXIT_USAGE; /* what is wrong with its file was told when it was read */
    if (error)
        return fail(error);
    s7_cpu_faults_apply(stage->cpu, stage->plant_cpu, s7_cpu_faults_at_host, NULL, s7_uv_now(), stderr);
    s7_simulator_init(&stage->simulator, stage->plant_cpu, s7_cpu_memory(stage->cpu), SIMULATION_STEP);
    int exit_code = run_on_loop(stage);
    s7_cpu_free(stage->cpu);
    s7_cpu_statistics_close(&stage->statistics);
    return exit_code;
}

/* --listen, or the CPU's own address. */
static int read_listen(const struct s7_arguments *arguments, struct stage *stage)
{
    const char *text = s7_arguments_value(arguments, "listen");
    struct s7_text_error error;
    if (!text) {
        snprintf(stage->listen.host, sizeof stage->listen.host, "%s", stage->plant_cpu->host);
        stage->listen.port = stage->plant_cpu->port;
        return S7_ARGUMENTS_GO_ON;
    }
    if (s7_target_parse_listen(text, &stage->listen, &error) != S7_OK)
        return s7_command_misuse(arguments->command, "--listen %s: column %zu: %s", text, error.column,
                                 error.message);
    return S7_ARGUMENTS_GO_ON;
}

static int play_in(const struct s7_plant *plant, const struct s7_arguments *arguments)
{
    struct stage stage = {.plant = plant,
                          .plant_path = arguments->operands[0],
                          .control_path = s7_arguments_value(arguments, "control"),
                          .traced = s7_arguments_flag(arguments, "trace"),
                          .json = s7_arguments_flag(arguments, "json")};
    stage.plant_cpu = s7_cli_find_cpu(plant, arguments->operands[0], arguments->operands[1]);
    if (!stage.plant_cpu)
        return S7_EXIT_USAGE;
    int exit_code = read_listen(arguments, &stage);
    return exit_code == S7_ARGUMENTS_GO_ON ? play(&stage) : exit_code;
}

int s7_cmd_cpu(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_plant *plant;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 2)
        return s7_command_misuse(command, "a plant file and the name of a CPU in it are expected");
    exit_code = s7_cli_load_plant(arguments.operands[0], &plant);
    if (exit_code)
        return exit_code;
    exit_code = play_in(plant, &arguments);
    s7_plant_free(plant);
    return exit_code;
}
