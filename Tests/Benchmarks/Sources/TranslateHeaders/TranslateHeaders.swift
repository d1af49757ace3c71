import ObsDocuments
import ObsFITS
import ObsHeaderFiles
import ObsKit
import ObsTranslation
import Passes
import ReferenceCameras

/// Headers in memory become observations: `TranslateHeaders HEADERS.json [PASS…]`.
///
/// The file holds a list of header dumps. A pass translates each header once, with recognition of the instrument and
/// with the report, by what the headers are before it begins:
///
/// - `images`: headers whose cards are as a file has them, in images of 80 characters, not parsed
/// - `values`: headers of typed values, as they come from a dump
/// - `bytes`: bytes of card images, so that making the header is part of the pass
@main
struct TranslateHeaders {
    static func main() throws {
        guard CommandLine.arguments.count > 1 else { fatalError("usage: TranslateHeaders HEADERS.json [PASS…]") }
        let dumps = try Document.read(path: CommandLine.arguments[1], allowNonFinite: true)
        let values = try dumps.root.elements.map { try HeaderDump.header($0) }
        let bytes = values.map(\.cardImages)
        let images = try bytes.map { try Header(cardImages: $0) }
        let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
        try Passes.run(Array(CommandLine.arguments.dropFirst(2))) { pass in
            switch pass {
            case "images": try images.count { try translates($0, catalog) }
            case "values": try values.count { try translates($0, catalog) }
            case "bytes": try bytes.count { try translates(try Header(cardImages: $0), catalog) }
            default: fatalError("no pass is called \(pass)")
            }
        }
    }

    /// Whether a header gives an observation without failures.
    private static func translates(_ header: Header, _ catalog: InstrumentCatalog) throws -> Bool {
        guard let report = try catalog.translate(header: header).report else { return false }
        return report.isComplete && report.info.exposureID != nil
    }
}

extension Array {
    /// How many elements meet a condition.
    func count(_ condition: (Element) throws -> Bool) rethrows -> Int {
        var count = 0
        for element in self where try condition(element) { count += 1 }
        return count
    }
}
