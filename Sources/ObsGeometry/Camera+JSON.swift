package import ObsDocuments
internal import ObsText

extension Camera {
    /// Writes the camera as one JSON object: every detector with its boxes, values, corners and center in all frames.
    ///
    /// Lengths are mm, angles rad unless the key says otherwise; values that are not known are null.
    ///
    /// - Parameters:
    ///   - writer: takes the object
    ///   - schema: the schema that the object says, as its first member; nil for none
    package func write(to writer: inout JSONWriter, schema: String? = nil) {
        writer.beginObject()
        if let schema { writer.member("schema", schema) }
        writer.member("name", name)
        writer.member("contentHash", contentHash.description)
        writer.member("arrangement", parts.arrangement.rawValue)
        writer.member("plateScale_arcsecPerMm", plateScale)
        writer.member("focalPlaneParity", parity == .flipped)
        writer.key("fieldAngle")
        writer.beginObject()
        writer.members(of: fieldAngle.map)
        writer.endObject()
        writer.member("nDetectors", detectors.count)
        writer.member("maxFocalPlaneRadiusMm", maximumRadius)
        writer.key("detectors")
        writer.beginArray()
        for detector in detectors { writer.detector(detector) }
        writer.endArray()
        writer.member("emptySlots", emptySlots.map(\.name))
        writer.endObject()
    }

    /// The camera as JSON text, as `write(to:)` writes it.
    public func json(pretty: Bool = false) -> String {
        var writer = JSONWriter(pretty: pretty)
        write(to: &writer)
        writer.newLine()
        return writer.text
    }
}

extension JSONWriter {
    fileprivate mutating func list(_ numbers: [Double]) {
        beginArray()
        for number in numbers { value(number) }
        endArray()
    }

    fileprivate mutating func point(_ point: Point) { list([point.x, point.y]) }

    fileprivate mutating func member(_ key: String, box: Box) {
        self.key(key)
        beginObject()
        member("x0", box.x)
        member("y0", box.y)
        member("w", box.width)
        member("h", box.height)
        endObject()
    }

    fileprivate mutating func members(of map: PlaneMap) {
        switch map {
        case .affine(let map):
            member("type", "affine")
            key("linear")
            beginArray()
            list([map.matrix.xx, map.matrix.xy])
            list([map.matrix.yx, map.matrix.yy])
            endArray()
            key("translation")
            point(map.offset)
        case .radial(let map):
            member("type", "radial")
            key("coeffs")
            list(map.coefficients)
        case .inverseRadial(let map):
            member("type", "inverted")
            key("of")
            beginObject()
            member("type", "radial")
            key("coeffs")
            list(map.coefficients)
            endObject()
        case .polynomial(let map):
            member("type", "polynomial")
            member("order", map.order)
            member("inputScale", map.inputScale)
            member("outputScale", map.outputScale)
            for (name, rows) in [("x", map.x), ("y", map.y)] {
                key(name)
                beginArray()
                for row in rows { list(row) }
                endArray()
            }
        }
    }

    fileprivate mutating func detector(_ detector: Detector) {
        let slot = detector.slot
        beginObject()
        member("name", detector.name)
        member("id", detector.id)
        member("serial", detector.serial)
        member("group", detector.group)
        member("type", detector.type.rawValue.uppercased())
        member("physicalType", detector.physicalType)
        member("layout", detector.layout.name)
        member("status", detector.status.rawValue)
        member("hdu", slot.hdu)
        member("extension", slot.extensionName)
        member("bbox", box: detector.box)
        key("pixelSizeMm")
        point(detector.pixelSize)
        key("fpPositionMm")
        list([slot.position.x, slot.position.y, slot.height])
        key("refPoint")
        point(detector.layout.referencePoint)
        member("yawDeg", slot.orientation.yaw)
        member("yawRad", slot.orientation.yaw * .pi / 180)
        member("pitchRad", slot.orientation.pitch * .pi / 180)
        member("rollRad", slot.orientation.roll * .pi / 180)
        member("crosstalkCount", detector.crosstalk.map { $0.coefficients.count } ?? 0)
        member("crosstalkMaxAbs", detector.crosstalk?.coefficients.map(abs).max())
        key("amps")
        beginArray()
        for amplifier in detector.amplifiers { self.amplifier(amplifier) }
        endArray()
        let toFieldAngle = detector.pixelsToFieldAngle
        let toTanPixels = detector.pixelsToTanPixels
        key("corners")
        beginObject()
        let corners = detector.box.corners
        points("pixels", corners)
        points("focalPlane", corners.map { detector.pixelsToFocalPlane($0) })
        points("fieldAngle", corners.map { toFieldAngle($0) })
        points("tanPixels", corners.map { toTanPixels($0) })
        endObject()
        key("center")
        beginObject()
        let center = detector.box.center
        for (name, value) in [
            ("pixels", center), ("focalPlane", detector.pixelsToFocalPlane(center)),
            ("fieldAngle", toFieldAngle(center)),
            ("tanPixels", toTanPixels(center)),
        ] {
            key(name)
            point(value)
        }
        endObject()
        endObject()
    }

    private mutating func points(_ name: String, _ points: [Point]) {
        key(name)
        beginArray()
        for point in points { self.point(point) }
        endArray()
    }

    private mutating func amplifier(_ amplifier: Amplifier) {
        beginObject()
        member("name", amplifier.name)
        member("hdu", amplifier.hdu)
        member("extension", amplifier.extensionName)
        member("channel", amplifier.channel)
        member("bbox", box: amplifier.box)
        member("rawBBox", box: amplifier.rawBox)
        member("rawDataBBox", box: amplifier.rawDataBox)
        member("rawHorizontalOverscanBBox", box: amplifier.rawSerialOverscanBox)
        member("rawVerticalOverscanBBox", box: amplifier.rawParallelOverscanBox)
        member("rawPrescanBBox", box: amplifier.rawSerialPrescanBox)
        member("rawParallelPrescanBBox", box: amplifier.rawParallelPrescanBox)
        member("rawFlipX", amplifier.flips.x)
        member("rawFlipY", amplifier.flips.y)
        key("rawXYOffset")
        beginArray()
        value(amplifier.rawOffset.x)
        value(amplifier.rawOffset.y)
        endArray()
        member("readoutCorner", amplifier.readoutCorner.abbreviation)
        member("gain", amplifier.gain)
        member("readNoise", amplifier.readNoise)
        member("saturation", amplifier.saturation)
        member("suspectLevel", amplifier.suspectLevel)
        member("linearityType", amplifier.linearity?.type)
        key("linearityCoeffs")
        beginArray()
        for coefficient in amplifier.linearity?.coefficients ?? [] {
            if let coefficient { value(coefficient) } else { null() }
        }
        endArray()
        member("linearityThreshold", amplifier.linearity?.threshold)
        member("linearityMaximum", amplifier.linearity?.maximum)
        member("linearityUnits", amplifier.linearity?.units)
        member("status", amplifier.status.rawValue)
        endObject()
    }
}
