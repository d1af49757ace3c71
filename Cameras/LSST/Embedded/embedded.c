// Made by 'obskit embed'; do not edit.
#include "obs_lsst_files.h"

static const unsigned char file_0[] = {
#embed "../LATISS/calibrations/defects/rxx_s00/19700101T000000.yaml"
};
static const unsigned char file_1[] = {
#embed "../LATISS/calibrations/kinds.yaml"
};
static const unsigned char file_2[] = {
#embed "../LATISS/camera/focal-plane.yaml"
};
static const unsigned char file_3[] = {
#embed "../LATISS/camera/history.yaml"
};
static const unsigned char file_4[] = {
#embed "../LATISS/camera/sensors.yaml"
};
static const unsigned char file_5[] = {
#embed "../LATISS/corrections/rotator.tsv"
};
static const unsigned char file_6[] = {
#embed "../LATISS/corrections.yaml"
};
static const unsigned char file_7[] = {
#embed "../LATISS/filters.yaml"
};
static const unsigned char file_8[] = {
#embed "../LATISS/instrument.yaml"
};
static const unsigned char file_9[] = {
#embed "../LATISS/parameters/astrometry.yaml"
};
static const unsigned char file_10[] = {
#embed "../LATISS/parameters/isr.yaml"
};
static const unsigned char file_11[] = {
#embed "../LATISS/translation.yaml"
};
static const unsigned char file_12[] = {
#embed "../LSST-TS3/calibrations/kinds.yaml"
};
static const unsigned char file_13[] = {
#embed "../LSST-TS3/camera/focal-plane.yaml"
};
static const unsigned char file_14[] = {
#embed "../LSST-TS3/camera/sensors.yaml"
};
static const unsigned char file_15[] = {
#embed "../LSST-TS3/filters.yaml"
};
static const unsigned char file_16[] = {
#embed "../LSST-TS3/instrument.yaml"
};
static const unsigned char file_17[] = {
#embed "../LSST-TS3/translation.yaml"
};
static const unsigned char file_18[] = {
#embed "../LSST-TS8/calibrations/kinds.yaml"
};
static const unsigned char file_19[] = {
#embed "../LSST-TS8/camera/focal-plane.yaml"
};
static const unsigned char file_20[] = {
#embed "../LSST-TS8/camera/history.yaml"
};
static const unsigned char file_21[] = {
#embed "../LSST-TS8/camera/sensors.yaml"
};
static const unsigned char file_22[] = {
#embed "../LSST-TS8/filters.yaml"
};
static const unsigned char file_23[] = {
#embed "../LSST-TS8/instrument.yaml"
};
static const unsigned char file_24[] = {
#embed "../LSST-TS8/translation.yaml"
};
static const unsigned char file_25[] = {
#embed "../LSST-UCDCam/calibrations/kinds.yaml"
};
static const unsigned char file_26[] = {
#embed "../LSST-UCDCam/camera/focal-plane.yaml"
};
static const unsigned char file_27[] = {
#embed "../LSST-UCDCam/camera/sensors.yaml"
};
static const unsigned char file_28[] = {
#embed "../LSST-UCDCam/filters.yaml"
};
static const unsigned char file_29[] = {
#embed "../LSST-UCDCam/instrument.yaml"
};
static const unsigned char file_30[] = {
#embed "../LSST-UCDCam/translation.yaml"
};
static const unsigned char file_31[] = {
#embed "../LSSTCam/calibrations/kinds.yaml"
};
static const unsigned char file_32[] = {
#embed "../LSSTCam/camera/focal-plane.yaml"
};
static const unsigned char file_33[] = {
#embed "../LSSTCam/camera/history.yaml"
};
static const unsigned char file_34[] = {
#embed "../LSSTCam/camera/sensors.yaml"
};
static const unsigned char file_35[] = {
#embed "../LSSTCam/corrections/groups.tsv"
};
static const unsigned char file_36[] = {
#embed "../LSSTCam/corrections/pointings.tsv"
};
static const unsigned char file_37[] = {
#embed "../LSSTCam/corrections.yaml"
};
static const unsigned char file_38[] = {
#embed "../LSSTCam/filters.yaml"
};
static const unsigned char file_39[] = {
#embed "../LSSTCam/instrument.yaml"
};
static const unsigned char file_40[] = {
#embed "../LSSTCam/parameters/astrometry.yaml"
};
static const unsigned char file_41[] = {
#embed "../LSSTCam/parameters/isr.yaml"
};
static const unsigned char file_42[] = {
#embed "../LSSTCam/parameters/photometry.yaml"
};
static const unsigned char file_43[] = {
#embed "../LSSTCam/translation.yaml"
};
static const unsigned char file_44[] = {
#embed "../LSSTCam-PhoSim/calibrations/kinds.yaml"
};
static const unsigned char file_45[] = {
#embed "../LSSTCam-PhoSim/camera/focal-plane.yaml"
};
static const unsigned char file_46[] = {
#embed "../LSSTCam-PhoSim/camera/sensors.yaml"
};
static const unsigned char file_47[] = {
#embed "../LSSTCam-PhoSim/filters.yaml"
};
static const unsigned char file_48[] = {
#embed "../LSSTCam-PhoSim/instrument.yaml"
};
static const unsigned char file_49[] = {
#embed "../LSSTCam-PhoSim/translation.yaml"
};
static const unsigned char file_50[] = {
#embed "../LSSTCam-imSim/calibrations/kinds.yaml"
};
static const unsigned char file_51[] = {
#embed "../LSSTCam-imSim/camera/focal-plane.yaml"
};
static const unsigned char file_52[] = {
#embed "../LSSTCam-imSim/camera/sensors.yaml"
};
static const unsigned char file_53[] = {
#embed "../LSSTCam-imSim/filters.yaml"
};
static const unsigned char file_54[] = {
#embed "../LSSTCam-imSim/instrument.yaml"
};
static const unsigned char file_55[] = {
#embed "../LSSTCam-imSim/translation.yaml"
};
static const unsigned char file_56[] = {
#embed "../LSSTCamSim/calibrations/kinds.yaml"
};
static const unsigned char file_57[] = {
#embed "../LSSTCamSim/camera/focal-plane.yaml"
};
static const unsigned char file_58[] = {
#embed "../LSSTCamSim/camera/sensors.yaml"
};
static const unsigned char file_59[] = {
#embed "../LSSTCamSim/filters.yaml"
};
static const unsigned char file_60[] = {
#embed "../LSSTCamSim/instrument.yaml"
};
static const unsigned char file_61[] = {
#embed "../LSSTCamSim/translation.yaml"
};
static const unsigned char file_62[] = {
#embed "../LSSTComCam/calibrations/kinds.yaml"
};
static const unsigned char file_63[] = {
#embed "../LSSTComCam/camera/focal-plane.yaml"
};
static const unsigned char file_64[] = {
#embed "../LSSTComCam/camera/sensors.yaml"
};
static const unsigned char file_65[] = {
#embed "../LSSTComCam/corrections/groups.tsv"
};
static const unsigned char file_66[] = {
#embed "../LSSTComCam/corrections/rotator.tsv"
};
static const unsigned char file_67[] = {
#embed "../LSSTComCam/corrections.yaml"
};
static const unsigned char file_68[] = {
#embed "../LSSTComCam/filters.yaml"
};
static const unsigned char file_69[] = {
#embed "../LSSTComCam/instrument.yaml"
};
static const unsigned char file_70[] = {
#embed "../LSSTComCam/translation.yaml"
};
static const unsigned char file_71[] = {
#embed "../LSSTComCamSim/calibrations/kinds.yaml"
};
static const unsigned char file_72[] = {
#embed "../LSSTComCamSim/camera/focal-plane.yaml"
};
static const unsigned char file_73[] = {
#embed "../LSSTComCamSim/camera/history.yaml"
};
static const unsigned char file_74[] = {
#embed "../LSSTComCamSim/camera/sensors.yaml"
};
static const unsigned char file_75[] = {
#embed "../LSSTComCamSim/filters.yaml"
};
static const unsigned char file_76[] = {
#embed "../LSSTComCamSim/instrument.yaml"
};
static const unsigned char file_77[] = {
#embed "../LSSTComCamSim/translation.yaml"
};
static const unsigned char file_78[] = {
#embed "../base/calibrations/kinds.yaml"
};
static const unsigned char file_79[] = {
#embed "../base/camera/sensors.yaml"
};
static const unsigned char file_80[] = {
#embed "../base/filters.yaml"
};
static const unsigned char file_81[] = {
#embed "../base/instrument.yaml"
};
static const unsigned char file_82[] = {
#embed "../base/simulation.yaml"
};
static const unsigned char file_83[] = {
#embed "../base/testStand.yaml"
};
static const unsigned char file_84[] = {
#embed "../base/translation.yaml"
};
static const unsigned char file_85[] = {
#embed "../package.yaml"
};
static const unsigned char file_86[] = {
#embed "../parameters/astrometry.yaml"
};
static const unsigned char file_87[] = {
#embed "../parameters/isr.yaml"
};

static const struct obs_embedded_file table[] = {
    {"LATISS/calibrations/defects/rxx_s00/19700101T000000.yaml", file_0, sizeof file_0},
    {"LATISS/calibrations/kinds.yaml", file_1, sizeof file_1},
    {"LATISS/camera/focal-plane.yaml", file_2, sizeof file_2},
    {"LATISS/camera/history.yaml", file_3, sizeof file_3},
    {"LATISS/camera/sensors.yaml", file_4, sizeof file_4},
    {"LATISS/corrections/rotator.tsv", file_5, sizeof file_5},
    {"LATISS/corrections.yaml", file_6, sizeof file_6},
    {"LATISS/filters.yaml", file_7, sizeof file_7},
    {"LATISS/instrument.yaml", file_8, sizeof file_8},
    {"LATISS/parameters/astrometry.yaml", file_9, sizeof file_9},
    {"LATISS/parameters/isr.yaml", file_10, sizeof file_10},
    {"LATISS/translation.yaml", file_11, sizeof file_11},
    {"LSST-TS3/calibrations/kinds.yaml", file_12, sizeof file_12},
    {"LSST-TS3/camera/focal-plane.yaml", file_13, sizeof file_13},
    {"LSST-TS3/camera/sensors.yaml", file_14, sizeof file_14},
    {"LSST-TS3/filters.yaml", file_15, sizeof file_15},
    {"LSST-TS3/instrument.yaml", file_16, sizeof file_16},
    {"LSST-TS3/translation.yaml", file_17, sizeof file_17},
    {"LSST-TS8/calibrations/kinds.yaml", file_18, sizeof file_18},
    {"LSST-TS8/camera/focal-plane.yaml", file_19, sizeof file_19},
    {"LSST-TS8/camera/history.yaml", file_20, sizeof file_20},
    {"LSST-TS8/camera/sensors.yaml", file_21, sizeof file_21},
    {"LSST-TS8/filters.yaml", file_22, sizeof file_22},
    {"LSST-TS8/instrument.yaml", file_23, sizeof file_23},
    {"LSST-TS8/translation.yaml", file_24, sizeof file_24},
    {"LSST-UCDCam/calibrations/kinds.yaml", file_25, sizeof file_25},
    {"LSST-UCDCam/camera/focal-plane.yaml", file_26, sizeof file_26},
    {"LSST-UCDCam/camera/sensors.yaml", file_27, sizeof file_27},
    {"LSST-UCDCam/filters.yaml", file_28, sizeof file_28},
    {"LSST-UCDCam/instrument.yaml", file_29, sizeof file_29},
    {"LSST-UCDCam/translation.yaml", file_30, sizeof file_30},
    {"LSSTCam/calibrations/kinds.yaml", file_31, sizeof file_31},
    {"LSSTCam/camera/focal-plane.yaml", file_32, sizeof file_32},
    {"LSSTCam/camera/history.yaml", file_33, sizeof file_33},
    {"LSSTCam/camera/sensors.yaml", file_34, sizeof file_34},
    {"LSSTCam/corrections/groups.tsv", file_35, sizeof file_35},
    {"LSSTCam/corrections/pointings.tsv", file_36, sizeof file_36},
    {"LSSTCam/corrections.yaml", file_37, sizeof file_37},
    {"LSSTCam/filters.yaml", file_38, sizeof file_38},
    {"LSSTCam/instrument.yaml", file_39, sizeof file_39},
    {"LSSTCam/parameters/astrometry.yaml", file_40, sizeof file_40},
    {"LSSTCam/parameters/isr.yaml", file_41, sizeof file_41},
    {"LSSTCam/parameters/photometry.yaml", file_42, sizeof file_42},
    {"LSSTCam/translation.yaml", file_43, sizeof file_43},
    {"LSSTCam-PhoSim/calibrations/kinds.yaml", file_44, sizeof file_44},
    {"LSSTCam-PhoSim/camera/focal-plane.yaml", file_45, sizeof file_45},
    {"LSSTCam-PhoSim/camera/sensors.yaml", file_46, sizeof file_46},
    {"LSSTCam-PhoSim/filters.yaml", file_47, sizeof file_47},
    {"LSSTCam-PhoSim/instrument.yaml", file_48, sizeof file_48},
    {"LSSTCam-PhoSim/translation.yaml", file_49, sizeof file_49},
    {"LSSTCam-imSim/calibrations/kinds.yaml", file_50, sizeof file_50},
    {"LSSTCam-imSim/camera/focal-plane.yaml", file_51, sizeof file_51},
    {"LSSTCam-imSim/camera/sensors.yaml", file_52, sizeof file_52},
    {"LSSTCam-imSim/filters.yaml", file_53, sizeof file_53},
    {"LSSTCam-imSim/instrument.yaml", file_54, sizeof file_54},
    {"LSSTCam-imSim/translation.yaml", file_55, sizeof file_55},
    {"LSSTCamSim/calibrations/kinds.yaml", file_56, sizeof file_56},
    {"LSSTCamSim/camera/focal-plane.yaml", file_57, sizeof file_57},
    {"LSSTCamSim/camera/sensors.yaml", file_58, sizeof file_58},
    {"LSSTCamSim/filters.yaml", file_59, sizeof file_59},
    {"LSSTCamSim/instrument.yaml", file_60, sizeof file_60},
    {"LSSTCamSim/translation.yaml", file_61, sizeof file_61},
    {"LSSTComCam/calibrations/kinds.yaml", file_62, sizeof file_62},
    {"LSSTComCam/camera/focal-plane.yaml", file_63, sizeof file_63},
    {"LSSTComCam/camera/sensors.yaml", file_64, sizeof file_64},
    {"LSSTComCam/corrections/groups.tsv", file_65, sizeof file_65},
    {"LSSTComCam/corrections/rotator.tsv", file_66, sizeof file_66},
    {"LSSTComCam/corrections.yaml", file_67, sizeof file_67},
    {"LSSTComCam/filters.yaml", file_68, sizeof file_68},
    {"LSSTComCam/instrument.yaml", file_69, sizeof file_69},
    {"LSSTComCam/translation.yaml", file_70, sizeof file_70},
    {"LSSTComCamSim/calibrations/kinds.yaml", file_71, sizeof file_71},
    {"LSSTComCamSim/camera/focal-plane.yaml", file_72, sizeof file_72},
    {"LSSTComCamSim/camera/history.yaml", file_73, sizeof file_73},
    {"LSSTComCamSim/camera/sensors.yaml", file_74, sizeof file_74},
    {"LSSTComCamSim/filters.yaml", file_75, sizeof file_75},
    {"LSSTComCamSim/instrument.yaml", file_76, sizeof file_76},
    {"LSSTComCamSim/translation.yaml", file_77, sizeof file_77},
    {"base/calibrations/kinds.yaml", file_78, sizeof file_78},
    {"base/camera/sensors.yaml", file_79, sizeof file_79},
    {"base/filters.yaml", file_80, sizeof file_80},
    {"base/instrument.yaml", file_81, sizeof file_81},
    {"base/simulation.yaml", file_82, sizeof file_82},
    {"base/testStand.yaml", file_83, sizeof file_83},
    {"base/translation.yaml", file_84, sizeof file_84},
    {"package.yaml", file_85, sizeof file_85},
    {"parameters/astrometry.yaml", file_86, sizeof file_86},
    {"parameters/isr.yaml", file_87, sizeof file_87},
};

const struct obs_embedded_file *const obs_lsst_files = table;
const size_t obs_lsst_file_count = sizeof table / sizeof table[0];
