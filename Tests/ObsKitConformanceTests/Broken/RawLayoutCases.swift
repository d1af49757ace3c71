extension BrokenPackage {
    private static let sensors = "camera/sensors.yaml"

    static let rawLayout: [BrokenPackage] = [
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
