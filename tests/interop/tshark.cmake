# SPDX-License-Identifier: MIT
#
# tshark as a second reader: what we encode must mean there what we meant.
find_package(Python3 COMPONENTS Interpreter)
set(tshark_folder ${CMAKE_CURRENT_LIST_DIR}/tshark)
sieben_module_objects(objects wire)
sieben_roots(roots wire)
add_executable(tshark_generate ${tshark_folder}/generate.c ${tshark_folder}/telegrams.c ${tshark_folder}/expect.c
               ${tshark_folder}/expect_service.c ${tshark_folder}/pcap_writer.c ${objects})
target_include_directories(tshark_generate PRIVATE ${roots} ${tshark_folder} ${PROJECT_SOURCE_DIR}/tests)
target_link_libraries(tshark_generate PRIVATE sieben_warnings ${objects_LINK})
if(Python3_FOUND)
    add_test(NAME interop_tshark
             COMMAND ${Python3_EXECUTABLE} ${tshark_folder}/compare.py $<TARGET_FILE:tshark_generate>
                     ${CMAKE_CURRENT_BINARY_DIR}/tshark)
    set_tests_properties(interop_tshark PROPERTIES LABELS peers TIMEOUT 300 SKIP_RETURN_CODE 77)
endif()
