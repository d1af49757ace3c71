/// The kinds of calibration of an instrument.
public struct CalibrationKinds: Sendable, Hashable {
    /// The kinds in the order of the file.
    public let all: [CalibrationKind]
    private let places: [String: Int]

    /// No kinds.
    public static let none = CalibrationKinds(unchecked: [])

    /// Kinds whose names and aliases differ.
    ///
    /// - Throws: `CalibrationError` (`unknownKind`) when a name means two of them.
    public init(_ kinds: [CalibrationKind]) throws {
        self.init(unchecked: kinds)
        let names = kinds.flatMap { [$0.name] + $0.aliases }
        if places.count == names.count { return }
        let twice = names.sorted().adjacentPairsThatAreEqual.first ?? ""
        throw CalibrationError(.unknownKind, "'\(twice)' means two kinds of calibration; give each name to one")
    }

    init(unchecked kinds: [CalibrationKind]) {
        all = kinds
        var places: [String: Int] = [:]
        for (place, kind) in kinds.enumerated() {
            for name in [kind.name] + kind.aliases { places[name] = place }
        }
        self.places = places
    }

    /// The kind of a name or alias; nil when there is none.
    public subscript(name: String) -> CalibrationKind? { places[name].map { all[$0] } }

    /// The kind of a name or alias.
    ///
    /// - Throws: `CalibrationError` (`unknownKind`) when there is none; the message says which there are.
    public func kind(_ name: String) throws -> CalibrationKind {
        if let kind = self[name] { return kind }
        let known = all.isEmpty ? "there are none" : "there are " + all.map(\.name).joined(separator: ", ")
        throw CalibrationError(.unknownKind, "there is no kind of calibration '\(name)'; \(known)")
    }
}

extension [String] {
    /// Elements that are equal to the one before them.
    fileprivate var adjacentPairsThatAreEqual: [String] {
        zip(self, dropFirst()).filter { $0 == $1 }.map(\.0)
    }
}
