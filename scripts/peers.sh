#!/bin/sh
# SPDX-License-Identifier: MIT
#
# scripts/peers.sh   installs the programs of others that tests/interop talks to, by name and version, into
#                    build/peers.  What cannot be had is left out with a word why; its tests are then skipped.
#
# Environment: S7_REQUIRE=…peers…   also installs the tools that peers need (Node.js, Go, Java, nmap; with apt-get); without
#                                   it, a peer whose tools are not here is left out
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
peers=$root/build/peers
mkdir -p "$peers"
. "$root/scripts/setup.sh"
python=${PYTHON:-python3}
status=0

# installed NAME WHAT   it is there, and it is what is wanted
installed() {
    [ "$(cat "$peers/$1/installed" 2>/dev/null)" = "$2" ]
}

# tools WANT…  what a peer is installed and run with, as need() is told it
tools() {
    case ",${S7_REQUIRE:-}," in
    *,peers,*) need "$@" ;;
    *) have_all "$@" ;;
    esac
}

# left_out NAME WHY…  the test that is skipped says it too
left_out() {
    name=$1
    shift
    rm -rf "${peers:?}/$name"
    printf '%s\n' "$*" >"$peers/$name.missing"
    echo "could not install $name: $*"
    status=1
}

# peer NAME WHAT COMMAND…  runs COMMAND, which leaves the peer WHAT, in an empty folder of its own
peer() {
    name=$1
    what=$2
    shift 2
    rm -rf "${peers:?}/$name" "$peers/$name.missing"
    mkdir -p "$peers/$name"
    if (cd "$peers/$name" && "$@"); then
        printf '%s\n' "$what" >"$peers/$name/installed"
        echo "installed $name: $what"
    else
        left_out "$name" "the installation of $what failed (is there a way to its package registry?)"
    fi
}

# python_peer NAME REQUIREMENT
python_peer() {
    if ! installed "$1" "$2" || ! "$peers/$1/bin/python" -c 'import snap7' 2>/dev/null; then
        peer "$1" "$2" python_install "$2"
    fi
}

python_install() {
    "$python" -m venv . &&
        bin/python -m pip install --quiet --disable-pip-version-check --retries 2 --timeout 20 "$1" &&
        bin/python -c 'import snap7'
}

# node_peer NAME PACKAGE VERSION TOOL…  what is compiled is compiled for this Node.js
node_peer() {
    name=$1
    package=$2
    version=$3
    shift 3
    if ! tools command:node=nodejs command:npm=npm "$@"; then
        left_out "$name" "it needs $missing (names of Debian packages; S7_REQUIRE=peers installs them)"
    elif ! installed "$name" "$package@$version, Node.js $(node --version)"; then
        peer "$name" "$package@$version, Node.js $(node --version)" node_install "$package" "$version"
    fi
}

# Without looking for a ready-made binary, which no registry has, and with the headers of the system.
node_install() {
    echo '{"private": true}' >package.json
    npm_config_build_from_source=true npm_config_nodedir=${npm_config_nodedir:-/usr} npm install --no-audit --no-fund \
        --no-package-lock --no-update-notifier --fetch-retries=2 "$1@$2" && node -e "require('$1')"
}

go_peer() {
    if ! tools command:go=golang-go; then
        left_out gos7 "it needs $missing (names of Debian packages; S7_REQUIRE=peers installs them)"
    elif ! installed gos7 "$1 $2, $(go env GOVERSION)"; then
        peer gos7 "$1 $2, $(go env GOVERSION)" go_install "$@"
    fi
}

# go_install MODULE VERSION HASH HASH_OF_GO_MOD  compiled once, so that the test has to compile its own file only
go_install() {
    printf 'module peer\n\ngo 1.19\n\nrequire %s %s\n' "$1" "$2" >go.mod
    printf '%s %s %s\n%s %s/go.mod %s\n' "$1" "$2" "$3" "$1" "$2" "$4" >go.sum
    GOFLAGS='-mod=mod -modcacherw' GOTOOLCHAIN=local GOSUMDB=off GOMODCACHE=$PWD/modules GOCACHE=$PWD/cache \
        go build "$1" fmt bufio encoding/hex
}

java_peer() {
    if ! tools command:javac=default-jdk-headless command:mvn=maven; then
        left_out plc4x "it needs $missing (names of Debian packages; S7_REQUIRE=peers installs them)"
    elif ! installed plc4x "$*"; then
        peer plc4x "$*" java_install "$@"
    fi
}

# java_install GROUP ARTIFACT VERSION  its .jar and those of all that it needs; Maven's own are not kept
java_install() {
    cat >pom.xml <<END
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>peer</groupId> <artifactId>peer</artifactId> <version>1</version>
  <dependencies>
    <dependency> <groupId>$1</groupId> <artifactId>$2</artifactId> <version>$3</version> </dependency>
  </dependencies>
</project>
END
    mvn -B -Dmaven.repo.local="$PWD/repository" -DincludeScope=runtime -DoutputDirectory="$PWD/jars" \
        org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies >maven.log 2>&1
    code=$?
    [ $code = 0 ] || grep ERROR maven.log
    rm -rf repository
    return $code
}

# What is not fetched but a program of this machine; tests/interop/nmap_test.sh looks for it by itself.
debian_peer() {
    if tools command:nmap=nmap; then
        echo "nmap is here: $(nmap --version | sed -n 's/^Nmap version \([^ ]*\).*/\1/p')"
    else
        echo "could not install nmap: it needs $missing (names of Debian packages; S7_REQUIRE=peers installs them)"
        status=1
    fi
}

debian_peer
python_peer python-snap7-1.4.1 'python-snap7==1.4.1' # carries the C++ library libsnap7
python_peer python-snap7-3 'python-snap7>=3,<4'      # written in Python
node_peer nodes7 nodes7 0.3.18
node_peer st-one-nodes7 @st-one-io/nodes7 1.1.2
node_peer node-snap7 node-snap7 1.0.9 command:g++=g++ command:make=make # compiles the C++ library snap7 1.4.2
go_peer github.com/robinson/gos7 v0.0.0-20240315073918-1f14519e4846 \
    h1:CnAbtX0j07ZVR/TnD5V6ypFTrASJlfr+fc4OY2da9eg= h1:AMHIeh1KJ7Xa2RVOMHdv9jXKrpw0D4EWGGQMHLb2doc=
java_peer org.apache.plc4x plc4j-driver-s7 0.13.1
exit $status
