import ObsYAML
import Testing

/// Sample text in which `▸` marks the places of the expected diagnostics.
struct Marked {
    static let file = "sample"
    let text: String
    let places: [SourcePosition]

    init(_ marked: String) {
        var text = ""
        var places: [SourcePosition] = []
        var line = 1
        var column = 1
        for scalar in marked.unicodeScalars {
            if scalar == "▸" {
                places.append(SourcePosition(file: Self.file, line: line, column: column))
                continue
            }
            text.unicodeScalars.append(scalar)
            column += 1
            if scalar == "\n" { (line, column) = (line + 1, 1) }
        }
        self.text = text
        self.places = places
    }

    var bytes: [UInt8] { Array(text.utf8) }
}

/// The diagnostics with which loading fails, or none.
func failures(_ load: () throws -> Document) -> [Diagnostic] {
    do {
        return try load().duplicateKeys
    } catch let error as DiagnosticsError {
        return error.diagnostics
    } catch {
        Issue.record("not a DiagnosticsError: \(error)")
        return []
    }
}

/// The diagnostics that a reader reports for a YAML text.
func problems(_ marked: Marked, json: Bool = false, _ read: (Node, Problems) throws -> Void) throws -> [Diagnostic] {
    let document =
        json
        ? try Document.json(marked.bytes, file: Marked.file) : try Document.yaml(marked.bytes, file: Marked.file)
    let problems = Problems()
    try read(document.root, problems)
    return problems.sorted
}

/// A generator that repeats itself for a seed, which failures print.
///
/// SplitMix64: Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
