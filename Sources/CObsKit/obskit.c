/* The functions of obskit.h are written in Swift: Sources/ObsKitC. */
#include "obskit.h"
