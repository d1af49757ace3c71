// What libbz2, liblzma and libzstd are handed, as their headers declare it; the three are loaded when a file needs them, and
// neither they nor their headers need to be there when ObsKit is built.
#ifndef OBSKIT_COMPRESSION_SHIM_H
#define OBSKIT_COMPRESSION_SHIM_H

#include <stddef.h>
#include <stdint.h>

// bz_stream of bzlib.h (1.0).
typedef struct {
    const char *next_in;
    unsigned int avail_in;
    unsigned int total_in_lo32;
    unsigned int total_in_hi32;
    char *next_out;
    unsigned int avail_out;
    unsigned int total_out_lo32;
    unsigned int total_out_hi32;
    void *state;
    void *bzalloc;
    void *bzfree;
    void *opaque;
} obskit_bz_stream;

// lzma_stream of lzma/base.h (5.x); all zeros is LZMA_STREAM_INIT.
typedef struct {
    const uint8_t *next_in;
    size_t avail_in;
    uint64_t total_in;
    uint8_t *next_out;
    size_t avail_out;
    uint64_t total_out;
    const void *allocator;
    void *internal;
    void *reserved_ptr1;
    void *reserved_ptr2;
    void *reserved_ptr3;
    void *reserved_ptr4;
    uint64_t seek_pos;
    uint64_t reserved_int2;
    size_t reserved_int3;
    size_t reserved_int4;
    int reserved_enum1;
    int reserved_enum2;
} obskit_lzma_stream;

// ZSTD_inBuffer and ZSTD_outBuffer of zstd.h (1.x).
typedef struct {
    const void *src;
    size_t size;
    size_t pos;
} obskit_zstd_in;

typedef struct {
    void *dst;
    size_t size;
    size_t pos;
} obskit_zstd_out;

#endif
