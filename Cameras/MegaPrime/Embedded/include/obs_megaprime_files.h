// Made by 'obskit embed'; do not edit.
#ifndef OBS_MEGAPRIME_FILES_H
#define OBS_MEGAPRIME_FILES_H

#include <obs_embedded.h>

extern const struct obs_embedded_file *const obs_megaprime_files;
extern const size_t obs_megaprime_file_count;

#endif
