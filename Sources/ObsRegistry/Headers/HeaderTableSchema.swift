/// The statements that make a table of headers, and that read one of the first version.
enum HeaderTableSchema {
    static let sql = """
        CREATE TABLE file (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            size INTEGER,
            modified_ns INTEGER,
            crc32 TEXT
        ) STRICT;
        CREATE TABLE layout (id INTEGER PRIMARY KEY, keywords BLOB NOT NULL UNIQUE) STRICT;
        CREATE TABLE header (
            file INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
            hdu INTEGER NOT NULL CHECK (hdu >= 0),
            name TEXT,
            layout INTEGER NOT NULL REFERENCES layout (id),
            cards BLOB NOT NULL,
            PRIMARY KEY (file, hdu)
        ) STRICT;
        CREATE INDEX header_of_layout ON header (layout);
        CREATE TABLE keyword (
            file INTEGER NOT NULL,
            hdu INTEGER NOT NULL,
            PRIMARY KEY (file, hdu),
            FOREIGN KEY (file, hdu) REFERENCES header (file, hdu) ON DELETE CASCADE
        ) STRICT;
        CREATE TABLE observation (
            file INTEGER NOT NULL,
            hdu INTEGER NOT NULL,
            instrument TEXT NOT NULL,
            PRIMARY KEY (file, hdu),
            FOREIGN KEY (file, hdu) REFERENCES header (file, hdu) ON DELETE CASCADE
        ) STRICT;

        """

    /// Puts the tables of the first version, a row for each card, out of the way.
    static let setAside = """
        ALTER TABLE file RENAME TO file_1;
        ALTER TABLE hdu RENAME TO hdu_1;
        ALTER TABLE card RENAME TO card_1;
        DROP INDEX card_by_keyword;

        """
    static let dropFirst = "DROP TABLE card_1; DROP TABLE hdu_1; DROP TABLE file_1"
}
