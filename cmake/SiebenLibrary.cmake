# SPDX-License-Identifier: MIT
#
# The libraries and what is installed.  Included at the end of src/CMakeLists.txt, when all modules are known.
#
#   sieben_shared, sieben_static        libsieben: exactly the modules marked LIBRARY; libc only
#   sieben_uv_shared, sieben_uv_static  libsieben_uv: the libuv transport.  The shared one carries its own hidden
#                                       copy of what it uses of base (which holds no state), because libsieben.so
#                                       exports nothing but its public functions.
include(CMakePackageConfigHelpers)

set(SIEBEN_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/sieben)

function(sieben_library name kind output)
    add_library(${name} ${kind} ${ARGN})
    set_target_properties(${name} PROPERTIES OUTPUT_NAME ${output} VERSION ${PROJECT_VERSION}
                          SOVERSION ${PROJECT_VERSION_MAJOR} LINKER_LANGUAGE C)
    target_include_directories(${name} INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                               $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
    target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:sieben_warnings>)
    if(kind STREQUAL SHARED)
        target_link_options(${name} PRIVATE -Wl,--exclude-libs,ALL)
        if(NOT SIEBEN_SANITIZE)
            target_link_options(${name} PRIVATE -Wl,--no-undefined)
        endif()
    endif()
endfunction()

get_property(library_modules GLOBAL PROPERTY SIEBEN_LIBRARY_MODULES)
list(TRANSFORM library_modules REPLACE "(.+)" "$<TARGET_OBJECTS:module_\\1>" OUTPUT_VARIABLE library_objects)
sieben_library(sieben_static STATIC sieben ${library_objects})
sieben_library(sieben_shared SHARED sieben ${library_objects})
set_target_properties(sieben_shared PROPERTIES EXPORT_NAME sieben)
install(TARGETS sieben_static sieben_shared EXPORT siebenTargets)
install(EXPORT siebenTargets NAMESPACE sieben:: DESTINATION ${SIEBEN_CMAKE_DIR})

set(headers api.h version.h error.h error.def address.h clock.h session.h cpu.h block.h block_status.def)
if(SIEBEN_NET_POSIX)
    list(APPEND headers posix.h posix_loop.h)
endif()
list(TRANSFORM headers PREPEND ${SIEBEN_PUBLIC_DIR}/)
install(FILES ${headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/sieben)

# Relocatable: the prefix is told relative to the place of the .pc file.
file(RELATIVE_PATH SIEBEN_PC_PREFIX ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" SIEBEN_PC_PREFIX ${SIEBEN_PC_PREFIX})
function(sieben_pkg_config name)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/${name}.pc.in ${PROJECT_BINARY_DIR}/package/${name}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/package/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endfunction()
sieben_pkg_config(sieben)

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/siebenConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/package/siebenConfig.cmake INSTALL_DESTINATION ${SIEBEN_CMAKE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/siebenConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/package/siebenConfig.cmake ${PROJECT_BINARY_DIR}/package/siebenConfigVersion.cmake
        DESTINATION ${SIEBEN_CMAKE_DIR})

if(TARGET module_net_uv)
    sieben_library(sieben_uv_static STATIC sieben_uv $<TARGET_OBJECTS:module_net_uv>)
    target_link_libraries(sieben_uv_static PUBLIC sieben_static PkgConfig::LIBUV)
    sieben_library(sieben_uv_shared SHARED sieben_uv $<TARGET_OBJECTS:module_net_uv>)
    target_link_libraries(sieben_uv_shared PUBLIC sieben_shared PkgConfig::LIBUV
                          PRIVATE $<BUILD_INTERFACE:sieben_static>)
    set_target_properties(sieben_uv_shared PROPERTIES EXPORT_NAME uv)
    set_target_properties(sieben_uv_static PROPERTIES EXPORT_NAME uv_static)
    install(TARGETS sieben_uv_static sieben_uv_shared EXPORT siebenUvTargets)
    install(EXPORT siebenUvTargets NAMESPACE sieben:: DESTINATION ${SIEBEN_CMAKE_DIR})
    install(FILES ${SIEBEN_PUBLIC_DIR}/uv.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/sieben)
    sieben_pkg_config(sieben_uv)
endif()

# All that is installed, and nothing else (no tests).
add_custom_target(installable DEPENDS sieben_static sieben_shared)
if(TARGET sieben_uv_shared)
    add_dependencies(installable sieben_uv_static sieben_uv_shared)
endif()

# The man page and the completion are written by the program itself, so they cannot differ from --help.
if(TARGET sieben)
    set(pages ${PROJECT_BINARY_DIR}/package/sieben.1 ${PROJECT_BINARY_DIR}/package/sieben.bash)
    add_custom_command(OUTPUT ${pages} DEPENDS sieben
                       COMMAND sieben help --man > ${PROJECT_BINARY_DIR}/package/sieben.1
                       COMMAND sieben help --completion > ${PROJECT_BINARY_DIR}/package/sieben.bash VERBATIM)
    add_custom_target(sieben_pages ALL DEPENDS ${pages})
    add_dependencies(installable sieben_pages)
    install(FILES ${PROJECT_BINARY_DIR}/package/sieben.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${PROJECT_BINARY_DIR}/package/sieben.bash RENAME sieben
            DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
endif()
