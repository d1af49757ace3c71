extension BrokenPackage {
    private static let science = "conformance/headers/science.yaml"

    static let identifiers: [BrokenPackage] = [
        BrokenPackage(
            "identifiers-positive", "",
            .replace(
                "translation.yaml", "  focus_z: null", with: "  focus_z: null\n  observation_counter: {constant: -1}"),
            .replace(science, "observation_counter: 0", with: "observation_counter: ▸-1"),
            .replace(science, "start: 0", with: "start: ▸-1"), .replace(science, "end: 0", with: "end: ▸-1"),
            .replace("conformance/headers/bias.yaml", "observation_counter: 0", with: "observation_counter: ▸-1"),
            .replace("conformance/headers/bias.yaml", "start: 0", with: "start: ▸-1"),
            .replace("conformance/headers/bias.yaml", "end: 0", with: "end: ▸-1")),
        BrokenPackage(
            "identifiers-distinct", "one id of two exposures",
            .replace(science, "OBSID: T7", with: "OBSID: T8"),
            .replace(science, "observation_id: T7", with: "observation_id: ▸T8"),
            .replace("conformance/headers/bias.yaml", "x", with: "x")),
        BrokenPackage(
            "identifiers-distinct", "one packed id of two detectors",
            .replace("translation.yaml", "'10 * exposure_id + detector_num'", with: "'10 * exposure_id'"),
            .replace(
                "instrument.yaml",
                "  detector_exposure_id: &packed [{part: detector, size: 10}, {part: exposure, size: 1000000}]\n  packers: {observation: *packed}\n",
                with: "  packers: {observation: [{part: detector, size: 10}, {part: exposure, size: 1000000}]}\n"),
            .replace(science, "detector_exposure_id: 71", with: "detector_exposure_id: 70"),
            .replace(science, "detector_exposure_id: 72", with: "detector_exposure_id: ▸70"),
            .replace("conformance/headers/bias.yaml", "detector_exposure_id: 81", with: "detector_exposure_id: 80"),
            .replace("conformance/headers/bias.yaml", "detector_exposure_id: 82", with: "detector_exposure_id: ▸80")),
        BrokenPackage(
            "identifiers-described", "",
            .replace("instrument.yaml", "  observing_day: [{offset_s: 0}]\n", with: ""),
            .replace("instrument.yaml", "  exposure_id: [{", with: "  ▸exposure_id: [{")),
        BrokenPackage(
            "golden-headers-translate", "an exposure for which the identifier has no room",
            .replace(
                "instrument.yaml", "  exposure_id: [{part: exposure, size: 1000000}]",
                with: "  exposure_id: [{part: exposure, size: 8}]"),
            .replace("conformance/headers/bias.yaml", "x", with: "x")),
        BrokenPackage(
            "identifiers-agree", "the packing",
            .replace("instrument.yaml", "detector, size: 10}", with: "detector, size: 20}"),
            .replace(science, "detector_exposure_id: 7", with: "detector_exposure_id: ▸7"),
            .replace("conformance/headers/bias.yaml", "detector_exposure_id: 8", with: "detector_exposure_id: ▸8")),
        BrokenPackage(
            "identifiers-come-apart", "the number of a group",
            .replace("instrument.yaml", "  observing_day:", with: "  group_id: [number]\n  observing_day:"),
            .replace(
                "translation.yaml", "visit_id: {property: exposure_id}", with: "visit_id: {integer: exposure_id + 1}"),
            .replace(science, "visit_id: 7", with: "visit_id: ▸8"),
            .replace("conformance/headers/bias.yaml", "visit_id: 8", with: "visit_id: ▸9")),
        BrokenPackage(
            "identifiers-come-apart", "the visit of an exposure",
            .replace(
                "instrument.yaml", "  observing_day:",
                with: "  exposure_visit_id: [{part: exposure, size: 1000}]\n  observing_day:"),
            .replace(
                "translation.yaml", "visit_id: {property: exposure_id}", with: "visit_id: {integer: exposure_id * 1000}"
            ),
            .replace(science, "visit_id: 7", with: "visit_id: ▸7000"),
            .replace("conformance/headers/bias.yaml", "visit_id: 8", with: "visit_id: ▸8000")),
        BrokenPackage(
            "identifiers-come-apart", "a chip that is named otherwise",
            .replace(
                "instrument.yaml", "&packed [{part: detector, size: 10}, {part: exposure, size: 1000000}]",
                with: "[{part: chip, size: 20}, {part: exposure, size: 1000000}]"),
            .replace("instrument.yaml", "  packers: {observation: *packed}\n  default_packer: observation\n", with: ""),
            .replace(science, "detector_exposure_id: 7", with: "detector_exposure_id: ▸7"),
            .replace("conformance/headers/bias.yaml", "detector_exposure_id: 8", with: "detector_exposure_id: ▸8")),
        BrokenPackage(
            "identifiers-injective", "a word that is left out",
            .replace(
                "instrument.yaml", "  exposure_id: [{part: exposure, size: 1000000}]",
                with: "  exposure_id: [{part: count, size: 1000}, {part: who, size: 10, words: {A: 0, B: 1}, else: A}]"),
            .replace(
                "instrument.yaml", "&packed [{part: detector, size: 10}, {part: exposure, size: 1000000}]",
                with: "▸[{part: detector, size: 10}, {part: count, size: 1000}]"),
            .replace(
                "instrument.yaml", "{observation: *packed}",
                with: "{observation: [{part: detector, size: 10}, {part: exposure, size: 1000000}]}")),
        BrokenPackage(
            "identifiers-injective", "a word that a packer leaves out",
            .replace(
                "instrument.yaml", "  exposure_id: [{part: exposure, size: 1000000}]",
                with: "  exposure_id: [{part: count, size: 100}, {part: who, size: 10, words: {A: 0, B: 1}, else: A}]"),
            .replace(
                "instrument.yaml", "{observation: *packed}",
                with: "{observation: ▸[{part: detector, size: 10}, {part: count, size: 100}]}")),
        BrokenPackage(
            "packers-hold-detectors", "",
            .replace(
                "camera/focal-plane.yaml", "slots:\n",
                with: "slots:\n  N: {id: 10, position_mm: [3, 0], device: none}\n"),
            .replace("instrument.yaml", "detector_exposure_id: &packed", with: "detector_exposure_id: ▸&packed"),
            .replace("instrument.yaml", "packers: {", with: "packers: ▸{")),
        BrokenPackage(
            "released-detectors-kept", "", .record,
            .replace(
                "camera/focal-plane.yaml", "slots:\n", with: "slots:\n  N: {id: 3, position_mm: [3, 0], device: none}\n"
            ),
            .record,
            .replace(
                "camera/focal-plane.yaml", "slots:\n  N: {id: 3, position_mm: [3, 0], device: none}\n",
                with: "slots:\n  S: ▸{id: 3, position_mm: [3, 0], device: none}\n"),
            .replace("conformance/released.yaml", "    editions:\n", with: "    editions: {}\n#")),
    ]
}
