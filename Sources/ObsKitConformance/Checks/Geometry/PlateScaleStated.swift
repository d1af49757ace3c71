internal import ObsDocuments
internal import ObsGeometry
internal import ObsKit
internal import ObsText

extension ConformanceCheck {
    static let plateScaleStated = ConformanceCheck(
        "plate-scale-stated", .geometry, .error, "The plate scale is above 0, and said once.",
        documentation: """
            A scale is a size. One below 0 turns the field by 180 degrees: a turn is the `yaw_deg` of every slot, and a mirror is \
            `parity:`. `relative_coefficients` are relative to `plate_scale_arcsec_per_mm` and begin with 0 and 1: another linear \
            coefficient makes a scale that the key of this name does not say. A matrix or polynomial that turns the field by more than 90 \
            degrees is a warning.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for model in instrument.versions.map(\.camera.fieldAngle) {
                guard let center = model.center, model.map.turnsField(at: center) else { continue }
                findings.add(
                    at: instrument.place("focal-plane.yaml", "field_angle"),
                    "the map to the field angle turns the field by more than a quarter",
                    hint: "change the sign of both coordinates; a turn is yaw_deg of the slots", instrument: instrument,
                    level: .warning)
            }
            for (radial, prefix) in instrument.radialMaps {
                let scale = radial["plate_scale_arcsec_per_mm"]
                if let scale, let value = scale.number, value <= 0 {
                    findings.add(
                        at: scale.position,
                        "\(prefix)plate_scale_arcsec_per_mm is \(value), and a plate scale is above 0",
                        hint: "write the size; a turn is yaw_deg of the slots, a mirror is parity: flipped",
                        instrument: instrument)
                }
                for key in coefficientKeys {
                    guard let list = radial[key]?.elements, list.count > 1, let linear = list[1].number else {
                        continue
                    }
                    if linear < 0 {
                        findings.add(
                            at: list[1].position,
                            "\(prefix)the linear coefficient of \(key) is \(linear), and a plate scale is above 0",
                            hint: "write the size; a turn is yaw_deg of the slots, a mirror is parity: flipped",
                            instrument: instrument)
                    } else if let value = scale?.number, key == "relative_coefficients", abs(linear - 1) > 1e-9 {
                        findings.add(
                            at: list[1].position,
                            "\(prefix)the plate scale is said twice: plate_scale_arcsec_per_mm is \(value), and with the linear "
                                + "coefficient \(linear) of relative_coefficients the scale is \(value * linear)",
                            hint: "let the coefficients begin with 0 and 1, and divide the others by \(linear)",
                            instrument: instrument)
                    }
                }
            }
        }
    }

    private static let coefficientKeys = [
        "relative_coefficients", "coefficients_rad_per_mm", "coefficients_mm_per_rad",
    ]
}

extension ConformanceSubject.CheckedInstrument {
    /// The radial maps of the field angle, in the description and in each entry of the history, with words for where.
    fileprivate var radialMaps: [(map: Node, prefix: String)] {
        let plane = layers("focal-plane.yaml").map { ($0.root, "") }
        let entries = layers("history.yaml").compactMap { $0.root["entries"]?.elements }.joined()
        return (plane + entries.map { ($0, "in the history, ") }).flatMap { node, prefix in
            ["radial", "inverse_radial"].compactMap { kind in
                node["field_angle"]?[kind].map { ($0, prefix) }
            }
        }
    }
}

extension Node {
    /// The number that is written here; nil where it is none.
    fileprivate var number: Double? { double(Problems()) }
}

extension PlaneMap {
    /// Whether a map that is not radial turns the plane by more than 90 degrees at a point; of radial ones the coefficients say it.
    fileprivate func turnsField(at point: Point) -> Bool {
        switch self {
        case .radial, .inverseRadial: return false
        case .affine, .polynomial:
            let jacobian = jacobian(at: point)
            return jacobian.determinant > 0 && jacobian.xx + jacobian.yy < 0
        }
    }
}
