public import ObsDocuments
internal import ObsGeometry
public import ObsText

/// A golden raw layout of a package: the sections that real headers give for detectors of one kind.
public struct GoldenRaw: Sendable {
    /// The schema that the file begins with.
    public static let schema = GoldenRawKeys.file.schema

    /// Where the sections come from.
    public let about: String
    /// The instruments whose cameras must assemble it.
    public let instruments: [String]
    /// The sensor layout of the detectors that it stands for.
    public let layout: String
    /// Why nobody has seen these sections in a header yet; nil when they are those of a file.
    public let unverified: String?
    /// The images and their sections.
    public let ramp: RawRamp
    /// Where the file names the sensor layout.
    public let place: SourcePosition

    /// Reads a golden raw layout.
    ///
    /// - Parameter path: a file of a package's conformance/raw
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(path: String) throws { try self.init(try Document.read(path: path)) }

    /// Reads a golden raw layout of a document.
    ///
    /// - Throws: `DiagnosticsError` with everything that is wrong with it
    public init(_ document: Document) throws {
        let problems = Problems()
        problems.report(document.duplicateKeys)
        self.init(document.root, problems)
        try problems.throwIfErrors()
    }

    /// Reads a golden raw layout, as far as it can be read; what is wrong is among the problems.
    package init(_ root: Node, _ problems: Problems) {
        guard let reader = FormatReader(root, GoldenRawKeys.file.root, problems) else {
            (about, instruments, layout, unverified, ramp) = ("", [], "", nil, RawRamp(images: []))
            place = root.position
            return
        }
        reader.requireSchema(GoldenRawKeys.file)
        about = reader[GoldenRawKeys.about] ?? ""
        instruments = reader[GoldenRawKeys.instruments] ?? []
        let layoutNode = reader.given(GoldenRawKeys.layout)
        layout = layoutNode?.string(problems) ?? ""
        place = layoutNode?.position ?? root.position
        unverified = reader[GoldenRawKeys.unverified]
        let images = reader.given(GoldenRawKeys.images)?.list("images", problems) { GoldenRaw.image($0, problems) }
        ramp = RawRamp(images: images ?? [])
        reader.finish()
        if !problems.hasErrors {
            for line in ramp.contradictions { problems.error(.sectionMismatch, at: root, line) }
        }
    }

    private static func image(_ node: Node, _ problems: Problems) -> RawRamp.Image? {
        guard let reader = FormatReader(node, GoldenRawKeys.image, problems) else { return nil }
        defer { reader.finish() }
        let name = reader[GoldenRawKeys.extensionName]
        let hdu = reader[GoldenRawKeys.hdu]
        let size = reader[GoldenRawKeys.size]
        if let size, size.count != 2 {
            problems.error(.wrongType, at: node, "size_px has \(size.count) numbers; write [columns, rows]")
        }
        var channels: [RawRamp.Channel] = []
        if let amplifiers = reader.given(GoldenRawKeys.amplifiers) {
            if amplifiers.kind != .mapping { amplifiers.wrongType("a mapping of amplifiers by name", problems) }
            for (key, value) in amplifiers.entries {
                guard let name = key.string(problems), let channel = channel(name, value, problems) else { continue }
                channels.append(channel)
            }
        }
        guard let size, size.count == 2 else { return nil }
        return RawRamp.Image(
            extensionName: name, hdu: hdu, width: size[0], height: size[1], amplifiers: channels)
    }

    private static func channel(_ name: String, _ node: Node, _ problems: Problems) -> RawRamp.Channel? {
        guard let reader = FormatReader(node, GoldenRawKeys.amplifier, problems) else { return nil }
        defer { reader.finish() }
        let data = reader[GoldenRawKeys.data]
        let lands = reader[GoldenRawKeys.lands]
        var regions: [RawStatement.Region: FITSSection] = [:]
        let keys = [
            (GoldenRawKeys.serialPrescan, RawStatement.Region.serialPrescan),
            (GoldenRawKeys.serialOverscan, .serialOverscan), (GoldenRawKeys.parallelPrescan, .parallelPrescan),
            (GoldenRawKeys.parallelOverscan, .parallelOverscan),
        ]
        for (key, region) in keys { regions[region] = reader[key] }
        guard let data, let lands else { return nil }
        return RawRamp.Channel(name: name, data: data, lands: lands, regions: regions)
    }
}
