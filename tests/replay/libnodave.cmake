# SPDX-License-Identifier: MIT
#
# A recorded conversation of libnodave with a real CPU, said to the virtual one.
if(TARGET module_plant)
    sieben_test(NAME replay_libnodave MODULES cpu plant LABELS captures
                SOURCES libnodave_test.c libnodave_frames.c capture_file.c tcp_segment.c iso_stream.c)
    target_compile_definitions(replay_libnodave PRIVATE REPLAY_SOURCE_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
    target_include_directories(replay_libnodave PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
endif()
