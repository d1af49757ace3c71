extension LayoutPatch {
    /// Says all of a layout, what its amplifiers have in common once.
    init(_ layout: SensorLayout) {
        size = [layout.box.width, layout.box.height]
        pixelSize = layout.pixelSize
        referencePoint = layout.referencePoint == layout.box.center ? nil : layout.referencePoint
        physicalType = layout.physicalType == SensorLayout.defaultPhysicalType ? nil : layout.physicalType
        fileFlips = layout.fileFlips == .none ? nil : layout.fileFlips
        unverified = layout.unverified.map { .some($0) }
        crosstalk = layout.crosstalk
        var patches = layout.amplifiers.map(AmplifierPatch.init)
        defaults = AmplifierPatch()
        if patches.count > 1 { patches = AmplifierPatch.shareCommon(of: patches, in: &defaults) }
        amplifiers = zip(layout.amplifiers, patches).map { NamedAmplifier(name: $0.name, patch: $1) }
    }
}

extension AmplifierPatch {
    /// Moves what all say alike, but for the box and the HDU, into one; answers what each still says itself.
    fileprivate static func shareCommon(
        of patches: [AmplifierPatch], in common: inout AmplifierPatch
    ) -> [AmplifierPatch] {
        var rest = patches
        func share<Value: Equatable>(_ path: WritableKeyPath<AmplifierPatch, Value?>) {
            guard let value = patches[0][keyPath: path], patches.allSatisfy({ $0[keyPath: path] == value }) else {
                return
            }
            common[keyPath: path] = value
            for index in rest.indices { rest[index][keyPath: path] = nil }
        }
        share(\.raw)
        for region in AmplifierKeys.regions.indices { share(\.regions[region]) }
        share(\.flips)
        share(\.offset)
        share(\.readoutCorner)
        for value in AmplifierKeys.values.indices { share(\.values[value]) }
        share(\.linearity)
        return rest
    }
}

extension DevicePatch {
    /// Says all of a device.
    init(_ device: Device) {
        serial = device.serial == device.name ? nil : .some(device.serial)
        layout = device.layout
        physicalType = device.physicalType.map { .some($0) }
        values = [device.gain, device.readNoise, device.saturation, device.suspectLevel].map(ByAmplifier.init(compact:))
        if let coefficients = ByAmplifier(compact: device.linearity.map(\.coefficients)) {
            linearity = LinearityTable(
                type: ByAmplifier(compact: device.linearity.map(\.type)), coefficients: coefficients,
                threshold: ByAmplifier(compact: device.linearity.map(\.threshold)),
                maximum: ByAmplifier(compact: device.linearity.map(\.maximum)),
                units: ByAmplifier(compact: device.linearity.map(\.units)))
        }
        crosstalk = device.crosstalk
    }
}

extension ByAmplifier {
    /// One value where all are alike; nil of none.
    init?(compact values: [Value]) {
        guard let first = values.first else { return nil }
        self = values.allSatisfy { $0 == first } ? .all(first) : .each(values)
    }
}

extension SlotPatch {
    /// Says all of a slot.
    init(_ slot: Slot) {
        id = slot.id
        group = slot.group.map { .some($0) }
        type = slot.type == .science ? nil : slot.type
        position = [slot.position.x, slot.position.y] + (slot.height == 0 ? [] : [slot.height])
        yaw = slot.orientation.yaw == 0 ? nil : slot.orientation.yaw
        pitch = slot.orientation.pitch == 0 ? nil : slot.orientation.pitch
        roll = slot.orientation.roll == 0 ? nil : slot.orientation.roll
        device = slot.occupant.summary
        layout = slot.layout.map { .some($0) }
        hdu = slot.hdu
        extensionName = slot.extensionName
        status = slot.status == .working ? nil : slot.status
        amplifierStatus = slot.amplifierStatus
    }
}
