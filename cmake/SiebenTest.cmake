# SPDX-License-Identifier: MIT
#
#   sieben_module_objects(<variable> <module>…)   objects of the modules and of everything below them, once each
#   sieben_test(NAME <name> MODULES <module>… SOURCES <file>… [LABELS …] [LINK …])
#
# With tests/allocation.c among the SOURCES, LINK ${ALLOCATION_WRAP} counts and fails the allocations of a test.
#
# A test links the objects of the modules under test (no installed library), so it reaches private symbols and a
# module that does not compile breaks its own tests only.

set(ALLOCATION_WRAP -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=free)

function(sieben_module_objects variable)
    set(todo ${ARGN})
    set(closed)
    while(todo)
        list(POP_FRONT todo module)
        if(NOT module IN_LIST closed)
            list(APPEND closed ${module})
            get_property(depends GLOBAL PROPERTY SIEBEN_DEPENDS_${module})
            list(APPEND todo ${depends})
        endif()
    endwhile()
    set(objects)
    set(links)
    foreach(module IN LISTS closed)
        list(APPEND objects $<TARGET_OBJECTS:module_${module}>)
        get_property(link GLOBAL PROPERTY SIEBEN_LINK_${module})
        list(APPEND links ${link})
    endforeach()
    set(${variable} ${objects} PARENT_SCOPE)
    set(${variable}_LINK ${links} PARENT_SCOPE)
endfunction()

function(sieben_roots variable)
    set(roots)
    foreach(module IN LISTS ARGN)
        get_property(own GLOBAL PROPERTY SIEBEN_ROOTS_${module})
        list(APPEND roots ${own})
    endforeach()
    list(REMOVE_DUPLICATES roots)
    set(${variable} ${roots} PARENT_SCOPE)
endfunction()

function(sieben_test)
    cmake_parse_arguments(T "" "NAME" "MODULES;SOURCES;LABELS;LINK" ${ARGN})
    sieben_module_objects(objects ${T_MODULES})
    sieben_roots(roots ${T_MODULES})
    add_executable(${T_NAME} ${T_SOURCES} ${objects})
    target_include_directories(${T_NAME} PRIVATE ${roots} ${PROJECT_SOURCE_DIR}/tests)
    target_link_libraries(${T_NAME} PRIVATE sieben_warnings PkgConfig::CMOCKA ${objects_LINK} ${T_LINK} m)
    add_test(NAME ${T_NAME} COMMAND ${T_NAME})
    set_tests_properties(${T_NAME} PROPERTIES LABELS "${T_LABELS}" TIMEOUT 300 SKIP_RETURN_CODE 77)
endfunction()
