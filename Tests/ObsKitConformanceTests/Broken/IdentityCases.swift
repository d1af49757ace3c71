extension BrokenPackage {
    static let identity: [BrokenPackage] = [
        BrokenPackage("package-loads", "", .replace("filters.yaml", "band: r,", with: "▸bond: r, band: r,")),
        BrokenPackage(
            "fixtures-readable", "a golden header",
            .write("conformance/headers/third.yaml", "▸schema: ▸obskit/golden/1\n")),
        BrokenPackage("fixtures-readable", "another ending", .write("conformance/headers/third.json", "{}")),
        BrokenPackage(
            "fixtures-readable", "waivers of what there is not",
            .write(
                "conformance/waivers.yaml",
                "schema: obskit/waivers/1\nwaivers: [{check: ▸readme, reason: There is no time for it.}]\n")),
        BrokenPackage(
            "fixtures-readable", "an instrument that there is not",
            .replace("conformance/points/Toy.yaml", "instrument: Toy", with: "instrument: ▸Toi"),
            .write(
                "conformance/points/second.yaml",
                "schema: obskit/golden-points/1\nabout: None.\ninstrument: Toy\npoints: []\n")),
        BrokenPackage(
            "waivers-needed", "for nothing",
            .write(
                "conformance/waivers.yaml",
                "schema: obskit/waivers/1\nwaivers:\n  - ▸{check: readme-given, reason: There is no time for it.}\n")),
        BrokenPackage(
            "waivers-needed", "of what cannot be waived",
            .write(
                "conformance/waivers.yaml",
                "schema: obskit/waivers/1\nwaivers:\n  - ▸{check: package-loads, reason: There is no time for it.}\n")),
        BrokenPackage(
            "instrument-names", "", .replace("package.yaml", "[Toy]", with: "[To y]"),
            .replace("instrument.yaml", "name: Toy", with: "name: ▸To y"),
            .replace("instrument.yaml", "[ToyCam]", with: "[Toy]"), .replace("README.md", "Toy", with: "To y"),
            .replace("conformance/points/Toy.yaml", "instrument: Toy", with: "instrument: To y"),
            .replace("conformance/headers/science.yaml", "\ninstrument: Toy", with: "\ninstrument: To y"),
            .replace("conformance/headers/bias.yaml", "\ninstrument: Toy", with: "\ninstrument: To y")),
        BrokenPackage(
            "names-distinct", "", .replace("package.yaml", "[Toy]", with: "[Toy, {name: Other, folder: other}]"),
            .replace("README.md", "Toy", with: "Toy like Other"),
            .replace("instrument.yaml", "[ToyCam]", with: "▸[other]"),
            .write(
                "other/instrument.yaml",
                """
                schema: obskit/instrument/1
                extends: ../instrument.yaml
                name: ▸Other
                aliases: []
                detection: [{when: {card: INSTRUME, equals: Other}, weight: 100}]
                camera: none
                camera_reason: It is that of the other.

                """),
            .write("other/filters.yaml", "schema: obskit/filters/1\nextends: ../filters.yaml\nfilters: []\n"),
            .write(
                "other/translation.yaml",
                """
                schema: obskit/translation/2
                extends: ../translation.yaml
                properties: {detector_name: {card: CHIP}}

                """),
            .write("conformance/headers/other.yaml", otherHeader)),
        BrokenPackage(
            "names-distinct", "a camera that is built in", .replace("instrument.yaml", "[ToyCam]", with: "▸[decam]")),
        BrokenPackage(
            "package-version", "", .replace("package.yaml", "1.2.3", with: "▸1.2"),
            .replace("CHANGELOG.md", "1.2.3", with: "1.2")),
        BrokenPackage(
            "recognized", "",
            .replace(
                "instrument.yaml", "[{when: {card: INSTRUME, equals: Toy}",
                with: "▸[{when: [{card: INSTRUME, equals: Toy}, {card: OBSTYPE, equals: bias}]")),
        BrokenPackage(
            "claims-only-its-own", "",
            .replace(
                "instrument.yaml", "[{when: {card: INSTRUME, equals: Toy}",
                with: "[▸{when: {card: INSTRUME, one_of: [Toy, MegaPrime]}")),
        BrokenPackage(
            "detection-exercised", "",
            .replace(
                "instrument.yaml", "weight: 100}]",
                with: "weight: 100}, ▸{when: {card: TELESCOP, equals: Bank}, weight: 50}]")),
        BrokenPackage("embedded-current", "", .write("Embedded/embedded.c", "// nothing\n")),
        BrokenPackage(
            "released-names-kept", "a filter", .record,
            .replace("filters.yaml", "name: blue", with: "name: bleu"),
            .replace("filters.yaml", "filters:\n  - {", with: "filters:\n  ▸- {")),
        BrokenPackage(
            "released-names-kept", "a band", .record, .replace("filters.yaml", "band: g", with: "band: ▸b")),
        BrokenPackage(
            "released-names-kept", "an alias", .record,
            .replace("instrument.yaml", "[ToyCam]", with: "▸[ToyCamera]")),
    ]

    private static let otherHeader = (GoodPackage().files["conformance/headers/science.yaml"] ?? "")
        .replacing("Toy", with: "Other").replacing("T7", with: "T9").replacing("EXPNUM: 7", with: "EXPNUM: 9")
        .replacing("_id: 7", with: "_id: 9").replacing("'7'", with: "'9'")
        .replacing("name: W", with: "name: s1").replacing("name: E", with: "name: s2")
}
