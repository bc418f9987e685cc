#!/usr/bin/env bash
# A throw-away desktop around any command: X server, message bus, window manager and, where asked for, a Vietnamese
# input method. Nothing of the person's own desktop is used or changed, and all of it ends with the command.
#
#   session.sh [--ime none|fcitx|ibus] [--size 1366x768] [--theme light|dark] -- COMMAND …
#
# A plain TERM from outside (timeout 60 session.sh …) ends everything too.
set -uo pipefail

ime=none size=1366x768 theme=light
while [ $# -gt 0 ]; do
  case "$1" in
    --ime) ime=$2; shift 2 ;;
    --size) size=$2; shift 2 ;;
    --theme) theme=$2; shift 2 ;;
    --) shift; break ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || { echo "session: no command given" >&2; exit 2; }
again=("$0" --ime "$ime" --size "$size" --theme "$theme" -- "$@")

# Waits until a command succeeds; says what it waited for when it never does.
wait_for() {
  for _ in $(seq 400); do "$@" >/dev/null 2>&1 && return 0; sleep .05; done
  echo "session: gave up waiting for: $*" >&2
  exit 1
}

# Ends every process that carries this session's mark in its environment, but for this one. A driver that was put into
# a process group of its own is found this way too, and nobody else's process ever is.
sweep() {
  local environment process
  for environment in /proc/[0-9]*/environ; do
    grep -qz "^BANTHAO_SESSION=$BANTHAO_SESSION$" "$environment" 2>/dev/null || continue
    process=${environment#/proc/}
    process=${process%/environ}
    [ "$process" = $$ ] || kill -KILL "$process" 2>/dev/null
  done
}

supervise() {
  export BANTHAO_SESSION=session-$$-$RANDOM SESSION_FOLDER
  SESSION_FOLDER=$(mktemp -d)
  SESSION_STAGE=screen setsid "${again[@]}" &
  local child=$!
  # What still writes there is ended first.
  trap 'sweep; rm -rf "$SESSION_FOLDER"' EXIT
  trap 'exit 143' TERM INT HUP
  wait "$child"
  exit "$?"
}

# The X server; then the bus. Private folders are set before the bus starts, as what it starts inherits them.
open_screen() {
  local folder=$SESSION_FOLDER number server
  export XDG_CONFIG_HOME=$folder/config XDG_CACHE_HOME=$folder/cache XDG_DATA_HOME=$folder/data XDG_RUNTIME_DIR=$folder/run
  mkdir -p "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_DATA_HOME"
  install -d -m 700 "$XDG_RUNTIME_DIR"
  export NO_AT_BRIDGE=1 GDK_BACKEND=x11 LIBGL_ALWAYS_SOFTWARE=1 WEBKIT_DISABLE_DMABUF_RENDERER=1
  export LANG=C.UTF-8 LC_ALL=C.UTF-8 GTK_THEME=Adwaita
  [ "$theme" = dark ] && GTK_THEME=Adwaita:dark
  unset WAYLAND_DISPLAY XAUTHORITY
  # The server picks a free number itself and says when it is ready.
  mkfifo "$folder/display"
  Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset 3>"$folder/display" 2>/dev/null &
  server=$!
  disown "$server"
  # shellcheck disable=SC2064 # It is known now and must not change.
  trap "kill -KILL $server 2>/dev/null" EXIT
  trap 'exit 143' TERM INT
  read -r number <"$folder/display"
  export DISPLAY=:$number
  case $ime in
    fcitx) export GTK_IM_MODULE=fcitx XMODIFIERS=@im=fcitx ;;
    ibus) export GTK_IM_MODULE=ibus XMODIFIERS=@im=ibus ;;
    *) export GTK_IM_MODULE=gtk-im-context-simple ;;
  esac
  SESSION_STAGE=desktop dbus-run-session -- "${again[@]}"
  exit $?
}

named_on_bus() {
  dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:"$1" 2>/dev/null |
    grep -q 'boolean true'
}

managed() { xprop -root _NET_SUPPORTING_WM_CHECK | grep -q 0x; }

start_fcitx() {
  mkdir -p "$XDG_CONFIG_HOME/fcitx5/conf"
  printf '%s\n' '[Groups/0]' Name=Default 'Default Layout=us' DefaultIM=unikey '' \
    '[Groups/0/Items/0]' Name=keyboard-us Layout= '' '[Groups/0/Items/1]' Name=unikey Layout= '' \
    '[GroupOrder]' 0=Default >"$XDG_CONFIG_HOME/fcitx5/profile"
  # On from the first focus: no key has to be pressed.
  printf '%s\n' '[Behavior]' ActiveByDefault=True ShareInputState=All >"$XDG_CONFIG_HOME/fcitx5/config"
  printf '%s\n' "InputMethod=${SESSION_TYPING:-Telex}" OutputCharset=Unicode >"$XDG_CONFIG_HOME/fcitx5/conf/unikey.conf"
  fcitx5 --disable notificationitem,notifications,wayland,waylandim >/dev/null 2>&1 &
  started+=($!)
  wait_for named_on_bus org.fcitx.Fcitx5
}

start_ibus() {
  ibus-daemon --panel disable --config default >/dev/null 2>&1 &
  started+=($!)
  wait_for sh -c 'ibus list-engine | grep -q Unikey'
  # Programs look for it below their own folder of settings otherwise.
  IBUS_ADDRESS=$(ibus address)
  export IBUS_ADDRESS
}

run_command() {
  unset SESSION_STAGE
  started=()
  trap 'for process in "${started[@]}"; do kill "$process" 2>/dev/null; done' EXIT
  # No title bars: a screen of 1366×768 then holds a window of that size. Without a manager GTK has no reliable focus.
  mkdir -p "$XDG_CONFIG_HOME/openbox"
  echo '<openbox_config xmlns="http://openbox.org/3.4/rc"><theme><keepBorder>no</keepBorder></theme><applications><application class="*"><decor>no</decor></application></applications></openbox_config>' \
    >"$XDG_CONFIG_HOME/openbox/rc.xml"
  openbox --sm-disable >/dev/null 2>&1 &
  started+=($!)
  wait_for managed
  case $ime in
    fcitx) start_fcitx ;;
    ibus) start_ibus ;;
  esac
  "$@"
}

case ${SESSION_STAGE:-} in
  '') supervise ;;
  screen) open_screen ;;
  desktop) run_command "$@" ;;
esac
