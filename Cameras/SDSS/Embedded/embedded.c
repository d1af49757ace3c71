// Made by 'obskit embed'; do not edit.
#include "obs_sdss_files.h"

static const unsigned char file_0[] = {
#embed "../filters.yaml"
};
static const unsigned char file_1[] = {
#embed "../instrument.yaml"
};
static const unsigned char file_2[] = {
#embed "../package.yaml"
};
static const unsigned char file_3[] = {
#embed "../translation.yaml"
};

static const struct obs_embedded_file table[] = {
    {"filters.yaml", file_0, sizeof file_0},
    {"instrument.yaml", file_1, sizeof file_1},
    {"package.yaml", file_2, sizeof file_2},
    {"translation.yaml", file_3, sizeof file_3},
};

const struct obs_embedded_file *const obs_sdss_files = table;
const size_t obs_sdss_file_count = sizeof table / sizeof table[0];
