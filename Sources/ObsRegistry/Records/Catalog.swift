internal import ObsCalibrations

/// Kinds, collections and sets of keys as they were at a revision of the registry; what is not needed is not loaded.
struct Catalog: Sendable {
    /// The revision to which it belongs.
    let revision: Int64

    var instruments: [InstrumentRecord]?
    var kinds: Kinds?
    var collections: Named<CollectionRecord>?
    var keysOfSets: [Int64: CalibrationKeys] = [:]
    var setsOfKeys: [Int64: [CalibrationKeys: Int64]] = [:]
    var indexes: [Int64: KeySetIndex] = [:]
    /// By the instrument.
    var gates: [Int64: CalibrationIndex] = [:]

    init(revision: Int64) {
        self.revision = revision
    }

    /// The revision of the registry that a transaction sees.
    static func revision(_ database: Connection) throws -> Int64 {
        try database.statement("SELECT number FROM revision").first(of: "revision") { try $0.integer(0) } ?? -1
    }

    /// The kinds of all instruments in their order, and by name and row.
    struct Kinds: Sendable {
        let records: [KindRecord]
        var byName: [Int64: [String: KindRecord]] = [:]
        var byRow: [Int64: KindRecord] = [:]
        /// The kinds of an instrument together, by its row; made when they are asked for.
        var together: [Int64: CalibrationKinds] = [:]

        init(_ records: [KindRecord]) {
            self.records = records
            for record in records {
                for name in [record.kind.name] + record.kind.aliases {
                    byName[record.instrument, default: [:]][name] = record
                }
                byRow[record.id] = record
            }
        }
    }

    /// Records in their order, and by name and row.
    struct Named<Record: Sendable>: Sendable {
        let records: [Record]
        var byName: [String: Record] = [:]
        var names: [Int64: String] = [:]

        init(_ records: [Record]) {
            self.records = records
        }
    }
}

/// The sets of keys of a kind, so that those which fit an exposure are found without looking at all.
struct KeySetIndex: Sendable {
    /// A set of keys.
    struct Entry: Sendable {
        let id: Int64
        let keys: CalibrationKeys
    }

    private var byDetector: [Int: [Entry]] = [:]
    private var ofAnyDetector: [Entry] = []

    /// All sets, in no order.
    var all: [Entry] { byDetector.values.joined() + ofAnyDetector }

    /// Adds a set.
    mutating func add(_ id: Int64, _ keys: CalibrationKeys) {
        let entry = Entry(id: id, keys: keys)
        if let detector = keys.detector {
            byDetector[detector, default: []].append(entry)
        } else {
            ofAnyDetector.append(entry)
        }
    }

    /// The sets that fit what is asked, those with the most keys first.
    func sets(fitting query: CalibrationQuery, as kind: CalibrationKind) -> [Entry] {
        let ofDetector = query.detector.flatMap { byDetector[$0] } ?? []
        var found = ofDetector.filter { Self.fits($0.keys, query, kind) }
        if !ofAnyDetector.isEmpty { found += ofAnyDetector.filter { Self.fits($0.keys, query, kind) } }
        if found.count > 1 { found.sort { $0.keys.count > $1.keys.count } }
        return found
    }

    private static func fits(_ keys: CalibrationKeys, _ query: CalibrationQuery, _ kind: CalibrationKind) -> Bool {
        if let filter = keys.filter, filter != query.filter { return false }
        return keys.state.allSatisfy { name, constraint in
            guard let value = query.state[name], let rule = kind.rule(name) else { return false }
            return rule.holds(constraint, for: value)
        }
    }
}
