// Made by 'obskit embed'; do not edit.
#include "obs_standard_files.h"

static const unsigned char file_0[] = {
#embed "../calibrations/kinds.yaml"
};
static const unsigned char file_1[] = {
#embed "../package.yaml"
};
static const unsigned char file_2[] = {
#embed "../tasks/astrometry.yaml"
};
static const unsigned char file_3[] = {
#embed "../tasks/isr.yaml"
};
static const unsigned char file_4[] = {
#embed "../tasks/photometry.yaml"
};
static const unsigned char file_5[] = {
#embed "../translation.yaml"
};

static const struct obs_embedded_file table[] = {
    {"calibrations/kinds.yaml", file_0, sizeof file_0},
    {"package.yaml", file_1, sizeof file_1},
    {"tasks/astrometry.yaml", file_2, sizeof file_2},
    {"tasks/isr.yaml", file_3, sizeof file_3},
    {"tasks/photometry.yaml", file_4, sizeof file_4},
    {"translation.yaml", file_5, sizeof file_5},
};

const struct obs_embedded_file *const obs_standard_files = table;
const size_t obs_standard_file_count = sizeof table / sizeof table[0];
