// Made by 'obskit embed'; do not edit.
#ifndef OBS_HSC_FILES_H
#define OBS_HSC_FILES_H

#include <obs_embedded.h>

extern const struct obs_embedded_file *const obs_hsc_files;
extern const size_t obs_hsc_file_count;

#endif
