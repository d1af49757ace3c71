extension BrokenPackage {
    private static func kinds(_ text: String) -> Edit {
        .write("calibrations/kinds.yaml", "schema: obskit/calibration-kinds/1\nkinds:\n  - \(text)\n")
    }

    private static let defects =
        "{name: defects, about: Bad pixels., keys: {detector: exact}, policy: begin, format: defects"

    /// Curated defects of a detector from 2020 on.
    private static func file(_ detector: String, _ regions: String = "[[0, 0, 1, 1]]") -> Edit {
        .write(
            "calibrations/defects/\(detector.lowercased())/20200101T000000.yaml",
            "schema: obskit/calibration/1\nkind: defects\ndetector: \(detector)\nchips: [s1, s2, s3]\nregions: \(regions)\n"
        )
    }

    private static func lookups(_ text: String) -> Edit {
        .write(
            "conformance/lookups/Toy.yaml",
            "schema: obskit/golden-lookups/1\nabout: Known.\ninstrument: Toy\nlookups:\n  - \(text)\n")
    }

    private static let goodLookup =
        "{kind: defects, detector: W, at: 2020-01-01, file: defects/w/20200101T000000.yaml}"

    static let calibrations: [BrokenPackage] = [
        BrokenPackage(
            "calibration-kinds-explained", "",
            kinds("▸{name: bias, keys: {detector: exact}, policy: begin, format: image}")),
        BrokenPackage(
            "state-keys-have-cards", "",
            kinds(
                "{name: bias, about: The signal of no light., keys: {detector: exact, mode: ▸exact}, policy: begin, format: image}"
            )),
        BrokenPackage(
            "curated-files-cover", "",
            kinds("▸\(defects), required: true}"), file("W"), file("E"), lookups(goodLookup),
            .write(
                "calibrations/defects/absences.yaml",
                "schema: obskit/calibration-absences/1\nabsences:\n  - {detector: W, begin: 2021-01-01, reason: None.}\n"
            )),
        BrokenPackage(
            "golden-lookups-agree", "another file", kinds("\(defects)}"), file("W"), file("E"),
            lookups("▸{kind: defects, detector: E, at: 2020-01-01, file: defects/w/20200101T000000.yaml}")),
        BrokenPackage(
            "golden-lookups-agree", "before the first file", kinds("\(defects)}"), file("W"), file("E"),
            lookups("▸{kind: defects, detector: W, at: 2019-12-31, file: defects/w/20200101T000000.yaml}")),
        BrokenPackage(
            "golden-lookups-agree", "an answer where there is to be none", kinds("\(defects)}"), file("W"), file("E"),
            lookups("▸{kind: defects, detector: W, at: 2020-01-01, file: null}")),
        BrokenPackage(
            "golden-lookups-agree", "no such kind", kinds("\(defects)}"), file("W"), file("E"),
            lookups("▸{kind: flat, detector: W, at: 2020-01-01, file: null}")),
        BrokenPackage("golden-lookups-given", "", kinds("\(defects)}"), file("W"), file("E")),
        BrokenPackage(
            "defects-cover-dead-parts", "", kinds("\(defects)}"),
            .replace("camera/focal-plane.yaml", "device: d2}", with: "device: d2, amplifier_status: {B: dead}}"),
            file("W"), file("E", "[[50, 0, 50, 49]]"), lookups(goodLookup)),
    ]
}
