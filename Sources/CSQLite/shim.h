// sqlite3.h, and the calls Swift cannot make itself because they take variable arguments.
#pragma once
#include <sqlite3.h>

/// Turns one boolean SQLITE_DBCONFIG_* switch on or off; returns SQLite's result code.
static inline int almanac_sqlite3_db_config(sqlite3 *db, int option, int on) {
  return sqlite3_db_config(db, option, on, (int *)0);
}

/// Leaves out the count of all memory in use, for which every allocation of every thread would take one lock.
/// Only before the first connection; returns SQLite's result code.
static inline int almanac_sqlite3_no_memory_status(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
