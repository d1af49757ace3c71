internal import CObsGoldenHeaders
internal import ObsDocuments
internal import ObsFITS
internal import ObsKit
internal import ObsText
internal import ObsTranslation

/// The cards of a golden header of some camera, by which it is seen whether an instrument takes files of another.
///
/// Those of the cameras that ObsKit maintains are compiled into the kit, so that a package of somebody else is held against
/// them wherever it is tested. A rule of that package may ask for any card; hence a header is here as a whole.
struct ForeignHeader: Sendable {
    /// The instrument whose header it is.
    let instrument: String
    /// The path in the folder of cameras, as `DECam/conformance/headers/science.yaml`.
    let path: String
    /// What detection is shown of the file: the primary header, and the first extension's cards over it.
    let headers: [Header]

    /// The golden headers of the cameras that are built in, read once.
    static let builtIn: [ForeignHeader] = {
        let files = EmbeddedFiles(table: obs_golden_header_files, count: obs_golden_header_file_count)
        return files.paths.compactMap { path in
            guard let bytes = files.bytes(of: path), let document = try? Document.yaml(bytes, file: path)
            else { return nil }
            return ForeignHeader(document, path: path)
        }
    }()

    /// Reads what is needed of a golden header; nil where it cannot be read, which its own package's checks say.
    init?(_ document: Document, path: String) {
        guard let instrument = document.root["instrument"]?.text,
            let hdus = document.root["hdus"]?.elements.prefix(2).map({ try? HeaderDump.header($0) }),
            let primary = hdus.first ?? nil
        else { return nil }
        self.instrument = instrument
        self.path = path
        headers = Self.shown([primary] + hdus.dropFirst().compactMap { $0 })
    }

    /// What detection is shown of a file: the primary header, and the first extension's cards over it.
    static func shown(_ hdus: [Header]) -> [Header] {
        guard let primary = hdus.first else { return [] }
        return [primary] + hdus.dropFirst().prefix(1).map { $0.inheriting(primary) }
    }
}

extension ConformanceSubject {
    /// The golden headers of all instruments of other packages: those that are built in, and those of other folders.
    var foreignHeaders: [ForeignHeader] {
        let builtIn = ForeignHeader.builtIn
        let known = Set(builtIn.map(\.instrument))
        let own = Set(package.instrumentNames)
        let others = catalog.packages.filter { $0.folder != nil && $0.location != package.location }.flatMap { other in
            other.names(in: Self.headersFolder).filter { $0.hasSuffix(".yaml") }.compactMap { name -> ForeignHeader? in
                let path = Self.headersFolder + "/" + name
                guard let document = try? other.document(path) else { return nil }
                return ForeignHeader(document, path: other.name + "/" + path)
            }
        }
        return (builtIn + others.filter { !known.contains($0.instrument) }).filter { !own.contains($0.instrument) }
    }
}
