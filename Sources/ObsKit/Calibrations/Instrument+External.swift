internal import ObsCalibrations
internal import ObsDocuments
internal import ObsFITS
internal import ObsText

extension Instrument {
    /// What a file of another pipeline registers: a dataset for each header that calibrations/external.yaml has a rule for.
    ///
    /// - Parameters:
    ///   - path: a FITS file, which is read whole for its checksum
    ///   - owner: the name of the instrument that a header is of; nil where it says none
    /// - Returns: the registrations; none when no rule is for such a file
    /// - Throws: `FITSError`, `DiagnosticsError` when the file cannot be read or is not whole; `CalibrationError` when a rule is for it and
    ///   its header does not say of what it is
    package func externalCalibrations(
        atPath path: String, owner: (Header) -> String? = { _ in nil }
    ) throws -> [ExternalCalibrations.Registration] {
        let bytes = try FileBytes.read(path, limits: Limits(bytes: 1 << 30))
        let facts = ExternalCalibrations.FileFacts(checksum: ContentHash(of: bytes), size: bytes.count)
        // A registry certifies whole files.
        let headers = try FITSSource(bytes: bytes, name: path).headers()
        var registrations: [ExternalCalibrations.Registration] = []
        var primary: Header?
        for hdu in headers {
            if hdu.hdu == 0 { primary = hdu.header }
            let header = primary.map { hdu.hdu == 0 ? hdu.header : hdu.header.inheriting($0) } ?? hdu.header
            let external = ExternalHeader(uri: path, hdu: hdu.hdu) { name in
                Self.value(header[Keyword(name)])
            }
            let registration = try externalCalibrations.registration(
                of: external, file: facts,
                detector: { self.cameraDirectory?.detector(.uniqueName, equalTo: $0)?.number },
                filter: { self.filters[$0]?.name })
            guard let registration else { continue }
            if let owner = owner(header), owner != name {
                throw CalibrationError(
                    .badKeys,
                    "\(path), HDU \(hdu.hdu): the header is one of \(owner), and not of \(name); name the instrument")
            }
            if let detector = registration.dataset.keys.detector, let known = detectorNumbers, !known.contains(detector)
            {
                throw CalibrationError(
                    .badKeys,
                    "\(path), HDU \(hdu.hdu): \(name) has no detector \(detector); correct the header, or see 'obskit camera \(name)'"
                )
            }
            registrations.append(registration)
        }
        return registrations
    }

    private static func value(_ value: HeaderValue?) -> KeyValue? {
        guard let value else { return nil }
        if let text = value.stringValue { return .text(text) }
        if let truth = value.logicalValue { return .text(truth ? "true" : "false") }
        if case .largeInteger(let digits) = value { return .text(digits) }
        return value.realValue.map { .number($0) }
    }
}
