import CalibrationSupport
import ObsCalibrations
import ObsRegistry
import ObsTime
import TestSupport
import Testing

/// What another SQLite client, with foreign keys switched off as they are by default, can and cannot do.
@Suite("The tables refuse what contradicts itself, whoever writes")
struct ConstraintTests {
    /// A registry with 2a certified in [2 h, 4 h), and another client's connection to it.
    struct Client {
        let backend: RegistryBackend
        let other: SQLiteClient

        init() throws {
            var backend = try RegistryBackend(.begin, "2a", "2b", "3a")
            try backend.add(CalibrationCollection("always", .alwaysValid))
            try backend.add(CalibrationCollection("chain", .chain(["calib"])))
            try backend.add(CalibrationCollection("inner", .chain(["chain"])))
            try backend.certify(["2a"], during: try Samples.hours(2, 4))
            self.backend = backend
            other = try SQLiteClient(backend.path)
        }

        /// What SQLite says to a statement; nil when it is done.
        func refusal(_ sql: String) throws -> String? {
            do {
                try other.execute(sql)
                return nil
            } catch let error as SQLiteClient.Refusal {
                return error.message
            }
        }
    }

    static let hour: Int64 = 3_600_000_000_000
    static let start = Samples.hour(0).nanoseconds
    static func at(_ hours: Int64) -> String { "\(start + hours * hour)" }

    static let refused: [(sql: String, message: String)] = [
        ("INSERT INTO certifications VALUES (1, 1, \(at(3)), \(at(5)), 2)", "obskit: conflict"),
        ("INSERT OR REPLACE INTO certifications VALUES (1, 1, \(at(2)), \(at(4)), 2)", "obskit: conflict"),
        ("INSERT OR IGNORE INTO certifications VALUES (1, 1, \(at(3)), \(at(5)), 2)", "obskit: conflict"),
        ("INSERT INTO certifications VALUES (1, 1, \(at(2)), \(at(4)), 1)", "obskit: conflict"),
        ("INSERT INTO certifications VALUES (1, 1, \(Int64.min), \(Int64.max), 2)", "obskit: conflict"),
        ("INSERT INTO certifications VALUES (1, 1, \(at(4)), \(at(5)), 1)", "obskit: touches-itself"),
        ("INSERT INTO certifications VALUES (1, 1, \(at(1)), \(at(2)), 1)", "obskit: touches-itself"),
        (
            "INSERT INTO certifications VALUES (1, 1, \(at(6)), \(at(6)), 2)",
            "CHECK constraint failed: begin_ns < end_ns"
        ),
        (
            "INSERT INTO certifications VALUES (1, 1, \(at(7)), \(at(6)), 2)",
            "CHECK constraint failed: begin_ns < end_ns"
        ),
        ("INSERT INTO certifications VALUES (1, 1, -5, 0, 2)", "CHECK constraint failed: begin_ns ="),
        (
            "INSERT INTO certifications VALUES (1, 1, \(at(6)), 4102444800000000001, 2)",
            "CHECK constraint failed: end_ns ="
        ),
        ("INSERT INTO certifications VALUES (1, 1, 'soon', \(at(6)), 2)", "cannot store TEXT value in INTEGER column"),
        ("INSERT INTO certifications VALUES (1, 1, NULL, \(at(6)), 2)", "NOT NULL constraint failed"),
        ("INSERT INTO certifications VALUES (1, 1, \(at(6)), \(at(7)), 99)", "obskit: bad-keys"),
        ("INSERT INTO certifications VALUES (9, 1, \(at(6)), \(at(7)), 2)", "obskit: wrong-collection"),
        ("INSERT INTO certifications VALUES (3, 1, \(at(6)), \(at(7)), 2)", "obskit: wrong-collection"),
        ("INSERT INTO certifications VALUES (2, 1, \(at(6)), \(at(7)), 2)", "obskit: wrong-collection"),
        ("INSERT INTO certifications VALUES (1, 99, \(at(6)), \(at(7)), 2)", "obskit: bad-keys"),
        ("UPDATE certifications SET dataset = 2", "obskit: never-changed"),
        ("UPDATE certifications SET begin_ns = end_ns", "CHECK constraint failed: begin_ns < end_ns"),
        ("DELETE FROM datasets WHERE id = 1", "obskit: dataset-certified"),
        ("UPDATE datasets SET key_set = 2 WHERE id = 1", "obskit: never-changed"),
        (
            "INSERT OR REPLACE INTO datasets SELECT 1, uuid, key_set, kind, 'x', NULL, NULL, NULL, NULL FROM datasets WHERE id = 2",
            "obskit: dataset-exists"
        ),
        ("INSERT INTO datasets VALUES (9, 'no uuid', 1, 1, 'x', NULL, NULL, NULL, NULL)", "CHECK constraint failed"),
        (
            "INSERT INTO datasets VALUES (9, '00000000-0000-0000-0000-000000000000', 1, 7, 'x', NULL, NULL, NULL, NULL)",
            "obskit: bad-keys"
        ),
        (
            "INSERT INTO datasets VALUES (9, '00000000-0000-0000-0000-000000000000', 1, 1, 'x', 'abc', NULL, NULL, NULL)",
            "CHECK constraint failed"
        ),
        (
            "INSERT INTO datasets VALUES (9, '00000000-0000-0000-0000-000000000000', 1, 1, 'x', NULL, -1, NULL, NULL)",
            "CHECK constraint failed"
        ),
        ("DELETE FROM collections WHERE id = 1", "obskit: collection-in-use"),
        ("UPDATE collections SET form = 'always-valid' WHERE id = 1", "obskit: never-changed"),
        ("INSERT OR REPLACE INTO collections VALUES (1, 'calib', 'chain', '')", "obskit: collection-exists"),
        ("INSERT INTO collections VALUES (9, 'other', 'heap', '')", "CHECK constraint failed"),
        ("INSERT INTO chain_members VALUES (3, 5, 4)", "obskit: circular-chain"),
        ("INSERT INTO chain_members VALUES (3, 5, 3)", "obskit: circular-chain"),
        ("INSERT INTO chain_members VALUES (3, 5, 1)", "obskit: circular-chain"),
        ("INSERT INTO chain_members VALUES (3, 5, 77)", "obskit: unknown-collection"),
        ("INSERT INTO chain_members VALUES (1, 5, 2)", "obskit: wrong-collection"),
        ("UPDATE chain_members SET member = 2", "obskit: never-changed"),
        ("INSERT INTO key_sets (kind, keys) VALUES (1, '{\"filter\":\"g\"}')", "obskit: bad-keys"),
        ("INSERT INTO key_sets (kind, keys) VALUES (1, '{\"detector\":\"3\"}')", "obskit: bad-keys"),
        ("INSERT INTO key_sets (kind, keys) VALUES (1, '{\"detector\":-3}')", "CHECK constraint failed"),
        ("INSERT INTO key_sets (kind, keys) VALUES (1, '{\"detector\":3,\"night\":1}')", "obskit: bad-keys"),
        ("INSERT INTO key_sets (kind, keys) VALUES (1, 'nothing')", "malformed JSON"),
        ("INSERT INTO key_sets (kind, keys) VALUES (7, '{\"detector\":3}')", "obskit: unknown-kind"),
        ("UPDATE key_sets SET keys = '{\"detector\":9}'", "obskit: never-changed"),
        ("DELETE FROM key_sets", "obskit: never-changed"),
        ("DELETE FROM key_terms", "obskit: never-changed"),
        ("UPDATE key_terms SET value = 7", "obskit: never-changed"),
        ("DELETE FROM key_pairs", "obskit: never-changed"),
        ("UPDATE key_pairs SET other = 7", "obskit: never-changed"),
        ("DELETE FROM kinds", "obskit: kind-in-use"),
        ("UPDATE kind_keys SET match = 'not-applicable'", "obskit: kind-in-use"),
        ("DELETE FROM kind_keys", "obskit: kind-in-use"),
        ("INSERT INTO kind_keys VALUES (1, 'filter', 'exact', NULL, 0, NULL, NULL, NULL)", "obskit: kind-in-use"),
        (
            "INSERT INTO kind_keys VALUES (2, 'filter', 'tolerance', NULL, 0, NULL, NULL, NULL)",
            "CHECK constraint failed"
        ),
    ]

    @Test("A statement that would store a contradiction is refused", arguments: refused)
    func refuses(sql: String, message: String) throws {
        let client = try Client()
        let before = try client.backend.registry.read { try $0.snapshot().export }
        let said = try client.refusal(sql)
        #expect(said?.hasPrefix(message) == true || said?.contains(message) == true, "\(said ?? "it was done")")
        #expect(try client.backend.registry.read { try $0.snapshot().export } == before)
        #expect(try client.backend.registry.checkIntegrity() == [])
    }

    @Test("What contradicts nothing may be stored by another client, and the library finds it")
    func allows() throws {
        let client = try Client()
        #expect(try client.refusal("INSERT INTO certifications VALUES (1, 1, \(Self.at(4)), \(Self.at(6)), 2)") == nil)
        #expect(try client.refusal("UPDATE certifications SET end_ns = \(Self.at(5)) WHERE dataset = 2") == nil)
        #expect(
            try client.refusal("UPDATE certifications SET end_ns = \(Self.at(5)) WHERE dataset = 1")
                == "obskit: conflict")
        #expect(
            try client.refusal("UPDATE certifications SET begin_ns = \(Self.at(3)) WHERE dataset = 2")
                == "obskit: conflict")
        let query = CalibrationQuery("bias", detector: 2, during: try Samples.hours(4, 5))
        #expect(try client.backend.answer(query, searching: ["inner"]).dataset.uri == "2b")
        #expect(try client.refusal("DELETE FROM certifications WHERE dataset = 1") == nil)
        #expect(try client.refusal("DELETE FROM datasets WHERE id = 1") == nil)
        #expect(try client.backend.registry.checkIntegrity() == [])
    }

    @Test("The integrity check says what was broken with the triggers taken away")
    func integrity() throws {
        let client = try Client()
        let broken = """
            DROP TRIGGER certifications_insert; DROP TRIGGER key_pairs_delete;
            INSERT INTO certifications VALUES (1, 1, \(Self.at(3)), \(Self.at(5)), 2);
            """
        #expect(try client.refusal(broken) == nil)
        let problems = try client.backend.registry.checkIntegrity()
        #expect(problems.count == 1 && problems[0].hasSuffix("[calibration-conflict]"))
        #expect(try client.refusal("DELETE FROM key_pairs WHERE key_set = 1") == nil)
        #expect(
            try client.backend.registry.checkIntegrity() == [
                "the tables do not know that bias of detector 2 and of detector 2 can conflict"
            ])
        #expect(try client.refusal("DROP TRIGGER datasets_delete; DELETE FROM datasets WHERE id = 2") == nil)
        #expect(
            try client.backend.registry.checkIntegrity().first
                == "row ? of certifications names a row of datasets that is not there")
    }
}
