#!/bin/sh
# SPDX-License-Identifier: MIT
#
# scripts_test.sh PROJECT WORK   what ./run and ./test say and do on machines that lack something: a folder of our own
# is the whole PATH, with the tools a bare system has and a recording apt-get and sudo.
set -eu
project=$1
work=$2
rm -rf "$work"
mkdir -p "$work/bin" "$work/build"
for tool in sh env cat grep id mkdir printf rm sort tail tr sed touch ln; do
    ln -s "$(command -v "$tool")" "$work/bin/$tool"
done

failures=0
expect() {
    if ! grep -q -- "$2" "$work/output"; then
        echo "FAIL $1: no \"$2\" in:"
        cat "$work/output"
        failures=$((failures + 1))
    fi
}

# attempt WANT…  runs need() with that PATH; its exit code is the last line of the output
attempt() {
    PATH=$work/bin sh -c 'root=$1; . "$2/scripts/setup.sh"; shift 2; need "$@"' sh "$work" "$project" "$@" \
        >"$work/output" 2>&1 && code=0 || code=$?
    echo "exit $code" >>"$work/output"
}

attempt command:cat=coreutils
expect "nothing is missing" '^exit 0$'

attempt command:frob=frob-package command:grep=grep command:knob=knob-package
expect "no apt-get" 'missing here: frob-package knob-package (names of the Debian 12 packages)'
expect "no apt-get" '^exit 1$'

# apt-get that installs frob only
cat >"$work/bin/apt-get" <<END
#!/bin/sh
echo "apt-get \$* (\$DEBIAN_FRONTEND)" >>"$work/apt"
case "\$*" in *install*) touch "$work/bin/frob"; "$(command -v chmod)" +x "$work/bin/frob" ;; esac
END
chmod +x "$work/bin/apt-get"
printf '#!/bin/sh\necho 1000\n' >"$work/plain-id"
chmod +x "$work/plain-id"
rm "$work/bin/id"
ln -s "$work/plain-id" "$work/bin/id"

attempt command:frob=frob-package
expect "neither root nor sudo" 'as root: apt-get install --no-install-recommends frob-package'
expect "neither root nor sudo" '^exit 1$'

printf '#!/bin/sh\necho sudo >>"%s/apt"\nexec "$@"\n' "$work" >"$work/bin/sudo"
chmod +x "$work/bin/sudo"
attempt command:frob=frob-package
expect "through sudo" 'installing with apt-get: frob-package'
expect "through sudo" '^exit 0$'
cp "$work/apt" "$work/output"
expect "through sudo" '^sudo$'
expect "package lists first" '^apt-get .* update (noninteractive)$'
expect "install" '^apt-get .* install --no-install-recommends frob-package (noninteractive)$'

rm "$work/apt"
attempt command:frob=frob-package
expect "there by now" '^exit 0$'
if [ -e "$work/apt" ]; then
    echo "FAIL apt-get was called although nothing is missing"
    failures=$((failures + 1))
fi

attempt command:frob=frob-package command:knob=knob-package
expect "installed in vain" 'still missing after the installation: knob-package'
expect "installed in vain" '^exit 1$'

# What ./test makes of results: a skip of a required kind is a failure, a missing program is not a skip.
cat >"$work/junit.xml" <<'END'
<testsuite>
<testcase name="good" status="run"/>
<testcase name="bad" status="fail"><failure message=""/></testcase>
<testcase name="peer" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/><system-out>no network
</system-out></testcase>
<testcase name="gone" status="notrun"><skipped message="Unable to find executable"/></testcase>
</testsuite>
END
echo '{"tests":[{"name":"peer","properties":[{"name":"LABELS","value":["peers"]}]}]}' >"$work/tests.json"
for required in "" captures captures,peers; do
    python3 "$project/scripts/results.py" ctest "$work/junit.xml" "$work/tests.json" "$required" >"$work/results"
    python3 "$project/scripts/results.py" summary "$work/results" >"$work/output" && code=0 || code=$?
    echo "exit $code" >>"$work/output"
    expect "required: $required" '^exit 1$'
    expect "required: $required" '^failed: gone: Unable to find executable$'
    case $required in
    *peers)
        expect "required: $required" '^failed: peer: peers are required (S7_REQUIRE), but: no network$'
        expect "required: $required" '^1 passed, 3 failed, 0 skipped$'
        ;;
    *)
        expect "required: $required" '^skipped: peer: no network$'
        expect "required: $required" '^1 passed, 2 failed, 1 skipped$'
        ;;
    esac
done
printf 'passed\tgood\t\t\n' >"$work/results"
python3 "$project/scripts/results.py" summary "$work/results" >"$work/output"
expect "all good" '^1 passed, 0 failed, 0 skipped$'

[ $failures = 0 ]
