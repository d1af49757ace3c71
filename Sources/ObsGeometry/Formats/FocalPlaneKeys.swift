internal import ObsDocuments

/// The keys of focal-plane.yaml.
enum FocalPlaneKeys {
    static let extends = FileKey(
        "extends", .text,
        "A file whose entries hold where this one has none of the same name, null taking one away: a path from here, or `PACKAGE:PATH` in another package.",
        default: "none", example: "../base/focal-plane.yaml")
    static let name = FileKey("name", .text, "Name of the camera.", example: "DECam")
    static let edition = FileKey(
        "edition", .dateOrNull, "Since when the description says so.", default: "from the start",
        example: "2023-06-01")
    static let arrangement = FileKey<Arrangement>(
        "arrangement", .choice,
        "Whether all detectors are there at once, or take each other's place as on a test stand.",
        default: "`\(Arrangement.focalPlane.rawValue)`", example: "inventory")
    static let fieldAngle = FileKey(
        "field_angle", .mapping(FieldAngleKeys.whole), "How the focal plane is seen on the sky.",
        example: "{radial: {plate_scale_arcsec_per_mm: 17.5, relative_coefficients: [0, 1]}}")
    static let frames = FileKey(
        "frames", .byName(FrameKeys.whole, null: "takes one away that the extended file has"),
        "Frames besides the four that every camera has.", default: "none",
        example: "{sixtieths: {from: focal-plane, unit: mm/60, affine: {matrix: [[60, 0], [0, 60]]}}}")
    static let sensors = FileKey(
        "sensors", .byName(SensorKeys.whole), "Sensor layouts, where they do not stand in sensors.yaml.",
        default: "none", example: "{}")
    static let groups = FileKey(
        "groups", .byName(GroupKeys.whole, null: "for one of which nothing is said"), "Groups of slots.",
        default: "none", example: "{R22: {position_mm: [0, 0]}}")
    static let devices = FileKey(
        "devices", .byName(DeviceKeys.whole, null: "takes one away that the extended file has"),
        "Chips, by serial number or another name.", default: "none", example: "{C1: {layout: CCD44-82}}")
    static let slots = FileKey(
        "slots", .byName(SlotKeys.whole, null: "takes one away that the extended file has"),
        "Places in the focal plane.", example: "{N1: {id: 0, position_mm: [0, 0], device: C1}}")

    static let file = FileFormat(
        "obskit/focal-plane/1", at: "camera/focal-plane.yaml", "focal plane",
        "Where the chips are, and how the focal plane is seen on the sky.",
        [extends, name, edition, arrangement, fieldAngle, frames, sensors, groups, devices, slots],
        rules:
            #""oneOf": [{"required": ["extends"]}, {"required": ["name", "field_angle", "slots"], "properties": {"extends": false}}]"#,
        example: """
            schema: obskit/focal-plane/1
            name: Example
            # From millimeters in the focal plane to radians on the sky: 20 arcseconds for each, less toward the edge.
            field_angle:
              radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1, 0, -1.0e-5]}
              parity: flipped
            # A frame of this camera: its encoder counts sixtieths of a millimeter.
            frames:
              sixtieths: {from: focal-plane, unit: mm/60, affine: {matrix: [[60, 0], [0, 60]]}}
            groups:
              west: {serial: G-1, position_mm: [-16, 0], yaw_deg: 90}
            # The chips, with what was measured for each; pair is a layout of sensors.yaml.
            devices:
              P-001: {layout: pair, gain: [1.5, 1.6], read_noise: 4.5}
              P-002: {layout: pair, serial: ~, physical_type: spare}
            slots:
              W1: {id: 1, group: west, offset_mm: [0.5, 0.25], device: P-001}
              E1: {id: 2, position_mm: [16, 0, -0.02], yaw_deg: 180, pitch_deg: 0.01, device: P-002, extension: CCD2}
              # Nobody recorded which guider chip it is; raw files have it all the same.
              G1: {id: 3, type: guider, position_mm: [0, 30], device: unknown, layout: pair}

            """)
}

/// The keys of the field angle.
enum FieldAngleKeys {
    static let parity = FileKey<Parity>(
        "parity", .choice, "Whether the field angle is mirrored with respect to the focal plane.",
        default: "`\(Parity.normal.rawValue)`", example: "flipped")

    /// The field angle.
    static let whole = MappingFormat(
        "field angle", "How the focal plane is seen on the sky: one of four maps from mm to radians.",
        PlaneMapKeys.fieldAngle.kinds + [parity], rules: PlaneMapKeys.oneKind)

    /// A change of the field angle.
    static let change = MappingFormat(
        "change of the field angle", "What differs in the field angle; all else stays as it is.",
        PlaneMapKeys.fieldAngle.kinds + [parity])
}

/// The keys of a frame besides the standard ones.
enum FrameKeys {
    static let from = FileKey(
        "from",
        KeyForm(Schema.listed(bases), schema: Schema.words(bases + former.keys.sorted())) { node, problems in
            node.choice(among: bases, formerly: former, problems).map { base in
                former.first { $0.value == base }?.key ?? base
            }
        }, "The frame from which the map leads.", example: "focal-plane")
    static let unit = FileKey("unit", .text, "Unit of its coordinates.", example: "mm/60")

    /// A frame.
    static let whole = MappingFormat(
        "frame", "A frame of a camera besides the four that each has: one of four maps leads to it.",
        [from, unit] + PlaneMapKeys.frame.kinds, needs: [from, unit], rules: PlaneMapKeys.oneKind)

    /// The spelling in files of a frame from which a map leads.
    static func word(_ base: String) -> String { former[base] ?? base }

    /// What files wrote before: the names of the frames as programs call them.
    private static let former = ["focalPlane": "focal-plane", "fieldAngle": "field-angle"]
    private static let bases = ExtraFrame.bases.map { former[$0] ?? $0 }
}
