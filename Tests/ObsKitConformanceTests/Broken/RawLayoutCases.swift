extension BrokenPackage {
    private static let sensors = "camera/sensors.yaml"

    private static func golden(_ second: String, layout: String = "chip", more: String = "") -> Edit {
        .write(
            "conformance/raw/chip.yaml",
            """
            schema: obskit/golden-raw/1
            about: Made up.
            instruments: [Toy]
            layout: ▸\(layout)
            \(more)images:
              - size_px: [110, 50]
                amplifiers:
                  A: {data: '[1:50,1:50]', lands: '[1:50,1:50]'}
                  B: {data: '[61:110,1:50]', lands: '\(second)'}

            """)
    }

    static let rawLayout: [BrokenPackage] = [
        BrokenPackage("raw-images-assemble", "a flip", golden("[100:51,1:50]")),
        BrokenPackage(
            "raw-images-assemble", "an HDU that the headers do not have", golden("[51:100,1:50]"),
            .replace("camera/sensors.yaml", "{name: B, box_px", with: "{name: B, hdu: 7, box_px")),
        BrokenPackage("raw-images-assemble", "no such layout", golden("[51:100,1:50]", layout: "chop")),
        BrokenPackage(
            "raw-layouts-verified", "", golden("[51:100,1:50]", more: "unverified: no file is at hand\n")),
        BrokenPackage(
            "raw-places-distinct", "",
            .replace("camera/focal-plane.yaml", "E: {id: 2,", with: "E: ▸{id: 2, hdu: 1, extension: E,"),
            .replace("camera/focal-plane.yaml", "W: {id: 1,", with: "W: {id: 1, hdu: 1, extension: W,")),
        BrokenPackage(
            "raw-assembles", "",
            .replace(sensors, "name: B,", with: "name: B, raw_offset_px: [0, 100000000],"),
            .replace(sensors, "      - {name: A", with: "      ▸- {name: A")),
        BrokenPackage(
            "overscans-given", "", .replace(sensors, "serial_overscan_px: [55, 0, 5, 50], ", with: ""),
            .replace(sensors, "{name: B", with: "▸{name: B")),
    ]
}
