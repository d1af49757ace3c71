internal import ObsFITS

extension HeaderTable {
    /// Packs the headers of a table of the first version, which had a row for each card.
    static func migrate(_ database: Connection) throws {
        try database.run(script: HeaderTableSchema.setAside + HeaderTableSchema.sql)
        try database.run(script: "INSERT INTO file SELECT * FROM file_1")
        var writer = try HeaderTableWriter(database, [])
        let hdus = try database.statement("SELECT file, hdu, name FROM hdu_1 ORDER BY file, hdu").map(of: "hdu") {
            (file: try $0.integer(0), hdu: Int(try $0.integer(1)), name: try $0.optionalText(2))
        }
        for one in hdus {
            let cards = try database.statement(
                "SELECT keyword, kind, value FROM card_1 WHERE file = ? AND hdu = ? ORDER BY place"
            ).map(of: "card", one.file, one.hdu) { row in
                let keyword = try row.text(0)
                guard let value = StoredValue.headerValue(try row.text(1), row.value(2)) else {
                    throw RegistryError(
                        .damaged,
                        "\(keyword) of HDU \(one.hdu) has a value of another kind than it says; index the files again")
                }
                return Card(Keyword(keyword), value)
            }
            try writer.put(PackedHeader(Header(cards: cards)), hdu: one.hdu, name: one.name, file: one.file)
        }
        try database.run(script: HeaderTableSchema.dropFirst + "; PRAGMA user_version = \(version)")
    }
}
