// Made by 'obskit embed'; do not edit.
#include "obs_decam_files.h"

static const unsigned char file_0[] = {
#embed "../calibrations/external.yaml"
};
static const unsigned char file_1[] = {
#embed "../calibrations/kinds.yaml"
};
static const unsigned char file_2[] = {
#embed "../camera/focal-plane.yaml"
};
static const unsigned char file_3[] = {
#embed "../camera/history.yaml"
};
static const unsigned char file_4[] = {
#embed "../camera/sensors.yaml"
};
static const unsigned char file_5[] = {
#embed "../corrections.yaml"
};
static const unsigned char file_6[] = {
#embed "../filters.yaml"
};
static const unsigned char file_7[] = {
#embed "../instrument.yaml"
};
static const unsigned char file_8[] = {
#embed "../package.yaml"
};
static const unsigned char file_9[] = {
#embed "../parameters/astrometry.yaml"
};
static const unsigned char file_10[] = {
#embed "../parameters/isr.yaml"
};
static const unsigned char file_11[] = {
#embed "../parameters/photometry.yaml"
};
static const unsigned char file_12[] = {
#embed "../translation.yaml"
};

static const struct obs_embedded_file table[] = {
    {"calibrations/external.yaml", file_0, sizeof file_0},
    {"calibrations/kinds.yaml", file_1, sizeof file_1},
    {"camera/focal-plane.yaml", file_2, sizeof file_2},
    {"camera/history.yaml", file_3, sizeof file_3},
    {"camera/sensors.yaml", file_4, sizeof file_4},
    {"corrections.yaml", file_5, sizeof file_5},
    {"filters.yaml", file_6, sizeof file_6},
    {"instrument.yaml", file_7, sizeof file_7},
    {"package.yaml", file_8, sizeof file_8},
    {"parameters/astrometry.yaml", file_9, sizeof file_9},
    {"parameters/isr.yaml", file_10, sizeof file_10},
    {"parameters/photometry.yaml", file_11, sizeof file_11},
    {"translation.yaml", file_12, sizeof file_12},
};

const struct obs_embedded_file *const obs_decam_files = table;
const size_t obs_decam_file_count = sizeof table / sizeof table[0];
