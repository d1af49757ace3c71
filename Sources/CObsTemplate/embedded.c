// Made by 'obskit embed'; do not edit.
#include "obs_template_files.h"

static const unsigned char file_0[] = {
#embed "../../Cameras/Template/README.md"
};
static const unsigned char file_1[] = {
#embed "../../Cameras/Template/camera/focal-plane.yaml"
};
static const unsigned char file_2[] = {
#embed "../../Cameras/Template/camera/history.yaml"
};
static const unsigned char file_3[] = {
#embed "../../Cameras/Template/camera/sensors.yaml"
};
static const unsigned char file_4[] = {
#embed "../../Cameras/Template/conformance/headers/bias.yaml"
};
static const unsigned char file_5[] = {
#embed "../../Cameras/Template/conformance/headers/science.yaml"
};
static const unsigned char file_6[] = {
#embed "../../Cameras/Template/conformance/points/Template.yaml"
};
static const unsigned char file_7[] = {
#embed "../../Cameras/Template/corrections.yaml"
};
static const unsigned char file_8[] = {
#embed "../../Cameras/Template/filters.yaml"
};
static const unsigned char file_9[] = {
#embed "../../Cameras/Template/instrument.yaml"
};
static const unsigned char file_10[] = {
#embed "../../Cameras/Template/package.yaml"
};
static const unsigned char file_11[] = {
#embed "../../Cameras/Template/translation.yaml"
};

static const struct obs_embedded_file table[] = {
    {"README.md", file_0, sizeof file_0},
    {"camera/focal-plane.yaml", file_1, sizeof file_1},
    {"camera/history.yaml", file_2, sizeof file_2},
    {"camera/sensors.yaml", file_3, sizeof file_3},
    {"conformance/headers/bias.yaml", file_4, sizeof file_4},
    {"conformance/headers/science.yaml", file_5, sizeof file_5},
    {"conformance/points/Template.yaml", file_6, sizeof file_6},
    {"corrections.yaml", file_7, sizeof file_7},
    {"filters.yaml", file_8, sizeof file_8},
    {"instrument.yaml", file_9, sizeof file_9},
    {"package.yaml", file_10, sizeof file_10},
    {"translation.yaml", file_11, sizeof file_11},
};

const struct obs_embedded_file *const obs_template_files = table;
const size_t obs_template_file_count = sizeof table / sizeof table[0];
