# SPDX-License-Identifier: MIT
# Warnings, sanitizers and instrumentation that every target of the project is built with.
add_library(sieben_warnings INTERFACE)
target_compile_definitions(sieben_warnings INTERFACE _POSIX_C_SOURCE=200809L)
target_compile_options(sieben_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcast-qual -Wvla -Wswitch-enum -Wmissing-prototypes)
if(SIEBEN_WERROR)
    target_compile_options(sieben_warnings INTERFACE -Werror)
endif()
if(SIEBEN_SANITIZE)
    target_compile_options(sieben_warnings INTERFACE
        -fsanitize=${SIEBEN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(sieben_warnings INTERFACE -fsanitize=${SIEBEN_SANITIZE})
endif()
if(SIEBEN_COVERAGE)
    target_compile_options(sieben_warnings INTERFACE --coverage)
    target_link_options(sieben_warnings INTERFACE --coverage)
endif()
if(SIEBEN_FUZZ)
    target_compile_options(sieben_warnings INTERFACE -fsanitize=fuzzer-no-link)
endif()
