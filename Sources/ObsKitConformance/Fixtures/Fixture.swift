public import ObsKit
public import ObsYAML

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
            do {
                return .success(try read(document))
            } catch let error as DiagnosticsError {
                return .failure(error)
            } catch {
                return .failure(DiagnosticsError([Diagnostic(.error, .unreadable, at: nil, "\(error)")]))
            }
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
    /// What the catalogue makes of it; nil when it cannot be read, or when its instrument cannot.
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

/// Golden points of the package.
public struct GoldenPointsFile: Sendable {
    /// The file.
    public let fixture: Fixture<GoldenPoints>

    /// The points; nil when they cannot be read.
    public var golden: GoldenPoints? { try? fixture.value.get() }
}
