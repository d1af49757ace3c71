// Why a shim: SwiftPM wants a header inside the target; everything else is the system's own.
#include <fitsio.h>
