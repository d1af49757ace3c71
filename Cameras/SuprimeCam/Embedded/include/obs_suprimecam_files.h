// Made by 'obskit embed'; do not edit.
#ifndef OBS_SUPRIMECAM_FILES_H
#define OBS_SUPRIMECAM_FILES_H

#include <obs_embedded.h>

extern const struct obs_embedded_file *const obs_suprimecam_files;
extern const size_t obs_suprimecam_file_count;

#endif
