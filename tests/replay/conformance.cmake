# SPDX-License-Identifier: MIT
#
# Recorded conversations with CPUs, said to virtual ones made from plant files.
set(reader recording.c pairing.c telegram.c capture_file.c tcp_segment.c iso_stream.c)
sieben_test(NAME replay_recording MODULES wire LABELS unit SOURCES recording_test.c ${reader})
sieben_test(NAME replay_compare MODULES wire LABELS unit SOURCES compare_test.c compare.c)
foreach(test replay_recording replay_compare)
    target_include_directories(${test} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
endforeach()
