import Foundation
import ObsFITS
import ObsRegistry
import TestSupport
import Testing

@Suite("HeaderTable")
struct HeaderTableTests {
    private static let primary = Header(cards: [
        Card("INSTRUME", .string("Toy")), Card("EXPTIME", .real(30)), Card("EXPNUM", .integer(7)),
        Card("SHUT", .logical(true)), Card("NOTHING", .undefined), Card("WAVE", .complex(1.5, -2)),
        Card("BAD", .malformed("1.2.3")), Card("NAN", .real(.nan)), Card("INF", .real(-.infinity)),
        Card("HISTORY", .string("one")), Card("HISTORY", .string("it's 'two'; DROP TABLE card")),
        Card("ESO LONG", .integer(-1)), Card("Qid", .largeInteger("55700500000000067457")),
    ])

    private static let headers = [
        FileHeader(hdu: 0, name: nil, header: primary),
        FileHeader(
            hdu: 2, name: "B", header: Header(cards: [Card("EXTNAME", .string("B")), Card("EXPTIME", .integer(60))])),
    ]

    private func table(_ folder: TemporaryFolder) throws -> HeaderTable {
        try HeaderTable(path: folder.path + "/headers.sqlite")
    }

    private func text(_ headers: [FileHeader]) -> [String] {
        headers.map { one in
            "\(one.hdu) \(one.name ?? "-") "
                + one.header.map { "\($0.keyword.name)=\($0.value)" }.joined(separator: ";")
        }
    }

    @Test("gives headers back as they were put, every sort of value, and one after the other")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let table = try table(folder)
        try table.put(MemorySource(headers: Self.headers, name: "x.fits"))
        let entry = table.entry(named: "x.fits")
        #expect(text(try entry.headers()) == text(Self.headers))
        #expect(text(try entry.headers()) == text(Self.headers))
        #expect(text([try #require(try entry.open().next())]) == text([Self.headers[0]]))
        #expect(try table.entries().map(\.name) == ["x.fits"])
    }

    @Test("has a file once, with its state, as it was put last")
    func states() throws {
        let folder = try TemporaryFolder()
        let table = try table(folder)
        let path = try folder.write("x", to: "file")
        try table.put(MemorySource(headers: Self.headers, name: "x.fits"))
        #expect(try table.state(of: "x.fits") == nil)
        let state = try FileState(path: path)
        try table.put(
            MemorySource(headers: [Self.headers[1]], name: "other"), named: "x.fits", state: state,
            checksum: try FileState.checksum(path: path))
        #expect(try table.names() == ["x.fits"])
        #expect(try table.entry(named: "x.fits").headers().map(\.hdu) == [2])
        let kept = try #require(try table.state(of: "x.fits"))
        #expect(kept.size == 1 && kept.modified == state.modified && kept.checksum?.count == 8)
        #expect(try table.remove(named: "x.fits"))
        #expect(try !table.remove(named: "x.fits"))
        #expect(try table.names() == [])
        let error = #expect(throws: RegistryError.self) { try table.entry(named: "x.fits").headers() }
        #expect(error?.code == .noSuchFile)
    }

    @Test("is searched by cards, whose values are never SQL")
    func search() throws {
        let folder = try TemporaryFolder()
        let table = try table(folder)
        for name in ["b", "a"] { try table.put(MemorySource(headers: Self.headers, name: name)) }
        try table.put(MemorySource(headers: [Self.headers[1]], name: "c"))
        #expect(try table.names(where: "EXPTIME", from: 20, to: 40) == ["a", "b"])
        #expect(try table.names(where: "EXPTIME", from: 20, to: 60) == ["a", "b", "c"])
        #expect(try table.names(where: "EXPTIME", equals: .real(60)) == ["a", "b", "c"])
        #expect(try table.names(where: "INSTRUME", equals: .string("Toy")) == ["a", "b"])
        #expect(try table.names(where: "SHUT", equals: .integer(1)) == [])
        #expect(try table.names(where: "SHUT", equals: .logical(true)) == ["a", "b"])
        #expect(try table.names(where: "NOTHING", equals: .undefined) == ["a", "b"])
        #expect(try table.names(where: "exptime", from: 20, to: 40) == ["a", "b"])
        for name in ["QID", "qid", "Qid"] as [Keyword] {
            #expect(try table.names(where: name, equals: .largeInteger("55700500000000067457")) == ["a", "b"])
            #expect(try table.names(where: name, equals: .integer(5)) == [])
            #expect(try table.names(where: name, from: 0, to: 1e30) == [])
        }
        #expect(try table.names(where: "HISTORY", equals: .string("' OR 1 = 1 --")) == [])
    }

    @Test("is one for several who have it open")
    func shared() throws {
        let folder = try TemporaryFolder()
        let (one, other) = (try table(folder), try table(folder))
        try one.put(MemorySource(headers: Self.headers, name: "a"))
        try other.put(MemorySource(headers: Self.headers, name: "b"))
        #expect(try one.names() == ["a", "b"])
        #expect(HeaderTable.isTable(path: one.path))
        try one.close()
        try other.close()
        #expect(try table(folder).names() == ["a", "b"])
    }

    @Test("refuses files that are none, of another version, or damaged")
    func refused() throws {
        let folder = try TemporaryFolder()
        func code(_ path: String) -> RegistryError.Code? {
            do {
                _ = try HeaderTable(path: path)
            } catch let error as RegistryError {
                return error.code
            } catch {}
            return nil
        }
        let text = try folder.write(String(repeating: "no database ", count: 100), to: "text.sqlite")
        #expect(code(text) == .notADatabase)
        #expect(!HeaderTable.isTable(path: text))
        let foreign = folder.path + "/foreign.sqlite"
        try SQLiteClient(foreign).execute("CREATE TABLE mine (a)")
        #expect(code(foreign) == .notAHeaderTable)
        #expect(!HeaderTable.isTable(path: foreign))
        let table = try table(folder)
        try table.put(MemorySource(headers: Self.headers, name: "a"))
        try table.close()
        try SQLiteClient(table.path).execute("UPDATE header SET cards = x'03' WHERE hdu = 0")
        let error = #expect(throws: RegistryError.self) { try self.table(folder).entry(named: "a").headers() }
        #expect(error?.code == .damaged)
        try SQLiteClient(table.path).execute("PRAGMA user_version = 3")
        #expect(code(table.path) == .newerSchema)
        #expect(code("/nowhere/x.sqlite") == .unreadable)
        #expect(code("a\0b") == .unreadable)
    }

    @Test("has columns of chosen cards and of what was translated, which SQL can ask, and many files at a time")
    func columns() throws {
        let folder = try TemporaryFolder()
        let table = try HeaderTable(
            path: folder.path + "/headers.sqlite", keywords: ["EXPTIME", "SHUT", "WAVE", "HDU"])
        let inputs = ["a", "b"].map { name in
            HeaderTable.Input(
                Self.headers, named: name,
                observations: [
                    .init(
                        hdu: 0, instrument: "Toy",
                        values: [
                            ("exposure_time", .real(name == "a" ? 30 : 31)), ("observation_id", .text("it's \(name)")),
                        ])
                ])
        }
        try table.put(inputs)
        try table.put(inputs)
        try table.close()
        let other = try SQLiteClient(table.path)
        #expect(
            try other.rows("SELECT hdu, \"EXPTIME\", \"SHUT\", \"WAVE\" FROM keyword ORDER BY file, hdu LIMIT 2") == [
                ["0", "30.0", "1", "1.5 -2.0"], ["2", "60", "", ""],
            ])
        #expect(
            try other.rows(
                "SELECT f.name, o.observation_id FROM observation o JOIN file f ON f.id = o.file WHERE exposure_time > 30.5"
            )
                == [["b", "it's b"]])
        #expect(try other.rows("SELECT count(*) FROM header") == [["4"]])
        #expect(try other.rows("SELECT count(*) FROM layout") == [["2"]])
        try other.execute("PRAGMA foreign_keys = ON; DELETE FROM file WHERE name = 'a'")
        #expect(try other.rows("SELECT count(*) FROM observation") == [["1"]])
    }

    @Test("has one column of a card, however often and in whichever case it is named")
    func namedTwice() throws {
        let folder = try TemporaryFolder()
        let table = try HeaderTable(
            path: folder.path + "/headers.sqlite", keywords: ["EXPTIME", "File", "SHUT", "exptime", "EXPTIME", "hdu"])
        #expect(table.keywords == ["EXPTIME", "SHUT"])
        try table.put(MemorySource(headers: Self.headers, name: "a"))
        try table.close()
        #expect(
            try SQLiteClient(table.path).rows("SELECT \"EXPTIME\", \"SHUT\" FROM keyword WHERE hdu = 0") == [
                ["30.0", "1"]
            ])
    }

    /// A table as the first version had it.
    private static func makeVersionOne(_ path: String) throws {
        let other = try SQLiteClient(path)
        try other.execute(
            """
            CREATE TABLE file (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER, modified_ns INTEGER, crc32 TEXT) STRICT;
            CREATE TABLE hdu (file INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE, hdu INTEGER NOT NULL CHECK (hdu >= 0),
              name TEXT, PRIMARY KEY (file, hdu)) STRICT, WITHOUT ROWID;
            CREATE TABLE card (file INTEGER NOT NULL, hdu INTEGER NOT NULL, place INTEGER NOT NULL,
              keyword TEXT NOT NULL COLLATE NOCASE, kind TEXT NOT NULL, value ANY, PRIMARY KEY (file, hdu, place),
              FOREIGN KEY (file, hdu) REFERENCES hdu (file, hdu) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
            CREATE INDEX card_by_keyword ON card (keyword, value);
            INSERT INTO file VALUES (7, 'x.fits', 5, 6, 'abcdef01');
            INSERT INTO hdu VALUES (7, 0, NULL), (7, 2, 'B');
            INSERT INTO card VALUES (7, 0, 0, 'SHUT', 'logical', 1), (7, 0, 1, 'NAN', 'real', NULL),
              (7, 0, 2, 'QID', 'integer', '55700500000000067457'), (7, 2, 0, 'WAVE', 'complex', '1.5 -2.0');
            PRAGMA user_version = 1; PRAGMA application_id = 1331852104;
            """)
        other.close()
    }

    @Test("that is only read stays as it is, byte by byte, and says that it is not written")
    func readOnly() throws {
        let folder = try TemporaryFolder()
        let written = try table(folder)
        try written.put(MemorySource(headers: Self.headers, name: "x.fits"))
        try written.close()
        let file = URL(fileURLWithPath: written.path)
        // Opening the file for writing would give it another sort of log.
        try SQLiteClient(written.path).execute("PRAGMA journal_mode = DELETE")
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: written.path)
        let bytes = try Data(contentsOf: file)
        let table = try HeaderTable(path: written.path, readOnly: true)
        #expect(text(try table.entry(named: "x.fits").headers()) == text(Self.headers))
        #expect(try table.names(where: "EXPNUM", equals: .integer(7)) == ["x.fits"])
        for body in [
            { try table.put(MemorySource(headers: Self.headers, name: "y")) },
            { _ = try table.remove(named: "x.fits") },
        ] {
            let error = #expect(throws: RegistryError.self, performing: body)
            #expect(error?.code == .readOnly)
            #expect(error?.message == "\(written.path) was opened for reading; open it for writing")
        }
        try table.close()
        #expect(try Data(contentsOf: file) == bytes)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["headers.sqlite"])
        #expect(throws: RegistryError.self) { try HeaderTable(path: folder.path + "/none.sqlite", readOnly: true) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["headers.sqlite"])
    }

    @Test("of version 1 that is only read stays as it is, and the error says how to bring it up to date")
    func readOnlyVersionOne() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/headers.sqlite"
        try Self.makeVersionOne(path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let error = #expect(throws: RegistryError.self) { try HeaderTable(path: path, readOnly: true) }
        #expect(error?.code == .olderSchema)
        #expect(
            error?.message
                == "\(path) has version 1 of the tables, and 2 is needed; run obskit index --output \(path) on its folders "
                + "again, which brings it up to date")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["headers.sqlite"])
    }

    @Test("packs a table of version 1, which had a row for each card, when it is opened")
    func versionOne() throws {
        let folder = try TemporaryFolder()
        try Self.makeVersionOne(folder.path + "/headers.sqlite")
        let table = try table(folder)
        #expect(
            text(try table.entry(named: "x.fits").headers())
                == text([
                    FileHeader(
                        hdu: 0, name: nil,
                        header: Header(cards: [
                            Card("SHUT", .logical(true)), Card("NAN", .real(.nan)),
                            Card("QID", .largeInteger("55700500000000067457")),
                        ])),
                    FileHeader(hdu: 2, name: "B", header: Header(cards: [Card("WAVE", .complex(1.5, -2))])),
                ]))
        #expect(try table.state(of: "x.fits")?.checksum == "abcdef01")
        #expect(try table.states().keys.sorted() == ["x.fits"])
    }
}
