/// The first version of the tables of calibrations, with what makes it impossible to store what contradicts itself.
///
/// Every rule is a constraint or a trigger, so that it holds for whoever writes, in any program: SQLite's own shell has
/// foreign keys switched off, and the triggers stand for them. Instants are nanoseconds of TAI since 1970-01-01T00:00:00
/// TAI; an open begin is the smallest 64-bit integer, an open end the largest.
///
/// A set of keys is stored once, as JSON, and taken apart by a trigger into terms. Which sets can hold together is worked
/// out when a set is stored, into `key_pairs`; a certification then is compared with one row of each set with which it
/// could conflict, however many rows there are.
enum CalibrationTables {
    static let migration = Migration(
        version: 1, about: "kinds, datasets, collections and certifications",
        sql: kinds + keySets + datasets + collections + certifications + revision)

    /// The columns that hold texts.
    static let texts = [
        ("kinds", ["name", "about", "policy", "format", "aliases"]), ("kind_keys", ["name", "match", "card", "unit"]),
        ("key_sets", ["keys"]), ("datasets", ["uuid", "uri", "checksum", "producer"]), ("dataset_inputs", ["input"]),
        ("collections", ["name", "form", "about"]),
    ]

    private static let kinds = """
        CREATE TABLE kinds (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE CHECK (name <> ''),
          about TEXT NOT NULL,
          policy TEXT NOT NULL CHECK (policy IN ('begin', 'middle', 'covers', 'overlaps')),
          format TEXT NOT NULL,
          is_required INTEGER NOT NULL CHECK (is_required IN (0, 1)),
          aliases TEXT NOT NULL CHECK (json_type(aliases) = 'array')
        ) STRICT;

        CREATE TABLE kind_keys (
          kind INTEGER NOT NULL REFERENCES kinds (id),
          name TEXT NOT NULL CHECK (name <> ''),
          match TEXT NOT NULL CHECK (match IN ('exact', 'set', 'range', 'tolerance', 'not-applicable')),
          tolerance REAL CHECK ((match = 'tolerance') = (tolerance IS NOT NULL) AND tolerance >= 0),
          is_required INTEGER NOT NULL CHECK (is_required IN (0, 1)),
          card TEXT,
          unit TEXT,
          PRIMARY KEY (kind, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER kinds_delete BEFORE DELETE ON kinds
        WHEN EXISTS (SELECT 1 FROM key_sets WHERE kind = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'obskit: kind-in-use'); END;

        CREATE TRIGGER kind_keys_insert BEFORE INSERT ON kind_keys
        WHEN EXISTS (SELECT 1 FROM key_sets WHERE kind = NEW.kind)
        BEGIN SELECT RAISE(ABORT, 'obskit: kind-in-use'); END;
        CREATE TRIGGER kind_keys_update BEFORE UPDATE OF kind, name, match, tolerance, is_required ON kind_keys
        WHEN EXISTS (SELECT 1 FROM key_sets WHERE kind IN (OLD.kind, NEW.kind))
        BEGIN SELECT RAISE(ABORT, 'obskit: kind-in-use'); END;
        CREATE TRIGGER kind_keys_delete BEFORE DELETE ON kind_keys
        WHEN EXISTS (SELECT 1 FROM key_sets WHERE kind = OLD.kind)
        BEGIN SELECT RAISE(ABORT, 'obskit: kind-in-use'); END;


        """

    private static let keySets = """
        CREATE TABLE key_sets (
          id INTEGER PRIMARY KEY,
          kind INTEGER NOT NULL REFERENCES kinds (id),
          keys TEXT NOT NULL CHECK (json_type(keys) = 'object'),
          detector INTEGER GENERATED ALWAYS AS (json_extract(keys, '$.detector')) VIRTUAL CHECK (detector >= 0),
          filter TEXT GENERATED ALWAYS AS (json_extract(keys, '$.filter')) VIRTUAL CHECK (filter <> ''),
          UNIQUE (kind, keys)
        ) STRICT;
        CREATE INDEX key_sets_of_detector ON key_sets (kind, detector);

        CREATE TABLE key_terms (
          key_set INTEGER NOT NULL REFERENCES key_sets (id),
          key TEXT NOT NULL,
          value ANY,
          low REAL,
          high REAL,
          slack REAL,
          CHECK ((value IS NULL) = (low IS NOT NULL)),
          CHECK (high IS NULL OR low < high),
          CHECK (high IS NULL OR slack IS NULL)
        ) STRICT;
        CREATE INDEX key_terms_of_set ON key_terms (key_set, key);

        CREATE TABLE key_pairs (
          key_set INTEGER NOT NULL,
          other INTEGER NOT NULL,
          PRIMARY KEY (key_set, other)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER key_sets_insert BEFORE INSERT ON key_sets BEGIN
          SELECT CASE
            WHEN NOT EXISTS (SELECT 1 FROM kinds WHERE id = NEW.kind) THEN RAISE(ABORT, 'obskit: unknown-kind')
            WHEN EXISTS (SELECT 1 FROM json_each(NEW.keys) WHERE key NOT IN ('detector', 'filter', 'state'))
              OR coalesce(json_type(NEW.keys, '$.detector'), 'integer') <> 'integer'
              OR coalesce(json_type(NEW.keys, '$.filter'), 'text') <> 'text'
              OR coalesce(json_type(NEW.keys, '$.state'), 'object') <> 'object'
              OR EXISTS (
                SELECT key FROM (
                  SELECT key FROM json_each(NEW.keys) WHERE key <> 'state'
                  UNION ALL SELECT key FROM json_each(NEW.keys, '$.state'))
                WHERE key NOT IN (SELECT name FROM kind_keys WHERE kind = NEW.kind AND match <> 'not-applicable'))
              OR EXISTS (
                SELECT 1 FROM json_each(NEW.keys, '$.state') AS s
                JOIN kind_keys AS k ON k.kind = NEW.kind AND k.name = s.key
                WHERE CASE k.match
                  WHEN 'exact' THEN s.type NOT IN ('integer', 'real', 'text')
                  WHEN 'set' THEN s.type NOT IN ('integer', 'real', 'text', 'array')
                  WHEN 'tolerance' THEN s.type NOT IN ('integer', 'real')
                  ELSE s.type <> 'object' END)
              OR EXISTS (
                SELECT 1 FROM kind_keys AS k WHERE k.kind = NEW.kind AND k.is_required AND NOT EXISTS (
                  SELECT 1 FROM json_each(NEW.keys) WHERE key = k.name AND key <> 'state'
                  UNION ALL SELECT 1 FROM json_each(NEW.keys, '$.state') WHERE key = k.name))
              THEN RAISE(ABORT, 'obskit: bad-keys')
          END;
        END;

        CREATE TRIGGER key_sets_terms AFTER INSERT ON key_sets BEGIN
          INSERT INTO key_terms (key_set, key, value)
          SELECT NEW.id, e.key, e.value FROM json_each(NEW.keys) AS e WHERE e.key IN ('detector', 'filter')
          UNION ALL
          SELECT NEW.id, s.key, s.value
          FROM json_each(NEW.keys, '$.state') AS s JOIN kind_keys AS k ON k.kind = NEW.kind AND k.name = s.key
          WHERE k.match IN ('exact', 'set') AND s.type <> 'array'
          UNION ALL
          SELECT NEW.id, s.key, v.value
          FROM json_each(NEW.keys, '$.state') AS s JOIN kind_keys AS k ON k.kind = NEW.kind AND k.name = s.key
          JOIN json_each(s.value) AS v WHERE k.match = 'set' AND s.type = 'array';

          INSERT INTO key_terms (key_set, key, low, slack)
          SELECT NEW.id, s.key, s.value, k.tolerance
          FROM json_each(NEW.keys, '$.state') AS s JOIN kind_keys AS k ON k.kind = NEW.kind AND k.name = s.key
          WHERE k.match = 'tolerance';

          INSERT INTO key_terms (key_set, key, low, high)
          SELECT NEW.id, s.key, coalesce(json_extract(s.value, '$.from'), -9e999),
            coalesce(json_extract(s.value, '$.below'), 9e999)
          FROM json_each(NEW.keys, '$.state') AS s JOIN kind_keys AS k ON k.kind = NEW.kind AND k.name = s.key
          WHERE k.match = 'range';

          INSERT INTO key_pairs (key_set, other)
          SELECT NEW.id, o.id FROM key_sets AS o
          WHERE NEW.detector IS NOT NULL AND o.kind = NEW.kind AND o.detector = NEW.detector AND \(canHold)
          UNION ALL
          SELECT NEW.id, o.id FROM key_sets AS o
          WHERE NEW.detector IS NOT NULL AND o.kind = NEW.kind AND o.detector IS NULL AND \(canHold)
          UNION ALL
          SELECT NEW.id, o.id FROM key_sets AS o
          WHERE NEW.detector IS NULL AND o.kind = NEW.kind AND \(canHold);

          INSERT OR IGNORE INTO key_pairs (key_set, other)
          SELECT other, key_set FROM key_pairs WHERE key_set = NEW.id;
        END;

        CREATE TRIGGER key_sets_update BEFORE UPDATE ON key_sets
        BEGIN SELECT RAISE(ABORT, 'obskit: never-changed'); END;
        CREATE TRIGGER key_sets_delete BEFORE DELETE ON key_sets
        BEGIN SELECT RAISE(ABORT, 'obskit: never-changed'); END;
        CREATE TRIGGER key_terms_update BEFORE UPDATE ON key_terms
        BEGIN SELECT RAISE(ABORT, 'obskit: never-changed'); END;
        CREATE TRIGGER key_terms_delete BEFORE DELETE ON key_terms
        BEGIN SELECT RAISE(ABORT, 'obskit: never-changed'); END;
        CREATE TRIGGER key_pairs_update BEFORE UPDATE ON key_pairs
        BEGIN SELECT RAISE(ABORT, 'obskit: never-changed'); END;
        CREATE TRIGGER key_pairs_delete BEFORE DELETE ON key_pairs
        BEGIN SELECT RAISE(ABORT, 'obskit: never-changed'); END;


        """

    /// Whether every key of the new set that the set `o` has too can hold together in both.
    ///
    /// The terms of a key are all of one form, as the kind compares it: equal values, numbers within the sum of two
    /// tolerances, ranges that share a number.
    static let canHold = """
        NOT EXISTS (
          SELECT 1 FROM key_terms AS a
          WHERE a.key_set = NEW.id
            AND EXISTS (SELECT 1 FROM key_terms AS b WHERE b.key_set = o.id AND b.key = a.key)
            AND NOT EXISTS (
              SELECT 1 FROM key_terms AS mine JOIN key_terms AS b ON b.key_set = o.id AND b.key = mine.key
              WHERE mine.key_set = NEW.id AND mine.key = a.key AND CASE
                WHEN mine.value IS NOT NULL THEN mine.value = b.value
                WHEN mine.high IS NULL THEN abs(mine.low - b.low) <= mine.slack + b.slack
                ELSE max(mine.low, b.low) < min(mine.high, b.high) END))
        """

    private static let datasets = """
        CREATE TABLE datasets (
          id INTEGER PRIMARY KEY,
          uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36 AND uuid NOT GLOB '*[^0-9a-f-]*'),
          key_set INTEGER NOT NULL REFERENCES key_sets (id),
          kind INTEGER NOT NULL REFERENCES kinds (id),
          uri TEXT NOT NULL CHECK (uri <> ''),
          checksum TEXT CHECK (length(checksum) = 64 AND checksum NOT GLOB '*[^0-9a-f]*'),
          size INTEGER CHECK (size >= 0),
          creation_ns INTEGER,
          producer TEXT
        ) STRICT;

        CREATE TABLE dataset_inputs (
          dataset INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
          position INTEGER NOT NULL,
          input TEXT NOT NULL CHECK (length(input) = 36),
          PRIMARY KEY (dataset, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER datasets_insert BEFORE INSERT ON datasets
        WHEN (SELECT kind FROM key_sets WHERE id = NEW.key_set) IS NOT NEW.kind
          OR EXISTS (SELECT 1 FROM datasets WHERE id = NEW.id OR uuid = NEW.uuid)
        BEGIN
          SELECT CASE
            WHEN EXISTS (SELECT 1 FROM datasets WHERE id = NEW.id OR uuid = NEW.uuid)
              THEN RAISE(ABORT, 'obskit: dataset-exists')
            ELSE RAISE(ABORT, 'obskit: bad-keys') END;
        END;
        CREATE TRIGGER datasets_update BEFORE UPDATE OF id, uuid, key_set, kind ON datasets
        BEGIN SELECT RAISE(ABORT, 'obskit: never-changed'); END;
        CREATE TRIGGER datasets_delete BEFORE DELETE ON datasets
        WHEN EXISTS (SELECT 1 FROM certifications WHERE dataset = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'obskit: dataset-certified'); END;
        CREATE TRIGGER datasets_deleted AFTER DELETE ON datasets
        BEGIN DELETE FROM dataset_inputs WHERE dataset = OLD.id; END;


        """

    private static let collections = """
        CREATE TABLE collections (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE CHECK (name <> ''),
          form TEXT NOT NULL CHECK (form IN ('validity-ranged', 'always-valid', 'chain')),
          about TEXT NOT NULL
        ) STRICT;

        CREATE TABLE chain_members (
          chain INTEGER NOT NULL REFERENCES collections (id),
          position INTEGER NOT NULL,
          member INTEGER NOT NULL REFERENCES collections (id),
          PRIMARY KEY (chain, position),
          UNIQUE (chain, member)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER collections_insert BEFORE INSERT ON collections
        WHEN EXISTS (SELECT 1 FROM collections WHERE id = NEW.id OR name = NEW.name)
        BEGIN SELECT RAISE(ABORT, 'obskit: collection-exists'); END;
        CREATE TRIGGER collections_update BEFORE UPDATE OF id, form ON collections
        BEGIN SELECT RAISE(ABORT, 'obskit: never-changed'); END;
        CREATE TRIGGER collections_delete BEFORE DELETE ON collections
        WHEN EXISTS (SELECT 1 FROM certifications WHERE collection = OLD.id)
          OR EXISTS (SELECT 1 FROM chain_members WHERE member = OLD.id OR chain = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'obskit: collection-in-use'); END;
        CREATE TRIGGER chain_members_insert BEFORE INSERT ON chain_members BEGIN
          SELECT CASE
            WHEN (SELECT form FROM collections WHERE id = NEW.chain) IS NOT 'chain'
              THEN RAISE(ABORT, 'obskit: wrong-collection')
            WHEN NOT EXISTS (SELECT 1 FROM collections WHERE id = NEW.member)
              THEN RAISE(ABORT, 'obskit: unknown-collection')
            WHEN EXISTS (
              WITH RECURSIVE inside (id) AS (
                SELECT NEW.member
                UNION SELECT m.member FROM chain_members AS m JOIN inside ON m.chain = inside.id)
              SELECT 1 FROM inside WHERE id = NEW.chain)
              OR EXISTS (SELECT 1 FROM chain_members WHERE chain = NEW.chain AND member = NEW.member)
              THEN RAISE(ABORT, 'obskit: circular-chain')
          END;
        END;
        CREATE TRIGGER chain_members_update BEFORE UPDATE ON chain_members
        BEGIN SELECT RAISE(ABORT, 'obskit: never-changed'); END;


        """

    private static let certifications = """
        CREATE TABLE certifications (
          collection INTEGER NOT NULL REFERENCES collections (id),
          key_set INTEGER NOT NULL REFERENCES key_sets (id),
          begin_ns INTEGER NOT NULL,
          end_ns INTEGER NOT NULL,
          dataset INTEGER NOT NULL REFERENCES datasets (id),
          PRIMARY KEY (collection, key_set, begin_ns),
          CHECK (begin_ns < end_ns),
          CHECK (begin_ns = \(Bounds.openBegin) OR begin_ns BETWEEN \(Bounds.first) AND \(Bounds.last)),
          CHECK (end_ns = \(Bounds.openEnd) OR end_ns BETWEEN \(Bounds.first) AND \(Bounds.last))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX certifications_of_dataset ON certifications (dataset);

        CREATE TRIGGER certifications_insert BEFORE INSERT ON certifications BEGIN
          SELECT CASE
            WHEN (SELECT kind FROM datasets WHERE id = NEW.dataset)
              IS NOT (SELECT kind FROM key_sets WHERE id = NEW.key_set)
              OR NOT EXISTS (SELECT 1 FROM datasets WHERE id = NEW.dataset)
              THEN RAISE(ABORT, 'obskit: bad-keys')
            WHEN (
              SELECT CASE form WHEN 'validity-ranged' THEN 0
                WHEN 'always-valid' THEN NEW.begin_ns <> \(Bounds.openBegin) OR NEW.end_ns <> \(Bounds.openEnd)
                ELSE 1 END
              FROM collections WHERE id = NEW.collection) IS NOT 0
              THEN RAISE(ABORT, 'obskit: wrong-collection')
            WHEN EXISTS (
              SELECT 1 FROM key_pairs AS p WHERE p.key_set = NEW.key_set AND NEW.begin_ns < (
                SELECT c.end_ns FROM certifications AS c
                WHERE c.collection = NEW.collection AND c.key_set = p.other AND c.begin_ns < NEW.end_ns
                ORDER BY c.begin_ns DESC LIMIT 1))
              THEN RAISE(ABORT, 'obskit: conflict')
            WHEN (
              SELECT c.end_ns = NEW.begin_ns AND c.dataset = NEW.dataset FROM certifications AS c
              WHERE c.collection = NEW.collection AND c.key_set = NEW.key_set AND c.begin_ns < NEW.begin_ns
              ORDER BY c.begin_ns DESC LIMIT 1)
              OR EXISTS (
                SELECT 1 FROM certifications AS c
                WHERE c.collection = NEW.collection AND c.key_set = NEW.key_set AND c.begin_ns = NEW.end_ns
                  AND c.dataset = NEW.dataset)
              THEN RAISE(ABORT, 'obskit: touches-itself')
          END;
        END;

        CREATE TRIGGER certifications_update BEFORE UPDATE ON certifications BEGIN
          SELECT CASE
            WHEN NEW.collection <> OLD.collection OR NEW.key_set <> OLD.key_set OR NEW.dataset <> OLD.dataset
              THEN RAISE(ABORT, 'obskit: never-changed')
            WHEN (SELECT form FROM collections WHERE id = NEW.collection) IS NOT 'validity-ranged'
              THEN RAISE(ABORT, 'obskit: wrong-collection')
            WHEN (NEW.begin_ns < OLD.begin_ns OR NEW.end_ns > OLD.end_ns) AND EXISTS (
              SELECT 1 FROM key_pairs AS p WHERE p.key_set = NEW.key_set AND NEW.begin_ns < (
                SELECT c.end_ns FROM certifications AS c
                WHERE c.collection = NEW.collection AND c.key_set = p.other AND c.begin_ns < NEW.end_ns
                  AND NOT (c.key_set = OLD.key_set AND c.begin_ns = OLD.begin_ns)
                ORDER BY c.begin_ns DESC LIMIT 1))
              THEN RAISE(ABORT, 'obskit: conflict')
            WHEN (NEW.begin_ns < OLD.begin_ns OR NEW.end_ns > OLD.end_ns) AND EXISTS (
              SELECT 1 FROM certifications AS c
              WHERE c.collection = NEW.collection AND c.key_set = NEW.key_set AND c.dataset = NEW.dataset
                AND (c.begin_ns = NEW.end_ns OR c.end_ns = NEW.begin_ns AND c.begin_ns <> OLD.begin_ns))
              THEN RAISE(ABORT, 'obskit: touches-itself')
          END;
        END;

        """

    /// A number that grows with every change of kinds, collections and sets of keys: who remembers those compares it.
    private static let revision =
        """
        CREATE TABLE revision (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL) STRICT;
        INSERT INTO revision VALUES (1, 0);

        """ + revisionTriggers(on: ["kinds", "kind_keys", "collections", "chain_members", "key_sets"])

    /// What makes the revision grow with every change of some tables.
    static func revisionTriggers(on tables: [String]) -> String {
        var text = ""
        for table in tables {
            for event in ["INSERT", "UPDATE", "DELETE"] {
                text += """
                    CREATE TRIGGER revision_\(table)_\(event.lowercased()) AFTER \(event) ON \(table)
                    BEGIN UPDATE revision SET number = number + 1; END;

                    """
            }
        }
        return text
    }
}
