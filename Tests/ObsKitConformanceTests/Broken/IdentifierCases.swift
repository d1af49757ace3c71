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
            "identifiers-agree", "the size",
            .replace(
                "instrument.yaml", "  exposure_id: [{part: exposure, size: 1000000}]",
                with: "  exposure_id: [{part: exposure, size: 8}]"),
            .replace("conformance/headers/bias.yaml", "    exposure_id: 8", with: "    exposure_id: ▸8")),
        BrokenPackage(
            "identifiers-agree", "the packing",
            .replace("instrument.yaml", "detector, size: 10}", with: "detector, size: 20}"),
            .replace(science, "detector_exposure_id: 7", with: "detector_exposure_id: ▸7"),
            .replace("conformance/headers/bias.yaml", "detector_exposure_id: 8", with: "detector_exposure_id: ▸8")),
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
