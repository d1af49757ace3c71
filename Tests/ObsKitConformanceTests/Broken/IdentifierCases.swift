extension BrokenPackage {
    private static let science = "conformance/headers/science.yaml"
    private static let bias = "conformance/headers/bias.yaml"

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
            .replace(bias, "x", with: "x")),
        BrokenPackage(
            "identifiers-distinct", "one id and one label of two exposures",
            .replace(bias, "OBSID: T8", with: "OBSID: T7"), .replace(bias, "EXPNUM: 8", with: "EXPNUM: 7"),
            .replace(bias, "exposure_id: 8", with: "exposure_id: 7"),
            .replace(bias, "visit_id: 8", with: "visit_id: 7"),
            .replace(bias, "observation_id: T8", with: "observation_id: T7"),
            .replace(bias, "exposure_group: '8'", with: "exposure_group: '7'"),
            .replace(science, "instrument: Toy\n    exposure_id: 7", with: "instrument: Toy\n    exposure_id: ▸7")),
        BrokenPackage(
            "identifiers-vary", "a chip",
            .replace("instrument.yaml", "where: {card: CCD, is: defined}", with: "where: {card: CCD, equals: 1}"),
            .replace("translation.yaml", "detector_num: {card: CCD}", with: "detector_num: ▸{constant: 1}"),
            .replace(science, secondObservation + "72\n", with: ""),
            .replace(bias, secondObservation + "82\n", with: "")),
        BrokenPackage(
            "identifiers-vary", "a day",
            .replace(
                "translation.yaml", "  focus_z: null", with: "  focus_z: null\n  observing_day: ▸{constant: 20210304}"),
            .replace("camera/history.yaml", "end: 2020-06-01", with: "end: 2021-03-04T12:00:00"),
            .replace(bias, "2020-03-04T14:24:00", with: "2021-03-04T10:24:00"),
            .replace(bias, "2458913.0, 0.10042824074074074", with: "2459278.0, -0.06623842592592593"),
            .replace(bias, "2458913.0, 0.1005439814814815", with: "2459278.0, -0.06612268518518518"),
            .replace(bias, "observing_day: 20200304", with: "observing_day: 20210304")),
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
            .replace(bias, "x", with: "x")),
        BrokenPackage(
            "identifiers-agree", "the packing",
            .replace("instrument.yaml", "detector, size: 10}", with: "detector, size: 20}"),
            .replace(science, "detector_exposure_id: 7", with: "detector_exposure_id: ▸7"),
            .replace("conformance/headers/bias.yaml", "detector_exposure_id: 8", with: "detector_exposure_id: ▸8")),
        BrokenPackage(
            "identifiers-agree", "the begin of the day",
            .replace("instrument.yaml", "observing_day: [{offset_s: 0}]", with: "observing_day: [{offset_s: 3600}]"),
            .replace(science, "observing_day_offset: 0", with: "observing_day_offset: ▸0"),
            .replace(bias, "observing_day_offset: 0", with: "observing_day_offset: ▸0")),
        BrokenPackage(
            "identifiers-agree", "the day inside",
            .replace(
                "instrument.yaml", "  exposure_id: [{part: exposure, size: 1000000}]",
                with: "  exposure_id: [{part: day, size: 100000000, calendar: true, range: [20000101, 20991231]}]"),
            .replace(
                "instrument.yaml", "{part: exposure, size: 1000000}", with: "{part: exposure, size: 100000000}"),
            .replace(science, "EXPNUM: 7", with: "EXPNUM: 20210305"),
            .replace(science, "exposure_id: 7\n    visit_id: 7", with: "exposure_id: 20210305\n    visit_id: 20210305"),
            .replace(science, "detector_exposure_id: 7", with: "detector_exposure_id: 20210305"),
            .replace(science, "exposure_group: '7'", with: "exposure_group: '20210305'"),
            .replace(science, "  - &first", with: "  - ▸&first"),
            .replace(science, "  - <<: *first", with: "  - ▸<<: *first"),
            .replace(bias, "EXPNUM: 8", with: "EXPNUM: 20200304"),
            .replace(bias, "exposure_id: 8\n    visit_id: 8", with: "exposure_id: 20200304\n    visit_id: 20200304"),
            .replace(bias, "detector_exposure_id: 8", with: "detector_exposure_id: 20200304"),
            .replace(bias, "exposure_group: '8'", with: "exposure_group: '20200304'")),
        BrokenPackage(
            "identifiers-agree", "the number inside",
            .replace(
                "instrument.yaml", "  exposure_id: [{part: exposure, size: 1000000}]",
                with:
                    "  exposure_id: [{part: sequence, size: 10000}, {part: day, size: 100000000, calendar: true, range: [20000101, 20991231]}]"
            ),
            .replace(
                "instrument.yaml", "{part: exposure, size: 1000000}", with: "{part: exposure, size: 1000000000000}"),
            .replace(science, "EXPNUM: 7", with: "EXPNUM: 202103040007"),
            .replace(
                science, "exposure_id: 7\n    visit_id: 7",
                with: "exposure_id: ▸202103040007\n    visit_id: 202103040007"),
            .replace(science, "detector_exposure_id: 7", with: "detector_exposure_id: 202103040007"),
            .replace(science, "exposure_group: '7'", with: "exposure_group: '202103040007'"),
            .replace(bias, "EXPNUM: 8", with: "EXPNUM: 202003040008"),
            .replace(
                bias, "exposure_id: 8\n    visit_id: 8", with: "exposure_id: ▸202003040008\n    visit_id: 202003040008"),
            .replace(bias, "detector_exposure_id: 8", with: "detector_exposure_id: 202003040008"),
            .replace(bias, "exposure_group: '8'", with: "exposure_group: '202003040008'")),
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

    /// The observation of the second chip in a golden header, up to its last number.
    private static let secondObservation = """
          - <<: *first
            detector_num: 2
            detector_name: E
            detector_unique_name: E
            detector_serial: s2
            detector_exposure_id:\u{20}
        """
}
