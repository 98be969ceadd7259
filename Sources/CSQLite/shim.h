// sqlite3.h, and the calls Swift cannot make itself because they take variable arguments.
#pragma once
#include <sqlite3.h>

/// Turns one boolean SQLITE_DBCONFIG_* switch on or off; returns SQLite's result code.
static inline int almanac_sqlite3_db_config(sqlite3 *db, int option, int on) {
  return sqlite3_db_config(db, option, on, (int *)0);
}
