# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# scripts/setup.sh — sourced by ./run and ./test, which set $root: what this machine lacks is installed (Debian and
# its relatives) or named (everywhere else), and a preset is built.  Long outputs go to build/log/.

say() {
    printf '%s\n' "sieben: $*" >&2
}

# A tool, a library or a header is looked for by itself, not by its package: whatever way it came is good enough.
have() {
    case $1 in
    command:*) command -v "${1#command:}" >/dev/null 2>&1 ;;
    library:*) pkg-config --exists "${1#library:}" >/dev/null 2>&1 ;;
    header:*) printf '#include <%s>\n' "${1#header:}" | cc -E - >/dev/null 2>&1 ;;
    python:*) "$python" -c "import ${1#python:}" >/dev/null 2>&1 ;;
    sanitizer:*) sanitizer_links "${1#sanitizer:}" ;;
    cross:*) printf '#include <stdio.h>\n' | "${1#cross:}" -E - >/dev/null 2>&1 ;;
    *) return 1 ;;
    esac
}

# Some compilers come without the libraries of their sanitizers, which shows only at the first link.
sanitizer_links() {
    mkdir -p "$root/build/log"
    printf 'int main(void){return 0;}\n' |
        "$1" -fsanitize=address,undefined -x c - -o "$root/build/log/sanitizer-try" >/dev/null 2>&1
}

# The first Python on the PATH if it has what is asked for, else the system's, for which packages can be installed.
choose_python() {
    python=$(command -v python3 || :)
    if ! have_all "$@" && command -v apt-get >/dev/null 2>&1; then
        python=/usr/bin/python3
    fi
}
python=

# have_all WANT…  each "check=package"; leaves the packages of what is not there in $missing.
have_all() {
    missing=
    for want in "$@"; do
        have "${want%%=*}" || missing="$missing ${want#*=}"
    done
    missing=$(printf '%s\n' $missing | sort -u | tr '\n' ' ')
    missing=${missing% }
    [ -z "$missing" ]
}

# logged NAME COMMAND…  runs it silently; on failure shows the end of its output and stops.
logged() {
    log=$root/build/log/$1.log
    shift
    mkdir -p "$root/build/log"
    if "$@" </dev/null >"$log" 2>&1; then
        return 0
    fi
    tail -n 40 "$log" >&2
    say "failed: $*"
    say "the whole output is in ${log#"$root/"}"
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# need WANT…  makes sure that everything is there.
need() {
    if have_all "$@"; then
        return 0
    fi
    if ! command -v apt-get >/dev/null 2>&1; then
        say "missing here: $missing (names of the Debian 12 packages)"
        say "install what your system calls them, then start again"
        return 1
    fi
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null 2>&1; then
        say "missing here, and there is no sudo; as root: apt-get install --no-install-recommends $missing"
        return 1
    fi
    say "installing with apt-get: $missing"
    apt="env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q -y -o DPkg::Lock::Timeout=300"
    logged apt-update as_root $apt update || say "going on with the package lists that are there"
    logged apt-install as_root $apt install --no-install-recommends $missing || return 1
    if ! have_all "$@"; then
        say "still missing after the installation: $missing"
        return 1
    fi
}

# The compiler itself, the build tools, and the libraries of the program.
needs_to_build='command:cc=gcc header:stdio.h=libc6-dev command:cmake=cmake command:ninja=ninja-build
    command:pkg-config=pkg-config library:libuv=libuv1-dev library:yaml-0.1=libyaml-dev library:jansson=libjansson-dev
    library:ncursesw=libncurses-dev library:libcrypto=libssl-dev library:libpcap=libpcap-dev'

# build PRESET NINJA_ARGUMENT…  (a build folder that was made for another place is made anew)
build() {
    preset=$1
    shift
    folder=$root/build/$preset
    if [ -f "$folder/CMakeCache.txt" ] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        rm -rf "$folder"
    fi
    logged "configure-$preset" configure "$preset" || return 1
    logged "build-$preset" ninja -C "$folder" "$@"
}

configure() {
    cd "$root" && cmake --preset "$1" ${python:+"-DPython3_EXECUTABLE=$python"}
}
