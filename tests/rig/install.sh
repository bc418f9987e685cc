#!/usr/bin/env bash
# Installs what is missing on Debian or Ubuntu, and says so before it does. What is there is left alone.
#
#   install.sh check              Rust, Node and npm are there and new enough
#   install.sh build|window|site  the system packages to build, for the window tests, for the public site
#   install.sh typing|ibus        a Vietnamese input method for the typing tests: fcitx5, or ibus
#   install.sh tools NAME…        cargo-nextest, tauri-driver, cargo-deny, cargo-machete into target/tools
#
# Several groups may be named at once: install.sh check build window. System packages need root; without it sudo is used.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)

# The oldest versions that build: rust-version in Cargo.toml, and what Vite asks of Node.
rust_least=1.95.0
node_least=20.19.0

declare -A tool_version=(
  [cargo-nextest]=0.9.143
  [tauri-driver]=2.1.0
  [cargo-deny]=0.20.2
  [cargo-machete]=0.9.2
)

stop() {
  printf 'install: %s\n' "$1" >&2
  exit 1
}

at_least() { # at_least FOUND WANTED
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

check_languages() {
  command -v cargo >/dev/null || stop "Rust is not there (cargo). Install Rust $rust_least or newer, then try again."
  command -v node >/dev/null || stop "Node is not there. Install Node $node_least or newer, then try again."
  command -v npm >/dev/null || stop "npm is not there; it belongs to Node. Install it, then try again."
  local rust node
  rust=$(rustc --version | cut -d ' ' -f 2)
  node=$(node --version | tr -d v)
  at_least "$rust" "$rust_least" || stop "Rust is $rust, but $rust_least or newer is needed."
  at_least "$node" "$node_least" || stop "Node is $node, but $node_least or newer is needed."
  printf 'Rust %s, Node %s, npm %s\n' "$rust" "$node" "$(npm --version)"
}

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

# The packages of a group, one a line.
packages() {
  case $1 in
    build) printf '%s\n' build-essential pkg-config perl ca-certificates libssl-dev libdbus-1-dev \
      libwebkit2gtk-4.1-dev librsvg2-dev ;;
    window) printf '%s\n' xvfb openbox dbus-x11 x11-utils xdotool imagemagick webkit2gtk-driver \
      at-spi2-core fonts-noto-core faketime gnome-keyring ;;
    typing) printf '%s\n' fcitx5 fcitx5-unikey fcitx5-frontend-gtk3 fcitx5-modules ;;
    ibus) printf '%s\n' ibus ibus-unikey ibus-gtk3 ;;
    site) [ -n "$(browser)" ] || printf '%s\n' chromium ; printf '%s\n' fonts-noto-core ;;
  esac
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

install_packages() { # install_packages GROUP…
  local wanted=() missing=() as_root=()
  mapfile -t wanted < <(for group in "$@"; do packages "$group"; done | sort -u)
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    [ -n "${BANTHAO_SKIP_PACKAGES:-}" ] && return
    stop "this is neither Debian nor Ubuntu. Install what corresponds to: ${wanted[*]}
         then run again with BANTHAO_SKIP_PACKAGES=1."
  fi
  for package in "${wanted[@]}"; do installed "$package" || missing+=("$package"); done
  if [ ${#missing[@]} -eq 0 ]; then
    printf 'All system packages are there (%s).\n' "$*"
    return
  fi
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || stop "these packages are missing and this is neither root nor is sudo there: ${missing[*]}"
    as_root=(sudo)
    printf 'Installing through sudo, which may ask for your password: %s\n' "${missing[*]}"
  else
    printf 'Installing as root: %s\n' "${missing[*]}"
  fi
  "${as_root[@]}" apt-get update -qq || stop "the list of packages could not be fetched (apt-get update)."
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
    || stop "apt-get could not install: ${missing[*]}"
}

install_tools() { # install_tools NAME…
  local name version
  for name in "$@"; do
    version=${tool_version[$name]:-}
    [ -n "$version" ] || stop "no version is set for the tool $name."
    if command -v "$name" >/dev/null; then
      printf '%s is there: %s\n' "$name" "$(command -v "$name")"
      continue
    fi
    printf 'Building %s %s into target/tools, once; this takes a few minutes.\n' "$name" "$version"
    # Its own build folder goes away afterwards; the workspace's is not touched.
    env -u CARGO_TARGET_DIR cargo install --quiet --locked --root "$root/target/tools" --version "$version" "$name" \
      || stop "$name $version could not be built."
  done
}

export PATH=$root/target/tools/bin:$PATH
groups=()
while [ $# -gt 0 ]; do
  case $1 in
    check) check_languages; shift ;;
    build | window | typing | ibus | site) groups+=("$1"); shift ;;
    tools) shift; tools=("$@"); break ;;
    *) stop "unknown group $1 (check, build, window, typing, ibus, site, tools NAME…)" ;;
  esac
done
[ ${#groups[@]} -eq 0 ] || install_packages "${groups[@]}"
[ -z "${tools:-}" ] || install_tools "${tools[@]}"
