// Made by 'obskit embed'; do not edit.
#ifndef OBS_DECAM_FILES_H
#define OBS_DECAM_FILES_H

#include <obs_embedded.h>

extern const struct obs_embedded_file *const obs_decam_files;
extern const size_t obs_decam_file_count;

#endif
