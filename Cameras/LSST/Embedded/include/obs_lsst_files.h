// Made by 'obskit embed'; do not edit.
#ifndef OBS_LSST_FILES_H
#define OBS_LSST_FILES_H

#include <obs_embedded.h>

extern const struct obs_embedded_file *const obs_lsst_files;
extern const size_t obs_lsst_file_count;

#endif
