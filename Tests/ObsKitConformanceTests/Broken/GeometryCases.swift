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
            "plate-scale-stated", "below 0",
            .replace(plane, "per_mm: 20,", with: "per_mm: ▸-20,"),
            .replace("conformance/points/Toy.yaml", "9.69627362219072e-05", with: "-9.69627362219072e-05")),
        BrokenPackage(
            "plate-scale-stated", "a linear coefficient below 0",
            .replace(
                plane, "plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1]",
                with: "coefficients_rad_per_mm: [0, ▸-9.69627362219072e-05]"),
            .replace("conformance/points/Toy.yaml", "9.69627362219072e-05", with: "-9.69627362219072e-05")),
        BrokenPackage(
            "plate-scale-stated", "twice",
            .replace(plane, "relative_coefficients: [0, 1]", with: "relative_coefficients: [0, ▸2]"),
            .replace("conformance/points/Toy.yaml", "per_mm: 20", with: "per_mm: 40"),
            .replace("conformance/points/Toy.yaml", "9.69627362219072e-05", with: "1.939254724438144e-04")),
        BrokenPackage(
            "plate-scale-stated", "below 0 in the history",
            .replace(
                "camera/history.yaml", "slots: {W: {device: d3}}",
                with: """
                    slots: {W: {device: d3}}
                        field_angle: {radial: {plate_scale_arcsec_per_mm: ▸-20, relative_coefficients: [0, 1]}}
                    """)),
        BrokenPackage(
            "positions-sane", "micrometers",
            .replace(plane, "E: {id: 2, position_mm: [1, 0]", with: "E: {id: 2, position_mm: ▸[1000.5, 0]"),
            .replace(
                "conformance/points/Toy.yaml", "focal_plane_mm: [1, 0], field_angle_rad: [9.69627362219072e-05, 0]",
                with: "focal_plane_mm: [1000.5, 0]")),
        BrokenPackage(
            "positions-sane", "far from all others",
            .replace(plane, "E: {id: 2, position_mm: [1, 0]", with: "E: {id: 2, position_mm: ▸[100, 0]"),
            .replace(plane, "position_mm: [-1, 0]", with: "position_mm: ▸[-1, 0]"),
            .replace(
                "conformance/points/Toy.yaml", "focal_plane_mm: [1, 0], field_angle_rad: [9.69627362219072e-05, 0]",
                with: "focal_plane_mm: [100, 0]")),
        BrokenPackage(
            "readout-corners", "a serial prescan",
            .replace(
                "camera/sensors.yaml", "serial_overscan_px: [50, 0, 5, 50], readout_corner: lower-left",
                with:
                    "serial_overscan_px: [50, 0, 2, 50], serial_prescan_px: [52, 0, 3, 50], readout_corner: ▸lower-left"
            )),
        BrokenPackage("readout-corners", "rows", .write("camera/sensors.yaml", sensors(amplifiersWithRows))),
        BrokenPackage("readout-corners", "an edge", .write("camera/sensors.yaml", sensors(amplifiersAboveEachOther))),
        BrokenPackage(
            "gains-fit-noise", "", .raw(gain: 0.65),
            .replace(plane, "serial: s1, gain: [1.5", with: "serial: s1, gain: ▸[1.5"),
            .replace(plane, "serial: s2, gain: [1.5", with: "serial: s2, gain: ▸[1.5")),
        BrokenPackage(
            "gains-sane", "an amplifier unlike the others",
            .replace(plane, "serial: s2, gain: [1.5, 1.6]", with: "serial: s2, gain: ▸[1.5, 0.625]")),
        BrokenPackage(
            "plate-scale-stated", "a matrix that turns",
            .replace(
                plane, "{radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1]}}",
                with: "▸{affine: {matrix_rad_per_mm: [[-9.69627362219072e-05, 0], [0, -9.69627362219072e-05]]}}"),
            .replace("conformance/points/Toy.yaml", "9.69627362219072e-05", with: "-9.69627362219072e-05")),
        BrokenPackage(
            "gains-sane", "ADU/electron",
            .replace(
                plane, "serial: s2, gain: [1.5, 1.6], read_noise: [4, 5], saturation: [60000, 61000]",
                with: "serial: s2, gain: ▸[0.2, 0.21], read_noise: [4, 5], saturation: [60000, 61000]")),
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

    /// A description of the chip with other amplifiers.
    private static func sensors(_ amplifiers: String) -> String {
        """
        schema: obskit/sensors/1
        sensors:
          chip:
            size_px: [100, 50]
            pixel_size_mm: [0.01, 0.01]
            crosstalk: [[0, 0.001], [0.001, 0]]
            amplifiers:
        \(amplifiers)
        """
    }

    private static let amplifiersWithRows = """
              - {name: A, box_px: [0, 0, 50, 50], raw_px: [0, 0, 55, 60], data_px: [0, 5, 50, 50], serial_overscan_px: [50, 5, 5, 50], parallel_prescan_px: [0, 0, 50, 5], parallel_overscan_px: [0, 55, 50, 5], readout_corner: ▸upper-left}
              - {name: B, box_px: [50, 0, 50, 50], raw_px: [55, 0, 55, 60], data_px: [60, 5, 50, 50], serial_overscan_px: [55, 5, 5, 50], parallel_overscan_px: [60, 55, 50, 5], readout_corner: lower-right}

        """

    private static let amplifiersAboveEachOther = """
              - {name: A, box_px: [0, 0, 100, 25], raw_px: [0, 0, 105, 25], data_px: [0, 0, 100, 25], serial_overscan_px: [100, 0, 5, 25], readout_corner: lower-left}
              - {name: B, box_px: [0, 25, 100, 25], raw_px: [0, 25, 105, 25], data_px: [0, 25, 100, 25], serial_overscan_px: [100, 25, 5, 25], readout_corner: ▸lower-left}

        """
}
