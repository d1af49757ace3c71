import Foundation
import ObsDocuments
import ObsTranslation
import Passes

/// Corrections of thousands of observations: `CorrectionTables FOLDER [PASS…]`, where FOLDER holds the reference packages.
///
/// The pass `load` reads the corrections of LATISS from the first byte and answers with the number of observations that
/// its tables are for; `find` looks each of them up.
@main
struct CorrectionTables {
    static func main() throws {
        guard CommandLine.arguments.count > 1 else { fatalError("usage: CorrectionTables FOLDER [PASS…]") }
        let folder = CommandLine.arguments[1]
        let rules = try ["LSST/LATISS", "LSST/base", "Standard"].map {
            try Document.read(path: "\(folder)/\($0)/translation.yaml").root
        }
        let tables = try read("\(folder)/LSST/LATISS", rules).tables
        let known = try ids("\(folder)/LSST/LATISS/corrections/rotator.tsv")
        try Passes.run(Array(CommandLine.arguments.dropFirst(2))) { pass in
            switch pass {
            case "load": try read("\(folder)/LSST/LATISS", rules).tables.reduce(0) { $0 + $1.count }
            case "find": known.reduce(0) { sum, id in tables.contains { $0.correction(of: id) != nil } ? sum + 1 : sum }
            default: fatalError("no pass is called \(pass)")
            }
        }
    }

    private static func read(_ folder: String, _ rules: [Node]) throws -> Corrections {
        let document = try Document.read(path: folder + "/corrections.yaml")
        return try Corrections.read(
            layers: [document.root], ruleLayers: rules,
            table: { _, name in
                name.text.flatMap { path in (try? bytes(folder + "/" + path)).map { ($0, path) } }
            })
    }

    /// The observations of a table, but for ranges of them.
    private static func ids(_ path: String) throws -> [String] {
        try bytes(path).split(separator: 0x0A).dropFirst().compactMap { line in
            let id = String(decoding: line.prefix { $0 != 0x09 }, as: UTF8.self)
            return id.hasPrefix("#") || id.contains("..") ? nil : id
        }
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
