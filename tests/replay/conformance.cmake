# SPDX-License-Identifier: MIT
#
# Recorded conversations with CPUs, said to virtual ones made from plant files.
set(reader recording.c pairing.c telegram.c capture_file.c tcp_segment.c iso_stream.c)
sieben_test(NAME replay_recording MODULES wire LABELS unit SOURCES recording_test.c ${reader})
sieben_test(NAME replay_compare MODULES wire LABELS unit SOURCES compare_test.c compare.c)
sieben_test(NAME replay_knowledge MODULES wire LABELS unit SOURCES knowledge_test.c knowledge.c ${reader})
sieben_test(NAME replay_plant_lists MODULES wire LABELS unit SOURCES plant_lists_test.c plant_lists.c knowledge.c ${reader})
foreach(test replay_recording replay_compare replay_knowledge replay_plant_lists)
    target_include_directories(${test} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
endforeach()
if(TARGET module_cli)
    sieben_test(NAME replay_conformance MODULES cli LABELS captures
                SOURCES conformance_test.c conformance_cpu.c plant_text.c plant_lists.c knowledge.c replay.c replay_open.c
                        replay_compare.c replay_detail.c player.c program.c compare.c result.c report.c ${reader})
    target_compile_definitions(replay_conformance PRIVATE REPLAY_SOURCE_DIR="${CMAKE_CURRENT_SOURCE_DIR}"
                                                          REPLAY_BINARY_DIR="${CMAKE_CURRENT_BINARY_DIR}")
    target_include_directories(replay_conformance PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
endif()
