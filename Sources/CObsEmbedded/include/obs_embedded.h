/// The files of a camera package, compiled into a program with #embed.
#ifndef OBS_EMBEDDED_H
#define OBS_EMBEDDED_H

#include <stddef.h>

/// One file: its path inside the package, its bytes and their number.
struct obs_embedded_file {
    const char *path;
    const unsigned char *bytes;
    size_t size;
};

#endif
