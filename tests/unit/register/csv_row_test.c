/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "tables.h"

static const char cpus[] =
    "partner,kind,address,profile\nA,cpu,10.0.0.1,s7-400\nB,,10.0.0.2,s7-400\nH,host,10.0.0.3,\n";
static const char dbs[] = "cpu,db,size\nA,1,100\nB,1,100\n";

/** What is told of a table of connections with these rows. */
static void expect_told(const char *titles, const char *rows, const char *told)
{
    char text[1000];
    snprintf(text, sizeof text, "%s\n%s", titles, rows);
    char *plant = tables_read((const char *const[]){cpus, dbs, text}, 3);
    assert_string_equal(tables_told, told);
    assert_int_equal(plant == NULL, told[0] != '\0');
    free(plant);
}

static void rows_of_one_connection_belong_together(void **state)
{
    (void)state;
    static const char text[] = "connection,from,to,direction,area,own_area,every,owner\n"
                               "C-1,A,B,put,P#DB1.DBX0.0 BYTE 4,P#DB1.DBX8.0 BYTE 4,500ms,me\n"
                               "C-2,H,B,read,\"M0.0\nM0.1\",,,\n"
                               "C-1,,,get,\"P#DB1.DBX4.0 BYTE 4\nMW2\",\"P#DB1.DBX20.0 BYTE 4\nMW4\",,me\n"
                               "C-2,H,,write,M1.0,,,\n";
    char *plant = tables_read((const char *const[]){text, dbs, cpus}, 3);
    assert_string_equal(tables_told, "");
    assert_non_null(strstr(
        plant, "    owner: me\n    jobs:\n"
               "      - put: {send: P#DB1.DBX8.0 BYTE 4, to: P#DB1.DBX0.0 BYTE 4, every: 500ms}\n"
               "      - get: {from: [P#DB1.DBX4.0 BYTE 4, MW2], receive: [P#DB1.DBX20.0 BYTE 4, MW4]}\n"));
    assert_non_null(strstr(plant, "  C-2: {from: H, to: B, reads: [M0.0, M0.1], writes: [M1.0]}\n"));
    free(plant);
}

static void rows_that_contradict_each_other(void **state)
{
    (void)state;
    expect_told("connection,from,to,owner", "C,A,B,me\nC,A,B,\nC,A,B,you\n",
                "2 4:7 D4 error: owner: row 2 says something else of the same one\n");
    expect_told("connection,from,to,evidence", "C,A,B,\"E1\nE2\"\nC,A,B,E1\n",
                "2 4:7 D3 error: evidence: row 2 says something else of the same one\n");
    char *plant = tables_read((const char *const[]){"zone\nz\nz\n", "plant\nx\ny\n"}, 2);
    assert_null(plant);
    assert_string_equal(tables_told, "1 3:1 A3 error: plant: one row is expected\n"
                                     "0 3:1 A3 error: z: row 2 is about the same one\n");
}

static void lines_that_say_half(void **state)
{
    (void)state;
    static const char titles[] = "connection,from,to,direction,area,size,own_area,every";
    expect_told(titles, "C,A,B,gett,,,,\n",
                "2 2:7 D2 error: direction: put, get, read or write is expected, found \"gett\"\n");
    expect_told(titles, "C,A,B,,M0.0,,,1s\n",
                "2 2:8 E2 error: area: without a direction (put, get, read, write) this says nothing\n"
                "2 2:15 H2 error: every: without a direction (put, get, read, write) this says nothing\n");
    expect_told(titles, "C,A,B,read,M0.0,,M1.0,\n",
                "2 2:18 G2 error: own_area: only a put or a get has it; how often it is read or written say "
                "`cycle` and "
                "`rate`\n");
    expect_told(titles, "C,A,B,write\n", "2 2:7 E2 error: area: what is write is expected\n");
    expect_told(titles, "C,A,B,read,MW0,3,,\n",
                "2 2:16 F2 error: size: the area has 2, this says 3; leave it empty or put it right\n");
    expect_told(titles, "C,A,B,read,M0.0,1 bit,,\nC,A,B,read,\"MW0,MW2\",4,,\n", "");
    expect_told(titles, ",A,B,,,,,\n",
                "2 2:1 A2 error: connections: a name is expected in the column connection\n");
    expect_told(titles, "C,A,B,,,,,,x\n", "2 2:12 I2 error: there is no title above this\n");
}

static void what_belongs_to_a_cpu_needs_one(void **state)
{
    (void)state;
    char *plant = tables_read(
        (const char *const[]){"partner,address,profile\nOVEN,10.0.0.1,s7-300\n", "cpu,db,size\nOVNE,1,4\n"}, 2);
    assert_null(plant);
    assert_string_equal(
        tables_told, "1 2:1 A2 error: cpu: there is no CPU or host called \"OVNE\"; did you mean \"OVEN\"?\n");
    plant = tables_read((const char *const[]){"partner,kind\nA,plc\n"}, 1);
    assert_null(plant);
    assert_string_equal(tables_told, "0 2:3 B2 error: kind: cpu or host is expected, found \"plc\"\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_connection_belong_together),
        cmocka_unit_test(rows_that_contradict_each_other),
        cmocka_unit_test(lines_that_say_half),
        cmocka_unit_test(what_belongs_to_a_cpu_needs_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
