// Why a shim: SwiftPM wants a header inside the target; everything else is the system's own.
// The library is not linked: ObsRaw loads it when it first needs it (Documentation/decisions/cfitsio-when-needed.md).
#include <fitsio.h>
