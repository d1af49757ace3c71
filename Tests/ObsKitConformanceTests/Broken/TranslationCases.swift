extension BrokenPackage {
    private static let science = "conformance/headers/science.yaml"

    static let translation: [BrokenPackage] = [
        BrokenPackage(
            "golden-headers-given", "", .remove(science), .remove("conformance/headers/bias.yaml"),
            .remove("corrections.yaml"), .remove("camera/history.yaml"),
            .replace("instrument.yaml", "name: Toy", with: "name: ▸Toy")),
        BrokenPackage(
            "golden-headers-translate", "a value", .replace(science, "object: lamp", with: "object: ▸lump")),
        BrokenPackage(
            "golden-headers-translate", "the number of observations",
            .replace(science, "  - {CCD: 2, CHIP: s2}\n", with: ""),
            .replace(science, "  - &first", with: "  - ▸&first")),
        BrokenPackage(
            "golden-headers-translate", "the translator",
            .replace(science, "    telescope: Bench", with: "    _translator: ▸Toi\n    telescope: Bench")),
        BrokenPackage(
            "golden-headers-clean", "", .replace(science, "EXPTIME: 10.0", with: "EXPTIME: 10.0, DARK: 12.0"),
            .replace(
                "translation.yaml",
                "datetime_end: {time: {of: {property: datetime_begin}, plus: {property: exposure_time}}}",
                with: "datetime_end: {time: {of: {property: datetime_begin}, plus: {constant: 5}}}"),
            .replace(science, "0.1005439814814815", with: "0.10048611111111111"),
            .replace("conformance/headers/bias.yaml", "0.1005439814814815", with: "0.10048611111111111")),
        BrokenPackage(
            "required-properties", "",
            .replace("translation.yaml", "  focus_z: null", with: "  focus_z: null\n  exposure_group: ▸null"),
            .replace(science, "    exposure_group: '7'\n", with: ""),
            .replace("conformance/headers/bias.yaml", "    exposure_group: '8'\n", with: "")),
        BrokenPackage(
            "value-lengths", "", .replace(science, "OBSTYPE: science", with: "OBSTYPE: a science exposure"),
            .replace(science, "observation_type: science", with: "observation_type: ▸a science exposure"),
            .replace(science, "observation_reason: science", with: "observation_reason: unknown"),
            .replace(science, "    can_see_sky: true\n", with: ""),
            .replace("translation.yaml", "{science: science,", with: "{science: science, a science exposure: science,"),
            .replace("conformance/headers/bias.yaml", "can_see_sky: false", with: "can_see_sky: false")),
        BrokenPackage(
            "golden-headers-confirmed", "",
            .replace(science, "\ninstrument: Toy\n", with: "\ninstrument: Toy\nunconfirmed: ▸What the rules gave.\n")),
        BrokenPackage(
            "instrument-named", "",
            .replace("translation.yaml", "  focus_z: null", with: "  focus_z: null\n  instrument: {constant: Tay}"),
            .replace(science, "instrument: Toy\n    exposure_id", with: "instrument: ▸Tay\n    exposure_id"),
            .replace(
                "conformance/headers/bias.yaml", "instrument: Toy\n    exposure_id",
                with: "instrument: ▸Tay\n    exposure_id")),
        BrokenPackage(
            "observation-kinds-given", "",
            .replace(
                "translation.yaml", "observation_kinds: {science: science, bias: bias}",
                with: "observation_kinds: ▸{lamp: flat}"),
            .replace(science, "OBSTYPE: science", with: "OBSTYPE: scene"),
            .replace(science, "observation_type: science", with: "observation_type: scene"),
            .replace(science, "observation_reason: science", with: "observation_reason: unknown"),
            .replace(science, "    can_see_sky: true\n", with: "")),
        BrokenPackage(
            "properties-exercised", "",
            .replace("translation.yaml", "temperature: null", with: "temperature: ▸[{card: TEMP, unit: K}, null]")),
    ]
}
