// Made by 'obskit embed'; do not edit.
#ifndef OBS_TEMPLATE_FILES_H
#define OBS_TEMPLATE_FILES_H

#include <obs_embedded.h>

extern const struct obs_embedded_file *const obs_template_files;
extern const size_t obs_template_file_count;

#endif
