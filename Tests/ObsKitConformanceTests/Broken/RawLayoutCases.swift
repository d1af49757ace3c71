extension BrokenPackage {
    private static func golden(_ second: String, layout: String = "chip", more: String = "") -> Edit {
        .write(
            "conformance/raw/chip.yaml",
            """
            schema: obskit/golden-raw/1
            about: Made up.
            instruments: [Toy]
            layout: ▸\(layout)
            \(more)images:
              - size_px: [100, 50]
                amplifiers:
                  A: {data: '[1:50,1:50]', lands: '[1:50,1:50]'}
                  B: {data: '[51:100,1:50]', lands: '\(second)'}

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
    ]
}
