// Why a shim: SwiftPM wants a header inside the target; everything else is the system's own.
#include <erfa.h>
#include <erfam.h>

// In the C library, but declared by <math.h> only for _GNU_SOURCE: one call where sin and cos of an angle are wanted.
extern void sincos(double angle, double *sine, double *cosine);
