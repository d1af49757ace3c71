import Foundation
import TestSupport
import Testing

@testable import ObsKitConformance

/// What makes one check fire on the good package, and no other.
struct BrokenPackage: Sendable, CustomTestStringConvertible {
    /// A change of the good package.
    enum Edit: Sendable {
        /// Text in the place of another; `▸` marks the place of an expected finding.
        case replace(String, String, with: String)
        /// A new file, or another text of one.
        case write(String, String)
        /// A file less.
        case remove(String)
        /// A raw file of the golden header science.yaml, lit and read at a gain, that is given to the checks.
        case raw(gain: Double)
        /// What the package promises as it is now, recorded in conformance/released.yaml.
        case record
    }

    struct Misfit: Error {
        let message: String
    }

    /// The code of the check.
    let check: String
    /// What is special about it, when a check has several cases.
    let name: String
    let edits: [Edit]

    init(_ check: String, _ name: String = "", _ edits: Edit...) {
        self.check = check
        self.name = name
        self.edits = edits
    }

    var testDescription: String { name.isEmpty ? check : "\(check): \(name)" }

    /// What is found in the broken package, and where it should be: places in the package's folder.
    func result() throws -> (codes: Set<String>, places: Set<String>, marks: Set<String>, text: String) {
        let folder = try TemporaryFolder()
        var good = GoodPackage()
        var path = try good.write(to: folder)
        var marks: Set<String> = []
        var rawGain: Double?
        for edit in edits {
            switch edit {
            case .replace(let file, let old, let new):
                guard let text = good.files[file], text.contains(old) else {
                    throw Misfit(message: "\(file) has no text '\(old)'")
                }
                good.files[file] = text.replacing(old, with: new)
            case .write(let file, let text): good.files[file] = text
            case .remove(let file):
                guard good.files.removeValue(forKey: file) != nil else { throw Misfit(message: "there is no \(file)") }
            case .raw(let gain): rawGain = gain
            case .record: good.files["conformance/released.yaml"] = ReleasedNames(of: try subject(path)).yaml
            }
            path = try good.write(to: folder)
        }
        for (file, text) in good.files where text.contains("▸") {
            let marked = Marked(text, file: file)
            for place in marked.places { marks.insert("\(place)") }
            good.files[file] = marked.text
        }
        let final = try TemporaryFolder()
        path = try good.write(to: final)
        let raw = try rawGain.map { gain in
            let golden = try GoldenHeader(path: "\(path)/conformance/headers/science.yaml")
            try Data(PhotonImage(gain: gain).fits(of: golden)).write(to: URL(fileURLWithPath: "\(final.path)/raw.fits"))
            return "\(final.path)/raw.fits"
        }
        let found = try subject(path, raw: raw.map { [$0] } ?? [])
        let findings = ConformanceReport(of: found).findings
        let places = findings.compactMap(\.place).map { "\($0)".replacing(path + "/", with: "") }
        let text = findings.map { "\($0)".replacing(path + "/", with: "") }.joined(separator: " | ")
        return (Set(findings.map(\.check)), Set(places), marks, text)
    }
}

extension BrokenPackage {
    /// Every case, by the group of its check.
    static let all =
        identity + filters + geometry + versions + translation + corrections + identifiers + calibrations + parameters
        + rawLayout + documentation
}
