// Made by 'obskit embed'; do not edit.
#include "obs_startrackers_files.h"

static const unsigned char file_0[] = {
#embed "../Fast/filters.yaml"
};
static const unsigned char file_1[] = {
#embed "../Fast/instrument.yaml"
};
static const unsigned char file_2[] = {
#embed "../Fast/translation.yaml"
};
static const unsigned char file_3[] = {
#embed "../Narrow/filters.yaml"
};
static const unsigned char file_4[] = {
#embed "../Narrow/instrument.yaml"
};
static const unsigned char file_5[] = {
#embed "../Narrow/translation.yaml"
};
static const unsigned char file_6[] = {
#embed "../Wide/filters.yaml"
};
static const unsigned char file_7[] = {
#embed "../Wide/instrument.yaml"
};
static const unsigned char file_8[] = {
#embed "../Wide/translation.yaml"
};
static const unsigned char file_9[] = {
#embed "../base/filters.yaml"
};
static const unsigned char file_10[] = {
#embed "../base/translation.yaml"
};
static const unsigned char file_11[] = {
#embed "../package.yaml"
};

static const struct obs_embedded_file table[] = {
    {"Fast/filters.yaml", file_0, sizeof file_0},
    {"Fast/instrument.yaml", file_1, sizeof file_1},
    {"Fast/translation.yaml", file_2, sizeof file_2},
    {"Narrow/filters.yaml", file_3, sizeof file_3},
    {"Narrow/instrument.yaml", file_4, sizeof file_4},
    {"Narrow/translation.yaml", file_5, sizeof file_5},
    {"Wide/filters.yaml", file_6, sizeof file_6},
    {"Wide/instrument.yaml", file_7, sizeof file_7},
    {"Wide/translation.yaml", file_8, sizeof file_8},
    {"base/filters.yaml", file_9, sizeof file_9},
    {"base/translation.yaml", file_10, sizeof file_10},
    {"package.yaml", file_11, sizeof file_11},
};

const struct obs_embedded_file *const obs_startrackers_files = table;
const size_t obs_startrackers_file_count = sizeof table / sizeof table[0];
