public import ObsDocuments
internal import ObsGeometry
public import ObsText

/// A golden raw layout of a package: the sections that real headers give for detectors of one kind.
public struct GoldenRaw: Sendable {
    /// The schema that the file begins with.
    public static let schema = "obskit/golden-raw/1"

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
        guard let reader = MappingReader(root, "a golden raw layout", problems) else {
            (about, instruments, layout, unverified, ramp) = ("", [], "", nil, RawRamp(images: []))
            place = root.position
            return
        }
        reader.requireSchema(Self.schema)
        about = reader.required("about")?.string(problems) ?? ""
        instruments = reader.required("instruments")?.strings(problems) ?? []
        let layoutNode = reader.required("layout")
        layout = layoutNode?.string(problems) ?? ""
        place = layoutNode?.position ?? root.position
        unverified = reader.optional("unverified")?.string(problems)
        let images = reader.required("images")?.list("images", problems) { GoldenRaw.image($0, problems) }
        ramp = RawRamp(images: images ?? [])
        reader.finish()
        if !problems.hasErrors {
            for line in ramp.contradictions { problems.error(.sectionMismatch, at: root, line) }
        }
    }

    private static func image(_ node: Node, _ problems: Problems) -> RawRamp.Image? {
        guard let reader = MappingReader(node, "an image", problems) else { return nil }
        defer { reader.finish() }
        let name = reader.optional("extension")?.string(problems)
        let hdu = reader.optional("hdu")?.integer(problems, in: 0...9999)
        let size = reader.required("size_px")?.integers(problems, in: 1...65536)
        if let size, size.count != 2 {
            problems.error(.wrongType, at: node, "size_px has \(size.count) numbers; write [columns, rows]")
        }
        var channels: [RawRamp.Channel] = []
        if let amplifiers = reader.required("amplifiers") {
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
        guard let reader = MappingReader(node, "an amplifier of a golden raw layout", problems) else { return nil }
        defer { reader.finish() }
        let data = section(reader.required("data"), problems)
        let lands = section(reader.required("lands"), problems)
        var regions: [RawStatement.Region: FITSSection] = [:]
        let keys: [(String, RawStatement.Region)] = [
            ("serial_prescan", .serialPrescan), ("serial_overscan", .serialOverscan),
            ("parallel_prescan", .parallelPrescan), ("parallel_overscan", .parallelOverscan),
        ]
        for (key, region) in keys { regions[region] = section(reader.optional(key), problems) }
        guard let data, let lands else { return nil }
        return RawRamp.Channel(name: name, data: data, lands: lands, regions: regions)
    }

    private static func section(_ node: Node?, _ problems: Problems) -> FITSSection? {
        guard let node, let text = node.string(problems) else { return nil }
        do {
            return try FITSSection(text)
        } catch {
            problems.error(.init(rawValue: "bad-section"), at: node, "\(error)")
            return nil
        }
    }
}
