extension BrokenPackage {
    private static let plane = "camera/focal-plane.yaml"

    static let geometry: [BrokenPackage] = [
        BrokenPackage(
            "detector-names", "",
            .replace(
                plane, "slots:\n",
                with: "slots:\n  the slot that is farthest in the south: ▸{id: 3, position_mm: [3, 0], device: none}\n")
        ),
        BrokenPackage(
            "detector-names", "case",
            .replace(plane, "slots:\n", with: "slots:\n  e: ▸{id: 3, position_mm: [3, 0], device: none}\n")),
        BrokenPackage("nominal-values", "", .replace(plane, "s1, gain: [1.5, 1.6]", with: "s1, gain: ▸[1500, 1.6]")),
        BrokenPackage(
            "nominal-values-given", "", .replace(plane, "serial: s2, gain: [1.5, 1.6], ", with: "serial: s2, "),
            .replace(plane, "  E: {", with: "  E: ▸{")),
        BrokenPackage(
            "parity-stated", "",
            .replace(
                plane, "field_angle: {radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1]}}",
                with: """
                    field_angle: ▸{polynomial: {input_scale_mm: 1, output_scale_arcsec: 20, x: [[0, 0], [-1]], y: [[0, 1], [0]]}}
                    """)),
        BrokenPackage(
            "plate-scale-sane", "",
            .replace(
                plane, "field_angle: {radial: {plate_scale_arcsec_per_mm: 20,",
                with: "field_angle: ▸{radial: {plate_scale_arcsec_per_mm: 0.02,"),
            .replace("conformance/points/Toy.yaml", "per_mm: 20", with: "per_mm: 0.02"),
            .replace("conformance/points/Toy.yaml", "9.69627362219072e-05", with: "9.69627362219072e-08")),
        BrokenPackage(
            "reference-points", "",
            .replace(
                "camera/sensors.yaml", "size_px: [100, 50]",
                with: "size_px: [100, 50]\n    reference_px: ▸[149.5, 24.5]"),
            .replace("conformance/points/Toy.yaml", "[1, 0]", with: "[0, 0]"),
            .replace("conformance/points/Toy.yaml", "9.69627362219072e-05", with: "0"),
            .replace("conformance/points/Toy.yaml", "-1.5, -0.25", with: "-2.5, -0.25")),
        BrokenPackage(
            "crosstalk-diagonal", "",
            .replace("camera/sensors.yaml", "[[0, 0.001], [0.001, 0]]", with: "▸[[0.01, 0.001], [0.001, 0]]")),
        BrokenPackage(
            "crosstalk-diagonal", "percent",
            .replace("camera/sensors.yaml", "[[0, 0.001], [0.001, 0]]", with: "▸[[0, 0.2], [0.001, 0]]")),
        BrokenPackage(
            "headers-fit-camera", "",
            .replace("conformance/headers/science.yaml", "CHIP: s1", with: "CHIP: s3"),
            .replace("conformance/headers/science.yaml", "detector_serial: s1", with: "detector_serial: s3"),
            .replace("conformance/headers/science.yaml", "  - &first", with: "  - ▸&first")),
        BrokenPackage(
            "detectors-known", "",
            .replace(
                "translation.yaml", "detector_unique_name: {property: detector_name}",
                with: "detector_unique_name: {card: CHIP}"),
            .replace("conformance/headers/science.yaml", "unique_name: W", with: "unique_name: ▸s1"),
            .replace("conformance/headers/science.yaml", "unique_name: E", with: "unique_name: ▸s2"),
            .replace("conformance/headers/bias.yaml", "unique_name: W", with: "unique_name: ▸s3"),
            .replace("conformance/headers/bias.yaml", "unique_name: E", with: "unique_name: ▸s2")),
        BrokenPackage("golden-points-given", "", .remove("conformance/points/Toy.yaml")),
        BrokenPackage(
            "golden-points-agree", "a position",
            .replace(plane, "position_mm: [1, 0]", with: "position_mm: [1.01, 0]"),
            .replace("conformance/points/Toy.yaml", "{detector: E", with: "▸{detector: E")),
        BrokenPackage(
            "golden-points-agree", "the number of detectors",
            .replace("conformance/points/Toy.yaml", "detectors: 2", with: "detectors: ▸3")),
        BrokenPackage(
            "golden-points-agree", "the first detector",
            .replace("conformance/points/Toy.yaml", "first_detector: W", with: "first_detector: ▸E")),
        BrokenPackage(
            "golden-points-agree", "the plate scale",
            .replace("conformance/points/Toy.yaml", "per_mm: 20", with: "per_mm: ▸21")),
        BrokenPackage(
            "golden-points-agree", "no such detector",
            .replace("conformance/points/Toy.yaml", "{detector: W", with: "▸{detector: N")),
    ]
}
