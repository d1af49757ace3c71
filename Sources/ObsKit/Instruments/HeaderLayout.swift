internal import ObsDocuments
internal import ObsFITS
internal import ObsGeometry
internal import ObsText
internal import ObsTranslation

/// Which HDUs of a file hold an observation, and which headers make it.
package struct HeaderLayout: Sendable {
    enum From: Sendable {
        case primary
        case each(where: HeaderCondition?)
        case merged([Int])
    }

    /// What an extension takes over from the primary header.
    package enum Inheritance: String, Sendable, CaseIterable {
        /// Everything that the extension does not have itself.
        case primary
        /// Nothing.
        case none
        /// What the extension's INHERIT card says.
        case declared
    }

    let from: From
    let inheritance: Inheritance
    /// The types of detectors that a raw file holds completely; nothing where a file may hold some.
    var whole: Set<DetectorType> = []

    /// One observation, in the primary header.
    package static let primary = HeaderLayout(from: .primary, inheritance: .none)

    /// How many HDUs must be read; nil for all.
    var limit: Int? {
        switch from {
        case .primary: 1
        case .each: nil
        case .merged(let indices): (indices.max() ?? 0) + 1
        }
    }

    /// The observations of a file.
    ///
    /// - Parameter hdus: the headers of the file, the primary first
    /// - Returns: the headers, in the order of the HDUs; none when no HDU is of the declared kind
    package func observations(in hdus: [FileHeader]) -> [ObservationHeader] {
        guard let primary = hdus.first else { return [] }
        switch from {
        case .primary:
            return [ObservationHeader(hdu: 0, hduName: primary.name, header: primary.header)]
        case .merged(let indices):
            let parts = hdus.filter { indices.contains($0.hdu) }
            guard parts.count == indices.count, let first = parts.first else { return [] }
            let header = parts.dropFirst().reduce(first.header) { $1.header.inheriting($0) }
            return [ObservationHeader(hdu: first.hdu, hduName: first.name, header: header)]
        case .each(let condition):
            return hdus.filter { condition?.holds($0.header) ?? ($0.hdu > 0) }.map { hdu in
                let takesOver: Bool =
                    switch inheritance {
                    case .primary: true
                    case .none: false
                    case .declared: hdu.header["INHERIT"]?.logicalValue ?? false
                    }
                let header = takesOver && hdu.hdu > 0 ? hdu.header.inheriting(primary.header) : hdu.header
                return ObservationHeader(hdu: hdu.hdu, hduName: hdu.name, header: header)
            }
        }
    }

    /// Reads `headers:` of an instrument.yaml.
    init?(_ node: Node, problems: Problems) {
        guard let reader = FormatReader(node, HeaderKeys.layout, problems) else { return nil }
        defer { reader.finish() }
        let fromNode = reader.given(HeaderKeys.from)
        let word = fromNode?.string(problems)
        var inheritance = Inheritance.none
        if let node = reader.given(HeaderKeys.inherit), let word = node.string(problems) {
            if let known = Inheritance(rawValue: word) {
                inheritance = known
            } else {
                problems.error(
                    .unknownWord, at: node, "inherit cannot be '\(word)'", hint: "it is primary, none or declared")
            }
        }
        self.inheritance = inheritance
        let condition = reader.given(HeaderKeys.condition).map { HeaderCondition($0, problems: problems) }
        let wholeNode = reader.given(HeaderKeys.whole)
        if let wholeNode {
            whole = Set((wholeNode.items("whole", problems)).compactMap { $0.choice(problems) })
        }
        let hdusNode = reader.given(HeaderKeys.hdus)
        let hdus = hdusNode?.integers(problems, in: 0...999)
        if let hdusNode, let hdus, Set(hdus).count < hdus.count {
            problems.error(.duplicateKey, at: hdusNode, "an HDU is named twice", hint: "keep one of them")
        }
        guard let fromNode, let word else { return nil }
        let places: [(key: any DescribedKey, goesWith: String)] = [
            (HeaderKeys.inherit, "each"), (HeaderKeys.condition, "each"), (HeaderKeys.whole, "each"),
            (HeaderKeys.hdus, "merged"),
        ]
        for (key, wanted) in places where word != wanted && ["primary", "each", "merged"].contains(word) {
            guard let unused = node[key.name] else { continue }
            problems.error(
                .unusedKey, at: unused, "\(key.name): means nothing with from: \(word)",
                hint: "it goes with from: \(wanted)"
            )
        }
        switch word {
        case "primary": from = .primary
        case "each": from = .each(where: condition)
        case "merged":
            guard let hdus, !hdus.isEmpty else {
                if hdusNode != nil && hdus == nil { return nil }
                problems.error(.missingKey, at: node, "merged headers need hdus:", hint: "write hdus: [0, 1]")
                return nil
            }
            from = .merged(hdus)
        default:
            problems.error(
                .unknownWord, at: fromNode, "from cannot be '\(word)'", hint: "it is primary, each or merged")
            return nil
        }
    }

    private init(from: From, inheritance: Inheritance) {
        self.from = from
        self.inheritance = inheritance
    }
}
