# SPDX-License-Identifier: MIT
#
# A recorded conversation of libnodave with a real CPU, replayed against the virtual one.
if(TARGET module_plant)
    sieben_test(NAME replay_libnodave_test MODULES cpu plant profile base wire value
                SOURCES libnodave_test.c libnodave_frames.c LABELS captures)
    target_compile_definitions(replay_libnodave_test PRIVATE
        LIBNODAVE_PLANT="${CMAKE_CURRENT_SOURCE_DIR}/libnodave.yaml"
        LIBNODAVE_CAPTURES="${PROJECT_SOURCE_DIR}/../shared/captures")
endif()
