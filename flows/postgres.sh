#!/usr/bin/env bash
# A PostgreSQL of one's own for `kip serve`, without a system service: a cluster in one folder, on loopback alone.
#
#   flows/postgres.sh start FOLDER [PORT]   make the cluster if it is not there, start it, print its address
#   flows/postgres.sh stop FOLDER           stop it; the data stays
#
# Needs Debian's package postgresql and installs it where it is missing. PostgreSQL refuses to run as root; called by
# root, the cluster belongs to the user postgres of that package.
set -euo pipefail

usage() {
  echo "usage: $0 start FOLDER [PORT] | stop FOLDER" >&2
  exit 2
}
[ $# -ge 2 ] || usage
action=$1
folder=$(realpath -m "$2")
port=${3:-5433}
data=$folder/data
database=kip

find_programs() {
  ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1
}

programs=$(find_programs)
if [ -z "$programs" ]; then
  root=()
  [ "$(id -u)" = 0 ] || root=(sudo -n)
  # Debian's package starts a cluster of its own unless told not to; nobody needs that one.
  "${root[@]}" mkdir -p /etc/postgresql-common
  echo "create_main_cluster = false" | "${root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  "${root[@]}" apt-get update -qq >&2
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >&2
  programs=$(find_programs)
fi

as_owner() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}
is_running() { as_owner "$programs/pg_ctl" -D "$data" status >/dev/null 2>&1; }

make_cluster() {
  mkdir -p "$folder"
  [ "$(id -u)" != 0 ] || chown postgres "$folder"
  # Whoever may connect to loopback as a user of this machine still needs the password of the file.
  local secret=$folder/password
  (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$secret")
  [ "$(id -u)" != 0 ] || chown postgres "$secret"
  as_owner "$programs/initdb" -D "$data" -U "$database" --pwfile "$secret" --auth scram-sha-256 \
    -E UTF8 --locale C.UTF-8 >&2
}

start() {
  [ -f "$data/PG_VERSION" ] || make_cluster
  is_running || as_owner "$programs/pg_ctl" -D "$data" -w -l "$folder/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start >&2
  # The port it was started with, which may be another than asked for.
  port=$(as_owner sed -n 4p "$data/postmaster.pid")
  local password
  password=$(cat "$folder/password")
  local address="host=127.0.0.1 port=$port user=$database"
  if ! PGPASSWORD=$password "$programs/psql" "$address dbname=postgres" -tAc \
    "SELECT 1 FROM pg_database WHERE datname = '$database'" | grep -q 1; then
    PGPASSWORD=$password "$programs/psql" -q "$address dbname=postgres" -c "CREATE DATABASE $database" >&2
  fi
  echo "postgresql+asyncpg://$database:$password@127.0.0.1:$port/$database"
}

case "$action" in
start) start ;;
stop) is_running && as_owner "$programs/pg_ctl" -D "$data" -m fast stop >&2 ;;
*) usage ;;
esac
