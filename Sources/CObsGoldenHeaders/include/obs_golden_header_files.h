// Made by 'obskit embed'; do not edit.
#ifndef OBS_GOLDEN_HEADER_FILES_H
#define OBS_GOLDEN_HEADER_FILES_H

#include <obs_embedded.h>

extern const struct obs_embedded_file *const obs_golden_header_files;
extern const size_t obs_golden_header_file_count;

#endif
