/* SPDX-License-Identifier: MIT */
#include "unit/exchange/scene.h"

#include "exchange/state.h"

static struct s7_exchange_draft drafted(struct scene *scene)
{
    struct s7_exchange_draft draft;
    assert_int_equal(s7_exchange_draft_make(scene->exchange, &scene->plant, &draft), S7_OK);
    return draft;
}

static void what_is_the_same_is_that_of_the_exchange(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < 3; i++)
        add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    scene->connections[1].amq = 2;
    add_job(&scene->connections[2], S7_PLANT_PUT, S7_SECOND);
    const struct s7_exchange_set *set = &scene->exchange->set;
    struct s7_exchange_draft draft = drafted(scene);
    assert_int_equal(draft.set.connection_count, 3);
    assert_int_equal(draft.set.task_count, 4);
    assert_ptr_equal(draft.set.connections[0], set->connections[0]);
    assert_ptr_not_equal(draft.set.connections[1], set->connections[1]);
    assert_ptr_equal(draft.origins[1].old, set->connections[1]);
    assert_false(draft.set.connections[1]->kept);
    assert_ptr_equal(draft.set.connections[2], set->connections[2]);
    assert_ptr_equal(draft.set.tasks[1], set->tasks[1]); /* the job moves to the new connection */
    assert_ptr_equal(draft.set.tasks[2], set->tasks[2]);
    assert_false(draft.set.tasks[3]->kept);
    s7_exchange_draft_discard(&draft);
    for (size_t i = 0; i < 3; i++)
        assert_false(set->connections[i]->kept || set->tasks[i]->kept);
    run_for(scene, 950 * S7_MILLISECOND);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(report_of(scene, i).completions, 10);
}

/* Twice the same job are two jobs, and each has its own past. */
static void equal_jobs_are_kept_one_by_one(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    for (int i = 0; i < 3; i++)
        add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    struct s7_exchange_draft draft = drafted(scene);
    for (size_t i = 0; i < 3; i++)
        assert_ptr_equal(draft.set.tasks[i], scene->exchange->set.tasks[i]);
    assert_false(draft.set.tasks[3]->kept);
    assert_int_equal(draft.set.tasks[3]->number, 4);
    s7_exchange_draft_discard(&draft);
}

static void a_job_that_does_something_else_is_another_one(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    struct s7_plant_job *job = add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    const struct s7_plant_job same = *job;
    start_copy(scene);
    for (unsigned i = 0; i < 8; i++) {
        *job = same;
        if (i == 0)
            job->kind = S7_PLANT_PUT;
        else if (i == 1)
            job->every++;
        else if (i == 2)
            job->retry_always = true;
        else if (i == 3)
            job->remote[0].first_bit += 8;
        else if (i == 4)
            job->local[0].db++;
        else if (i == 5)
            job->remote[0].bit_count += 8;
        else if (i == 6)
            job->area_count = 2, job->remote[1] = job->local[1] = test_octets(10, 0, 1);
        else
            job->name = "only its name", job->mark.line = 7;
        struct s7_exchange_draft draft = drafted(scene);
        assert_int_equal(draft.set.tasks[0]->kept, i == 7);
        s7_exchange_draft_discard(&draft);
    }
    *job = same;
}

static void other_services_are_not_run(void **state)
{
    struct scene *scene = *state;
    for (int i = S7_PLANT_SERVICE_PUT_GET; i <= S7_PLANT_SERVICE_OTHER; i++)
        add_connection(scene)->service = (enum s7_plant_service)i;
    start_copy(scene);
    struct s7_exchange_draft draft = drafted(scene);
    assert_int_equal(draft.set.connection_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(draft.origins[i].plant->service, S7_PLANT_SERVICE_PUT_GET + (int)i);
    s7_exchange_draft_discard(&draft);
}

static void jobs_that_cannot_be_run_are_refused_before_anything_is_made(void **state)
{
    struct scene *scene = *state;
    struct s7_exchange_draft draft;
    struct s7_plant_job *job = add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    const struct s7_plant_job good = *job;
    for (unsigned i = 0; i < 3; i++) {
        *job = good;
        job->every = i == 0 ? 0 : S7_SECOND;
        job->area_count = i == 0 ? 1 : i == 1 ? 0 : 5;
        assert_int_equal(s7_exchange_draft_make(scene->exchange, &scene->plant, &draft), S7_ERR_LOCAL_ARGUMENT);
    }
    scene->played = false; /* nobody asks about the jobs of a CPU that is not played */
    assert_int_equal(s7_exchange_draft_make(scene->exchange, &scene->plant, &draft), S7_OK);
    s7_exchange_draft_discard(&draft);
    *job = good;
}

int main(void)
{
#define SCENE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        SCENE(what_is_the_same_is_that_of_the_exchange),
        SCENE(equal_jobs_are_kept_one_by_one),
        SCENE(a_job_that_does_something_else_is_another_one),
        SCENE(other_services_are_not_run),
        SCENE(jobs_that_cannot_be_run_are_refused_before_anything_is_made),
    };
#undef SCENE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
