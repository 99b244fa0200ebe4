# SPDX-License-Identifier: MIT
# Linux on s390x, a big-endian machine, by Debian's gcc-s390x-linux-gnu, run by qemu-user-static.
# SIEBEN_SYSROOT: libraries of that machine beside libc (scripts/sysroot.sh makes it)
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR s390x)
set(CMAKE_C_COMPILER s390x-linux-gnu-gcc)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-s390x-static -L /usr/s390x-linux-gnu)
set(CMAKE_FIND_ROOT_PATH /usr/s390x-linux-gnu ${SIEBEN_SYSROOT})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(folders ${SIEBEN_SYSROOT}/usr/lib/s390x-linux-gnu ${SIEBEN_SYSROOT}/lib/s390x-linux-gnu)
set(CMAKE_BUILD_RPATH ${folders})
list(TRANSFORM folders REPLACE "(.+)" "-L\\1 -Wl,-rpath-link,\\1")
list(JOIN folders " " CMAKE_EXE_LINKER_FLAGS_INIT)
# RPATH instead of RUNPATH: it also holds for what the libraries themselves need (libncursesw: libtinfo).
string(APPEND CMAKE_EXE_LINKER_FLAGS_INIT " -Wl,--disable-new-dtags")
set(CMAKE_SHARED_LINKER_FLAGS_INIT ${CMAKE_EXE_LINKER_FLAGS_INIT})
# What differs between machines lies in a folder of its own (openssl/opensslconf.h).
set(CMAKE_C_FLAGS_INIT "-isystem ${SIEBEN_SYSROOT}/usr/include/s390x-linux-gnu")
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SIEBEN_SYSROOT)
set(ENV{PKG_CONFIG_LIBDIR} ${SIEBEN_SYSROOT}/usr/lib/s390x-linux-gnu/pkgconfig)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${SIEBEN_SYSROOT})
