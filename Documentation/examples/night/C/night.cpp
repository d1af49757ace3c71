// The night of a pipeline in C++: what night.c does, with the classes of obskit.hpp.
//
//   c++ -std=c++17 night.cpp $(pkg-config --cflags --libs obskit)
#include <cstdio>
#include <fstream>
#include <iostream>
#include <obskit.hpp>
#include <sstream>

namespace {

std::string shown(std::string_view text) { return text.empty() ? "-" : std::string(text); }

/// What a body gives, or "-": then standard error says why.
template <typename Body>
std::string attempt(std::string_view place, Body &&body) {
    try {
        return shown(body());
    } catch (const obskit::error &problem) {
        std::cerr << place << ": " << problem.what() << " [" << problem.code() << "]\n";
        return "-";
    }
}

std::string precise(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.17g", number);
    return text;
}

} // namespace

int main(int argc, char **argv) {
    if (argc < 5) return 2;
    const obskit::catalog catalog;
    const auto calibrations = obskit::calibrations::registry(argv[1], {argv[2]});
    const std::string images = argv[3];
    std::vector<obskit::observation> observations;
    for (int i = 4; i < argc; i++) {
        // A bad file costs that file.
        attempt(argv[i], [&] {
            for (auto &one : catalog.translate_file(argv[i])) observations.push_back(std::move(one));
            return std::string();
        });
    }
    for (const auto &exposure : catalog.exposures_of(observations)) {
        const auto facts = exposure.facts();
        const auto first = exposure.observation(0);
        const auto camera = attempt(facts.observation_id, [&] { return std::string(exposure.camera().hash()); });
        const auto center = attempt(facts.observation_id, [&] {
            const auto seen = exposure.camera();
            const auto detector = seen.detector(seen.find(std::to_string(first.detector_num().value_or(-1))));
            std::vector<std::array<double, 2>> middle{{(detector.width - 1) / 2.0, (detector.height - 1) / 2.0}};
            seen.sky_of(first).positions(middle);
            return precise(middle[0][0]) + "," + precise(middle[0][1]);
        });
        const auto answers = attempt(facts.instrument, [&] {
            std::string text;
            for (const auto &answer : calibrations.of(exposure)) {
                if (!answer.found) std::cerr << answer.kind << ": " << answer.problem << "\n";
                text += (text.empty() ? "" : ",") + answer.kind + " "
                        + (answer.detector < 0 ? "-" : std::to_string(answer.detector)) + " " + shown(answer.dataset);
            }
            return text;
        });
        const auto image = attempt(facts.observation_id, [&]() -> std::string {
            const auto raw = catalog.open_raw(std::string(first.source()));
            for (std::size_t index = 0; index < raw.size(); index++) {
                const auto detector = raw.describe(index);
                if (detector.number != first.detector_num()) continue;
                const auto pixels = raw.image<float>(index).pixels;
                const auto name = std::string(facts.instrument) + "-" + std::to_string(facts.id) + "-" + detector.name;
                std::ofstream file(images + "/" + name + ".f32", std::ios::binary);
                file.write(reinterpret_cast<const char *>(pixels.data()), static_cast<std::streamsize>(pixels.size() * sizeof(float)));
                return file.good() ? name : "";
            }
            return "";
        });
        std::cout << facts.instrument << "\t" << shown(facts.observation_id) << "\t" << shown(facts.physical_filter) << "\t" << camera
                  << "\t" << center << "\t" << answers << "\t" << image << "\n";
    }
}
