// ObsKit for C++17 and later: owners, exceptions and ranges over the functions of obskit.h.
//
// Owners can be moved and not copied; they free what they own. A call that fails throws obskit::error. A std::string_view that is
// returned lives as long as the object that it was asked of. Everything may be used from any thread, as obskit.h says.
#ifndef OBSKIT_HPP
#define OBSKIT_HPP

#include <array>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "obskit.h"

namespace obskit {

/// A call that failed.
class error : public std::runtime_error {
public:
    error(obk_status status, std::string code, const std::string &message, std::string json)
        : std::runtime_error(message), status_(status), code_(std::move(code)), json_(std::move(json)) {}

    /// OBK_BAD_CALL, OBK_NOT_FOUND, ...
    obk_status status() const noexcept { return status_; }
    /// A stable name, such as "unknown-detector".
    const std::string &code() const noexcept { return code_; }
    /// Code, message and all diagnostics, as obk_error_json has them.
    const std::string &json() const noexcept { return json_; }

private:
    obk_status status_;
    std::string code_;
    std::string json_;
};

namespace detail {

/// Calls a function of obskit.h with a place for its error as the last argument, and throws what it says.
template <typename Function, typename... Arguments>
void call(Function function, Arguments... arguments) {
    obk_error *failure = nullptr;
    const obk_status status = function(arguments..., &failure);
    if (status == OBK_OK) return;
    const std::unique_ptr<obk_error, void (*)(obk_error *)> owner(failure, obk_error_free);
    const auto text = [](const char *value) { return std::string(value ? value : ""); };
    throw error(status, text(obk_error_code(failure)), text(obk_error_message(failure)), text(obk_error_json(failure)));
}

/// Calls a function that gives a handle or a value before its error.
template <typename Value, typename Function, typename... Arguments>
Value get(Function function, Arguments... arguments) {
    Value value{};
    call(function, arguments..., &value);
    return value;
}

/// A text that the caller frees.
inline std::string taken(char *text) {
    const std::unique_ptr<char, void (*)(void *)> owner(text, obk_free);
    return text ? std::string(text) : std::string();
}

template <typename Function, typename... Arguments>
std::string text(Function function, Arguments... arguments) {
    return taken(get<char *>(function, arguments...));
}

inline std::string_view view(const char *text) { return text ? std::string_view(text) : std::string_view(); }

template <typename Type>
Type sized() {
    Type value{};
    value.size = sizeof(Type);
    return value;
}

/// Keeps what a callable throws while C calls it, and throws it again when the call is back.
template <typename Callable>
struct guarded {
    Callable &callable;
    std::exception_ptr thrown{};

    template <typename... Arguments>
    int32_t operator()(Arguments &&...arguments) noexcept {
        try {
            if constexpr (std::is_same_v<decltype(callable(std::forward<Arguments>(arguments)...)), bool>) {
                return callable(std::forward<Arguments>(arguments)...) ? 0 : 1;
            } else {
                callable(std::forward<Arguments>(arguments)...);
                return 0;
            }
        } catch (...) {
            thrown = std::current_exception();
            return 1;
        }
    }
};

/// Calls a function of C that lends something to a callable; what the callable throws is thrown when C has returned.
template <typename Lent, typename Callable, typename Call>
void lending(Callable &callable, const Call &call) {
    guarded<Callable> guard{callable};
    int32_t (*const function)(Lent, void *) = [](Lent lent, void *context) {
        return (*static_cast<guarded<Callable> *>(context))(lent);
    };
    try {
        call(function, static_cast<void *>(&guard));
    } catch (const error &) {
        if (!guard.thrown) throw;
    }
    if (guard.thrown) std::rethrow_exception(guard.thrown);
}

} // namespace detail

/// The release of ObsKit, such as "0.1.0".
inline std::string_view release() { return detail::view(obk_release()); }

/// A time: nanoseconds of TAI since 1970-01-01T00:00:00 TAI.
struct instant {
    std::int64_t tai_ns = 0;

    instant() = default;
    explicit instant(std::int64_t nanoseconds) : tai_ns(nanoseconds) {}
    /// Reads ISO 8601 text of a scale: OBK_UTC, OBK_TAI or OBK_TT.
    explicit instant(const std::string &text, std::int32_t scale = OBK_UTC)
        : tai_ns(detail::get<std::int64_t>(obk_time_parse, text.c_str(), scale)) {}

    /// ISO 8601 text without the name of the scale.
    std::string text(std::int32_t scale = OBK_UTC, std::int32_t decimals = 3) const {
        char room[40] = {};
        std::size_t length = 0;
        detail::call(obk_time_text, tai_ns, scale, decimals, room, sizeof room, &length);
        return std::string(room, length);
    }
    /// A Julian date in two parts.
    std::array<double, 2> julian(std::int32_t scale = OBK_TAI) const {
        std::array<double, 2> jd{};
        detail::call(obk_time_julian, tai_ns, scale, jd.data());
        return jd;
    }

    friend bool operator==(instant one, instant other) noexcept { return one.tai_ns == other.tai_ns; }
    friend bool operator!=(instant one, instant other) noexcept { return one.tai_ns != other.tai_ns; }
    friend bool operator<(instant one, instant other) noexcept { return one.tai_ns < other.tai_ns; }
};

/// What a header says.
class observation {
public:
    /// Takes over a handle of C.
    explicit observation(obk_observation *handle) : handle_(handle) {}

    /// Another owner of what a callback lends.
    static observation of(const obk_observation *borrowed) { return observation(obk_observation_retain(borrowed)); }
    const obk_observation *get() const noexcept { return handle_.get(); }

    std::string_view source() const { return detail::view(obk_observation_source(get())); }
    std::int32_t hdu() const { return obk_observation_hdu(get()); }
    /// The instrument, as the catalog names it.
    std::string_view instrument_name() const { return detail::view(obk_observation_instrument(get())); }
    std::string_view hdu_name() const { return detail::view(obk_observation_hdu_name(get())); }
    /// OBK_SOUND, OBK_FLAWED or OBK_FAILED.
    std::int32_t soundness() const { return obk_observation_soundness(get()); }
    /// The sum of OBK_DEFAULTED, OBK_CLIPPED, ... of a property.
    std::int32_t flags(std::int32_t property) const { return obk_observation_flags(get(), property); }
    /// Why a property has no value though it should; empty where it has one, or rightly has none.
    std::string_view failure(std::int32_t property) const { return detail::view(obk_observation_failure(get(), property)); }

    std::optional<std::string_view> text(std::int32_t property) const {
        const char *value = nullptr;
        return has(obk_get_text(get(), property, &value)) ? std::optional(std::string_view(value)) : std::nullopt;
    }
    std::optional<std::int64_t> integer(std::int32_t property) const { return number<std::int64_t>(obk_get_integer, property); }
    std::optional<double> real(std::int32_t property) const { return number<double>(obk_get_real, property); }
    std::optional<bool> boolean(std::int32_t property) const {
        const auto value = number<std::int32_t>(obk_get_boolean, property);
        return value ? std::optional(*value != 0) : std::nullopt;
    }
    std::optional<instant> time(std::int32_t property) const {
        const auto value = number<std::int64_t>(obk_get_instant, property);
        return value ? std::optional(instant(*value)) : std::nullopt;
    }
    /// Two angles in degrees.
    std::optional<std::array<double, 2>> pair(std::int32_t property) const {
        std::array<double, 2> value{};
        return has(obk_get_pair(get(), property, value.data())) ? std::optional(value) : std::nullopt;
    }
    std::optional<std::array<double, 3>> place(std::int32_t property) const {
        std::array<double, 3> value{};
        return has(obk_get_place(get(), property, value.data())) ? std::optional(value) : std::nullopt;
    }

    // The 40 properties, in the units of obk_property_unit.
    std::optional<std::string_view> telescope() const { return text(OBK_TELESCOPE); }
    std::optional<std::string_view> instrument() const { return text(OBK_INSTRUMENT); }
    std::optional<std::array<double, 3>> location() const { return place(OBK_LOCATION); }
    std::optional<std::int64_t> exposure_id() const { return integer(OBK_EXPOSURE_ID); }
    std::optional<std::int64_t> visit_id() const { return integer(OBK_VISIT_ID); }
    std::optional<std::string_view> physical_filter() const { return text(OBK_PHYSICAL_FILTER); }
    std::optional<instant> datetime_begin() const { return time(OBK_DATETIME_BEGIN); }
    std::optional<instant> datetime_end() const { return time(OBK_DATETIME_END); }
    std::optional<double> exposure_time() const { return real(OBK_EXPOSURE_TIME); }
    std::optional<double> exposure_time_requested() const { return real(OBK_EXPOSURE_TIME_REQUESTED); }
    std::optional<double> dark_time() const { return real(OBK_DARK_TIME); }
    std::optional<double> boresight_airmass() const { return real(OBK_BORESIGHT_AIRMASS); }
    std::optional<double> boresight_rotation_angle() const { return real(OBK_BORESIGHT_ROTATION_ANGLE); }
    std::optional<std::string_view> boresight_rotation_coord() const { return text(OBK_BORESIGHT_ROTATION_COORD); }
    std::optional<std::int64_t> detector_num() const { return integer(OBK_DETECTOR_NUM); }
    std::optional<std::string_view> detector_name() const { return text(OBK_DETECTOR_NAME); }
    std::optional<std::string_view> detector_unique_name() const { return text(OBK_DETECTOR_UNIQUE_NAME); }
    std::optional<std::string_view> detector_serial() const { return text(OBK_DETECTOR_SERIAL); }
    std::optional<std::string_view> detector_group() const { return text(OBK_DETECTOR_GROUP); }
    std::optional<std::int64_t> detector_exposure_id() const { return integer(OBK_DETECTOR_EXPOSURE_ID); }
    std::optional<double> focus_z() const { return real(OBK_FOCUS_Z); }
    std::optional<std::string_view> object() const { return text(OBK_OBJECT); }
    std::optional<double> temperature() const { return real(OBK_TEMPERATURE); }
    std::optional<double> pressure() const { return real(OBK_PRESSURE); }
    std::optional<double> relative_humidity() const { return real(OBK_RELATIVE_HUMIDITY); }
    std::optional<std::array<double, 2>> tracking_radec() const { return pair(OBK_TRACKING_RADEC); }
    std::optional<std::array<double, 2>> altaz_begin() const { return pair(OBK_ALTAZ_BEGIN); }
    std::optional<std::array<double, 2>> altaz_end() const { return pair(OBK_ALTAZ_END); }
    std::optional<std::string_view> science_program() const { return text(OBK_SCIENCE_PROGRAM); }
    std::optional<std::string_view> observation_type() const { return text(OBK_OBSERVATION_TYPE); }
    std::optional<std::string_view> observation_id() const { return text(OBK_OBSERVATION_ID); }
    std::optional<std::string_view> observation_reason() const { return text(OBK_OBSERVATION_REASON); }
    std::optional<std::string_view> exposure_group() const { return text(OBK_EXPOSURE_GROUP); }
    std::optional<std::int64_t> observing_day() const { return integer(OBK_OBSERVING_DAY); }
    std::optional<std::int64_t> observing_day_offset() const { return integer(OBK_OBSERVING_DAY_OFFSET); }
    std::optional<std::int64_t> observation_counter() const { return integer(OBK_OBSERVATION_COUNTER); }
    std::optional<bool> has_simulated_content() const { return boolean(OBK_HAS_SIMULATED_CONTENT); }
    std::optional<std::int64_t> group_counter_start() const { return integer(OBK_GROUP_COUNTER_START); }
    std::optional<std::int64_t> group_counter_end() const { return integer(OBK_GROUP_COUNTER_END); }
    std::optional<bool> can_see_sky() const { return boolean(OBK_CAN_SEE_SKY); }

    /// All properties at once.
    obk_values values() const {
        auto all = detail::sized<obk_values>();
        if (obk_get_all(get(), &all) != OBK_OK) throw error(OBK_BAD_CALL, "no-handle", "the observation is empty", "");
        return all;
    }
    std::string wire() const { return detail::text(obk_observation_wire, get()); }
    std::string json(std::uint32_t flags = 0) const { return detail::text(obk_observation_json, get(), flags); }
    /// The names of the cards that the values were made of, as a JSON list.
    std::string cards_used() const { return detail::text(obk_observation_cards_used, get()); }
    /// The header after its corrections, as 80-byte cards.
    std::string cards() const {
        std::size_t length = 0;
        detail::call(obk_observation_cards, get(), static_cast<char *>(nullptr), std::size_t(0), &length);
        std::string cards(length, ' ');
        detail::call(obk_observation_cards, get(), &cards[0], length, &length);
        return cards;
    }

private:
    static bool has(std::int32_t result) { return result == OBK_VALUE; }

    template <typename Number, typename Getter>
    std::optional<Number> number(Getter getter, std::int32_t property) const {
        Number value = 0;
        return has(getter(get(), property, &value)) ? std::optional(value) : std::nullopt;
    }

    struct freer {
        void operator()(obk_observation *handle) const noexcept { obk_observation_free(handle); }
    };
    std::unique_ptr<obk_observation, freer> handle_;
};

/// A way from one frame to another.
class transform {
public:
    explicit transform(obk_transform *handle) : handle_(handle) {}
    const obk_transform *get() const noexcept { return handle_.get(); }

    transform inverse() const { return transform(detail::get<obk_transform *>(obk_transform_inverse, get())); }
    /// Moves points in place, x y x y ...; returns how many became NaN.
    std::size_t operator()(double *xy, std::size_t count) const {
        std::size_t undefined = 0;
        detail::call(obk_transform_apply, get(), xy, count, &undefined);
        return undefined;
    }
    /// Moves points in place; returns how many became NaN.
    std::size_t operator()(std::vector<std::array<double, 2>> &points) const {
        return points.empty() ? 0 : (*this)(points.front().data(), points.size());
    }

private:
    struct freer {
        void operator()(obk_transform *handle) const noexcept { obk_transform_free(handle); }
    };
    std::unique_ptr<obk_transform, freer> handle_;
};

/// Where a detector looks.
class sky {
public:
    explicit sky(obk_sky *handle) : handle_(handle) {}
    const obk_sky *get() const noexcept { return handle_.get(); }

    /// Pixels to ICRS degrees in place; returns how many became NaN.
    std::size_t positions(std::vector<std::array<double, 2>> &points) const { return move(obk_sky_positions, points); }
    /// ICRS degrees to pixels in place; returns how many became NaN.
    std::size_t pixels(std::vector<std::array<double, 2>> &points) const { return move(obk_sky_pixels, points); }
    /// The sky coordinates as 80-byte cards without END, and the largest residual in pixels.
    std::pair<std::string, double> cards(double tolerance = 1e-4) const {
        std::size_t length = 0;
        double residual = 0;
        detail::call(obk_sky_cards, get(), tolerance, static_cast<char *>(nullptr), std::size_t(0), &length, &residual);
        std::string cards(length, ' ');
        detail::call(obk_sky_cards, get(), tolerance, &cards[0], length, &length, &residual);
        return {std::move(cards), residual};
    }

private:
    template <typename Function>
    std::size_t move(Function function, std::vector<std::array<double, 2>> &points) const {
        if (points.empty()) return 0;
        std::size_t undefined = 0;
        detail::call(function, get(), points.front().data(), points.size(), &undefined);
        return undefined;
    }

    struct freer {
        void operator()(obk_sky *handle) const noexcept { obk_sky_free(handle); }
    };
    std::unique_ptr<obk_sky, freer> handle_;
};

/// A convex polygon in the sky.
struct polygon {
    std::int32_t detector = -1;
    double area = 0;
    std::array<double, 2> center{};
    std::vector<std::array<double, 2>> vertices;
};

/// What a camera sees.
class footprint {
public:
    explicit footprint(obk_footprint *handle) : handle_(handle) {}
    const obk_footprint *get() const noexcept { return handle_.get(); }

    std::size_t size() const { return obk_footprint_count(get()); }
    /// A polygon by its place; the focal plane at -1.
    polygon at(std::int64_t index) const {
        auto facts = detail::sized<obk_polygon>();
        detail::call(obk_footprint_polygon, get(), index, &facts, static_cast<double *>(nullptr), std::size_t(0));
        polygon found{facts.detector, facts.area, {facts.center[0], facts.center[1]}, {}};
        found.vertices.resize(facts.vertices);
        if (facts.vertices > 0)
            detail::call(obk_footprint_polygon, get(), index, &facts, found.vertices.front().data(), facts.vertices);
        return found;
    }
    bool contains(double ra, double dec, std::int64_t index = -1) const {
        return detail::get<std::int32_t>(obk_footprint_contains, get(), index, ra, dec) != 0;
    }
    /// The IVOA's s_region.
    std::string region(std::int64_t index = -1) const { return detail::text(obk_footprint_region, get(), index); }

private:
    struct freer {
        void operator()(obk_footprint *handle) const noexcept { obk_footprint_free(handle); }
    };
    std::unique_ptr<obk_footprint, freer> handle_;
};

/// A camera as it was installed at a date.
class camera {
public:
    explicit camera(obk_camera *handle) : handle_(handle) {}
    const obk_camera *get() const noexcept { return handle_.get(); }

    std::string_view name() const { return detail::view(obk_camera_name(get())); }
    std::string_view hash() const { return detail::view(obk_camera_hash(get())); }
    std::string json() const { return detail::text(obk_camera_json, get()); }
    std::size_t size() const { return obk_camera_count(get()); }
    obk_detector detector(std::size_t index) const {
        auto found = detail::sized<obk_detector>();
        detail::call(obk_camera_detector, get(), index, &found);
        return found;
    }
    std::vector<obk_detector> detectors() const {
        std::vector<obk_detector> all;
        for (std::size_t index = 0; index < size(); index++) all.push_back(detector(index));
        return all;
    }
    /// The place of a detector of a name, or of a number in digits.
    std::size_t find(const std::string &name) const { return detail::get<std::size_t>(obk_camera_find, get(), name.c_str()); }
    obk_amplifier amplifier(std::size_t detector, std::size_t index) const {
        auto found = detail::sized<obk_amplifier>();
        detail::call(obk_camera_amplifier, get(), detector, index, &found);
        return found;
    }
    /// From a frame of a detector to another; -1 instead of a detector's number for frames of the camera.
    transform between(const std::string &from, std::int32_t from_detector, const std::string &to, std::int32_t to_detector = -1) const {
        return transform(
            detail::get<obk_transform *>(obk_transform_new, get(), from.c_str(), from_detector, to.c_str(), to_detector));
    }
    sky sky_of(const observation &seen) const { return sky(detail::get<obk_sky *>(obk_sky_of, get(), seen.get())); }
    sky sky_at(std::int32_t detector, double ra, double dec, double rotation) const {
        return sky(detail::get<obk_sky *>(obk_sky_at, get(), detector, ra, dec, rotation));
    }
    footprint footprint_of(const observation &seen) const {
        return footprint(detail::get<obk_footprint *>(obk_footprint_of, get(), seen.get()));
    }
    footprint footprint_at(double ra, double dec, double rotation) const {
        return footprint(detail::get<obk_footprint *>(obk_footprint_at, get(), ra, dec, rotation));
    }

private:
    struct freer {
        void operator()(obk_camera *handle) const noexcept { obk_camera_free(handle); }
    };
    std::unique_ptr<obk_camera, freer> handle_;
};

/// One opening of the shutter.
class exposure {
public:
    explicit exposure(obk_exposure *handle) : handle_(handle) {}
    const obk_exposure *get() const noexcept { return handle_.get(); }

    /// Its texts live as long as the exposure.
    obk_exposure_facts facts() const {
        auto found = detail::sized<obk_exposure_facts>();
        detail::call(obk_exposure_describe, get(), &found);
        return found;
    }
    std::vector<std::int32_t> detectors() const {
        std::size_t count = 0;
        detail::call(obk_exposure_detectors, get(), static_cast<std::int32_t *>(nullptr), std::size_t(0), &count);
        std::vector<std::int32_t> numbers(count);
        if (count > 0) detail::call(obk_exposure_detectors, get(), numbers.data(), count, &count);
        return numbers;
    }
    /// An observation, which has lost its header.
    obskit::observation observation(std::size_t index) const {
        return obskit::observation(detail::get<obk_observation *>(obk_exposure_observation, get(), index));
    }
    obskit::camera camera() const { return obskit::camera(detail::get<obk_camera *>(obk_exposure_camera, get())); }
    obskit::footprint footprint() const {
        return obskit::footprint(detail::get<obk_footprint *>(obk_exposure_footprint, get()));
    }
    std::string json() const { return detail::text(obk_exposure_json, get()); }

private:
    struct freer {
        void operator()(obk_exposure *handle) const noexcept { obk_exposure_free(handle); }
    };
    std::unique_ptr<obk_exposure, freer> handle_;
};

/// A calibration, or why there is none.
struct answer {
    std::string kind;
    std::int32_t detector = -1;
    bool found = false;
    std::string dataset, collection, uri;
    std::string problem;
    std::int64_t begin_tai_ns = 0, end_tai_ns = 0;
    obk_status status = OBK_OK;

    answer() = default;
    /// Copies what C lends.
    explicit answer(const obk_answer &lent)
        : kind(detail::view(lent.kind)), detector(lent.detector), found(lent.found != 0), dataset(detail::view(lent.dataset)),
          collection(detail::view(lent.collection)), uri(detail::view(lent.uri)), problem(detail::view(lent.problem)),
          begin_tai_ns(lent.begin_tai_ns), end_tai_ns(lent.end_tai_ns), status(lent.status) {}
};

/// What answers which calibration goes with an exposure.
class calibrations {
public:
    explicit calibrations(obk_calibrations *handle) : handle_(handle) {}
    /// A pinned context.
    static calibrations context(const std::string &path) {
        return calibrations(detail::get<obk_calibrations *>(obk_calibrations_context, path.c_str()));
    }
    /// A registry, for reading.
    static calibrations registry(const std::string &path, const std::vector<std::string> &collections, double patience = 10) {
        std::vector<const char *> names;
        for (const auto &name : collections) names.push_back(name.c_str());
        return calibrations(detail::get<obk_calibrations *>(
            obk_calibrations_registry, path.c_str(), static_cast<const char *const *>(names.data()), names.size(), patience));
    }
    const obk_calibrations *get() const noexcept { return handle_.get(); }

    answer find(const obk_query &query) const {
        auto found = detail::sized<obk_answer>();
        detail::call(obk_calibrations_find, get(), &query, &found);
        const answer copied(found);
        obk_answer_clear(&found);
        return copied;
    }
    std::vector<answer> find(const obk_query &query, const std::vector<std::int32_t> &detectors) const {
        std::vector<obk_answer> found(detectors.size(), detail::sized<obk_answer>());
        detail::call(obk_calibrations_find_many, get(), &query, detectors.data(), detectors.size(), found.data());
        std::vector<answer> copied;
        for (auto &one : found) {
            copied.emplace_back(one);
            obk_answer_clear(&one);
        }
        return copied;
    }
    /// The calibrations of an exposure: all that it needs.
    std::vector<answer> of(const exposure &seen) const { return ask(seen, nullptr, 0); }
    /// The calibrations of an exposure: those of some kinds.
    std::vector<answer> of(const exposure &seen, const std::vector<std::string> &kinds) const {
        std::vector<const char *> names;
        for (const auto &name : kinds) names.push_back(name.c_str());
        names.push_back(nullptr);
        return ask(seen, names.data(), kinds.size());
    }
    std::string explain(const obk_query &query) const { return detail::text(obk_calibrations_explain, get(), &query); }

private:
    std::vector<answer> ask(const exposure &seen, const char *const *kinds, std::size_t count) const {
        std::vector<answer> all;
        auto take = [&all](const obk_answer *one) { all.emplace_back(*one); };
        detail::lending<const obk_answer *>(take, [&](obk_answered answered, void *context) {
            detail::call(obk_calibrations_of, get(), seen.get(), kinds, count, answered, context);
        });
        return all;
    }

    struct freer {
        void operator()(obk_calibrations *handle) const noexcept { obk_calibrations_free(handle); }
    };
    std::unique_ptr<obk_calibrations, freer> handle_;
};

/// The number of obskit.h for a type of pixels.
template <typename Pixel>
constexpr std::int32_t pixel_type() {
    static_assert(std::is_arithmetic_v<Pixel> && !std::is_same_v<Pixel, bool>, "pixels are numbers");
    if constexpr (std::is_floating_point_v<Pixel>) {
        static_assert(sizeof(Pixel) <= 8, "pixels have at most 64 bits");
        return sizeof(Pixel) == 4 ? OBK_F32 : OBK_F64;
    } else {
        constexpr std::int32_t size = sizeof(Pixel) == 1 ? 0 : sizeof(Pixel) == 2 ? 1 : sizeof(Pixel) == 4 ? 2 : 3;
        return OBK_I8 + 2 * size + (std::is_signed_v<Pixel> ? 0 : 1);
    }
}

/// Pixels, row after row.
template <typename Pixel>
struct image {
    std::size_t width = 0, height = 0;
    std::vector<Pixel> pixels;

    const Pixel &operator()(std::size_t x, std::size_t y) const { return pixels[y * width + x]; }
};

/// A raw file beside the camera of its date.
class raw {
public:
    explicit raw(obk_raw *handle) : handle_(handle) {}
    const obk_raw *get() const noexcept { return handle_.get(); }

    std::size_t size() const { return obk_raw_count(get()); }
    obk_raw_detector describe(std::size_t index) const {
        auto found = detail::sized<obk_raw_detector>();
        detail::call(obk_raw_describe, get(), index, &found);
        return found;
    }
    obskit::observation observation(std::size_t index) const {
        return obskit::observation(detail::get<obk_observation *>(obk_raw_observation, get(), index));
    }
    /// Reads into memory that is there.
    template <typename Pixel>
    void read(std::size_t index, Pixel *pixels, std::size_t count, std::int32_t form = OBK_TRIMMED, std::int32_t threads = 0) const {
        detail::call(obk_raw_read, get(), index, form, pixel_type<Pixel>(), static_cast<void *>(pixels), count * sizeof(Pixel),
                     threads);
    }
    template <typename Pixel>
    obskit::image<Pixel> image(std::size_t index, std::int32_t form = OBK_TRIMMED, std::int32_t threads = 0) const {
        const auto facts = describe(index);
        obskit::image<Pixel> made;
        made.width = static_cast<std::size_t>(form == OBK_UNTRIMMED ? facts.untrimmed_width : facts.width);
        made.height = static_cast<std::size_t>(form == OBK_UNTRIMMED ? facts.untrimmed_height : facts.height);
        made.pixels.resize(made.width * made.height);
        read(index, made.pixels.data(), made.pixels.size(), form, threads);
        return made;
    }
    std::string json() const { return detail::text(obk_raw_json, get()); }

private:
    struct freer {
        void operator()(obk_raw *handle) const noexcept { obk_raw_free(handle); }
    };
    std::unique_ptr<obk_raw, freer> handle_;
};

/// The instruments that are known.
class catalog {
public:
    /// The library's cameras, with folders of packages before them and files of corrections over them.
    explicit catalog(const std::vector<std::string> &packages = {}, const std::vector<std::string> &corrections = {},
                     bool ignores_environment = false) {
        const auto list = [](const std::vector<std::string> &names) {
            std::vector<const char *> texts;
            for (const auto &name : names) texts.push_back(name.c_str());
            texts.push_back(nullptr);
            return texts;
        };
        const auto folders = list(packages);
        const auto files = list(corrections);
        auto options = detail::sized<obk_catalog_options>();
        options.packages = folders.data();
        options.corrections = files.data();
        options.ignores_environment = ignores_environment ? 1 : 0;
        handle_.reset(detail::get<obk_catalog *>(obk_catalog_new, static_cast<const obk_catalog_options *>(&options)));
    }
    const obk_catalog *get() const noexcept { return handle_.get(); }

    std::vector<std::string_view> instruments() const {
        std::vector<std::string_view> names;
        for (std::size_t index = 0; index < obk_catalog_count(get()); index++)
            names.push_back(detail::view(obk_catalog_name(get(), index)));
        return names;
    }
    std::string json() const { return detail::text(obk_catalog_json, get()); }
    std::string validate(const std::string &package) const {
        return detail::text(obk_catalog_validate, get(), package.c_str());
    }

    /// The instrument of a file.
    std::string_view identify(const std::string &path) const {
        return detail::view(detail::get<const char *>(obk_identify_file, get(), path.c_str()));
    }
    /// Translates a header of 80-byte cards.
    observation translate_cards(std::string_view cards, const std::string &instrument = "") const {
        const auto wanted = options(instrument);
        return observation(detail::get<obk_observation *>(obk_translate_cards, get(), cards.data(), cards.size(), &wanted));
    }
    /// Translates a file, and gives each observation to a callable, which may return false to stop; then obskit::error says so.
    template <typename Callable>
    void translate_file(const std::string &path, Callable &&callable, const std::string &instrument = "") const {
        auto take = [&callable](const obk_observation *lent) { return callable(observation::of(lent)); };
        const auto wanted = options(instrument);
        detail::lending<const obk_observation *>(take, [&](obk_observer observer, void *context) {
            detail::call(obk_translate_file, get(), path.c_str(), &wanted, observer, context);
        });
    }
    /// The observations of a file, in the order of the HDUs.
    std::vector<observation> translate_file(const std::string &path) const {
        std::vector<observation> all;
        translate_file(path, [&all](observation one) { all.push_back(std::move(one)); });
        return all;
    }
    camera camera_at(const std::string &instrument, instant at) const {
        return camera(detail::get<obk_camera *>(obk_camera_at, get(), instrument.c_str(), at.tai_ns));
    }
    camera camera_of(const observation &seen) const {
        return camera(detail::get<obk_camera *>(obk_camera_of, get(), seen.get()));
    }
    exposure exposure_of(const std::vector<std::string> &paths) const {
        std::vector<const char *> names;
        for (const auto &path : paths) names.push_back(path.c_str());
        return exposure(detail::get<obk_exposure *>(obk_exposure_files, get(), static_cast<const char *const *>(names.data()),
                                                    names.size(), static_cast<const char *>(nullptr)));
    }
    /// The exposures of observations, in the order of their first ones.
    std::vector<exposure> exposures_of(const std::vector<observation> &observations) const {
        std::vector<const obk_observation *> handles;
        for (const auto &one : observations) handles.push_back(one.get());
        std::vector<exposure> all;
        auto take = [&all](const obk_exposure *lent) { all.emplace_back(obk_exposure_retain(lent)); };
        detail::lending<const obk_exposure *>(take, [&](obk_exposed exposed, void *context) {
            detail::call(obk_exposures_of, get(), static_cast<const obk_observation *const *>(handles.data()), handles.size(),
                         exposed, context);
        });
        return all;
    }
    /// The visits of exposures, as JSON.
    std::string visits(const std::vector<exposure> &exposures) const {
        std::vector<const obk_exposure *> handles;
        for (const auto &one : exposures) handles.push_back(one.get());
        return detail::text(obk_visits_json, get(), static_cast<const obk_exposure *const *>(handles.data()), handles.size());
    }
    /// The curated calibrations of an instrument's package.
    obskit::calibrations curated(const std::string &instrument) const {
        return obskit::calibrations(detail::get<obk_calibrations *>(obk_calibrations_curated, get(), instrument.c_str()));
    }
    /// A raw file; `flags` are 0 or OBK_UNVERIFIED.
    raw open_raw(const std::string &path, std::uint32_t flags = 0) const {
        return raw(detail::get<obk_raw *>(obk_raw_open, get(), path.c_str(), static_cast<const char *>(nullptr), flags));
    }

private:
    static obk_translate_options options(const std::string &instrument) {
        auto wanted = detail::sized<obk_translate_options>();
        wanted.instrument = instrument.empty() ? nullptr : instrument.c_str();
        return wanted;
    }

    struct freer {
        void operator()(obk_catalog *handle) const noexcept { obk_catalog_free(handle); }
    };
    std::unique_ptr<obk_catalog, freer> handle_;
};

} // namespace obskit

#endif
