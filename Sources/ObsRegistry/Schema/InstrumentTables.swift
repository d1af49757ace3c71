internal import ObsText

/// The second version of the tables: kinds belong to an instrument, and a key may have a type.
///
/// A registry of the first version is of one instrument that has no name. What refers to a kind by its row stays as it is:
/// sets of keys, datasets and certifications are of the instrument of their kind.
enum InstrumentTables {
    static let migration = Migration(
        version: 2, about: "several instruments, and keys with a type",
        sql: instruments + kinds + keys + triggers + revision,
        reading: reading, tables: ContentHash("5fa5131df80e0059e17351b5a6ce85a6b2902b6fe849841daee31fc45fd71376"))

    /// The columns that hold texts, besides those of the first version.
    static let texts = [("instruments", ["name"]), ("kind_keys", ["type"])]

    /// Names of a connection's own come before those of the file.
    private static let reading = """
        CREATE TEMP VIEW instruments AS SELECT 1 AS id, '' AS name WHERE EXISTS (SELECT 1 FROM main.kinds);
        CREATE TEMP VIEW kinds AS
          SELECT id, 1 AS instrument, name, about, policy, format, is_required, aliases FROM main.kinds;
        CREATE TEMP VIEW kind_keys AS
          SELECT kind, name, match, tolerance, is_required, card, unit, NULL AS type FROM main.kind_keys;

        """

    private static let instruments = """
        CREATE TABLE instruments (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        INSERT INTO instruments SELECT 1, '' WHERE EXISTS (SELECT 1 FROM kinds);

        CREATE TRIGGER instruments_update BEFORE UPDATE OF id ON instruments
        BEGIN SELECT RAISE(ABORT, 'obskit: never-changed'); END;
        CREATE TRIGGER instruments_delete BEFORE DELETE ON instruments
        WHEN EXISTS (SELECT 1 FROM kinds WHERE instrument = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'obskit: instrument-in-use'); END;


        """

    /// The table is made anew: the name of a kind is that of one kind of an instrument only.
    private static let kinds = """
        CREATE TABLE kinds_1 AS SELECT * FROM kinds;
        DROP TABLE kinds;
        CREATE TABLE kinds (
          id INTEGER PRIMARY KEY,
          instrument INTEGER NOT NULL REFERENCES instruments (id),
          name TEXT NOT NULL CHECK (name <> ''),
          about TEXT NOT NULL,
          policy TEXT NOT NULL CHECK (policy IN ('begin', 'middle', 'covers', 'overlaps')),
          format TEXT NOT NULL,
          is_required INTEGER NOT NULL CHECK (is_required IN (0, 1)),
          aliases TEXT NOT NULL CHECK (json_type(aliases) = 'array'),
          UNIQUE (instrument, name)
        ) STRICT;
        INSERT INTO kinds SELECT id, 1, name, about, policy, format, is_required, aliases FROM kinds_1;
        DROP TABLE kinds_1;


        """

    private static let keys = """
        ALTER TABLE kind_keys ADD COLUMN type TEXT CHECK (type IN ('text', 'number'));


        """

    private static let triggers = """
        CREATE TRIGGER kinds_insert BEFORE INSERT ON kinds
        WHEN NOT EXISTS (SELECT 1 FROM instruments WHERE id = NEW.instrument)
        BEGIN SELECT RAISE(ABORT, 'obskit: unknown-instrument'); END;
        CREATE TRIGGER kinds_update BEFORE UPDATE OF id, instrument ON kinds
        WHEN NEW.id <> OLD.id OR NEW.instrument <> OLD.instrument
        BEGIN SELECT RAISE(ABORT, 'obskit: never-changed'); END;
        CREATE TRIGGER kinds_delete BEFORE DELETE ON kinds
        WHEN EXISTS (SELECT 1 FROM key_sets WHERE kind = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'obskit: kind-in-use'); END;

        DROP TRIGGER kind_keys_update;
        CREATE TRIGGER kind_keys_update BEFORE UPDATE OF kind, name, match, tolerance, is_required, type ON kind_keys
        WHEN EXISTS (SELECT 1 FROM key_sets WHERE kind IN (OLD.kind, NEW.kind))
        BEGIN SELECT RAISE(ABORT, 'obskit: kind-in-use'); END;

        CREATE TRIGGER key_sets_types BEFORE INSERT ON key_sets
        WHEN EXISTS (SELECT 1 FROM kind_keys WHERE kind = NEW.kind AND type IS NOT NULL)
          AND EXISTS (
            SELECT 1 FROM json_each(NEW.keys, '$.state') AS s
            JOIN kind_keys AS k ON k.kind = NEW.kind AND k.name = s.key
            WHERE k.type IS NOT NULL AND CASE s.type
              WHEN 'object' THEN k.type <> 'number'
              WHEN 'array' THEN EXISTS (
                SELECT 1 FROM json_each(s.value) AS v WHERE (v.type = 'text') <> (k.type = 'text'))
              ELSE (s.type = 'text') <> (k.type = 'text') END)
        BEGIN SELECT RAISE(ABORT, 'obskit: bad-keys'); END;


        """

    private static let revision = CalibrationTables.revisionTriggers(on: ["instruments", "kinds"])
}
