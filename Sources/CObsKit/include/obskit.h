/* ObsKit for C11 and C++17: what an astronomical file is, which camera was installed, which calibration goes with it.
 *
 * Link with `pkg-config --cflags --libs obskit`, or with CMake's obskit::obskit. C++ has obskit.hpp on top of this.
 *
 * Results.  A function that can fail returns an obk_status and takes an `obk_error **` last, which may be NULL. What it gives
 *           goes through pointers; where it fails, they are set to NULL or 0.
 * Handles.  obk_catalog, obk_observation and the like are handles. Each is freed once, by its own _free; NULL is allowed there.
 *           A handle keeps alive what it was made of: a catalog may be freed before the camera that it gave. A handle that is
 *           NULL, freed, of another kind or no handle at all is an error (OBK_BAD_CALL), never a crash.
 * Texts.    UTF-8, ending in NUL. A `char *` is the caller's and is freed by obk_free. A `const char *` belongs to the handle
 *           that it was asked of and lives as long as that. Names of files are bytes, as they are to the system.
 * Structs.  The first member of a struct is its size: set it to sizeof. The library reads and writes no more than that, so that
 *           structs can grow. A size below the one of version 1 is OBK_BAD_CALL.
 * Threads.  Any function may be called on any handle from any thread. Callbacks run on the thread that called. A stack of
 *           256 KiB is enough. After fork both processes may go on.
 * Process.  Nothing is printed, no signal handler is set, no network is used; the environment is read by obk_catalog_new alone.
 * Units.    Seconds, metres, kelvin, hectopascal, percent, degrees; obk_property_unit says them. Frames of cameras: see
 *           obk_transform_new. Times are nanoseconds of TAI since 1970-01-01T00:00:00 TAI. */
#ifndef OBSKIT_H
#define OBSKIT_H

#include <stddef.h>
#include <stdint.h>

/* What this header declares: the major number in the upper 16 bits, the minor one below. */
#define OBK_ABI_VERSION 0x00010000

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Release ---- */

/* The version of the interface in the library that is loaded. Go on where its major number equals that of OBK_ABI_VERSION and
 * its minor number is not below. */
uint32_t obk_abi_version(void);

/* The release of ObsKit, such as "0.1.0". It lives as long as the process. */
const char *obk_release(void);

/* Frees a `char *` that a function gave. */
void obk_free(void *memory);

/* ---- Errors ---- */

/* What became of a call. */
typedef int32_t obk_status;
enum {
    OBK_OK = 0,
    OBK_BAD_CALL = 1,      /* an argument cannot be: NULL, a freed handle, a wrong size, text that is no UTF-8 */
    OBK_BAD_INPUT = 2,     /* a header, a file or a package says what cannot be */
    OBK_NO_INSTRUMENT = 3, /* no instrument recognises the header, or there is none of the name */
    OBK_AMBIGUOUS = 4,     /* several do */
    OBK_NOT_FOUND = 5,     /* there is no such file, detector, frame, kind, calibration */
    OBK_UNREADABLE = 6,    /* the system, or the caller's reader, could not read */
    OBK_NO_ROOM = 7,       /* the caller's memory is too small; the length that is needed was set */
    OBK_STOPPED = 8,       /* a callback asked to stop */
    OBK_UNSUPPORTED = 9    /* it needs a library that is not on this machine */
};

/* Why a call failed. */
typedef struct obk_error obk_error;

/* The status that the call returned; OBK_BAD_CALL where `error` is no error. */
obk_status obk_error_status(const obk_error *error);
/* A stable name for programs, such as "unknown-detector"; the command prints it in brackets. NULL where `error` is no error. */
const char *obk_error_code(const obk_error *error);
/* What was found, where, and what to do, for people. NULL where `error` is no error. */
const char *obk_error_message(const obk_error *error);
/* {"code", "message", "diagnostics": [{"severity", "code", "message", "hint", "file", "line", "column"}]}. NULL where `error` is
 * no error. */
const char *obk_error_json(const obk_error *error);
/* Frees an error. */
void obk_error_free(obk_error *error);

/* ---- Instruments ---- */

/* The instruments that are known: those of the library, and of folders of camera packages. */
typedef struct obk_catalog obk_catalog;

typedef struct obk_catalog_options {
    size_t size;
    /* Folders of camera packages, or folders that hold some. The first one wins, all stand before the library's own. NULL for
     * none; NULL ends the list. */
    const char *const *packages;
    /* Files of corrections that are laid over those of their instruments, the first one on top. NULL for none; NULL ends it. */
    const char *const *corrections;
    /* 1: OBSKIT_PATH and OBSKIT_CORRECTIONS of the environment are not looked at; 0: they come after the lists above. */
    int32_t ignores_environment;
} obk_catalog_options;

/* Makes a catalog. A package that cannot be read is left out, and obk_catalog_json says so.
 *   options   NULL for the library's own packages and those of the environment
 * Fails with OBK_NOT_FOUND when a folder of `packages` holds no package, OBK_BAD_INPUT when a file of corrections is wrong. */
obk_status obk_catalog_new(const obk_catalog_options *options, obk_catalog **catalog, obk_error **error);
/* Frees a catalog. */
void obk_catalog_free(obk_catalog *catalog);
/* How many instruments there are; 0 where `catalog` is none. */
size_t obk_catalog_count(const obk_catalog *catalog);
/* The name of an instrument, in order of precedence. NULL beyond the last. */
const char *obk_catalog_name(const obk_catalog *catalog, size_t index);
/* {"packages": [{"name", "version", "location", "instruments"}], "diagnostics"}. */
obk_status obk_catalog_json(const obk_catalog *catalog, char **json, obk_error **error);
/* Everything that is wrong or doubtful with a package: {"package", "version", "diagnostics"}, as `obskit validate` says it.
 *   package   the name of a package of the catalog, or of one of its instruments */
obk_status obk_catalog_validate(const obk_catalog *catalog, const char *package, char **json, obk_error **error);
/* Whether a package keeps its promises: the JSON of `obskit conformance --format json`.
 *   package   the name of a package of the catalog, or of one of its instruments
 *   failed    how many checks failed */
obk_status obk_catalog_conformance(const obk_catalog *catalog, const char *package, char **json, size_t *failed,
                                   obk_error **error);

/* ---- Headers in memory and in stores ---- */

/* What a field of a header is, and what a property is. */
enum {
    OBK_UNDEFINED = 0,
    OBK_TEXT = 1,
    OBK_INTEGER = 2,
    OBK_REAL = 3,
    OBK_BOOLEAN = 4,
    OBK_INSTANT = 5,    /* nanoseconds of TAI since 1970-01-01T00:00:00 TAI */
    OBK_SKY = 6,        /* right ascension and declination, ICRS, degrees */
    OBK_HORIZONTAL = 7, /* azimuth (north over east) and altitude, degrees */
    OBK_PLACE = 8,      /* x, y, z, ITRF, metres */
    OBK_DIGITS = 9      /* of a field alone: a whole number of any length, as text: its sign and its digits */
};

/* A card of a header that is a map: no number is printed and read again. The texts are copied. */
typedef struct obk_field {
    const char *keyword; /* need not end in NUL */
    size_t keyword_length;
    int32_t kind; /* OBK_UNDEFINED, OBK_TEXT, OBK_INTEGER, OBK_REAL, OBK_BOOLEAN or OBK_DIGITS */
    union {
        const char *text; /* need not end in NUL */
        int64_t integer;  /* also of a boolean: 0 or 1 */
        double real;
    } value;
    size_t text_length; /* of OBK_TEXT and OBK_DIGITS */
} obk_field;

/* A file in a store that gives ranges of bytes. */
typedef struct obk_reader {
    size_t size;
    /* Puts up to `length` bytes from `offset` on into `buffer`. Returns how many: 0 at the end, -1 when it cannot read
     * (OBK_UNREADABLE), -2 to stop (OBK_STOPPED). */
    int64_t (*read)(void *context, int64_t offset, void *buffer, size_t length);
    void *context;
    int64_t length;   /* of the file in bytes; -1 when it is not known */
    const char *name; /* what the file is called; NULL for "the reader" */
} obk_reader;

/* The instrument of a header of 80-byte cards, as the catalog names it: it lives as long as the catalog.
 *   length   a multiple of 80; END and padding are allowed
 * Fails with OBK_NO_INSTRUMENT or OBK_AMBIGUOUS, and says why. */
obk_status obk_identify_cards(const obk_catalog *catalog, const char *cards, size_t length, const char **instrument,
                              obk_error **error);
/* The instrument of a header that is a map. */
obk_status obk_identify_fields(const obk_catalog *catalog, const obk_field *fields, size_t count, const char **instrument,
                               obk_error **error);
/* The instrument of a file: FITS, compressed or not, or a dump of headers. */
obk_status obk_identify_file(const obk_catalog *catalog, const char *path, const char **instrument, obk_error **error);
/* The instrument of a FITS file in a store. */
obk_status obk_identify_reader(const obk_catalog *catalog, const obk_reader *reader, const char **instrument,
                               obk_error **error);

/* ---- Observations ---- */

/* What a header says: 40 properties, those of the instrument's own, and everything that was decided on the way. */
typedef struct obk_observation obk_observation;

typedef struct obk_translate_options {
    size_t size;
    const char *instrument; /* NULL to recognise it */
    uint64_t properties;    /* bit n for property n; 0 for all */
} obk_translate_options;

/* Translates a header of 80-byte cards.
 *   length    a multiple of 80; END and padding are allowed
 *   options   NULL for the defaults */
obk_status obk_translate_cards(const obk_catalog *catalog, const char *cards, size_t length,
                               const obk_translate_options *options, obk_observation **observation, obk_error **error);
/* Translates a header that is a map. Of a keyword that occurs twice the last one counts, as in a file. */
obk_status obk_translate_fields(const obk_catalog *catalog, const obk_field *fields, size_t count,
                                const obk_translate_options *options, obk_observation **observation, obk_error **error);

/* Takes an observation of a file, in the order of the HDUs; 0 goes on, anything else stops (OBK_STOPPED).
 * The observation is the callee's until it returns; obk_observation_retain keeps it. Neither a C++ exception nor longjmp may
 * leave it. */
typedef int32_t (*obk_observer)(const obk_observation *observation, void *context);

/* Translates a file, each detector an observation: FITS, compressed or not, or a dump of headers. */
obk_status obk_translate_file(const obk_catalog *catalog, const char *path, const obk_translate_options *options,
                              obk_observer observer, void *context, obk_error **error);
/* Translates a file in memory: FITS, whole or as far as its headers go, or a dump of headers.
 *   name   what it is called; NULL for "the bytes" */
obk_status obk_translate_bytes(const obk_catalog *catalog, const void *bytes, size_t length, const char *name,
                               const obk_translate_options *options, obk_observer observer, void *context, obk_error **error);
/* Translates a FITS file in a store; no more is read than the headers. */
obk_status obk_translate_reader(const obk_catalog *catalog, const obk_reader *reader, const obk_translate_options *options,
                                obk_observer observer, void *context, obk_error **error);

/* Another handle of an observation, to be freed by itself; NULL where `observation` is none. */
obk_observation *obk_observation_retain(const obk_observation *observation);
/* Frees an observation. */
void obk_observation_free(obk_observation *observation);

/* The file, as the call named it; "" of a header that was given by itself; NULL where `observation` is none. */
const char *obk_observation_source(const obk_observation *observation);
/* The instrument, as the catalog names it; NULL where `observation` is none. */
const char *obk_observation_instrument(const obk_observation *observation);
/* How many corrections changed the header; 0 where `observation` is none. obk_observation_json tells them. */
size_t obk_observation_correction_count(const obk_observation *observation);
/* The index of the HDU, 0 is the primary; -1 of a header that was given by itself. */
int32_t obk_observation_hdu(const obk_observation *observation);
/* The name of the HDU; "" where it has none. NULL where `observation` is none. */
const char *obk_observation_hdu_name(const obk_observation *observation);
/* How sound it is; OBK_BAD_CALL's negative, -1, where `observation` is none. */
enum {
    OBK_SOUND = 0, /* every value that should be there is */
    OBK_FLAWED = 1, /* usable, and somebody should look */
    OBK_FAILED = 2 /* a required property is missing, or the header contradicts itself */
};
int32_t obk_observation_soundness(const obk_observation *observation);

/* The properties. Numbers never change; new ones come at the end. */
enum {
    OBK_TELESCOPE, OBK_INSTRUMENT, OBK_LOCATION, OBK_EXPOSURE_ID, OBK_VISIT_ID, OBK_PHYSICAL_FILTER, OBK_DATETIME_BEGIN,
    OBK_DATETIME_END, OBK_EXPOSURE_TIME, OBK_EXPOSURE_TIME_REQUESTED, OBK_DARK_TIME, OBK_BORESIGHT_AIRMASS,
    OBK_BORESIGHT_ROTATION_ANGLE, OBK_BORESIGHT_ROTATION_COORD, OBK_DETECTOR_NUM, OBK_DETECTOR_NAME,
    OBK_DETECTOR_UNIQUE_NAME, OBK_DETECTOR_SERIAL, OBK_DETECTOR_GROUP, OBK_DETECTOR_EXPOSURE_ID, OBK_FOCUS_Z, OBK_OBJECT,
    OBK_TEMPERATURE, OBK_PRESSURE, OBK_RELATIVE_HUMIDITY, OBK_TRACKING_RADEC, OBK_ALTAZ_BEGIN, OBK_ALTAZ_END,
    OBK_SCIENCE_PROGRAM, OBK_OBSERVATION_TYPE, OBK_OBSERVATION_ID, OBK_OBSERVATION_REASON, OBK_EXPOSURE_GROUP,
    OBK_OBSERVING_DAY, OBK_OBSERVING_DAY_OFFSET, OBK_OBSERVATION_COUNTER, OBK_HAS_SIMULATED_CONTENT,
    OBK_GROUP_COUNTER_START, OBK_GROUP_COUNTER_END, OBK_CAN_SEE_SKY,
    OBK_PROPERTY_COUNT_1 /* how many version 1 has */
};
/* How many properties the library has. */
int32_t obk_property_count(void);
/* The name of a property, such as "exposure_id"; NULL where there is none. */
const char *obk_property_name(int32_t property);
/* The kind of its value: OBK_TEXT, OBK_INTEGER, ...; OBK_UNDEFINED where there is none. */
int32_t obk_property_kind(int32_t property);
/* Its unit: "s", "deg", "K"; "" without one. NULL where there is none. */
const char *obk_property_unit(int32_t property);
/* What it means, in a sentence. NULL where there is none. */
const char *obk_property_about(int32_t property);

/* What a getter returns. */
enum {
    OBK_VALUE = 1,
    OBK_ABSENT = 0,       /* the header does not say it, and need not; the value was set to 0 or NULL */
    OBK_NO_VALUE = -1,    /* it should be there and is not: obk_observation_failure says why */
    OBK_WRONG_KIND = -2,  /* the property has values of another kind */
    OBK_BAD_GETTER = -3   /* no observation, no such property, or a NULL pointer */
};
/* A text; it lives as long as the observation. */
int32_t obk_get_text(const obk_observation *observation, int32_t property, const char **text);
int32_t obk_get_integer(const obk_observation *observation, int32_t property, int64_t *value);
/* A real number; of a property of whole numbers too. */
int32_t obk_get_real(const obk_observation *observation, int32_t property, double *value);
/* 1 or 0. */
int32_t obk_get_boolean(const obk_observation *observation, int32_t property, int32_t *value);
/* Nanoseconds of TAI. */
int32_t obk_get_instant(const obk_observation *observation, int32_t property, int64_t *tai_ns);
/* Two angles in degrees: right ascension and declination (ICRS), or azimuth and altitude. */
int32_t obk_get_pair(const obk_observation *observation, int32_t property, double pair[2]);
/* Where the observatory is: x, y, z in metres, ITRF. */
int32_t obk_get_place(const obk_observation *observation, int32_t property, double place[3]);

typedef union obk_value {
    const char *text;
    int64_t integer; /* also of booleans (0, 1) and instants (nanoseconds of TAI) */
    double real;
    double pair[2];
    double place[3];
} obk_value;

/* All properties at once, for tables and bindings. Bit n of a mask is property n; where nothing is, the value is 0. */
typedef struct obk_values {
    size_t size;
    uint64_t present; /* there is a value */
    uint64_t failed;  /* there should be one */
    uint64_t flagged; /* something happened to it: obk_observation_flags says what */
    obk_value value[OBK_PROPERTY_COUNT_1];
} obk_values;
obk_status obk_get_all(const obk_observation *observation, obk_values *values);

/* What happened to a value on its way: the sum of these, 0 for nothing, -1 where there is no such property. */
enum {
    OBK_DEFAULTED = 1, /* invented: the header does not say it */
    OBK_CLIPPED = 2,   /* brought to a limit */
    OBK_CAST = 4,      /* converted between text and number */
    OBK_REPEATED = 8,  /* from a card that occurs more than once */
    OBK_FALLBACK = 16  /* taken though something better was refused */
};
int32_t obk_observation_flags(const obk_observation *observation, int32_t property);
/* Why a property has no value though it should; NULL where it has one, or rightly has none. It lives as long as the
 * observation. */
const char *obk_observation_failure(const obk_observation *observation, int32_t property);

/* A property of the instrument's own. */
typedef struct obk_extension {
    size_t size;
    int32_t kind;     /* of its value: OBK_TEXT, OBK_INTEGER, OBK_REAL, ... */
    const char *name; /* without ext_ */
    obk_value value;  /* its texts live as long as the observation */
} obk_extension;
/* How many the observation has; 0 where it is none. */
size_t obk_observation_extension_count(const obk_observation *observation);
/* One of them, in the order of their names. OBK_NOT_FOUND beyond the last. */
obk_status obk_observation_extension(const obk_observation *observation, size_t index, obk_extension *extension);

/* The observation as the wire form of astro_metadata_translator: {"_translator", "telescope", ...}. */
obk_status obk_observation_wire(const obk_observation *observation, char **json, obk_error **error);
/* Everything about it, as a line of `obskit translate --format ndjson`; what was noticed about its file as a whole is in
 * "file_diagnostics".
 *   flags   0, or OBK_EXPLAIN to say of each property the cards and the rule that gave it */
enum { OBK_EXPLAIN = 1 };
obk_status obk_observation_json(const obk_observation *observation, uint32_t flags, char **json, obk_error **error);
/* The names of the cards that the values were made of, in alphabetical order, as a JSON list. */
obk_status obk_observation_cards_used(const obk_observation *observation, char **json, obk_error **error);
/* The header after its corrections as 80-byte cards, with END, padded to 2880 bytes.
 *   room     of `cards` in bytes; 0 with NULL to ask for the length
 *   length   how many bytes there are, whether there is room or not */
obk_status obk_observation_cards(const obk_observation *observation, char *cards, size_t room, size_t *length,
                                 obk_error **error);

/* ---- Time ---- */

enum { OBK_TAI = 1, OBK_UTC = 2, OBK_TT = 3 };
/* A time as ISO 8601 text, without the name of its scale: 2013-09-01T06:02:55.754.
 *   decimals   of the second, 0 to 9
 *   room       of `text` in bytes, with the NUL; 30 are enough
 *   length     without the NUL, whether there is room or not; may be NULL */
obk_status obk_time_text(int64_t tai_ns, int32_t scale, int32_t decimals, char *text, size_t room, size_t *length,
                         obk_error **error);
/* Reads ISO 8601 text of a scale. */
obk_status obk_time_parse(const char *text, int32_t scale, int64_t *tai_ns, obk_error **error);
/* A time as a Julian date in two parts: their sum is the date, and jd[0] is a whole or a half number. */
obk_status obk_time_julian(int64_t tai_ns, int32_t scale, double jd[2], obk_error **error);
/* Reads a Julian date in two parts, to the nanosecond. */
obk_status obk_time_from_julian(double jd1, double jd2, int32_t scale, int64_t *tai_ns, obk_error **error);

/* ---- Cameras ---- */

/* A camera as it was installed at a date. */
typedef struct obk_camera obk_camera;
/* The camera of an instrument at a date. */
obk_status obk_camera_at(const obk_catalog *catalog, const char *instrument, int64_t tai_ns, obk_camera **camera,
                         obk_error **error);
/* The camera of an observation, at its begin. */
obk_status obk_camera_of(const obk_catalog *catalog, const obk_observation *observation, obk_camera **camera,
                         obk_error **error);
/* Frees a camera. */
void obk_camera_free(obk_camera *camera);
/* Its name; NULL where `camera` is none. */
const char *obk_camera_name(const obk_camera *camera);
/* 64 hexadecimal digits that are equal where cameras are. NULL where `camera` is none. */
const char *obk_camera_hash(const obk_camera *camera);
/* All that is known of it, as `obskit camera --format json`. */
obk_status obk_camera_json(const obk_camera *camera, char **json, obk_error **error);
/* How many detectors it has; 0 where `camera` is none. */
size_t obk_camera_count(const obk_camera *camera);

/* A rectangle of pixels. */
typedef struct obk_box {
    int32_t x, y, width, height;
} obk_box;
/* A detector. Its texts live as long as the camera, and are "" where it has none. */
typedef struct obk_detector {
    size_t size;
    int32_t number;
    int32_t width, height; /* of the trimmed image, pixels */
    int32_t amplifiers;    /* how many */
    const char *name;      /* unique in the camera */
    const char *group;
    const char *serial;
} obk_detector;
/* A detector by its place in the camera, from 0. */
obk_status obk_camera_detector(const obk_camera *camera, size_t index, obk_detector *detector, obk_error **error);
/* The place of a detector of a name, or of a number in digits. */
obk_status obk_camera_find(const obk_camera *camera, const char *detector, size_t *index, obk_error **error);
/* An amplifier. Boxes of pixels count from 0; a region that it has not is empty. */
typedef struct obk_amplifier {
    size_t size;
    const char *name;        /* lives as long as the camera */
    obk_box box;             /* in the trimmed image of the detector */
    obk_box raw;             /* in the untrimmed one, and so the regions */
    obk_box raw_data, raw_serial_prescan, raw_serial_overscan, raw_parallel_prescan, raw_parallel_overscan;
    double gain, read_noise; /* electrons per number, electrons; NaN where they are not known */
    double saturation;       /* numbers; NaN where it is not known */
    int32_t hdu;             /* in which a raw file has it; -1 where that is not said */
} obk_amplifier;
/* An amplifier of a detector, both by their places, from 0. */
obk_status obk_camera_amplifier(const obk_camera *camera, size_t detector, size_t index, obk_amplifier *amplifier,
                                obk_error **error);

/* A way from one frame to another. */
typedef struct obk_transform obk_transform;
/* Makes a transform.
 *   from, to   "pixels" and "tanPixels" (pixels of a detector; whole numbers at pixel centers, from 0), "focalPlane" (mm),
 *              "fieldAngle" (radians), or a frame of the camera's own
 *   from_detector, to_detector   the numbers of the detectors of "pixels" and "tanPixels"; -1 for the camera's frames */
obk_status obk_transform_new(const obk_camera *camera, const char *from, int32_t from_detector, const char *to,
                             int32_t to_detector, obk_transform **transform, obk_error **error);
/* The way back. */
obk_status obk_transform_inverse(const obk_transform *transform, obk_transform **inverse, obk_error **error);
/* Moves points in place: x y x y ... A point outside the domain becomes NaN NaN.
 *   undefined   how many are NaN; may be NULL */
obk_status obk_transform_apply(const obk_transform *transform, double *xy, size_t count, size_t *undefined,
                               obk_error **error);
/* Moves points in place that stand in two columns.
 *   stride   from one number of a column to the next, counted in numbers: 1 where they touch */
obk_status obk_transform_apply_columns(const obk_transform *transform, double *x, double *y, size_t stride, size_t count,
                                       size_t *undefined, obk_error **error);
/* Frees a transform. */
void obk_transform_free(obk_transform *transform);

/* ---- Sky ---- */

/* Where a detector looks in an exposure, by pointing, rotation and camera. Refraction and flexure are not in it. */
typedef struct obk_sky obk_sky;
/* Of the detector of an observation.
 *   camera   the camera of its date */
obk_status obk_sky_of(const obk_camera *camera, const obk_observation *observation, obk_sky **sky, obk_error **error);
/* Of a detector by its number and a pointing: ICRS degrees, and the rotation in degrees: the position angle, from north over
 * east, of the y axis of the focal plane as boresight_rotation_angle has it. */
obk_status obk_sky_at(const obk_camera *camera, int32_t detector, double ra, double dec, double rotation, obk_sky **sky,
                      obk_error **error);
/* Pixels to ICRS degrees in place: x y becomes ra dec; NaN NaN where the optics are not defined. */
obk_status obk_sky_positions(const obk_sky *sky, double *xy, size_t count, size_t *undefined, obk_error **error);
/* ICRS degrees to pixels in place; NaN NaN where no point sees the position. */
obk_status obk_sky_pixels(const obk_sky *sky, double *radec, size_t count, size_t *undefined, obk_error **error);
/* The sky coordinates as 80-byte cards with SIP polynomials, without END, for the trimmed image.
 *   tolerance   what the polynomials may leave over, pixels; 1e-4 is usual. What they do is in `residual`, which may be NULL
 *   room, length   as of obk_observation_cards */
obk_status obk_sky_cards(const obk_sky *sky, double tolerance, char *cards, size_t room, size_t *length, double *residual,
                         obk_error **error);
/* Frees a sky. */
void obk_sky_free(obk_sky *sky);

/* What a camera sees: a convex polygon for each detector, and one for the focal plane. */
typedef struct obk_footprint obk_footprint;
/* Of an observation.
 *   camera   the camera of its date */
obk_status obk_footprint_of(const obk_camera *camera, const obk_observation *observation, obk_footprint **footprint,
                            obk_error **error);
/* Of a pointing, as in obk_sky_at. */
obk_status obk_footprint_at(const obk_camera *camera, double ra, double dec, double rotation, obk_footprint **footprint,
                            obk_error **error);
/* How many detectors it has; 0 where it is none. */
size_t obk_footprint_count(const obk_footprint *footprint);
/* A polygon. */
typedef struct obk_polygon {
    size_t size;
    int32_t detector; /* its number; -1 of the focal plane */
    size_t vertices;
    double area;      /* square degrees */
    double center[2]; /* ICRS degrees */
} obk_polygon;
/* A polygon by its place: detectors from 0, the focal plane at -1.
 *   radec       takes the vertices, ra dec ra dec ... in ICRS degrees, counterclockwise seen on the sky; may be NULL
 *   room        for how many vertices; OBK_NO_ROOM where there are more */
obk_status obk_footprint_polygon(const obk_footprint *footprint, int64_t index, obk_polygon *polygon, double *radec,
                                 size_t room, obk_error **error);
/* Whether a polygon contains a position: 1 or 0. */
obk_status obk_footprint_contains(const obk_footprint *footprint, int64_t index, double ra, double dec, int32_t *contains,
                                  obk_error **error);
/* A polygon as the IVOA's s_region: POLYGON ICRS ... */
obk_status obk_footprint_region(const obk_footprint *footprint, int64_t index, char **region, obk_error **error);
/* Frees a footprint. */
void obk_footprint_free(obk_footprint *footprint);

/* ---- Exposures and visits ---- */

/* One opening of the shutter: its detectors, interval, filter, state, pointing, camera. */
typedef struct obk_exposure obk_exposure;
/* Of observations of one exposure. What they contradict in each other is in its JSON. */
obk_status obk_exposure_new(const obk_catalog *catalog, const obk_observation *const *observations, size_t count,
                            obk_exposure **exposure, obk_error **error);
/* Takes an exposure; 0 goes on, anything else stops. The exposure is the callee's until it returns; obk_exposure_retain keeps
 * it. */
typedef int32_t (*obk_exposed)(const obk_exposure *exposure, void *context);
/* The exposures of observations, in the order of their first ones: those of one instrument and one exposure id belong together,
 * and those of one file where there is no id. */
obk_status obk_exposures_of(const obk_catalog *catalog, const obk_observation *const *observations, size_t count,
                            obk_exposed exposed, void *context, obk_error **error);
/* Another handle of an exposure, to be freed by itself; NULL where `exposure` is none. */
obk_exposure *obk_exposure_retain(const obk_exposure *exposure);
/* An observation of an exposure by its place, from 0. It has lost its header: obk_observation_cards gives END alone.
 * OBK_NOT_FOUND beyond the last. */
obk_status obk_exposure_observation(const obk_exposure *exposure, size_t index, obk_observation **observation,
                                    obk_error **error);
/* Of the files that hold its detectors.
 *   instrument   NULL to recognise it */
obk_status obk_exposure_files(const obk_catalog *catalog, const char *const *paths, size_t count, const char *instrument,
                              obk_exposure **exposure, obk_error **error);
/* An exposure. Texts live as long as it does, and are "" where it has none. */
typedef struct obk_exposure_facts {
    size_t size;
    int64_t id;                          /* meaningful where has_id is 1 */
    int32_t has_id;
    int32_t observing_day;               /* YYYYMMDD; 0 where no header says it */
    int64_t begin_tai_ns, end_tai_ns;    /* 0, 0 where no header says it */
    size_t detectors;                    /* how many */
    size_t observations;                 /* how many; fewer or more than detectors where headers contradict each other */
    const char *instrument, *observation_id, *physical_filter, *observation_type;
    const char *kind;                    /* "science", "bias", ...: the same words for every instrument */
    double ra, dec, rotation;            /* of its pointing; NaN where no header says it */
    int32_t has_errors;                  /* 1: it contradicts itself so that it cannot be used as it is */
} obk_exposure_facts;
obk_status obk_exposure_describe(const obk_exposure *exposure, obk_exposure_facts *facts, obk_error **error);
/* The numbers of its detectors, in the order of its observations.
 *   room    for how many numbers
 *   count   how many there are, whether there is room or not */
obk_status obk_exposure_detectors(const obk_exposure *exposure, int32_t *numbers, size_t room, size_t *count,
                                  obk_error **error);
/* The camera of its date. OBK_NOT_FOUND where the instrument describes none, or the date is not known. */
obk_status obk_exposure_camera(const obk_exposure *exposure, obk_camera **camera, obk_error **error);
/* What it sees. */
obk_status obk_exposure_footprint(const obk_exposure *exposure, obk_footprint **footprint, obk_error **error);
/* {"instrument", "exposure_id", ..., "diagnostics"}. */
obk_status obk_exposure_json(const obk_exposure *exposure, char **json, obk_error **error);
/* Frees an exposure. */
void obk_exposure_free(obk_exposure *exposure);
/* The visits of exposures, one object an instrument, as `obskit visits --format json`. */
obk_status obk_visits_json(const obk_catalog *catalog, const obk_exposure *const *exposures, size_t count, char **json,
                           obk_error **error);

/* ---- Calibrations ---- */

/* What answers which calibration goes with an exposure: an instrument's curated ones, a pinned context, or a registry. */
typedef struct obk_calibrations obk_calibrations;
/* The curated calibrations of an instrument's package. */
obk_status obk_calibrations_curated(const obk_catalog *catalog, const char *instrument, obk_calibrations **calibrations,
                                    obk_error **error);
/* A pinned context, which answers the same forever. */
obk_status obk_calibrations_context(const char *path, obk_calibrations **calibrations, obk_error **error);
/* A registry, for reading. SQLite is taken from the process where it has one loaded, else from the system.
 *   collections   the collections and chains that are searched, in order
 *   patience      how long a lock of another process is waited for, seconds */
obk_status obk_calibrations_registry(const char *path, const char *const *collections, size_t count, double patience,
                                     obk_calibrations **calibrations, obk_error **error);
/* Frees calibrations; a registry is closed with its last handle. */
void obk_calibrations_free(obk_calibrations *calibrations);

/* A question. */
typedef struct obk_query {
    size_t size;
    const char *kind;
    const char *instrument;           /* of a registry that holds several; NULL else */
    int32_t detector;                 /* -1 where the kind has none */
    const char *filter;               /* NULL for none */
    int64_t begin_tai_ns, end_tai_ns; /* the exposure; the same number twice is an instant */
    const char *state_json;           /* the instrument's state: {"readMode": 3}; NULL for none */
} obk_query;
/* An answer. Its texts are freed with it, by obk_answer_clear. */
typedef struct obk_answer {
    size_t size;
    int32_t detector;                 /* -1 where the kind has none */
    int32_t found;                    /* 1, or 0: then `problem` says why */
    char *kind;
    char *dataset;                    /* its id; NULL where there is none, as the three below */
    char *collection, *uri;
    char *problem;                    /* NULL where there is an answer */
    int64_t begin_tai_ns, end_tai_ns; /* of its certification; INT64_MIN and INT64_MAX where that has no end */
    int32_t status;                   /* why there is none: OBK_NOT_FOUND, OBK_AMBIGUOUS, ...; OBK_OK where there is one */
} obk_answer;
/* Frees the texts of an answer and sets them to NULL. */
void obk_answer_clear(obk_answer *answer);
/* The calibration that a question asks for. Fails with OBK_NOT_FOUND where there is none, and says where was searched. */
obk_status obk_calibrations_find(const obk_calibrations *calibrations, const obk_query *query, obk_answer *answer,
                                 obk_error **error);
/* One question for many detectors: answers[i] is of detectors[i]. A detector without a calibration is no failure of the call.
 *   answers   `count` structs, the size of each of which was set */
obk_status obk_calibrations_find_many(const obk_calibrations *calibrations, const obk_query *query, const int32_t *detectors,
                                      size_t count, obk_answer *answers, obk_error **error);
/* Takes an answer; 0 goes on, anything else stops. The answer is the callee's until it returns. */
typedef int32_t (*obk_answered)(const obk_answer *answer, void *context);
/* The calibrations of an exposure, for each kind and detector.
 *   kinds      the names of kinds; NULL for all that the exposure needs */
obk_status obk_calibrations_of(const obk_calibrations *calibrations, const obk_exposure *exposure, const char *const *kinds,
                               size_t count, obk_answered answered, void *context, obk_error **error);
/* How an answer came about: what was searched, and why each candidate was taken or refused, in words. */
obk_status obk_calibrations_explain(const obk_calibrations *calibrations, const obk_query *query, char **text,
                                    obk_error **error);

/* ---- Pixels ---- */

/* A raw file beside the camera of its date. */
typedef struct obk_raw obk_raw;
/* Which image: without prescans and overscans, or with them in their places. */
enum { OBK_TRIMMED = 1, OBK_UNTRIMMED = 2 };
/* Types of pixels. */
enum {
    OBK_I8 = 1, OBK_U8 = 2, OBK_I16 = 3, OBK_U16 = 4, OBK_I32 = 5, OBK_U32 = 6, OBK_I64 = 7, OBK_U64 = 8, OBK_F32 = 9,
    OBK_F64 = 10
};
/* A detector of a raw file. */
typedef struct obk_raw_detector {
    size_t size;
    int32_t number;
    int32_t width, height, untrimmed_width, untrimmed_height;
    int32_t pixel_type; /* the one that holds all its pixels */
    const char *name;   /* lives as long as the raw file */
} obk_raw_detector;
/* Opens a raw file: plain, compressed or fpack.
 *   instrument   NULL to recognise it
 *   flags        0, or OBK_UNVERIFIED to read pixels without comparing them with the checksums of the file */
enum { OBK_UNVERIFIED = 1 };
obk_status obk_raw_open(const obk_catalog *catalog, const char *path, const char *instrument, uint32_t flags, obk_raw **raw,
                        obk_error **error);
/* Closes a raw file. */
void obk_raw_free(obk_raw *raw);
/* How many detectors it has; 0 where it is none. */
size_t obk_raw_count(const obk_raw *raw);
/* A detector by its place, from 0. */
obk_status obk_raw_describe(const obk_raw *raw, size_t index, obk_raw_detector *detector, obk_error **error);
/* What the header of a detector says. */
obk_status obk_raw_observation(const obk_raw *raw, size_t index, obk_observation **observation, obk_error **error);
/* The image of a detector in memory of the caller, row after row. Undefined pixels are NaN, or in whole numbers the value that
 * the file has for them.
 *   form         OBK_TRIMMED or OBK_UNTRIMMED
 *   pixel_type   OBK_U16, OBK_F32, ...
 *   pixels       aligned as its type needs
 *   bytes        width * height * size of a pixel
 *   threads      how many may work on it: 1 for the calling one alone, 0 for all cores */
obk_status obk_raw_read(const obk_raw *raw, size_t index, int32_t form, int32_t pixel_type, void *pixels, size_t bytes,
                        int32_t threads, obk_error **error);
/* What was noticed about the file: {"instrument", "diagnostics"}. */
obk_status obk_raw_json(const obk_raw *raw, char **json, obk_error **error);

#ifdef __cplusplus
}
#endif
#endif
