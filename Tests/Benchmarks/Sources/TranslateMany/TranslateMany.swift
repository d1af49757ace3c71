import Glibc
import ObsKit
import ReferenceCameras

/// A night in bulk: `TranslateMany FOLDER JOBS`.
///
/// Translates the files of a folder through the async sequence, and says how long it took, how many observations there were, and
/// how much memory was resident after each tenth of the first 20,000 files.
@main
struct TranslateMany {
    static func main() async {
        guard CommandLine.arguments.count == 3, let jobs = Int(CommandLine.arguments[2]), jobs > 0 else {
            fatalError("usage: TranslateMany FOLDER JOBS")
        }
        let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
        let start = ContinuousClock.now
        var (files, observations) = (0, 0)
        var resident: [Int] = []
        for await file in catalog.translate(files: [CommandLine.arguments[1]], jobs: jobs) {
            files += 1
            if case .success(let translation) = file.result { observations += translation.observations.count }
            if files % 2000 == 0 { resident.append(residentMegabytes()) }
        }
        print("\(files) files, \(observations) observations, \(ContinuousClock.now - start), MB resident \(resident)")
    }

    private static func residentMegabytes() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var text = [CChar](repeating: 0, count: 100)
        guard fgets(&text, 100, file) != nil else { return 0 }
        let fields = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        return ((Int(fields[1]) ?? 0) * 4096) >> 20
    }
}
