package import ObsDocuments

/// The files that describe a camera.
package enum CameraFiles {
    /// The files, in the order in which documents show them.
    package static var all: [FileFormat] { [sensors, focalPlane, history] }

    /// camera/sensors.yaml.
    package static var sensors: FileFormat { SensorFileKeys.file }

    /// camera/focal-plane.yaml.
    package static var focalPlane: FileFormat { FocalPlaneKeys.file }

    /// camera/history.yaml.
    package static var history: FileFormat { HistoryKeys.file }
}

/// The keys of sensors.yaml.
enum SensorFileKeys {
    static let extends = FileKey(
        "extends", .text,
        "A file whose sensors hold where this one has none of the same name, null taking one away: a path from here, or `PACKAGE:PATH` in another package.",
        default: "none", example: "../base/sensors.yaml")
    static let sensors = FileKey(
        "sensors", .byName(SensorKeys.whole, null: "takes one away that the extended file has"),
        "Sensor layouts by name.", example: "{}")

    static let file = FileFormat(
        "obskit/sensors/1", at: "camera/sensors.yaml", "sensors",
        "How chips are read out: the pixels of each amplifier in the raw file and in the detector.",
        [extends, sensors], rules: #""anyOf": [{"required": ["extends"]}, {"required": ["sensors"]}]"#,
        example: """
            schema: obskit/sensors/1
            sensors:
              # A chip of two amplifiers, side by side in one image of the raw file.
              pair:
                size_px: [200, 100]
                pixel_size_mm: [0.015, 0.015]
                defaults: {readout_corner: lower-left, saturation: 60000}
                amplifiers:
                  - name: A
                    box_px: [0, 0, 100, 100]
                    raw_px: [0, 0, 120, 110]
                    data_px: [10, 0, 100, 100]
                    serial_prescan_px: [0, 0, 10, 100]
                    serial_overscan_px: [110, 0, 10, 100]
                    parallel_overscan_px: [10, 100, 100, 10]
                  # B is read toward the other side, so its prescan is on the right.
                  - name: B
                    box_px: [100, 0, 100, 100]
                    raw_px: [120, 0, 120, 110]
                    data_px: [130, 0, 100, 100]
                    serial_prescan_px: [230, 0, 10, 100]
                    serial_overscan_px: [120, 0, 10, 100]
                    parallel_overscan_px: [130, 100, 100, 10]
                    readout_corner: lower-right
                    gain: 2.5

            """)
}
