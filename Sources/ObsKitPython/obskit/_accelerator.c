/* The calls that are made for every header, without ctypes: a header goes over as typed fields or cards, its answer comes back as a
 * dict. _calls.py does the same by ctypes; a test compares the two. */
#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include <obskit.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    PyObject *failure; /* makes an exception of a status and of JSON */
    PyObject *plain;   /* makes a plain value of anything else */
    PyObject *names;   /* of the properties */
    PyObject *instant; /* the type of times */
    int kinds[64];
    Py_ssize_t count;
} State;

static State *state_of(PyObject *module) { return PyModule_GetState(module); }

/* Raises what a call says that failed. */
static PyObject *raise_failure(State *state, obk_status status, obk_error *error) {
    const char *json = obk_error_json(error);
    PyObject *exception = PyObject_CallFunction(state->failure, "iy", (int)status, json ? json : "{}");
    obk_error_free(error);
    if (exception) {
        PyErr_SetObject((PyObject *)Py_TYPE(exception), exception);
        Py_DECREF(exception);
    }
    return NULL;
}

static PyObject *refuse(State *state, const char *message) {
    PyObject *text = PyUnicode_FromFormat("{\"code\": \"bad-argument\", \"message\": \"%s\"}", message);
    PyObject *json = text ? PyUnicode_AsUTF8String(text) : NULL;
    PyObject *exception = json ? PyObject_CallFunction(state->failure, "iO", OBK_BAD_CALL, json) : NULL;
    Py_XDECREF(text);
    Py_XDECREF(json);
    if (exception) {
        PyErr_SetObject((PyObject *)Py_TYPE(exception), exception);
        Py_DECREF(exception);
    }
    return NULL;
}

/* ---- A header as fields ---- */

/* Fields, and the texts that they point into. */
typedef struct {
    obk_field *fields;
    PyObject **kept;
    size_t count, room, texts;
} Fields;

static void clear(Fields *all) {
    for (size_t i = 0; i < all->texts; i++) Py_DECREF(all->kept[i]);
    PyMem_Free(all->fields);
    PyMem_Free(all->kept);
}

static int reserve(Fields *all, size_t room) {
    if (room <= all->room) return 0;
    room = room > 2 * all->room ? room : 2 * all->room;
    obk_field *fields = PyMem_Realloc(all->fields, room * sizeof *fields);
    if (fields) all->fields = fields;
    PyObject **kept = PyMem_Realloc(all->kept, 2 * room * sizeof *kept);
    if (kept) all->kept = kept;
    if (!fields || !kept) {
        PyErr_NoMemory();
        return -1;
    }
    all->room = room;
    return 0;
}

/* The UTF-8 of a text, which is kept alive until the fields are cleared. */
static const char *utf8(State *state, Fields *all, PyObject *text, size_t *length) {
    Py_ssize_t size = 0;
    const char *bytes = PyUnicode_AsUTF8AndSize(text, &size);
    if (!bytes) {
        PyErr_Clear();
        refuse(state, "a card has a text that is no Unicode");
        return NULL;
    }
    *length = (size_t)size;
    Py_INCREF(text);
    all->kept[all->texts++] = text;
    return bytes;
}

static int add(State *state, Fields *all, PyObject *keyword, PyObject *value, int depth);

/* Each value of a card that is repeated. */
static int add_each(State *state, Fields *all, PyObject *keyword, PyObject *values, int depth) {
    if (depth > 8) {
        PyErr_SetString(PyExc_TypeError, "a card has no value of lists in lists");
        return -1;
    }
    PyObject *list = PySequence_List(values);
    if (!list) return -1;
    int result = 0;
    for (Py_ssize_t i = 0; result == 0 && i < PyList_Size(list); i++)
        result = add(state, all, keyword, PyList_GetItem(list, i), depth + 1);
    Py_DECREF(list);
    return result;
}

static int add(State *state, Fields *all, PyObject *keyword, PyObject *value, int depth) {
    if (PyList_Check(value) || PyTuple_Check(value)) return add_each(state, all, keyword, value, depth);
    if (reserve(all, all->count + 1) < 0) return -1;
    obk_field field;
    memset(&field, 0, sizeof field);
    if (PyUnicode_Check(value)) {
        field.kind = OBK_TEXT;
        field.value.text = utf8(state, all, value, &field.text_length);
        if (!field.value.text) return -1;
    } else if (PyFloat_Check(value)) {
        field.kind = OBK_REAL;
        field.value.real = PyFloat_AsDouble(value);
    } else if (PyBool_Check(value)) {
        field.kind = OBK_BOOLEAN;
        field.value.integer = value == Py_True;
    } else if (PyLong_Check(value)) {
        int overflow = 0;
        field.kind = OBK_INTEGER;
        field.value.integer = PyLong_AsLongLongAndOverflow(value, &overflow);
        if (overflow) {
            PyObject *digits = PyObject_Str(value);
            if (digits) {
                field.kind = OBK_DIGITS;
                field.value.text = utf8(state, all, digits, &field.text_length);
                Py_DECREF(digits);
            }
        }
        if (PyErr_Occurred() || (overflow && field.kind != OBK_DIGITS)) {
            PyErr_Clear();
            refuse(state, "a card has a whole number that is too large");
            return -1;
        }
    } else if (value == Py_None) {
        field.kind = OBK_UNDEFINED;
    } else {
        if (depth > 8) {
            PyErr_SetString(PyExc_TypeError, "a card has a value that is none");
            return -1;
        }
        PyObject *plain = PyObject_CallFunctionObjArgs(state->plain, value, NULL);
        if (!plain) return -1;
        int result = add(state, all, keyword, plain, depth + 4);
        Py_DECREF(plain);
        return result;
    }
    field.keyword = utf8(state, all, keyword, &field.keyword_length);
    if (!field.keyword) return -1;
    all->fields[all->count++] = field;
    return 0;
}

static int add_pair(State *state, Fields *all, PyObject *keyword, PyObject *value) {
    if (!PyUnicode_Check(keyword)) {
        PyErr_Format(PyExc_TypeError, "the keyword of a card is a text, not %R", keyword);
        return -1;
    }
    Py_INCREF(keyword);
    Py_INCREF(value);
    int result = add(state, all, keyword, value, 0);
    Py_DECREF(keyword);
    Py_DECREF(value);
    return result;
}

/* The fields of a dict, or of a list of pairs. */
static int fill(State *state, Fields *all, PyObject *header) {
    PyObject *keyword, *value;
    Py_ssize_t place = 0;
    if (PyDict_Check(header)) {
        if (reserve(all, (size_t)PyDict_Size(header) + 1) < 0) return -1;
        while (PyDict_Next(header, &place, &keyword, &value))
            if (add_pair(state, all, keyword, value) < 0) return -1;
        return 0;
    }
    if (reserve(all, (size_t)PyList_Size(header) + 1) < 0) return -1;
    for (; place < PyList_Size(header); place++) {
        PyObject *pair = PyList_GetItem(header, place);
        if (!PyTuple_Check(pair) || PyTuple_Size(pair) != 2) {
            PyErr_SetString(PyExc_TypeError, "the items of a header are pairs of keyword and value");
            return -1;
        }
        if (add_pair(state, all, PyTuple_GetItem(pair, 0), PyTuple_GetItem(pair, 1)) < 0) return -1;
    }
    return 0;
}

/* ---- Calls ---- */

/* A text of bytes, or NULL for None. */
static int optional_bytes(PyObject *given, const char **text) {
    *text = NULL;
    if (given == Py_None) return 0;
    *text = PyBytes_AsString(given);
    return *text ? 0 : -1;
}

/* What becomes of a header: an observation, or the name of an instrument. */
typedef struct {
    const obk_catalog *catalog;
    obk_translate_options options;
    int identifies;
    obk_observation *observation;
    const char *instrument;
    obk_error *error;
} Call;

static obk_status call_fields(Call *call, const obk_field *fields, size_t count) {
    if (call->identifies) return obk_identify_fields(call->catalog, fields, count, &call->instrument, &call->error);
    return obk_translate_fields(call->catalog, fields, count, &call->options, &call->observation, &call->error);
}

static obk_status call_cards(Call *call, const char *cards, size_t length) {
    if (call->identifies) return obk_identify_cards(call->catalog, cards, length, &call->instrument, &call->error);
    return obk_translate_cards(call->catalog, cards, length, &call->options, &call->observation, &call->error);
}

static int run(State *state, Call *call, PyObject *header) {
    obk_status status = OBK_OK;
    if (PyDict_Check(header) || PyList_Check(header)) {
        Fields all = {0};
        if (fill(state, &all, header) < 0) {
            clear(&all);
            return -1;
        }
        Py_BEGIN_ALLOW_THREADS
        status = call_fields(call, all.fields, all.count);
        Py_END_ALLOW_THREADS
        clear(&all);
    } else {
        Py_buffer view;
        if (PyObject_GetBuffer(header, &view, PyBUF_SIMPLE) < 0) return -1;
        Py_BEGIN_ALLOW_THREADS
        status = call_cards(call, view.buf, (size_t)view.len);
        Py_END_ALLOW_THREADS
        PyBuffer_Release(&view);
    }
    if (status == OBK_OK) return 0;
    raise_failure(state, status, call->error);
    return -1;
}

static PyObject *translate(PyObject *module, PyObject *arguments) {
    Call call;
    memset(&call, 0, sizeof call);
    call.options.size = sizeof call.options;
    unsigned long long catalog, mask;
    PyObject *header, *instrument;
    if (!PyArg_ParseTuple(arguments, "KOOK:translate", &catalog, &header, &instrument, &mask)
        || optional_bytes(instrument, &call.options.instrument) < 0)
        return NULL;
    call.catalog = (const obk_catalog *)(uintptr_t)catalog;
    call.options.properties = mask;
    if (run(state_of(module), &call, header) < 0) return NULL;
    return PyLong_FromUnsignedLongLong((uintptr_t)call.observation);
}

static PyObject *identify(PyObject *module, PyObject *arguments) {
    Call call;
    memset(&call, 0, sizeof call);
    call.identifies = 1;
    unsigned long long catalog;
    PyObject *header;
    if (!PyArg_ParseTuple(arguments, "KO:identify", &catalog, &header)) return NULL;
    call.catalog = (const obk_catalog *)(uintptr_t)catalog;
    if (run(state_of(module), &call, header) < 0) return NULL;
    return PyUnicode_FromString(call.instrument);
}

/* Observations of a file, kept without the interpreter's lock. */
typedef struct {
    obk_observation **items;
    size_t count, room;
} Kept;

static int32_t keep(const obk_observation *observation, void *context) {
    Kept *kept = context;
    if (kept->count == kept->room) {
        size_t room = kept->room ? 2 * kept->room : 8;
        obk_observation **items = realloc(kept->items, room * sizeof *items);
        if (!items) return 1;
        kept->items = items;
        kept->room = room;
    }
    obk_observation *own = obk_observation_retain(observation);
    if (!own) return 1;
    kept->items[kept->count++] = own;
    return 0;
}

static PyObject *translate_file(PyObject *module, PyObject *arguments) {
    obk_translate_options options = {.size = sizeof options};
    unsigned long long catalog, mask;
    const char *path;
    PyObject *instrument;
    if (!PyArg_ParseTuple(arguments, "KyOK:translate_file", &catalog, &path, &instrument, &mask)
        || optional_bytes(instrument, &options.instrument) < 0)
        return NULL;
    options.properties = mask;
    Kept kept = {0};
    obk_error *error = NULL;
    obk_status status;
    Py_BEGIN_ALLOW_THREADS
    status = obk_translate_file((const obk_catalog *)(uintptr_t)catalog, path, &options, keep, &kept, &error);
    Py_END_ALLOW_THREADS
    PyObject *list = status == OBK_OK ? PyList_New((Py_ssize_t)kept.count) : raise_failure(state_of(module), status, error);
    for (size_t i = 0; i < kept.count; i++) {
        PyObject *number = list ? PyLong_FromUnsignedLongLong((uintptr_t)kept.items[i]) : NULL;
        if (number)
            PyList_SetItem(list, (Py_ssize_t)i, number);
        else
            obk_observation_free(kept.items[i]);
    }
    free(kept.items);
    return list;
}

static PyObject *value_of(State *state, int kind, const obk_value *value) {
    switch (kind) {
    case OBK_TEXT: return PyUnicode_FromString(value->text ? value->text : "");
    case OBK_INTEGER: return PyLong_FromLongLong(value->integer);
    case OBK_REAL: return PyFloat_FromDouble(value->real);
    case OBK_BOOLEAN: return PyBool_FromLong(value->integer != 0);
    case OBK_INSTANT: return PyObject_CallFunction(state->instant, "L", (long long)value->integer);
    case OBK_SKY:
    case OBK_HORIZONTAL: return Py_BuildValue("(dd)", value->pair[0], value->pair[1]);
    case OBK_PLACE: return Py_BuildValue("(ddd)", value->place[0], value->place[1], value->place[2]);
    default: Py_RETURN_NONE;
    }
}

static PyObject *values(PyObject *module, PyObject *arguments) {
    State *state = state_of(module);
    unsigned long long handle;
    PyObject *target;
    if (!PyArg_ParseTuple(arguments, "KO:values", &handle, &target)) return NULL;
    obk_values all;
    memset(&all, 0, sizeof all);
    all.size = sizeof all;
    obk_status status = obk_get_all((const obk_observation *)(uintptr_t)handle, &all);
    if (status != OBK_OK) return raise_failure(state, status, NULL);
    for (Py_ssize_t i = 0; i < state->count; i++) {
        PyObject *value = Py_None;
        if (all.present >> i & 1)
            value = value_of(state, state->kinds[i], &all.value[i]);
        else
            Py_INCREF(value);
        int failed = !value || PyObject_SetItem(target, PyTuple_GetItem(state->names, i), value) < 0;
        Py_XDECREF(value);
        if (failed) return NULL;
    }
    return Py_BuildValue("KK", (unsigned long long)all.failed, (unsigned long long)all.flagged);
}

/* Takes what the calls need of Python: setup(failure, plain, names, kinds, instant). */
static PyObject *setup(PyObject *module, PyObject *arguments) {
    State *state = state_of(module);
    PyObject *failure, *plain, *names, *kinds, *instant;
    if (!PyArg_ParseTuple(arguments, "OOOOO:setup", &failure, &plain, &names, &kinds, &instant)) return NULL;
    state->count = PyTuple_Size(names);
    if (state->count < 0 || state->count > OBK_PROPERTY_COUNT_1 || PyTuple_Size(kinds) != state->count) {
        PyErr_SetString(PyExc_ValueError, "names and kinds are tuples, one of each for a property");
        return NULL;
    }
    for (Py_ssize_t i = 0; i < state->count; i++) state->kinds[i] = (int)PyLong_AsLong(PyTuple_GetItem(kinds, i));
    if (PyErr_Occurred()) return NULL;
    PyObject *taken[] = {failure, plain, names, instant};
    PyObject **places[] = {&state->failure, &state->plain, &state->names, &state->instant};
    for (int i = 0; i < 4; i++) {
        PyObject *old = *places[i];
        Py_INCREF(taken[i]);
        *places[i] = taken[i];
        Py_XDECREF(old);
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"setup", setup, METH_VARARGS, NULL},
    {"translate", translate, METH_VARARGS, NULL},
    {"identify", identify, METH_VARARGS, NULL},
    {"translate_file", translate_file, METH_VARARGS, NULL},
    {"values", values, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static int traverse(PyObject *module, visitproc visit, void *arg) {
    State *state = state_of(module);
    Py_VISIT(state->failure);
    Py_VISIT(state->plain);
    Py_VISIT(state->names);
    Py_VISIT(state->instant);
    return 0;
}

static int forget(PyObject *module) {
    State *state = state_of(module);
    Py_CLEAR(state->failure);
    Py_CLEAR(state->plain);
    Py_CLEAR(state->names);
    Py_CLEAR(state->instant);
    return 0;
}

static void end(void *module) { forget(module); }

static PyModuleDef_Slot slots[] = {
#ifdef Py_mod_gil
    {Py_mod_gil, Py_MOD_GIL_USED},
#endif
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_accelerator", "Calls of obskit.h that are made for every header.", sizeof(State), methods, slots,
    traverse, forget, end,
};

PyMODINIT_FUNC PyInit__accelerator(void) { return PyModuleDef_Init(&definition); }
