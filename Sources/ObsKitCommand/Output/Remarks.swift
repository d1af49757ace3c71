internal import ObsText

/// What was noticed about the headers of a file, each remark once however many headers it concerns.
struct Remarks {
    private var diagnostics: [Diagnostic] = []
    private var hdus: [Diagnostic: [Int]] = [:]

    /// Adds what was noticed about the header of an HDU.
    mutating func add(_ diagnostic: Diagnostic, hdu: Int) {
        if hdus[diagnostic] == nil { diagnostics.append(diagnostic) }
        hdus[diagnostic, default: []].append(hdu)
    }

    /// The worst that was noticed.
    var worst: Diagnostic.Severity? { diagnostics.map(\.severity).min() }

    /// A record of each remark.
    ///
    /// - Parameters:
    ///   - source: the file
    ///   - count: how many of its headers were looked at
    /// - Returns: the records, in the order in which they came up
    func records(_ source: String, of count: Int) -> [DiagnosticRecord] {
        diagnostics.map {
            DiagnosticRecord(diagnostic: $0, source: source, hdus: hdus[$0] ?? [], headerCount: count)
        }
    }
}
