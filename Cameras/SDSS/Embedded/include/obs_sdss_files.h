// Made by 'obskit embed'; do not edit.
#ifndef OBS_SDSS_FILES_H
#define OBS_SDSS_FILES_H

#include <obs_embedded.h>

extern const struct obs_embedded_file *const obs_sdss_files;
extern const size_t obs_sdss_file_count;

#endif
