# SPDX-License-Identifier: MIT
"""The causes that the lab does not make, each with the reason; sim/doctor_case.def acts them out in memory."""

UNMADE = {
    "LOCAL_SYSTEM": "a machine without a socket or address to spare could not go on with the tests",
    "RESOURCES_SHORT": "connections are counted to refusal (`--exhaust`) in the tests of the program, not here",
    "PLAN_IS_UP": "looks like RESOURCES_SHORT in every octet",
    "PC_SERVICE": "needs a PC with STEP 7; looks like SERVICE_OTHER that ends the connection",
    "SETTING_NOT_LOADED": "differs from PUT_GET_OFF in the engineering project alone",
    "READ_NOT_OFFERED": "no server at hand lacks the service; looks like PUT_GET_OFF",
    "CODE_OF_PARTNER": "no server at hand refuses with another code than 81 04",
    "DB_PROTECTED": "looks like DB_OPTIMIZED with item code 03, which is made",
    "DB_SILENT": "needs a LOGO!: no server at hand is silent for one data block alone",
    "AREA_ACCESS": "no server at hand lacks an area, as an S7-200 SMART lacks timers",
    "NOT_RUNNING": "no server at hand is in HOLD or defect",
    "IDLE_LIMIT": "no server at hand takes back connections that are idle; looks like STATE_TABLE",
}
