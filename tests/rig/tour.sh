#!/usr/bin/env bash
# Plays the main path by the command line and takes pictures into target/tour/. Needs the programs built (make tour).
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH=$PWD/target/tools/bin:$PATH
exec node tests/rig/tour/story.mjs
