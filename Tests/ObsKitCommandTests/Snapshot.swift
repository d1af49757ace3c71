import Foundation
import Testing

/// Compares a text with a file of Snapshots/; OBSKIT_UPDATE_SNAPSHOTS=1 writes the file instead.
func expectSnapshot(_ text: String, _ name: String) throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["OBSKIT_UPDATE_SNAPSHOTS"] == "1" {
        try Data(text.utf8).write(to: path)
        return
    }
    let expected = try String(contentsOf: path, encoding: .utf8)
    #expect(text == expected, "another text than Snapshots/\(name); OBSKIT_UPDATE_SNAPSHOTS=1 takes it over")
}
