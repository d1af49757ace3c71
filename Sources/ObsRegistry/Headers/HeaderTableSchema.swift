/// The statements that make a table of headers.
enum HeaderTableSchema {
    static let sql = """
        CREATE TABLE file (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            size INTEGER,
            modified_ns INTEGER,
            crc32 TEXT
        ) STRICT;
        CREATE TABLE hdu (
            file INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
            hdu INTEGER NOT NULL CHECK (hdu >= 0),
            name TEXT,
            PRIMARY KEY (file, hdu)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE card (
            file INTEGER NOT NULL,
            hdu INTEGER NOT NULL,
            place INTEGER NOT NULL,
            keyword TEXT NOT NULL COLLATE NOCASE,
            kind TEXT NOT NULL
                CHECK (kind IN ('undefined', 'logical', 'integer', 'real', 'complex', 'string', 'malformed')),
            value ANY,
            PRIMARY KEY (file, hdu, place),
            FOREIGN KEY (file, hdu) REFERENCES hdu (file, hdu) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX card_by_keyword ON card (keyword, value);
        """
}
