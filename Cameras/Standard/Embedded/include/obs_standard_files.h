// Made by 'obskit embed'; do not edit.
#ifndef OBS_STANDARD_FILES_H
#define OBS_STANDARD_FILES_H

#include <obs_embedded.h>

extern const struct obs_embedded_file *const obs_standard_files;
extern const size_t obs_standard_file_count;

#endif
