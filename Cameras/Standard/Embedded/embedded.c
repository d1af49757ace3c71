// Made by 'obskit embed'; do not edit.
#include "obs_standard_files.h"

static const unsigned char file_0[] = {
#embed "../package.yaml"
};
static const unsigned char file_1[] = {
#embed "../translation.yaml"
};

static const struct obs_embedded_file table[] = {
    {"package.yaml", file_0, sizeof file_0},
    {"translation.yaml", file_1, sizeof file_1},
};

const struct obs_embedded_file *const obs_standard_files = table;
const size_t obs_standard_file_count = sizeof table / sizeof table[0];
