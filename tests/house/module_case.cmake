# SPDX-License-Identifier: MIT
#
# cmake -DCASE=… -DPROJECT=… -DWORK=… -DCOMPILER=… -DGENERATOR=… -P module_case.cmake
#
# Writes a project of two modules, `low` and `high` (high depends on low), breaks one rule of sieben_module() as
# CASE says, and asserts where it fails and with which words.  CASE=sound breaks none and must build.
set(src "${WORK}/source")
set(build "${WORK}/build")
file(REMOVE_RECURSE "${WORK}")

set(low_depends "")
set(high_depends "low")
set(low_include "")
if(CASE STREQUAL "upward_include")
    set(low_include "#include \"high/high.h\"\n")
elseif(CASE STREQUAL "upward_depends")
    set(low_depends "high")
elseif(CASE STREQUAL "unlisted_include")
    set(high_depends "")
endif()

file(WRITE "${src}/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(floors LANGUAGES C)
include(${PROJECT}/cmake/Warnings.cmake)
include(${PROJECT}/cmake/SiebenModule.cmake)
sieben_module(NAME low DEPENDS ${low_depends} SOURCES low.c)
sieben_module(NAME high DEPENDS ${high_depends} SOURCES high.c)
")
file(WRITE "${src}/low/low.h" "int low_value(void);\n")
file(WRITE "${src}/low/low.c" "#include \"low/low.h\"\n${low_include}int low_value(void)\n{\n    return 1;\n}\n")
file(WRITE "${src}/high/high.h" "int high_value(void);\n")
file(WRITE "${src}/high/high.c"
     "#include \"high/high.h\"\n#include \"low/low.h\"\nint high_value(void)\n{\n    return low_value();\n}\n")

execute_process(COMMAND ${CMAKE_COMMAND} -G ${GENERATOR} -DCMAKE_C_COMPILER=${COMPILER} -S ${src} -B ${build}
                RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
set(outcome "configure fails")
if(failed EQUAL 0)
    execute_process(COMMAND ${CMAKE_COMMAND} --build ${build}
                    RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
    set(outcome "compile fails")
    if(failed EQUAL 0)
        set(outcome "builds")
    endif()
endif()

set(sound_outcome "builds")
set(sound_words "")
set(upward_include_outcome "compile fails")
set(upward_include_words "low.c:2:10: fatal error: '?high/high.h")
set(unlisted_include_outcome "compile fails")
set(unlisted_include_words "high.c:2:10: fatal error: '?low/low.h")
set(upward_depends_outcome "configure fails")
set(upward_depends_words "sieben_module.low.: DEPENDS high, which is not below it")

string(REGEX REPLACE "[ \n]+" " " line "${said}")
if(NOT outcome STREQUAL ${CASE}_outcome OR NOT line MATCHES "${${CASE}_words}")
    message(FATAL_ERROR "${CASE}: expected \"${${CASE}_outcome}\" with \"${${CASE}_words}\", got \"${outcome}\":\n${said}")
endif()
