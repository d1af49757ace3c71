internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let parityStated = ConformanceCheck(
        "parity-stated", .geometry, .warning,
        "That the sky is mirrored is said by parity, not by the field angle's map.",
        documentation: """
            Between sky and chips there is an odd or an even number of mirrors, which `parity:` says: the whole is made to have it. A \
            map that mirrors by itself is mirrored back, which whoever wrote its coefficients does not expect.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for version in instrument.versions {
                let model = version.camera.fieldAngle
                guard let center = model.center, model.map.jacobian(at: center).determinant < 0 else { continue }
                findings.add(
                    at: instrument.place("focal-plane.yaml", "field_angle"),
                    "the map to the field angle mirrors by itself",
                    hint: "change the sign of its x, and say parity: flipped if the sky is mirrored",
                    instrument: instrument)
            }
        }
    }
}
