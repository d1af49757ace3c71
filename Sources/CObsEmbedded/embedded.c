#include "obs_embedded.h"
