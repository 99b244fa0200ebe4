# SPDX-License-Identifier: MIT
#
# sieben_module(): the floors of the house, kept by the compiler.
#
#   sieben_module(NAME <name> [LIBRARY] DEPENDS <module>… PUBLIC <header>… SOURCES <file>… [LINK <target>…])
#
# * Each module has an include root of its own: <build>/inc/<name>/<name> -> src/<name>, and for the public headers
#   it owns <build>/inc/<name>/sieben/<header> -> include/sieben/<header>.  A module sees its own root and those of
#   its DEPENDS, nothing else: an include of a module that is not in DEPENDS does not compile.
# * DEPENDS must name modules that were defined before: an upward dependency is a configure error, so no cycle can
#   be written.
# * LIBRARY: the module is part of libsieben.

define_property(GLOBAL PROPERTY SIEBEN_MODULES BRIEF_DOCS "modules in order of definition")
define_property(GLOBAL PROPERTY SIEBEN_LIBRARY_MODULES BRIEF_DOCS "modules that make up libsieben")

function(sieben_module)
    cmake_parse_arguments(M "LIBRARY" "NAME" "DEPENDS;PUBLIC;SOURCES;LINK" ${ARGN})
    if(M_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "sieben_module(${M_NAME}): unknown arguments ${M_UNPARSED_ARGUMENTS}")
    endif()
    get_property(defined GLOBAL PROPERTY SIEBEN_MODULES)
    foreach(dependency IN LISTS M_DEPENDS)
        if(NOT dependency IN_LIST defined)
            message(FATAL_ERROR "sieben_module(${M_NAME}): DEPENDS ${dependency}, which is not below it. "
                                "Modules may only depend on modules defined earlier in src/CMakeLists.txt.")
        endif()
    endforeach()

    set(root "${CMAKE_BINARY_DIR}/inc/${M_NAME}")
    file(REMOVE_RECURSE "${root}")
    file(MAKE_DIRECTORY "${root}/sieben")
    file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}/${M_NAME}" "${root}/${M_NAME}" SYMBOLIC)
    foreach(header IN LISTS M_PUBLIC)
        file(CREATE_LINK "${SIEBEN_PUBLIC_DIR}/${header}" "${root}/sieben/${header}" SYMBOLIC)
    endforeach()

    list(TRANSFORM M_SOURCES PREPEND "${M_NAME}/")
    add_library(module_${M_NAME} OBJECT ${M_SOURCES})
    set(roots "${root}")
    foreach(dependency IN LISTS M_DEPENDS)
        list(APPEND roots "${CMAKE_BINARY_DIR}/inc/${dependency}")
    endforeach()
    target_include_directories(module_${M_NAME} PRIVATE ${roots})
    target_link_libraries(module_${M_NAME} PRIVATE sieben_warnings ${M_LINK})

    set_property(GLOBAL APPEND PROPERTY SIEBEN_MODULES ${M_NAME})
    set_property(GLOBAL PROPERTY SIEBEN_DEPENDS_${M_NAME} "${M_DEPENDS}")
    set_property(GLOBAL PROPERTY SIEBEN_LINK_${M_NAME} "${M_LINK}")
    set_property(GLOBAL PROPERTY SIEBEN_ROOTS_${M_NAME} "${roots}")
    set_property(GLOBAL PROPERTY SIEBEN_PUBLIC_${M_NAME} "${M_PUBLIC}")
    if(M_LIBRARY)
        set_property(GLOBAL APPEND PROPERTY SIEBEN_LIBRARY_MODULES ${M_NAME})
    endif()
endfunction()
