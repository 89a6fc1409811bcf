#!/bin/sh
# Written beside the roles that `roost up` makes (src/Roost.Postgres/Embedded/RoostRoles.cs); the container it is made for was not run here.
# Makes Roost's three roles and the database they share. The postgres image runs it once, when its data folder is new;
# anywhere else run it by hand as an administrator, with PGHOST, PGUSER and PGPASSWORD set as psql knows them.
set -eu

: "${ROOST_DATABASE:=shop}"
: "${ROOST_OWNER_PASSWORD:?Set it to the owner's password: the role that migrates.}"
: "${ROOST_APP_PASSWORD:?Set it to the application role's password.}"
: "${ROOST_SYSTEM_PASSWORD:?Set it to the system role's password.}"

psql -v ON_ERROR_STOP=1 --no-psqlrc --username "${POSTGRES_USER:-${PGUSER:-postgres}}" --dbname postgres \
  -v database="$ROOST_DATABASE" -v owner="$ROOST_OWNER_PASSWORD" -v app="$ROOST_APP_PASSWORD" -v system="$ROOST_SYSTEM_PASSWORD" <<'SQL'
CREATE ROLE roost_owner  LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE roost_app    LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app';
CREATE ROLE roost_system LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'system';

-- An administrator who is no superuser may give a database only to a role that it belongs to.
SELECT 'GRANT roost_owner TO current_user' FROM pg_roles WHERE rolname = current_user AND NOT rolsuper \gexec

CREATE DATABASE :"database" OWNER roost_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO roost_app, roost_system;
SQL
