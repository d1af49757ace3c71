internal import ObsText

/// The certifications of one set of keys in one collection, in the order of time.
///
/// They do not overlap, so those that meet an interval stand together: the last that begins before its end, and those
/// before that. The first few questions are answered by the file's index, after which all rows are read: as many
/// questions as a whole night asks then cost a search in memory each. Only within a transaction, whose view of the file
/// stays as it is.
struct CertificationRows {
    /// Which rows.
    struct Key: Hashable {
        let collection: Int64
        let set: Int64
    }

    /// One certification.
    struct Row {
        let begin: Int64
        let end: Int64
        let dataset: Int64

        fileprivate init(_ row: borrowing ObsRegistry.Row) throws {
            (begin, end, dataset) = (try row.integer(0), try row.integer(1), try row.integer(2))
        }
    }

    private let key: Key
    private var questions = 0
    private var rows: [Row]?

    /// After so many questions all rows are read; reading a row of many costs about a tenth of a question.
    private static let patience = 4

    init(_ collection: Int64, _ set: Int64) {
        key = Key(collection: collection, set: set)
    }

    /// Hands over the certifications that share an instant with an interval, the latest first.
    mutating func forEach(from begin: Int64, to end: Int64, _ database: Connection, _ body: (Row) -> Void) throws {
        questions += 1
        if rows == nil, questions > Self.patience { rows = try all(database) }
        if let rows {
            var place = rows.partitioningIndex { $0.begin >= end }
            while place > 0, rows[place - 1].end > begin {
                place -= 1
                body(rows[place])
            }
            return
        }
        let statement = try database.statement(
            """
            SELECT begin_ns, end_ns, dataset FROM certifications
            WHERE collection = ? AND key_set = ? AND begin_ns < ? ORDER BY begin_ns DESC
            """)
        try statement.rows(of: "certifications", key.collection, key.set, end) { row in
            let found = try Row(row)
            if found.end <= begin { return false }
            body(found)
            return true
        }
    }

    private func all(_ database: Connection) throws -> [Row] {
        let statement = try database.statement(
            """
            SELECT begin_ns, end_ns, dataset FROM certifications
            WHERE collection = ? AND key_set = ? ORDER BY begin_ns
            """)
        return try statement.map(of: "certifications", key.collection, key.set) { try Row($0) }
    }
}
