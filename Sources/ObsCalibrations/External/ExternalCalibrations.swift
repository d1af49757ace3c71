public import ObsText
public import ObsTime

/// The rules by which calibrations that other pipelines made are recognized and registered, from external.yaml.
public struct ExternalCalibrations: Sendable {
    /// A dataset of a file of another pipeline, and when it holds.
    public struct Registration: Sendable {
        /// The dataset.
        public let dataset: CalibrationDataset
        /// When it holds.
        public let validity: Validity
        /// The name of the rule.
        public let product: String
    }

    /// What is known of a file as a whole.
    public struct FileFacts: Sendable {
        /// The SHA-256 of its bytes.
        public let checksum: ContentHash
        /// The number of its bytes.
        public let size: Int

        /// The facts of a file.
        public init(checksum: ContentHash, size: Int) {
            self.checksum = checksum
            self.size = size
        }
    }

    /// The products in the order of the file: the first that a header matches counts.
    public let products: [ExternalProduct]
    private let kinds: CalibrationKinds

    init(_ products: [ExternalProduct], kinds: CalibrationKinds) {
        self.products = products
        self.kinds = kinds
    }

    /// What a header registers.
    ///
    /// - Parameters:
    ///   - header: The header, with what it inherits.
    ///   - file: What is known of the file.
    ///   - detector: The id of a detector of a name; nil when there is none.
    ///   - filter: The physical filter of a name or alias; nil when there is none.
    /// - Returns: The registration; nil when no rule is for such a file.
    /// - Throws: `CalibrationError` (`badKeys`, `dateOutOfRange`, `noDate`) when a rule is, and the header does not say of
    ///   what it is.
    public func registration(
        of header: ExternalHeader, file: FileFacts, detector: (String) -> Int?, filter: (String) -> String?
    ) throws -> Registration? {
        guard let product = products.first(where: { $0.matches(header) }) else { return nil }
        let kind = try kinds.kind(product.kind)
        let keys = try product.keys(header, kind, detector, filter)
        let validity = try product.validity(header)
        try CalibrationDates.check(validity)
        var form = CanonicalForm()
        for text in ["obskit/external/1", product.name, kind.name, keys.canonicalText, file.checksum.description] {
            form.add(text)
        }
        form.add(header.hdu)
        var producer = product.producer
        if let version = product.versionCard.flatMap({ header[$0] }) { producer += " \(version)" }
        let creation = product.creationCard.flatMap { header[$0] }.flatMap { CuratedDate.instant("\($0)") }
        return Registration(
            dataset: CalibrationDataset(
                id: DatasetID(contentHash: ContentHash(of: form.bytes)), kind: kind.name, keys: keys,
                uri: header.hdu == 0 ? header.uri : "\(header.uri)#hdu=\(header.hdu)", checksum: file.checksum,
                size: file.size, creation: creation, producer: producer), validity: validity, product: product.name)
    }
}

extension CalibrationError.Code {
    /// A file of another pipeline does not say when it holds.
    public static let noDate = Self(rawValue: "no-calibration-date")
}

extension ExternalProduct {
    fileprivate func keys(
        _ header: ExternalHeader, _ kind: CalibrationKind, _ detectorID: (String) -> Int?,
        _ filterName: (String) -> String?
    ) throws -> CalibrationKeys {
        var keys = CalibrationKeys()
        if let detector {
            let value = try value(detector.card, header)
            var text = "\(value)"
            if let pattern = detector.pattern {
                guard let found = pattern.match(text)?.captures.first ?? nil else {
                    throw bad(header, "\(detector.card) is '\(text)', which '\(pattern)' does not match")
                }
                text = found
            }
            // A number is an id, unless a detector has it as its name.
            guard let id = detectorID(text) ?? Int(text) else {
                throw bad(header, "\(detector.card) is '\(text)', and there is no such detector")
            }
            keys.detector = id
        }
        if let filterCard {
            let name = "\(try value(filterCard, header))"
            guard let filter = filterName(name) else {
                throw bad(header, "\(filterCard) is '\(name)', and there is no such physical filter")
            }
            keys.filter = filter
        }
        for (key, card) in state { keys.state[key] = .value(try value(card, header)) }
        if let objection = keys.objection(as: kind) { throw bad(header, objection) }
        return keys
    }

    private func value(_ card: String, _ header: ExternalHeader) throws -> KeyValue {
        if let value = header[card] { return value }
        throw bad(header, "there is no card \(card)")
    }

    private func bad(_ header: ExternalHeader, _ reason: String) -> CalibrationError {
        CalibrationError(
            .badKeys,
            "\(header.uri), HDU \(header.hdu): \(reason); it is taken for \(name) (\(kind)), see external.yaml")
    }

    fileprivate func validity(_ header: ExternalHeader) throws -> Validity {
        switch span {
        case .list(let entries):
            if let entry = entries.first(where: { $0.pattern.matches(header.fileName) }) { return entry.validity }
            throw CalibrationError(
                .noDate, "\(header.uri): the validities of \(name) name no such file; add it to external.yaml")
        case .card(let card, let before, let after):
            guard let text = header[card].map({ "\($0)" }), let date = CuratedDate.instant(text) else {
                throw CalibrationError(
                    .noDate, "\(header.uri), HDU \(header.hdu): \(card) is no date, from which \(name) would hold")
            }
            let begin = try before.map { try Self.moved(date, days: -$0) }
            let end = try after.map { try Self.moved(date, days: $0) }
            return try Validity(begin: begin, end: end)
        }
    }

    private static func moved(_ date: Instant, days: Double) throws -> Instant {
        if let moved = date.adding(seconds: days * 86_400) { return moved }
        throw CalibrationDates.outOfRange(date)
    }
}
