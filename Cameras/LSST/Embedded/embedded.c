// Made by 'obskit embed'; do not edit.
#include "obs_lsst_files.h"

static const unsigned char file_0[] = {
#embed "../LATISS/camera/focal-plane.yaml"
};
static const unsigned char file_1[] = {
#embed "../LATISS/camera/history.yaml"
};
static const unsigned char file_2[] = {
#embed "../LATISS/camera/sensors.yaml"
};
static const unsigned char file_3[] = {
#embed "../LATISS/corrections/rotator.tsv"
};
static const unsigned char file_4[] = {
#embed "../LATISS/corrections.yaml"
};
static const unsigned char file_5[] = {
#embed "../LATISS/filters.yaml"
};
static const unsigned char file_6[] = {
#embed "../LATISS/instrument.yaml"
};
static const unsigned char file_7[] = {
#embed "../LATISS/parameters/astrometry.yaml"
};
static const unsigned char file_8[] = {
#embed "../LATISS/parameters/isr.yaml"
};
static const unsigned char file_9[] = {
#embed "../LATISS/translation.yaml"
};
static const unsigned char file_10[] = {
#embed "../LSST-TS3/camera/focal-plane.yaml"
};
static const unsigned char file_11[] = {
#embed "../LSST-TS3/camera/sensors.yaml"
};
static const unsigned char file_12[] = {
#embed "../LSST-TS3/filters.yaml"
};
static const unsigned char file_13[] = {
#embed "../LSST-TS3/instrument.yaml"
};
static const unsigned char file_14[] = {
#embed "../LSST-TS3/translation.yaml"
};
static const unsigned char file_15[] = {
#embed "../LSST-TS8/camera/focal-plane.yaml"
};
static const unsigned char file_16[] = {
#embed "../LSST-TS8/camera/history.yaml"
};
static const unsigned char file_17[] = {
#embed "../LSST-TS8/camera/sensors.yaml"
};
static const unsigned char file_18[] = {
#embed "../LSST-TS8/filters.yaml"
};
static const unsigned char file_19[] = {
#embed "../LSST-TS8/instrument.yaml"
};
static const unsigned char file_20[] = {
#embed "../LSST-TS8/translation.yaml"
};
static const unsigned char file_21[] = {
#embed "../LSST-UCDCam/camera/focal-plane.yaml"
};
static const unsigned char file_22[] = {
#embed "../LSST-UCDCam/camera/sensors.yaml"
};
static const unsigned char file_23[] = {
#embed "../LSST-UCDCam/filters.yaml"
};
static const unsigned char file_24[] = {
#embed "../LSST-UCDCam/instrument.yaml"
};
static const unsigned char file_25[] = {
#embed "../LSST-UCDCam/translation.yaml"
};
static const unsigned char file_26[] = {
#embed "../LSSTCam/camera/focal-plane.yaml"
};
static const unsigned char file_27[] = {
#embed "../LSSTCam/camera/history.yaml"
};
static const unsigned char file_28[] = {
#embed "../LSSTCam/camera/sensors.yaml"
};
static const unsigned char file_29[] = {
#embed "../LSSTCam/corrections/groups.tsv"
};
static const unsigned char file_30[] = {
#embed "../LSSTCam/corrections/pointings.tsv"
};
static const unsigned char file_31[] = {
#embed "../LSSTCam/corrections.yaml"
};
static const unsigned char file_32[] = {
#embed "../LSSTCam/filters.yaml"
};
static const unsigned char file_33[] = {
#embed "../LSSTCam/instrument.yaml"
};
static const unsigned char file_34[] = {
#embed "../LSSTCam/parameters/astrometry.yaml"
};
static const unsigned char file_35[] = {
#embed "../LSSTCam/parameters/isr.yaml"
};
static const unsigned char file_36[] = {
#embed "../LSSTCam/parameters/photometry.yaml"
};
static const unsigned char file_37[] = {
#embed "../LSSTCam/translation.yaml"
};
static const unsigned char file_38[] = {
#embed "../LSSTCam-PhoSim/camera/focal-plane.yaml"
};
static const unsigned char file_39[] = {
#embed "../LSSTCam-PhoSim/camera/sensors.yaml"
};
static const unsigned char file_40[] = {
#embed "../LSSTCam-PhoSim/filters.yaml"
};
static const unsigned char file_41[] = {
#embed "../LSSTCam-PhoSim/instrument.yaml"
};
static const unsigned char file_42[] = {
#embed "../LSSTCam-PhoSim/translation.yaml"
};
static const unsigned char file_43[] = {
#embed "../LSSTCam-imSim/camera/focal-plane.yaml"
};
static const unsigned char file_44[] = {
#embed "../LSSTCam-imSim/camera/sensors.yaml"
};
static const unsigned char file_45[] = {
#embed "../LSSTCam-imSim/filters.yaml"
};
static const unsigned char file_46[] = {
#embed "../LSSTCam-imSim/instrument.yaml"
};
static const unsigned char file_47[] = {
#embed "../LSSTCam-imSim/translation.yaml"
};
static const unsigned char file_48[] = {
#embed "../LSSTCamSim/camera/focal-plane.yaml"
};
static const unsigned char file_49[] = {
#embed "../LSSTCamSim/camera/sensors.yaml"
};
static const unsigned char file_50[] = {
#embed "../LSSTCamSim/filters.yaml"
};
static const unsigned char file_51[] = {
#embed "../LSSTCamSim/instrument.yaml"
};
static const unsigned char file_52[] = {
#embed "../LSSTCamSim/translation.yaml"
};
static const unsigned char file_53[] = {
#embed "../LSSTComCam/camera/focal-plane.yaml"
};
static const unsigned char file_54[] = {
#embed "../LSSTComCam/camera/sensors.yaml"
};
static const unsigned char file_55[] = {
#embed "../LSSTComCam/corrections/groups.tsv"
};
static const unsigned char file_56[] = {
#embed "../LSSTComCam/corrections/rotator.tsv"
};
static const unsigned char file_57[] = {
#embed "../LSSTComCam/corrections.yaml"
};
static const unsigned char file_58[] = {
#embed "../LSSTComCam/filters.yaml"
};
static const unsigned char file_59[] = {
#embed "../LSSTComCam/instrument.yaml"
};
static const unsigned char file_60[] = {
#embed "../LSSTComCam/translation.yaml"
};
static const unsigned char file_61[] = {
#embed "../LSSTComCamSim/camera/focal-plane.yaml"
};
static const unsigned char file_62[] = {
#embed "../LSSTComCamSim/camera/history.yaml"
};
static const unsigned char file_63[] = {
#embed "../LSSTComCamSim/camera/sensors.yaml"
};
static const unsigned char file_64[] = {
#embed "../LSSTComCamSim/filters.yaml"
};
static const unsigned char file_65[] = {
#embed "../LSSTComCamSim/instrument.yaml"
};
static const unsigned char file_66[] = {
#embed "../LSSTComCamSim/translation.yaml"
};
static const unsigned char file_67[] = {
#embed "../base/camera/sensors.yaml"
};
static const unsigned char file_68[] = {
#embed "../base/filters.yaml"
};
static const unsigned char file_69[] = {
#embed "../base/instrument.yaml"
};
static const unsigned char file_70[] = {
#embed "../base/simulation.yaml"
};
static const unsigned char file_71[] = {
#embed "../base/testStand.yaml"
};
static const unsigned char file_72[] = {
#embed "../base/translation.yaml"
};
static const unsigned char file_73[] = {
#embed "../package.yaml"
};
static const unsigned char file_74[] = {
#embed "../parameters/astrometry.yaml"
};
static const unsigned char file_75[] = {
#embed "../parameters/isr.yaml"
};

static const struct obs_embedded_file table[] = {
    {"LATISS/camera/focal-plane.yaml", file_0, sizeof file_0},
    {"LATISS/camera/history.yaml", file_1, sizeof file_1},
    {"LATISS/camera/sensors.yaml", file_2, sizeof file_2},
    {"LATISS/corrections/rotator.tsv", file_3, sizeof file_3},
    {"LATISS/corrections.yaml", file_4, sizeof file_4},
    {"LATISS/filters.yaml", file_5, sizeof file_5},
    {"LATISS/instrument.yaml", file_6, sizeof file_6},
    {"LATISS/parameters/astrometry.yaml", file_7, sizeof file_7},
    {"LATISS/parameters/isr.yaml", file_8, sizeof file_8},
    {"LATISS/translation.yaml", file_9, sizeof file_9},
    {"LSST-TS3/camera/focal-plane.yaml", file_10, sizeof file_10},
    {"LSST-TS3/camera/sensors.yaml", file_11, sizeof file_11},
    {"LSST-TS3/filters.yaml", file_12, sizeof file_12},
    {"LSST-TS3/instrument.yaml", file_13, sizeof file_13},
    {"LSST-TS3/translation.yaml", file_14, sizeof file_14},
    {"LSST-TS8/camera/focal-plane.yaml", file_15, sizeof file_15},
    {"LSST-TS8/camera/history.yaml", file_16, sizeof file_16},
    {"LSST-TS8/camera/sensors.yaml", file_17, sizeof file_17},
    {"LSST-TS8/filters.yaml", file_18, sizeof file_18},
    {"LSST-TS8/instrument.yaml", file_19, sizeof file_19},
    {"LSST-TS8/translation.yaml", file_20, sizeof file_20},
    {"LSST-UCDCam/camera/focal-plane.yaml", file_21, sizeof file_21},
    {"LSST-UCDCam/camera/sensors.yaml", file_22, sizeof file_22},
    {"LSST-UCDCam/filters.yaml", file_23, sizeof file_23},
    {"LSST-UCDCam/instrument.yaml", file_24, sizeof file_24},
    {"LSST-UCDCam/translation.yaml", file_25, sizeof file_25},
    {"LSSTCam/camera/focal-plane.yaml", file_26, sizeof file_26},
    {"LSSTCam/camera/history.yaml", file_27, sizeof file_27},
    {"LSSTCam/camera/sensors.yaml", file_28, sizeof file_28},
    {"LSSTCam/corrections/groups.tsv", file_29, sizeof file_29},
    {"LSSTCam/corrections/pointings.tsv", file_30, sizeof file_30},
    {"LSSTCam/corrections.yaml", file_31, sizeof file_31},
    {"LSSTCam/filters.yaml", file_32, sizeof file_32},
    {"LSSTCam/instrument.yaml", file_33, sizeof file_33},
    {"LSSTCam/parameters/astrometry.yaml", file_34, sizeof file_34},
    {"LSSTCam/parameters/isr.yaml", file_35, sizeof file_35},
    {"LSSTCam/parameters/photometry.yaml", file_36, sizeof file_36},
    {"LSSTCam/translation.yaml", file_37, sizeof file_37},
    {"LSSTCam-PhoSim/camera/focal-plane.yaml", file_38, sizeof file_38},
    {"LSSTCam-PhoSim/camera/sensors.yaml", file_39, sizeof file_39},
    {"LSSTCam-PhoSim/filters.yaml", file_40, sizeof file_40},
    {"LSSTCam-PhoSim/instrument.yaml", file_41, sizeof file_41},
    {"LSSTCam-PhoSim/translation.yaml", file_42, sizeof file_42},
    {"LSSTCam-imSim/camera/focal-plane.yaml", file_43, sizeof file_43},
    {"LSSTCam-imSim/camera/sensors.yaml", file_44, sizeof file_44},
    {"LSSTCam-imSim/filters.yaml", file_45, sizeof file_45},
    {"LSSTCam-imSim/instrument.yaml", file_46, sizeof file_46},
    {"LSSTCam-imSim/translation.yaml", file_47, sizeof file_47},
    {"LSSTCamSim/camera/focal-plane.yaml", file_48, sizeof file_48},
    {"LSSTCamSim/camera/sensors.yaml", file_49, sizeof file_49},
    {"LSSTCamSim/filters.yaml", file_50, sizeof file_50},
    {"LSSTCamSim/instrument.yaml", file_51, sizeof file_51},
    {"LSSTCamSim/translation.yaml", file_52, sizeof file_52},
    {"LSSTComCam/camera/focal-plane.yaml", file_53, sizeof file_53},
    {"LSSTComCam/camera/sensors.yaml", file_54, sizeof file_54},
    {"LSSTComCam/corrections/groups.tsv", file_55, sizeof file_55},
    {"LSSTComCam/corrections/rotator.tsv", file_56, sizeof file_56},
    {"LSSTComCam/corrections.yaml", file_57, sizeof file_57},
    {"LSSTComCam/filters.yaml", file_58, sizeof file_58},
    {"LSSTComCam/instrument.yaml", file_59, sizeof file_59},
    {"LSSTComCam/translation.yaml", file_60, sizeof file_60},
    {"LSSTComCamSim/camera/focal-plane.yaml", file_61, sizeof file_61},
    {"LSSTComCamSim/camera/history.yaml", file_62, sizeof file_62},
    {"LSSTComCamSim/camera/sensors.yaml", file_63, sizeof file_63},
    {"LSSTComCamSim/filters.yaml", file_64, sizeof file_64},
    {"LSSTComCamSim/instrument.yaml", file_65, sizeof file_65},
    {"LSSTComCamSim/translation.yaml", file_66, sizeof file_66},
    {"base/camera/sensors.yaml", file_67, sizeof file_67},
    {"base/filters.yaml", file_68, sizeof file_68},
    {"base/instrument.yaml", file_69, sizeof file_69},
    {"base/simulation.yaml", file_70, sizeof file_70},
    {"base/testStand.yaml", file_71, sizeof file_71},
    {"base/translation.yaml", file_72, sizeof file_72},
    {"package.yaml", file_73, sizeof file_73},
    {"parameters/astrometry.yaml", file_74, sizeof file_74},
    {"parameters/isr.yaml", file_75, sizeof file_75},
};

const struct obs_embedded_file *const obs_lsst_files = table;
const size_t obs_lsst_file_count = sizeof table / sizeof table[0];
