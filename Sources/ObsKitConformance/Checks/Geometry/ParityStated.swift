internal import ObsGeometry
internal import ObsKit

extension ConformanceCheck {
    static let parityStated = ConformanceCheck(
        "parity-stated", .geometry, .error, "That the sky is mirrored is said by parity, not by the field angle's map.",
        documentation: """
            Between sky and chips there is an odd or an even number of mirrors: `parity:` says which. A map with a negative \
            determinant mirrors too, and whoever looks at the parity alone has the sky the wrong way round.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            for version in instrument.versions {
                let model = version.camera.fieldAngle
                guard let center = model.center, model.map.jacobian(at: center).determinant < 0 else { continue }
                findings.add(
                    at: instrument.place("focal-plane.yaml", "field_angle"),
                    "the map to the field angle mirrors by itself", hint: "change a sign in it, and change parity:",
                    instrument: instrument)
            }
        }
    }
}
