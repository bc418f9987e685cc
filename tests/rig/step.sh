#!/usr/bin/env bash
# Runs one step of the Makefile: says what it is, then runs it, then says how long it took. When it
# fails, the last line says which step stopped everything.
#
#   step.sh "What this step does" command args…
set -uo pipefail
what=$1
shift

printf '\n── %s\n' "$what"
start=$SECONDS
"$@"
code=$?
took=$((SECONDS - start))
if [ "$code" -ne 0 ]; then
  printf '\nStopped after %d s: “%s” failed with exit code %d. What is wrong stands above.\n' \
    "$took" "$what" "$code" >&2
  printf 'The command was: %s\n' "$*" >&2
  exit "$code"
fi
printf '   done in %d s\n' "$took"
