// Made by 'obskit embed'; do not edit.
#include "obs_golden_header_files.h"

static const unsigned char file_0[] = {
#embed "../../Cameras/DECam/conformance/headers/bias.yaml"
};
static const unsigned char file_1[] = {
#embed "../../Cameras/DECam/conformance/headers/fallbacks.yaml"
};
static const unsigned char file_2[] = {
#embed "../../Cameras/DECam/conformance/headers/focus.yaml"
};
static const unsigned char file_3[] = {
#embed "../../Cameras/DECam/conformance/headers/instcal.yaml"
};
static const unsigned char file_4[] = {
#embed "../../Cameras/DECam/conformance/headers/science.yaml"
};
static const unsigned char file_5[] = {
#embed "../../Cameras/DECam/conformance/headers/trifid.yaml"
};
static const unsigned char file_6[] = {
#embed "../../Cameras/DECam/instrument.yaml"
};
static const unsigned char file_7[] = {
#embed "../../Cameras/HSC/conformance/headers/letters.yaml"
};
static const unsigned char file_8[] = {
#embed "../../Cameras/HSC/conformance/headers/midnight.yaml"
};
static const unsigned char file_9[] = {
#embed "../../Cameras/HSC/conformance/headers/science.yaml"
};
static const unsigned char file_10[] = {
#embed "../../Cameras/HSC/instrument.yaml"
};
static const unsigned char file_11[] = {
#embed "../../Cameras/LSST/conformance/headers/LATISS-clock.yaml"
};
static const unsigned char file_12[] = {
#embed "../../Cameras/LSST/conformance/headers/LATISS-first-months.yaml"
};
static const unsigned char file_13[] = {
#embed "../../Cameras/LSST/conformance/headers/LATISS-hours.yaml"
};
static const unsigned char file_14[] = {
#embed "../../Cameras/LSST/conformance/headers/LATISS-place.yaml"
};
static const unsigned char file_15[] = {
#embed "../../Cameras/LSST/conformance/headers/LATISS-science.yaml"
};
static const unsigned char file_16[] = {
#embed "../../Cameras/LSST/conformance/headers/LSST-TS3.yaml"
};
static const unsigned char file_17[] = {
#embed "../../Cameras/LSST/conformance/headers/LSST-TS8-bias.yaml"
};
static const unsigned char file_18[] = {
#embed "../../Cameras/LSST/conformance/headers/LSST-TS8-controller.yaml"
};
static const unsigned char file_19[] = {
#embed "../../Cameras/LSST/conformance/headers/LSST-TS8-image-name.yaml"
};
static const unsigned char file_20[] = {
#embed "../../Cameras/LSST/conformance/headers/LSST-UCDCam.yaml"
};
static const unsigned char file_21[] = {
#embed "../../Cameras/LSST/conformance/headers/LSSTCam-PhoSim.yaml"
};
static const unsigned char file_22[] = {
#embed "../../Cameras/LSST/conformance/headers/LSSTCam-bench.yaml"
};
static const unsigned char file_23[] = {
#embed "../../Cameras/LSST/conformance/headers/LSSTCam-imSim-flat.yaml"
};
static const unsigned char file_24[] = {
#embed "../../Cameras/LSST/conformance/headers/LSSTCam-imSim-science.yaml"
};
static const unsigned char file_25[] = {
#embed "../../Cameras/LSST/conformance/headers/LSSTCam-rotator.yaml"
};
static const unsigned char file_26[] = {
#embed "../../Cameras/LSST/conformance/headers/LSSTCam-simulated.yaml"
};
static const unsigned char file_27[] = {
#embed "../../Cameras/LSST/conformance/headers/LSSTCamSim.yaml"
};
static const unsigned char file_28[] = {
#embed "../../Cameras/LSST/conformance/headers/LSSTComCam-simulated.yaml"
};
static const unsigned char file_29[] = {
#embed "../../Cameras/LSST/conformance/headers/LSSTComCam-tucson.yaml"
};
static const unsigned char file_30[] = {
#embed "../../Cameras/LSST/conformance/headers/LSSTComCamSim.yaml"
};
static const unsigned char file_31[] = {
#embed "../../Cameras/LSST/LATISS/instrument.yaml"
};
static const unsigned char file_32[] = {
#embed "../../Cameras/LSST/LSST-TS3/instrument.yaml"
};
static const unsigned char file_33[] = {
#embed "../../Cameras/LSST/LSST-TS8/instrument.yaml"
};
static const unsigned char file_34[] = {
#embed "../../Cameras/LSST/LSST-UCDCam/instrument.yaml"
};
static const unsigned char file_35[] = {
#embed "../../Cameras/LSST/LSSTCam/instrument.yaml"
};
static const unsigned char file_36[] = {
#embed "../../Cameras/LSST/LSSTCam-PhoSim/instrument.yaml"
};
static const unsigned char file_37[] = {
#embed "../../Cameras/LSST/LSSTCam-imSim/instrument.yaml"
};
static const unsigned char file_38[] = {
#embed "../../Cameras/LSST/LSSTCamSim/instrument.yaml"
};
static const unsigned char file_39[] = {
#embed "../../Cameras/LSST/LSSTComCam/instrument.yaml"
};
static const unsigned char file_40[] = {
#embed "../../Cameras/LSST/LSSTComCamSim/instrument.yaml"
};
static const unsigned char file_41[] = {
#embed "../../Cameras/LSST/base/instrument.yaml"
};
static const unsigned char file_42[] = {
#embed "../../Cameras/MegaPrime/conformance/headers/midnight.yaml"
};
static const unsigned char file_43[] = {
#embed "../../Cameras/MegaPrime/conformance/headers/science.yaml"
};
static const unsigned char file_44[] = {
#embed "../../Cameras/MegaPrime/instrument.yaml"
};
static const unsigned char file_45[] = {
#embed "../../Cameras/SDSS/conformance/headers/science.yaml"
};
static const unsigned char file_46[] = {
#embed "../../Cameras/SDSS/instrument.yaml"
};
static const unsigned char file_47[] = {
#embed "../../Cameras/StarTrackers/conformance/headers/fast.yaml"
};
static const unsigned char file_48[] = {
#embed "../../Cameras/StarTrackers/conformance/headers/narrow.yaml"
};
static const unsigned char file_49[] = {
#embed "../../Cameras/StarTrackers/conformance/headers/wide.yaml"
};
static const unsigned char file_50[] = {
#embed "../../Cameras/StarTrackers/Fast/instrument.yaml"
};
static const unsigned char file_51[] = {
#embed "../../Cameras/StarTrackers/Narrow/instrument.yaml"
};
static const unsigned char file_52[] = {
#embed "../../Cameras/StarTrackers/Wide/instrument.yaml"
};
static const unsigned char file_53[] = {
#embed "../../Cameras/SuprimeCam/conformance/headers/frame-number.yaml"
};
static const unsigned char file_54[] = {
#embed "../../Cameras/SuprimeCam/conformance/headers/science.yaml"
};
static const unsigned char file_55[] = {
#embed "../../Cameras/SuprimeCam/instrument.yaml"
};

static const struct obs_embedded_file table[] = {
    {"DECam/conformance/headers/bias.yaml", file_0, sizeof file_0},
    {"DECam/conformance/headers/fallbacks.yaml", file_1, sizeof file_1},
    {"DECam/conformance/headers/focus.yaml", file_2, sizeof file_2},
    {"DECam/conformance/headers/instcal.yaml", file_3, sizeof file_3},
    {"DECam/conformance/headers/science.yaml", file_4, sizeof file_4},
    {"DECam/conformance/headers/trifid.yaml", file_5, sizeof file_5},
    {"DECam/instrument.yaml", file_6, sizeof file_6},
    {"HSC/conformance/headers/letters.yaml", file_7, sizeof file_7},
    {"HSC/conformance/headers/midnight.yaml", file_8, sizeof file_8},
    {"HSC/conformance/headers/science.yaml", file_9, sizeof file_9},
    {"HSC/instrument.yaml", file_10, sizeof file_10},
    {"LSST/conformance/headers/LATISS-clock.yaml", file_11, sizeof file_11},
    {"LSST/conformance/headers/LATISS-first-months.yaml", file_12, sizeof file_12},
    {"LSST/conformance/headers/LATISS-hours.yaml", file_13, sizeof file_13},
    {"LSST/conformance/headers/LATISS-place.yaml", file_14, sizeof file_14},
    {"LSST/conformance/headers/LATISS-science.yaml", file_15, sizeof file_15},
    {"LSST/conformance/headers/LSST-TS3.yaml", file_16, sizeof file_16},
    {"LSST/conformance/headers/LSST-TS8-bias.yaml", file_17, sizeof file_17},
    {"LSST/conformance/headers/LSST-TS8-controller.yaml", file_18, sizeof file_18},
    {"LSST/conformance/headers/LSST-TS8-image-name.yaml", file_19, sizeof file_19},
    {"LSST/conformance/headers/LSST-UCDCam.yaml", file_20, sizeof file_20},
    {"LSST/conformance/headers/LSSTCam-PhoSim.yaml", file_21, sizeof file_21},
    {"LSST/conformance/headers/LSSTCam-bench.yaml", file_22, sizeof file_22},
    {"LSST/conformance/headers/LSSTCam-imSim-flat.yaml", file_23, sizeof file_23},
    {"LSST/conformance/headers/LSSTCam-imSim-science.yaml", file_24, sizeof file_24},
    {"LSST/conformance/headers/LSSTCam-rotator.yaml", file_25, sizeof file_25},
    {"LSST/conformance/headers/LSSTCam-simulated.yaml", file_26, sizeof file_26},
    {"LSST/conformance/headers/LSSTCamSim.yaml", file_27, sizeof file_27},
    {"LSST/conformance/headers/LSSTComCam-simulated.yaml", file_28, sizeof file_28},
    {"LSST/conformance/headers/LSSTComCam-tucson.yaml", file_29, sizeof file_29},
    {"LSST/conformance/headers/LSSTComCamSim.yaml", file_30, sizeof file_30},
    {"LSST/LATISS/instrument.yaml", file_31, sizeof file_31},
    {"LSST/LSST-TS3/instrument.yaml", file_32, sizeof file_32},
    {"LSST/LSST-TS8/instrument.yaml", file_33, sizeof file_33},
    {"LSST/LSST-UCDCam/instrument.yaml", file_34, sizeof file_34},
    {"LSST/LSSTCam/instrument.yaml", file_35, sizeof file_35},
    {"LSST/LSSTCam-PhoSim/instrument.yaml", file_36, sizeof file_36},
    {"LSST/LSSTCam-imSim/instrument.yaml", file_37, sizeof file_37},
    {"LSST/LSSTCamSim/instrument.yaml", file_38, sizeof file_38},
    {"LSST/LSSTComCam/instrument.yaml", file_39, sizeof file_39},
    {"LSST/LSSTComCamSim/instrument.yaml", file_40, sizeof file_40},
    {"LSST/base/instrument.yaml", file_41, sizeof file_41},
    {"MegaPrime/conformance/headers/midnight.yaml", file_42, sizeof file_42},
    {"MegaPrime/conformance/headers/science.yaml", file_43, sizeof file_43},
    {"MegaPrime/instrument.yaml", file_44, sizeof file_44},
    {"SDSS/conformance/headers/science.yaml", file_45, sizeof file_45},
    {"SDSS/instrument.yaml", file_46, sizeof file_46},
    {"StarTrackers/conformance/headers/fast.yaml", file_47, sizeof file_47},
    {"StarTrackers/conformance/headers/narrow.yaml", file_48, sizeof file_48},
    {"StarTrackers/conformance/headers/wide.yaml", file_49, sizeof file_49},
    {"StarTrackers/Fast/instrument.yaml", file_50, sizeof file_50},
    {"StarTrackers/Narrow/instrument.yaml", file_51, sizeof file_51},
    {"StarTrackers/Wide/instrument.yaml", file_52, sizeof file_52},
    {"SuprimeCam/conformance/headers/frame-number.yaml", file_53, sizeof file_53},
    {"SuprimeCam/conformance/headers/science.yaml", file_54, sizeof file_54},
    {"SuprimeCam/instrument.yaml", file_55, sizeof file_55},
};

const struct obs_embedded_file *const obs_golden_header_files = table;
const size_t obs_golden_header_file_count = sizeof table / sizeof table[0];
