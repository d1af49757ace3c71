internal import ObsDocuments
public import ObsKit
public import ObsText

/// A file of a package's conformance/, or what is wrong with it.
public struct Fixture<Value: Sendable>: Sendable {
    /// The path inside the package.
    public let path: String
    /// What it says.
    public let value: Result<Value, DiagnosticsError>

    init(path: String, value: Result<Value, DiagnosticsError>) {
        self.path = path
        self.value = value
    }

    /// The same file as what its document is read as.
    init(_ other: Fixture<Document>, read: (Document) throws -> Value) {
        path = other.path
        value = other.value.flatMap { document in
            Result.diagnosing { try read(document) }
        }
    }

    /// What is wrong with it; none when it could be read.
    public var diagnostics: [Diagnostic] {
        if case .failure(let error) = value { error.diagnostics } else { [] }
    }
}

/// A golden header of the package.
public struct GoldenHeaderFile: Sendable {
    /// The file.
    public let fixture: Fixture<GoldenHeader>
    /// What the catalog makes of it; nil when it cannot be read, or when its instrument cannot.
    public let translation: FileTranslation?

    /// The golden header; nil when it cannot be read.
    public var golden: GoldenHeader? { try? fixture.value.get() }

    /// Where an expected property stands, or the observation without it.
    ///
    /// - Parameters:
    ///   - observation: the number of the observation, counted from 0
    ///   - property: the property's name in the wire form
    /// - Returns: the place
    public func place(observation: Int, _ property: String? = nil) -> SourcePosition? {
        golden?.document.root.follow(["observations", String(observation)] + (property.map { [$0] } ?? [])).node
            .position
    }

    /// Where the name of the instrument stands.
    public var instrumentPlace: SourcePosition? { golden?.document.root.follow(["instrument"]).node.position }
}

/// One observation of a golden header, of an instrument that could be read.
struct GoldenObservation {
    /// The file.
    let file: GoldenHeaderFile
    /// Its number in the file, counted from 0.
    let index: Int
    /// The instrument that the golden header names.
    let instrument: ConformanceSubject.CheckedInstrument
    /// What the catalog makes of it.
    let translated: HeaderObservation

    /// What the catalog makes of it, property by property.
    var info: ObservationInfo { translated.report.info }

    /// Where an expected property stands, or the observation without it.
    ///
    /// - Parameter property: the property's name in the wire form
    /// - Returns: the place
    func place(_ property: String? = nil) -> SourcePosition? { file.place(observation: index, property) }
}

extension ConformanceSubject {
    /// The observations of all golden headers whose instrument could be read, in the order of the files and their HDUs.
    var goldenObservations: [GoldenObservation] {
        goldenHeaders.flatMap { file -> [GoldenObservation] in
            guard let name = file.golden?.instrument, let instrument = instrument(named: name) else { return [] }
            return (file.translation?.observations ?? []).enumerated().map { index, observation in
                GoldenObservation(file: file, index: index, instrument: instrument, translated: observation)
            }
        }
    }
}

/// Golden points of the package.
public struct GoldenPointsFile: Sendable {
    /// The file.
    public let fixture: Fixture<GoldenPoints>

    /// The points; nil when they cannot be read.
    public var golden: GoldenPoints? { try? fixture.value.get() }
}
