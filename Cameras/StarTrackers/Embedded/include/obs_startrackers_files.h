// Made by 'obskit embed'; do not edit.
#ifndef OBS_STARTRACKERS_FILES_H
#define OBS_STARTRACKERS_FILES_H

#include <obs_embedded.h>

extern const struct obs_embedded_file *const obs_startrackers_files;
extern const size_t obs_startrackers_file_count;

#endif
