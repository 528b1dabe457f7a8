# Sourced by the scripts beside it, never run: folders, locks, and processes that are certainly ours.
#
# A process is remembered in a file with its number, its start time, the boot it was started in and a random mark in its
# environment. A number alone says nothing: by the time somebody wants to end it, the kernel may have given it away.
set -euo pipefail
set +m          # with job control, setsid would fork and $! would name the wrong process
umask 077       # connection files hold passwords

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { say "$*"; exit 1; }

if [[ -z "${TESTBED_HOME:-}" ]]; then
  [[ -n "${HOME:-}" ]] || die "set TESTBED_HOME or HOME"
  TESTBED_HOME="$HOME/.cache/ticketlabeler-testbed"
fi
[[ "$TESTBED_HOME" == /* ]] || TESTBED_HOME="$PWD/$TESTBED_HOME"
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

# usage: print the comment at the head of the calling script.
usage() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0" >&2; exit 2; }

# lock FILE: one at a time, until this script ends. Descriptor 9; whatever outlives the script is started with 9>&-.
lock() {
  mkdir -p "${1%/*}"
  exec 9>"$1"
  flock -w 1800 9 || die "another run holds $1"
}

# debian PACKAGE...: install what the machine lacks. Three installs may ask at once, and apt does not queue by itself.
debian() {
  [[ "$(id -u)" == 0 ]] && command -v apt-get >/dev/null || die "please install: $*"
  say "installing with apt: $*"
  mkdir -p "$TESTBED_HOME"
  (
    exec 8>"$TESTBED_HOME/apt.lock" && flock 8
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 "$@"; } \
      </dev/null >"$TESTBED_HOME/apt.log" 2>&1 8>&- 9>&- || { tail -n 20 "$TESTBED_HOME/apt.log" >&2; exit 1; }
  ) || die "apt could not install: $*"
}

# python311: the name of a Python 3.11 that can make virtual environments. The pins were resolved for 3.11 only.
python311() {
  local candidate
  for candidate in "${TESTBED_PYTHON:-python3.11}" /usr/bin/python3.11 python3; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  return 1
}

# pinned_venv FOLDER PINS [OPTION]: a new virtual environment with exactly the packages of the file PINS. A few of them come as
# source only; without build isolation they are built by the pinned tools instead of the newest ones.
pinned_venv() {
  local python
  if ! python="$(python311)"; then
    debian python3.11 python3.11-venv
    python="$(python311)" || die "needs Python 3.11 with its venv module"
  fi
  rm -rf "$1"
  mkdir -p "${1%/*}"
  "$python" -m venv "$1" >&2
  "$1/bin/pip" install -q --disable-pip-version-check -r "$HERE/pins/build-tools.txt" >&2
  "$1/bin/pip" install -q --disable-pip-version-check --no-deps --no-build-isolation "${@:3}" -r "$2" >&2
}

# fingerprint FILE...: changes when one of the pin files does, so that an old installation is made anew.
fingerprint() { cat "$HERE/pins/build-tools.txt" "$@" | cksum; }

# port PYTHON NUMBER: that port of 127.0.0.1 when it can be bound, any free one for 0; fails when it is taken.
port() {
  "$1" - "$2" 2>/dev/null <<'PY'
import socket, sys
with socket.socket() as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("127.0.0.1", int(sys.argv[1])))
    s.listen()
    print(s.getsockname()[1])
PY
}

check_port() { [[ "$1" =~ ^[0-9]{1,5}$ ]] && ((10#$1 < 65536)) || die "not a port number: '$1'"; }

# choose_port PYTHON WANTED DEFAULT: a port that is named is the one used; the default gives way to any free one.
choose_port() {
  if [[ -n "$2" ]]; then
    check_port "$2"
    port "$1" "$2" || die "port $2 is taken"
  else
    port "$1" "$3" || port "$1" 0
  fi
}

secret() { "$1" -c "import secrets; print(secrets.token_hex($2))"; }

# look PID: sets STAT to what the kernel tells after the process's name: STAT[0] state, [3] session, [17] threads, [19] start
# time. Fails for one that is dead, which is not yet so while a thread of it lives: it would still hold its port.
look() {
  local line
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra STAT <<<"${line##*) }"
  [[ "${STAT[0]}" != [ZX] ]] || ((STAT[17] > 1))
}

boot() { cat /proc/sys/kernel/random/boot_id; }

# launch FILE LOG KEEP_ENVIRONMENT [NAME=VALUE...] COMMAND...
# Starts COMMAND in a session (so a process group) of its own and remembers it in FILE. KEEP_ENVIRONMENT is yes, or no for
# an environment that holds nothing but what is named here.
launch() {
  local file="$1" log="$2" clean=() mark
  [[ "$3" == yes ]] || clean=(-i)
  shift 3
  mark="$(cat /proc/sys/kernel/random/uuid)"
  setsid env "${clean[@]}" TESTBED_MARK="$mark" "$@" </dev/null >"$log" 2>&1 9>&- &
  printf '%s %s %s %s\n' "$!" "$(look "$!" && echo "${STAT[19]}" || echo gone)" "$(boot)" "$mark" >"$file"
  disown "$!"   # else bash reports its end, and a bare wait would wait for it
}

# alive FILE: does the process of FILE run, and is it the very one that was launched?
alive() {
  local pid born boot mark
  { read -r pid born boot mark <"$1"; } 2>/dev/null || return 1
  [[ "$boot" == "$(boot)" ]] && look "$pid" && [[ "${STAT[19]}" == "$born" ]]
}

# session PID: the living processes of that session, one a line.
session() {
  local entry
  for entry in /proc/[0-9]*; do
    if look "${entry#/proc/}" && [[ "${STAT[3]}" == "$1" ]]; then printf '%s\n' "${entry#/proc/}"; fi
  done
}

# orphans FILE: children that outlived the process of FILE. Without their leader only the mark proves whose they are.
orphans() {
  local pid born boot mark child
  { read -r pid born boot mark <"$1"; } 2>/dev/null || return 0
  [[ "$boot" == "$(boot)" && -n "$mark" ]] || return 0
  for child in $(session "$pid"); do
    if grep -qzxF "TESTBED_MARK=$mark" "/proc/$child/environ" 2>/dev/null; then printf '%s\n' "$child"; fi
  done
}

# end FILE SECONDS: ask the process of FILE to finish, give it SECONDS, then kill what is left of its session. While one
# member lives the kernel gives the session's number to nobody else, so the list stays ours from the first look to the last.
end() {
  local pid rest deadline=$((SECONDS + $2))
  if alive "$1"; then
    read -r pid rest <"$1"
    kill -TERM "$pid" 2>/dev/null || true
    while [[ -n "$(session "$pid")" ]] && ((SECONDS < deadline)); do sleep 0.1; done
    rest="$(session "$pid")"
  else
    rest="$(orphans "$1")"
  fi
  if [[ -n "$rest" ]]; then
    # shellcheck disable=SC2086
    kill -KILL $rest 2>/dev/null || true
    deadline=$((SECONDS + 5))
    for pid in $rest; do
      while look "$pid" && ((SECONDS < deadline)); do sleep 0.1; done
    done
  fi
  rm -f "$1"
}
