/// Collects the diagnostics of one pass over one or more files.
///
/// Readers take one and go on after a problem, so that a person sees everything that is wrong at once.
/// It belongs to one task; a hostile file cannot make it grow without bound.
package final class Problems {
    /// A key that a decoder asked for.
    package struct KeyUse: Hashable, Sendable, Comparable {
        /// Name of the key.
        package let name: String
        /// Whether it had to be there.
        package let isRequired: Bool

        /// Orders by name, required ones first.
        package static func < (left: KeyUse, right: KeyUse) -> Bool {
            left.name != right.name ? left.name < right.name : (left.isRequired && !right.isRequired)
        }
    }

    /// The largest number of diagnostics that are kept; further ones are counted.
    package let limit: Int
    /// Number of diagnostics beyond the limit.
    package private(set) var dropped = 0
    /// Whether an error was reported.
    package private(set) var hasErrors = false
    private var collected: [Diagnostic] = []
    private let recordsKeys: Bool
    private var uses: [String: Set<KeyUse>] = [:]

    /// Creates an empty collection.
    ///
    /// - Parameters:
    ///   - limit: The largest number of diagnostics to keep.
    ///   - recordingKeys: Whether every key that a `MappingReader` asks for is recorded in `keys`.
    package init(limit: Int = 1000, recordingKeys: Bool = false) {
        self.limit = max(1, limit)
        self.recordsKeys = recordingKeys
    }

    /// Whether nothing was reported.
    package var isEmpty: Bool { collected.isEmpty }

    /// Number of diagnostics that are kept.
    package var count: Int { collected.count }

    /// Whether further diagnostics are only counted.
    package var isFull: Bool { collected.count >= limit }

    /// The diagnostics without repetitions, sorted by place; a last note says how many were dropped.
    package var sorted: [Diagnostic] {
        var list = Array(Set(collected)).sorted()
        if dropped > 0 {
            list.append(Diagnostic(.note, .limitExceeded, at: nil, "\(dropped) further problems are not shown"))
        }
        return list
    }

    /// The keys that decoders asked for, by what they decoded; empty unless keys are recorded.
    ///
    /// A test that decodes a sample with every optional part learns here what its JSON Schema must allow.
    package var keys: [String: [KeyUse]] {
        uses.mapValues { $0.sorted() }
    }

    /// Adds a diagnostic.
    package func report(_ diagnostic: Diagnostic) {
        if diagnostic.severity == .error { hasErrors = true }
        if collected.count < limit {
            collected.append(diagnostic)
        } else {
            dropped += 1
        }
    }

    /// Adds diagnostics that somebody else collected.
    package func report(_ diagnostics: some Sequence<Diagnostic>) {
        for diagnostic in diagnostics { report(diagnostic) }
    }

    /// Adds what another collection has: its diagnostics and the changes that it offers.
    package func take(_ other: Problems, where isWanted: (Diagnostic) -> Bool = { _ in true }) {
        for diagnostic in other.sorted where isWanted(diagnostic) { report(diagnostic) }
        for fix in other.fixes { offer(fix) }
    }

    /// The changes of texts that a tool can make, in the order in which they were found.
    package private(set) var fixes: [TextFix] = []

    /// Offers a change of a text that a tool can make.
    package func offer(_ fix: TextFix) {
        if fixes.count < limit * 10 { fixes.append(fix) }
    }

    /// Reports an error at a place.
    package func error(_ code: Diagnostic.Code, at place: SourcePosition?, _ message: String, hint: String? = nil) {
        report(Diagnostic(.error, code, at: place, message, hint: hint))
    }

    /// Reports a warning at a place.
    package func warning(_ code: Diagnostic.Code, at place: SourcePosition?, _ message: String, hint: String? = nil) {
        report(Diagnostic(.warning, code, at: place, message, hint: hint))
    }

    /// Reports a note at a place.
    package func note(_ code: Diagnostic.Code, at place: SourcePosition?, _ message: String, hint: String? = nil) {
        report(Diagnostic(.note, code, at: place, message, hint: hint))
    }

    /// Throws everything that was collected when an error is among it.
    ///
    /// - Throws: `DiagnosticsError` with the sorted diagnostics.
    package func throwIfErrors() throws {
        if hasErrors { throw DiagnosticsError(sorted) }
    }

    package func record(_ key: String, of what: String, isRequired: Bool) {
        guard recordsKeys else { return }
        uses[what, default: []].insert(KeyUse(name: key, isRequired: isRequired))
    }
}
