package import ObsText

extension Camera {
    /// What the headers of a raw file say otherwise than the camera: each diagnostic names both.
    ///
    /// Another chip or another section is an error, a chip where the camera knows none a warning, and the serial number of a
    /// chip that is described without one a note.
    package func problems(with raw: RawStatement) -> [Diagnostic] {
        guard let detector = detector(raw.detector) else {
            let known = emptySlots.contains { $0.id == raw.detector }
            let message =
                known
                ? "the file is of detector \(raw.detector), and camera \(name) has no chip in that slot"
                : "the file is of detector \(raw.detector), which camera \(name) does not have"
            return [Diagnostic(.error, .unknownSlot, at: nil, message, hint: "check the date of the camera")]
        }
        var problems: [Diagnostic] = []
        for name in raw.names { problems += nameProblem(name, raw, detector) }
        problems += serialProblem(raw, detector)
        for section in raw.sections { problems += detector.problems(with: section, of: name) }
        for size in raw.sizes { problems += detector.problems(with: size, of: name) }
        return problems
    }

    private func nameProblem(_ name: RawStatement.Name, _ raw: RawStatement, _ detector: Detector) -> [Diagnostic] {
        guard let other = detectorNamed(name.text, otherThan: detector) else { return [] }
        return [
            Diagnostic(
                .error, .detectorMismatch, at: nil,
                "\(raw.detectorCard) says that the file is of detector \(detector.id), slot \(detector.name) of camera "
                    + "\(self.name), and \(name.card) says '\(name.text)', which is slot \(other.name) (detector \(other.id))",
                hint: "one of them is wrong: look into the file, then correct the card in corrections.yaml")
        ]
    }

    /// The detector that a name of a slot or of its HDU stands for, if it is another and the name is not of both.
    ///
    /// Capitals count in the names of slots, not in those of HDUs.
    package func detectorNamed(_ text: String, otherThan detector: Detector) -> Detector? {
        if detector.name == text || detector.slot.extensionName?.uppercased() == text.uppercased() { return nil }
        if let other = self.detector(named: text) { return other }
        guard hasExtensionNames else { return nil }
        let capitals = text.uppercased()
        let others = detectors.filter { $0.slot.extensionName?.uppercased() == capitals }
        return others.count == 1 ? others.first : nil
    }

    private func serialProblem(_ raw: RawStatement, _ detector: Detector) -> [Diagnostic] {
        guard let serial = raw.serial, serial.contains(where: { $0 != " " }), serial != detector.serial else {
            return []
        }
        // Files write one number with and without its hyphens.
        if let own = detector.serial, own.serialDigits == serial.serialDigits { return [] }
        let place = "slot \(detector.name) (detector \(detector.id)) of camera \(name)"
        let other = self.detector(serial: serial)
        guard let own = detector.serial else {
            if let other {
                return [
                    Diagnostic(
                        .error, .serialMismatch, at: nil,
                        "\(raw.serialCard) says that the chip is \(serial), which is in slot \(other.name) (detector \(other.id)) "
                            + "of camera \(name), and the file is of slot \(detector.name) (detector \(detector.id))",
                        hint: "one of the cards is wrong, or the chips were exchanged: describe it in the history")
                ]
            }
            let severity: Diagnostic.Severity = detector.device == nil ? .warning : .note
            return [
                Diagnostic(
                    severity, .unknownDevice, at: nil,
                    "\(raw.serialCard) says that the chip is \(serial), and nothing says which chip is in \(place)",
                    hint: detector.device == nil
                        ? "add the device to the history of the camera" : "add the serial number to the device")
            ]
        }
        return [
            Diagnostic(
                .error, .serialMismatch, at: nil,
                "\(raw.serialCard) says that the chip is \(serial), and \(own) is in \(place)",
                hint: other.map { "the camera has that chip in slot \($0.name)" }
                    ?? "the camera of that date has no such chip; check the date, or describe the exchange in the history"
            )
        ]
    }
}

extension String {
    /// The letters and digits.
    var serialDigits: [UInt8] {
        utf8.filter { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
    }
}

extension Detector {
    fileprivate func problems(with section: RawStatement.Section, of camera: String) -> [Diagnostic] {
        guard let amplifier = amplifier(named: section.amplifier) else {
            return [
                Diagnostic(
                    .error, .unknownAmplifier, at: nil,
                    "\(section.card) is of amplifier \(section.amplifier), which detector \(name) of camera \(camera) does not have",
                    hint: "it has \(amplifiers.map(\.name).joined(separator: ", "))")
            ]
        }
        let expected = inFile(amplifier.rawBox(of: section.region))
        do {
            let stated = try FITSSection(section.text).box
            if stated == expected { return [] }
            return [
                Diagnostic(
                    .error, .sectionMismatch, at: nil,
                    "\(section.card) says \(FITSSection.text(of: stated)) for the \(section.region.name) of amplifier "
                        + "\(amplifier.name) of detector \(name), and camera \(camera) says "
                        + (expected.isEmpty ? "that there is none" : FITSSection.text(of: expected)),
                    hint: "one of them is wrong, or the camera is not that of the date of the file")
            ]
        } catch {
            let reason = (error as? GeometryError)?.message ?? "\(error)"
            return [
                Diagnostic(
                    .error, .sectionMismatch, at: nil,
                    "\(section.card) for the \(section.region.name) of amplifier \(amplifier.name) of detector \(name): \(reason)",
                    hint:
                        "camera \(camera) says \(expected.isEmpty ? "that there is none" : FITSSection.text(of: expected))"
                )
            ]
        }
    }

    fileprivate func problems(with size: RawStatement.ImageSize, of camera: String) -> [Diagnostic] {
        let (what, expected): (String, (width: Int, height: Int))
        if let name = size.amplifier {
            guard let amplifier = amplifier(named: name) else { return [] }
            (what, expected) = (
                "amplifier \(name) of detector \(self.name)", (amplifier.rawBox.endX, amplifier.rawBox.endY)
            )
        } else {
            (what, expected) = ("detector \(name)", rawImageSize)
        }
        if (size.width, size.height) == expected { return [] }
        return [
            Diagnostic(
                .error, .sizeMismatch, at: nil,
                "the image of \(what) has \(size.width) by \(size.height) pixels, and camera \(camera) says "
                    + "\(expected.width) by \(expected.height)",
                hint: "one of them is wrong, or the camera is not that of the date of the file")
        ]
    }

    /// The size of the image that holds the raw sections.
    private var rawImageSize: (width: Int, height: Int) {
        (amplifiers.map(\.rawBox.endX).max() ?? 0, amplifiers.map(\.rawBox.endY).max() ?? 0)
    }

    /// A box as it is in the file, before the image of the detector is mirrored.
    private func inFile(_ box: Box) -> Box {
        guard layout.fileFlips != .none else { return box }
        let size = rawImageSize
        return box.mirrored(layout.fileFlips, inWidth: size.width, height: size.height)
    }
}

extension Amplifier {
    /// The box of a part of the raw section.
    package func rawBox(of region: RawStatement.Region) -> Box {
        switch region {
        case .section: rawBox
        case .data: rawDataBox
        case .serialPrescan: rawSerialPrescanBox
        case .serialOverscan: rawSerialOverscanBox
        case .parallelPrescan: rawParallelPrescanBox
        case .parallelOverscan: rawParallelOverscanBox
        }
    }
}

extension RawStatement.Region {
    fileprivate var name: String {
        switch self {
        case .section: "whole section"
        case .data: "data"
        case .serialPrescan: "serial prescan"
        case .serialOverscan: "serial overscan"
        case .parallelPrescan: "parallel prescan"
        case .parallelOverscan: "parallel overscan"
        }
    }
}
