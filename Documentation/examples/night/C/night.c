/* The night of a pipeline in C. usage: night REGISTRY COLLECTION IMAGES FILE...
 *
 * For each exposure in the files it prints a line: instrument, name, filter, camera of the date, center of the first detector in
 * the sky, calibrations, image of that detector in the folder IMAGES, which it writes as 32-bit numbers. What is missing is "-",
 * and standard error says why.
 *
 *   cc -std=c11 night.c $(pkg-config --cflags --libs obskit) */
#include <obskit.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct night {
    obk_catalog *catalog;
    obk_calibrations *calibrations;
    const char *images;
    obk_observation *observations[1000];
    size_t count;
    int answers;
} night;

/* Whether a call succeeded; else standard error says why. */
static int good(const char *place, obk_status status, obk_error **error) {
    if (status == OBK_OK) return 1;
    fprintf(stderr, "%s: %s [%s]\n", place, obk_error_message(*error), obk_error_code(*error));
    obk_error_free(*error);
    *error = NULL;
    return 0;
}

static const char *shown(const char *text) { return text != NULL && text[0] != 0 ? text : "-"; }

static int32_t take_observation(const obk_observation *observation, void *context) {
    night *n = context;
    if (n->count == sizeof n->observations / sizeof n->observations[0]) return 1;
    n->observations[n->count++] = obk_observation_retain(observation);
    return 0;
}

static int32_t take_answer(const obk_answer *answer, void *context) {
    night *n = context;
    printf("%s%s ", n->answers++ > 0 ? "," : "\t", answer->kind);
    if (answer->detector >= 0) printf("%d ", (int)answer->detector);
    else printf("- ");
    printf("%s", shown(answer->dataset));
    if (!answer->found) fprintf(stderr, "%s: %s\n", answer->kind, answer->problem);
    return 0;
}

/* Reads the image of the first detector and writes its pixels; 1 when it did. */
static int write_image(const night *n, const obk_exposure_facts *facts, const obk_observation *first) {
    obk_raw *raw = NULL;
    obk_error *error = NULL;
    int64_t number = -1;
    const char *path = obk_observation_source(first);
    int written = 0;
    obk_get_integer(first, OBK_DETECTOR_NUM, &number);
    if (!good(path, obk_raw_open(n->catalog, path, NULL, 0, &raw, &error), &error)) return 0;
    for (size_t index = 0; index < obk_raw_count(raw); index++) {
        obk_raw_detector detector = {.size = sizeof detector};
        if (!good(path, obk_raw_describe(raw, index, &detector, &error), &error) || detector.number != number) continue;
        size_t bytes = (size_t)detector.width * (size_t)detector.height * sizeof(float);
        float *pixels = malloc(bytes);
        if (pixels != NULL && good(path, obk_raw_read(raw, index, OBK_TRIMMED, OBK_F32, pixels, bytes, 0, &error), &error)) {
            char name[4096];
            snprintf(name, sizeof name, "%s/%s-%lld-%s.f32", n->images, facts->instrument, (long long)facts->id, detector.name);
            FILE *file = fopen(name, "wb");
            if (file != NULL) {
                written = fwrite(pixels, 1, bytes, file) == bytes;
                written = fclose(file) == 0 && written;
            }
            if (written) printf("\t%s-%lld-%s", facts->instrument, (long long)facts->id, detector.name);
        }
        free(pixels);
        break;
    }
    obk_raw_free(raw);
    return written;
}

static int32_t take_exposure(const obk_exposure *exposure, void *context) {
    night *n = context;
    obk_error *error = NULL;
    obk_camera *camera = NULL;
    obk_sky *sky = NULL;
    obk_observation *first = NULL;
    obk_exposure_facts facts = {.size = sizeof facts};
    if (!good("exposure", obk_exposure_describe(exposure, &facts, &error), &error)) return 0;
    if (!good("exposure", obk_exposure_observation(exposure, 0, &first, &error), &error)) return 0;
    printf("%s\t%s\t%s", facts.instrument, shown(facts.observation_id), shown(facts.physical_filter));
    if (good(facts.observation_id, obk_exposure_camera(exposure, &camera, &error), &error)) {
        printf("\t%s", obk_camera_hash(camera));
    } else {
        printf("\t-");
    }
    if (camera != NULL && good(facts.observation_id, obk_sky_of(camera, first, &sky, &error), &error)) {
        char cards[80 * 400];
        size_t length = 0;
        double center[2] = {0, 0};
        /* The reference of the cards is the center of the detector. */
        if (good("wcs", obk_sky_cards(sky, 1e-4, cards, sizeof cards, &length, NULL, &error), &error))
            for (size_t card = 0; card < length; card += 80)
                if (sscanf(cards + card, "CRVAL1 = %lf", &center[0]) != 1) sscanf(cards + card, "CRVAL2 = %lf", &center[1]);
        printf("\t%.17g,%.17g", center[0], center[1]);
    } else {
        printf("\t-");
    }
    n->answers = 0;
    if (!good(facts.instrument, obk_calibrations_of(n->calibrations, exposure, NULL, 0, take_answer, n, &error), &error)
        || n->answers == 0)
        printf("\t-");
    if (!write_image(n, &facts, first)) printf("\t-");
    printf("\n");
    obk_sky_free(sky);
    obk_camera_free(camera);
    obk_observation_free(first);
    return 0;
}

int main(int argc, char **argv) {
    static night n;
    obk_error *error = NULL;
    if (argc < 5) return fprintf(stderr, "usage: night REGISTRY COLLECTION IMAGES FILE...\n"), 2;
    const char *collections[] = {argv[2]};
    n.images = argv[3];
    if (!good("catalog", obk_catalog_new(NULL, &n.catalog, &error), &error)) return 1;
    if (!good(argv[1], obk_calibrations_registry(argv[1], collections, 1, 10, &n.calibrations, &error), &error)) return 1;
    /* A bad file costs that file. */
    for (int i = 4; i < argc; i++)
        good(argv[i], obk_translate_file(n.catalog, argv[i], NULL, take_observation, &n, &error), &error);
    good("exposures", obk_exposures_of(n.catalog, (const obk_observation *const *)n.observations, n.count, take_exposure, &n, &error),
         &error);
    for (size_t i = 0; i < n.count; i++) obk_observation_free(n.observations[i]);
    obk_calibrations_free(n.calibrations);
    obk_catalog_free(n.catalog);
    return 0;
}
