// Made by 'obskit embed'; do not edit.
#include "obs_decam_files.h"

static const unsigned char file_0[] = {
#embed "../corrections.yaml"
};
static const unsigned char file_1[] = {
#embed "../filters.yaml"
};
static const unsigned char file_2[] = {
#embed "../instrument.yaml"
};
static const unsigned char file_3[] = {
#embed "../package.yaml"
};
static const unsigned char file_4[] = {
#embed "../translation.yaml"
};

static const struct obs_embedded_file table[] = {
    {"corrections.yaml", file_0, sizeof file_0},
    {"filters.yaml", file_1, sizeof file_1},
    {"instrument.yaml", file_2, sizeof file_2},
    {"package.yaml", file_3, sizeof file_3},
    {"translation.yaml", file_4, sizeof file_4},
};

const struct obs_embedded_file *const obs_decam_files = table;
const size_t obs_decam_file_count = sizeof table / sizeof table[0];
