# SPDX-License-Identifier: MIT
# What is found outside the project.  The core (libsieben) needs nothing but libc.
find_package(PkgConfig)

function(sieben_find name module)
    if(PkgConfig_FOUND)
        pkg_check_modules(${name} IMPORTED_TARGET GLOBAL ${module})
    endif()
    if(${name}_FOUND)
        message(STATUS "${name}: ${module} ${${name}_VERSION}")
    else()
        message(STATUS "${name}: not found (${module})")
    endif()
    set(${name}_FOUND ${${name}_FOUND} PARENT_SCOPE)
endfunction()

sieben_find(LIBUV libuv)
sieben_find(LIBYAML yaml-0.1)
sieben_find(JANSSON jansson)
sieben_find(CMOCKA cmocka)

if(SIEBEN_UV AND NOT LIBUV_FOUND)
    message(STATUS "libsieben_uv is left out: it needs libuv (Debian: libuv1-dev)")
    set(SIEBEN_UV OFF)
endif()
if(SIEBEN_PROGRAM AND NOT (SIEBEN_UV AND LIBYAML_FOUND AND JANSSON_FOUND))
    message(STATUS "the program is left out: it needs libuv, libyaml and jansson "
                   "(Debian: libuv1-dev libyaml-dev libjansson-dev)")
    set(SIEBEN_PROGRAM OFF)
endif()
if(SIEBEN_TESTS AND NOT CMOCKA_FOUND)
    message(STATUS "the tests are left out: they need cmocka (Debian: libcmocka-dev)")
    set(SIEBEN_TESTS OFF)
endif()
