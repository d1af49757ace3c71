import CalibrationSupport
import Foundation
import ObsCalibrations
import ObsRegistry
import ObsTime
import TestSupport
import Testing

/// The error of a registry that something throws.
func registryError(_ body: () throws -> Void) throws -> RegistryError {
    var found: RegistryError?
    do { try body() } catch let error as RegistryError { found = error }
    return try #require(found, "no error was thrown")
}

@Suite("The file of a registry")
struct RegistryFileTests {
    @Test("A registry that is made is there for others, and a second one is not made in its place")
    func creation() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/calibrations.sqlite"
        let registry = try Registry.create(path: path)
        try registry.write { try $0.add(Samples.kinds(.begin).all) }
        #expect(!registry.isReadOnly && registry.path == path)
        let again = try registryError { _ = try Registry.create(path: path) }
        #expect(again.code == .registryExists)
        #expect(again.message == "\(path) exists; open it, or name another file")
        let other = try Registry.open(path: path, readOnly: true)
        #expect(try other.read { try $0.kinds().all } == Samples.kinds(.begin).all)
        #expect(try registryError { try other.write { _ in } }.code == .readOnly)
        try other.close()
        try registry.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["calibrations.sqlite"])
    }

    @Test("What is no registry is refused, each with its own error, and not a byte of it changes")
    func others() throws {
        let folder = try TemporaryFolder()
        #expect(
            try registryError { _ = try Registry.open(path: folder.path + "/none.sqlite") }.code == .noSuchRegistry)
        #expect(try registryError { _ = try Registry.open(path: folder.path) }.code == .notADatabase)
        #expect(try registryError { _ = try Registry.open(path: "a\0b") }.code == .noSuchRegistry)
        #expect(try registryError { _ = try Registry.create(path: "a\0b") }.code == .noSuchRegistry)
        func check(_ bytes: [UInt8], _ code: RegistryError.Code, _ comment: Comment) throws {
            let path = try folder.write(bytes, to: "file.sqlite")
            for readOnly in [false, true] {
                #expect(
                    try registryError { _ = try Registry.open(path: path, readOnly: readOnly) }.code == code, comment)
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes), comment)
        }
        try check([], .notADatabase, "an empty file")
        try check(
            Array("Not a database at all, but a text that is longer than a header.".utf8), .notADatabase, "a text")
        try check([UInt8](repeating: 0, count: 4096), .notADatabase, "zeros")
        let foreign = folder.path + "/foreign.sqlite"
        try SQLiteClient(foreign).execute("CREATE TABLE mine (a); PRAGMA user_version = 1")
        try check(
            Array(try Data(contentsOf: URL(fileURLWithPath: foreign))), .notARegistry, "another program's database")
    }

    @Test("A registry of a newer version of the tables is not touched")
    func newer() throws {
        let backend = try RegistryBackend(.begin)
        try backend.registry.close()
        try SQLiteClient(backend.path).execute("PRAGMA user_version = 99")
        for readOnly in [false, true] {
            let error = try registryError { _ = try Registry.open(path: backend.path, readOnly: readOnly) }
            #expect(error.code == .newerSchema)
            #expect(error.message.contains("has version 99 of the tables, and this ObsKit knows those up to"))
        }
    }

    @Test("A registry that becomes newer while it is open is not written any more")
    func newerMeanwhile() throws {
        let backend = try RegistryBackend(.begin, "1a")
        try SQLiteClient(backend.path).execute("PRAGMA user_version = 99")
        #expect(try registryError { try backend.registry.write { _ in } }.code == .newerSchema)
    }

    @Test("A damaged file is said to be damaged")
    func damaged() throws {
        let backend = try RegistryBackend(.begin, "1a", "2a", "3a")
        try backend.registry.close()
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: backend.path)))
        for place in 4096..<bytes.count { bytes[place] = UInt8(truncatingIfNeeded: place * 7) }
        try Data(bytes).write(to: URL(fileURLWithPath: backend.path))
        let error = try registryError {
            let registry = try Registry.open(path: backend.path)
            _ = try registry.read { try $0.snapshot() }
        }
        #expect(error.code == .damaged)
    }

    @Test("A writer that waits too long for another says so, and readers do not wait")
    func busy() throws {
        let backend = try RegistryBackend(.begin, "1a")
        let impatient = try Registry.open(path: backend.path, patience: 0.05)
        let (refused, count) = try backend.registry.write { _ throws -> (RegistryError, Int) in
            (
                try registryError { try impatient.write { _ in } },
                try impatient.read { reading throws -> Int in try reading.datasets().count }
            )
        }
        #expect(refused.code == .busy)
        #expect(count == 1)
    }

    @Test("A disk that is full is an error that loses nothing")
    func full() throws {
        var backend = try RegistryBackend(.begin, "1a")
        try backend.certify(["1a"], during: .always)
        let before = try backend.registry.read { try $0.snapshot().export }
        let error = try registryError {
            try backend.registry.write { changes in
                try changes.limitPagesForTesting()
                for number in 0..<100_000 {
                    try changes.add([
                        CalibrationDataset(
                            id: .random(), kind: "bias", keys: CalibrationKeys(detector: number), uri: "\(number).fits")
                    ])
                }
            }
        }
        #expect(error.code == .diskFull)
        #expect(try backend.registry.read { try $0.snapshot().export } == before)
        #expect(try backend.registry.checkIntegrity() == [])
    }

    @Test("Several threads write and read one registry, and every call is seen whole")
    func threads() async throws {
        let backend = try RegistryBackend(.begin)
        let registry = backend.registry
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for call in 0..<10 {
                        let datasets = (0..<20).map { number in
                            CalibrationDataset(
                                id: .random(), kind: "bias",
                                keys: CalibrationKeys(detector: writer * 1000 + call * 20 + number), uri: "a.fits")
                        }
                        try registry.write { changes in
                            try changes.add(datasets)
                            try changes.certify(
                                datasets.map { Certification(of: $0, in: "calib", validity: .always) })
                        }
                    }
                }
            }
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<20 {
                        let counts = try registry.read { reading in
                            (try reading.datasets().count, try reading.certifications(in: "calib").count)
                        }
                        #expect(counts.0 % 20 == 0 && counts.0 == counts.1)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try registry.read { try $0.certifications().count } == 800)
        #expect(try registry.checkIntegrity() == [])
    }

    @Test("A reader that remembers kinds and collections sees what another connection adds")
    func memory() throws {
        let backend = try RegistryBackend(.begin, "1a")
        let other = try Registry.open(path: backend.path)
        #expect(try other.read { try $0.collections().map(\.name) } == ["calib"])
        try backend.registry.write { changes in
            try changes.add(CalibrationCollection("more", .chain(["calib"])))
            try changes.add([CalibrationKind(name: "dark", keys: [])])
        }
        #expect(try other.read { try $0.collections().map(\.name) } == ["calib", "more"])
        #expect(try other.read { try $0.kinds().all.map(\.name) } == ["bias", "dark"])
        let missing = try registryError {
            do {
                _ = try other.read { try $0.collection("mroe") }
            } catch let error as CalibrationError {
                #expect(error.code == .unknownCollection)
                throw RegistryError(.sqlite, error.message)
            }
        }
        #expect(missing.message == "there is no collection 'mroe'; there are 'calib', 'more'")
    }

    @Test("A writer that remembers keys and collections sees what others changed, and forgets what came to nothing")
    func writersMemory() throws {
        struct Stop: Error {}
        let backend = try RegistryBackend(.begin, "1a", "2a")
        let (mine, other) = (backend.registry, try Registry.open(path: backend.path))
        func certify(_ registry: Registry, _ name: String, in collection: String) throws {
            try registry.write {
                _ = try $0.certify([Certification(of: Samples.dataset(name), in: collection, validity: .always)])
            }
        }
        try certify(mine, "1a", in: "calib")
        #expect(throws: Stop.self) {
            try mine.write { changes in
                try changes.add(CalibrationCollection("undone", .validityRanged))
                try changes.add([Samples.dataset("7a")])
                throw Stop()
            }
        }
        let error = #expect(throws: CalibrationError.self) { try certify(mine, "2a", in: "undone") }
        #expect(error?.code == .unknownCollection)
        try other.write { changes in
            try changes.add(CalibrationCollection("second", .validityRanged))
            try changes.add([Samples.dataset("8a"), Samples.dataset("1b")])
        }
        try certify(mine, "2a", in: "second")
        try certify(mine, "8a", in: "second")
        #expect(throws: CalibrationConflict.self) { try certify(other, "1b", in: "calib") }
        #expect(try mine.checkIntegrity() == [])
        #expect(try other.read { try $0.certifications().count } == 3)
    }
}
