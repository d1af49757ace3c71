/* What a library in a process that is not its own must stand: fork after use, and SQLite of the same process on the same file.
 *
 * usage: process RAW REGISTRY COLLECTION INSTRUMENT KIND DETECTOR
 *
 * Ends with status 0 when parent and children say the same, and the registry is whole after 2,000 transactions that SQLite of this
 * process wrote while 4 threads asked it. */
#include <obskit.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *raw_path, *registry_path, *collection, *instrument, *kind;
static int detector;
static obk_catalog *catalog;
static obk_calibrations *calibrations;
static int done, asked, busy;

static void fail(const char *what) {
    fprintf(stderr, "FAILED: %s\n", what);
    exit(1);
}

static uint64_t sum(uint64_t hash, const void *bytes, size_t length) { /* FNV-1a */
    for (size_t i = 0; i < length; i++) hash = (hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001B3u;
    return hash;
}
static int32_t add(const obk_observation *observation, void *context) {
    char *json = NULL;
    if (obk_observation_wire(observation, &json, NULL) != OBK_OK) return 1;
    *(uint64_t *)context = sum(*(uint64_t *)context, json, strlen(json));
    obk_free(json);
    return 0;
}
/* Everything that the file says, as one number: headers and pixels of the first detector. */
static uint64_t answer(int threads) {
    uint64_t hash = 0xCBF29CE484222325u;
    obk_raw *raw = NULL;
    obk_raw_detector facts = {.size = sizeof facts};
    if (obk_translate_file(catalog, raw_path, NULL, add, &hash, NULL) != OBK_OK) return 1;
    if (obk_raw_open(catalog, raw_path, NULL, 0, &raw, NULL) != OBK_OK) return 2;
    if (obk_raw_describe(raw, 0, &facts, NULL) != OBK_OK) return 3;
    size_t bytes = (size_t)facts.width * (size_t)facts.height * sizeof(float);
    float *pixels = malloc(bytes);
    if (obk_raw_read(raw, 0, OBK_TRIMMED, OBK_F32, pixels, bytes, threads, NULL) != OBK_OK) return 4;
    hash = sum(hash, pixels, bytes);
    free(pixels);
    obk_raw_free(raw);
    return hash;
}
static obk_status ask(char *id, size_t room) {
    obk_query query = {.size = sizeof query, .kind = kind, .instrument = instrument, .detector = detector,
                       .begin_tai_ns = 1378015410000000000, .end_tai_ns = 1378015510000000000};
    obk_answer found = {.size = sizeof found};
    obk_error *error = NULL;
    obk_status status = obk_calibrations_find(calibrations, &query, &found, &error);
    if (status != OBK_OK) snprintf(id, room, "%s", obk_error_message(error));
    else snprintf(id, room, "%s", found.dataset);
    obk_error_free(error);
    obk_answer_clear(&found);
    return status;
}
static void *keep_asking(void *wanted) {
    char id[512];
    while (!__atomic_load_n(&done, __ATOMIC_ACQUIRE)) {
        if (ask(id, sizeof id) != OBK_OK || strcmp(id, wanted) != 0) fail(id);
        __atomic_add_fetch(&asked, 1, __ATOMIC_RELAXED);
    }
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 7) return 2;
    raw_path = argv[1], registry_path = argv[2], collection = argv[3], instrument = argv[4], kind = argv[5], detector = atoi(argv[6]);
    const char *collections[] = {collection};
    char first[512], again[512];
    if (obk_catalog_new(NULL, &catalog, NULL) != OBK_OK) fail("no catalog");
    if (obk_calibrations_registry(registry_path, collections, 1, 10, &calibrations, NULL) != OBK_OK) fail("no registry");
    if (ask(first, sizeof first) != OBK_OK) fail(first);

    /* Fork after use: both processes go on; a connection of the parent is refused in the child, and does not crash it. */
    uint64_t wanted = answer(0);
    if (wanted < 5) fail("no pixels");
    for (int child = 0; child < 4; child++) {
        pid_t id = fork();
        if (id == 0) {
            if (answer(child % 2) != wanted) _exit(1);
            if (ask(again, sizeof again) == OBK_OK) _exit(2);
            obk_calibrations *own = NULL;
            if (obk_calibrations_registry(registry_path, collections, 1, 10, &own, NULL) != OBK_OK) _exit(3);
            calibrations = own;
            _exit(ask(again, sizeof again) == OBK_OK && strcmp(first, again) == 0 ? 0 : 4);
        }
        int status = 0;
        if (waitpid(id, &status, 0) != id || !WIFEXITED(status)) fail("a child died");
        if (WEXITSTATUS(status) != 0) {
            fprintf(stderr, "a child ended with %d\n", WEXITSTATUS(status));
            return 1;
        }
    }
    if (answer(0) != wanted || ask(again, sizeof again) != OBK_OK || strcmp(first, again) != 0) fail("the parent says something else");

    /* SQLite of this process writes the file that the library reads. */
    sqlite3 *database = NULL;
    if (sqlite3_open(registry_path, &database) != SQLITE_OK) fail("sqlite3_open");
    sqlite3_busy_timeout(database, 10000);
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, keep_asking, first);
    for (int i = 0; i < 2000; i++) {
        char *message = NULL;
        if (sqlite3_exec(database,
                         "BEGIN IMMEDIATE; UPDATE datasets SET producer = coalesce(producer, '') || 'x';"
                         "UPDATE datasets SET producer = substr(producer, 1, 5); COMMIT",
                         NULL, NULL, &message) != SQLITE_OK) {
            if (strstr(message, "locked") == NULL) fail(message);
            busy++;
            sqlite3_exec(database, "ROLLBACK", NULL, NULL, NULL);
        }
        sqlite3_free(message);
    }
    __atomic_store_n(&done, 1, __ATOMIC_RELEASE);
    for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    sqlite3_stmt *check = NULL;
    if (sqlite3_prepare_v2(database, "PRAGMA integrity_check", -1, &check, NULL) != SQLITE_OK || sqlite3_step(check) != SQLITE_ROW
        || strcmp((const char *)sqlite3_column_text(check, 0), "ok") != 0)
        fail("the registry is damaged");
    sqlite3_finalize(check);
    sqlite3_close(database);
    obk_calibrations_free(calibrations);
    obk_catalog_free(catalog);
    printf("4 children said the same; %d answers while 2000 transactions were written, %d of them busy; the registry is whole\n", asked,
           busy);
    return asked > 100 && busy < 200 ? 0 : 1;
}
