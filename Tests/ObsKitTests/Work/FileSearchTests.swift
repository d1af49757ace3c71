import Foundation
import ObsText
import TestSupport
import Testing

@testable import ObsKit

/// Files in folders, found while they are asked for.
@Suite("FileSearch")
struct FileSearchTests {
    @Test(
        "finds the FITS files of folders in the order of their names, follows no link to a folder, and takes names as they come"
    )
    func order() throws {
        let folder = try TemporaryFolder()
        for name in ["b.fits", "a/z.fit", "a/y.FITS.gz", "a/notes.txt", "c.fz", "d.zip"] {
            try folder.write("x", to: name)
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/loop", withDestinationPath: folder.path)
        let found = FileSearch([folder.path + "/a/notes.txt", folder.path, "nowhere.fits"])
        let names = ["/a/notes.txt", "/a/y.FITS.gz", "/a/z.fit", "/b.fits", "/c.fz", "/d.zip"].map { folder.path + $0 }
        let expected: [FileSearch.Found] = (names + ["nowhere.fits"]).map { .file($0) }
        #expect(Array(found) == expected)
    }

    @Test("says that a folder has no FITS file, and goes on")
    func empty() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "none/a.txt")
        let found = Array(FileSearch([folder.path + "/none", "b.fits"]))
        guard case .problem(folder.path + "/none", let problem) = found[0] else { return #expect(Bool(false)) }
        #expect(problem.code.rawValue == "empty-folder" && problem.severity == .error)
        #expect(found.dropFirst() == [.file("b.fits")])
    }

    @Test("stops where folders lie too deep in each other, and says where")
    func deep() throws {
        let folder = try TemporaryFolder()
        let path = (0..<70).map { "d\($0)" }.joined(separator: "/")
        try folder.write("x", to: path + "/deep.fits")
        try folder.write("x", to: "d0/z.fits")
        let found = Array(FileSearch([folder.path]))
        #expect(found.count == 2)
        guard case .problem(_, let problem) = found[0] else { return #expect(Bool(false)) }
        #expect(problem.message.contains("64 deep"))
        #expect(found[1] == .file(folder.path + "/d0/z.fits"))
    }
}
