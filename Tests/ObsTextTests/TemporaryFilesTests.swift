import Foundation
import TestSupport
import Testing

@testable import ObsText

@Suite("Temporary files")
struct TemporaryFilesTests {
    @Test(
        "those that stand when a signal ends the process are taken away, and no others", arguments: [SIGTERM, SIGINT])
    func signals(_ number: Int32) async throws {
        let folder = try TemporaryFolder()
        let names = ["standing", "finished", "caf\u{10FEE9}"].map { "\(folder.path)/\($0)" }
        for name in names {
            let descriptor = unsafe name.withFileName { unsafe creat($0, 0o644) }
            #expect(descriptor >= 0)
        }
        await #expect(processExitsWith: .signal(number)) { [names = names as [String], number = number as Int32] in
            TemporaryFiles.takeAwayOnSignals()
            for name in names { TemporaryFiles.add(name) }
            TemporaryFiles.remove(names[1])
            // To the process: threads of a pool hold signals back.
            kill(getpid(), number)
            sleep(20)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left == ["finished"])
    }

    @Test("more names than are remembered do no harm")
    func many() {
        let names = (0..<200).map { "/nowhere/\(UUID().uuidString)-\($0)" }
        for name in names { TemporaryFiles.add(name) }
        for name in names { TemporaryFiles.remove(name) }
        TemporaryFiles.add(String(repeating: "x", count: 9000))
    }
}
