import ObsGeometry
import Testing

/// Cameras with the chips whose headers the tests compare with.
enum SkyCamera {
    /// A camera of one layout, its chips at places (mm) with yaws (degrees).
    static func make(
        _ name: String, _ model: FieldAngleModel, size: (width: Int, height: Int), pixelSize: Double,
        at places: [(id: Int, position: Point, yaw: Double)]
    ) throws -> Camera {
        var parts = CameraParts(name: name, fieldAngle: model)
        let box = Box(width: size.width, height: size.height)
        parts.layouts["chip"] = SensorLayout(
            name: "chip", box: box, pixelSize: Point(pixelSize, pixelSize), amplifiers: [Amplifier(name: "A", box: box)]
        )
        for place in places {
            var slot = Slot(
                id: place.id, name: "slot \(place.id)", position: place.position,
                orientation: Orientation(yaw: place.yaw), occupant: .unknown)
            slot.layout = "chip"
            parts.slots.append(slot)
        }
        return try Camera(parts)
    }

    /// DECam's S1 and S29, at the centre of the edge and in the corner of the field; x of the field angle is flipped.
    static func decam() throws -> Camera {
        let optics = try #require(
            RadialPolynomial(coefficients: [0, 8.516497674138379e-05, 0, -4.501399132955917e-12]))
        return try make(
            "DECam", FieldAngleModel(.radial(optics), parity: .flipped), size: (2048, 4096), pixelSize: 0.015,
            at: [(25, Point(-16.798, -191.216), 0.007), (1, Point(-185.8, -63.7), 0)])
    }

    /// LSSTCam's central chip and one at the edge.
    static func lsstCam() throws -> Camera {
        let scale = 20.005867576692737 * FieldAngleModel.arcsecond
        let optics = try #require(
            RadialPolynomial(coefficients: [0, scale, 0, -8.33713991e-09 * scale, 0, -1.41389858e-15 * scale]))
        return try make(
            "LSSTCam", FieldAngleModel(.radial(optics)), size: (4096, 4004), pixelSize: 0.01,
            at: [(94, .zero, 0), (0, Point(-169.25, -296.25), 90)])
    }

    /// One chip that lies at the centre of a linear field.
    static func linear(scaleArcseconds: Double, parity: Parity, yaw: Double = 0) throws -> Camera {
        let model = try #require(FieldAngleModel(plateScale: scaleArcseconds, parity: parity))
        return try make("Linear", model, size: (1001, 501), pixelSize: 0.01, at: [(0, .zero, yaw)])
    }
}
