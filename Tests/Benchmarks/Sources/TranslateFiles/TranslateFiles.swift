import ObsDocuments
import ObsKit
import Passes
import ReferenceCameras

/// Files become observations: `TranslateFiles LIST.json [PASS…]`.
///
/// The list holds the names of files. A pass translates each of them once, whatever its name, and answers with the
/// number of observations without failures.
@main
struct TranslateFiles {
    static func main() throws {
        guard CommandLine.arguments.count > 1 else { fatalError("usage: TranslateFiles LIST.json [PASS…]") }
        let list = try Document.read(path: CommandLine.arguments[1])
        let paths = list.root.elements.compactMap(\.text)
        let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
        try Passes.run(Array(CommandLine.arguments.dropFirst(2))) { _ in
            var translated = 0
            for path in paths {
                for observation in try catalog.open(file: path).translate().observations
                where observation.report.isComplete {
                    translated += 1
                }
            }
            return translated
        }
    }
}
