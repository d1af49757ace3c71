// Why a shim: SwiftPM wants a header inside the target; everything else is the system's own.
// The library is not linked: ObsRegistry takes the one that the process has, or loads it when it first needs it
// (Documentation/decisions/own-sqlite-layer.md).
#ifndef OBSKIT_SQLITE_SHIM_H
#define OBSKIT_SQLITE_SHIM_H

#include <sqlite3.h>

// sqlite3_db_config takes a variable number of arguments, which Swift cannot pass; for switches it is these four.
static inline int obskit_sqlite3_switch(int (*config)(sqlite3 *, int), sqlite3 *database, int what, int value) {
    return ((int (*)(sqlite3 *, int, ...))config)(database, what, value, (int *)0);
}

#endif
