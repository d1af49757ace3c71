internal import ObsDocuments
internal import ObsFITS
internal import ObsHeaderFiles
internal import ObsText
internal import ObsTranslation

/// Correction files of astro_metadata_translator, one an observation, as a table of corrections of a camera package.
///
/// A file is called `INSTRUMENT-OBSERVATION_ID.yaml` and maps cards to values. The peer looks for it by the id of the header before
/// corrections, in one folder after the other, as the table is looked up and as the folders are given here.
package struct CorrectionFilesImport: Sendable {
    /// The text of the table.
    package let table: String
    /// The number of observations that it corrects.
    package let observations: Int
    /// The number of cards that it names.
    package let cards: Int
    /// The files that were read.
    package let inputs: [String]
    /// What was left out, and why.
    package let diagnostics: [Diagnostic]

    /// Imports files.
    ///
    /// - Parameters:
    ///   - paths: files, and folders that hold some, the one whose files count first
    ///   - instrument: the name of the instrument, as the files have it
    /// - Throws: `DiagnosticsError` with everything that a table cannot hold, and when there is nothing for it
    package init(_ paths: [String], instrument: String) throws {
        let problems = Problems()
        var found: [String: (path: String, cards: [(name: String, cell: String)])] = [:]
        for path in paths {
            for file in Self.files(at: path, instrument, problems) {
                guard let cards = Self.cards(file.path, problems) else { continue }
                if let first = found[file.id] {
                    problems.report(
                        Diagnostic(
                            .note, .leftOut, at: SourcePosition(file: file.path, line: 1, column: 1),
                            "\(first.path) is for '\(file.id)' too, and comes first, so this file is left out"))
                } else {
                    found[file.id] = (file.path, cards)
                }
            }
        }
        try problems.throwIfErrors()
        guard !found.isEmpty else {
            problems.error(
                .leftOut, at: nil, "no file corrects an observation of '\(instrument)'",
                hint: "the files are called \(instrument)-OBSERVATION_ID.yaml; name a folder that holds some")
            throw DiagnosticsError(problems.sorted)
        }
        let lines = found.sorted { $0.key < $1.key }.map { (id: $0.key, cards: $0.value.cards) }
        table = CorrectionTable.text(of: lines)
        observations = lines.count
        inputs = found.values.map(\.path)
        cards = Set(lines.flatMap { $0.cards.map(\.name) }).count
        diagnostics = problems.sorted
    }

    /// The correction files of an instrument at a path, by name.
    private static func files(
        at path: String, _ instrument: String, _ problems: Problems
    ) -> [(path: String, id: String)] {
        let paths: [String]
        if FileSystem.isFolder(path) {
            guard let names = FileSystem.names(in: path) else {
                problems.error(
                    .unreadable, at: nil, "the folder \(path) cannot be read", hint: "look at its permissions")
                return []
            }
            paths = names.map { "\(path)/\($0)" }
        } else {
            paths = [path]
        }
        var others: [String] = []
        let files = paths.compactMap { path -> (path: String, id: String)? in
            let name = path.split(separator: "/").last.map(String.init) ?? path
            guard name.hasPrefix("\(instrument)-"), name.hasSuffix(".yaml"), name.utf8.count > instrument.utf8.count + 6
            else {
                others.append(name)
                return nil
            }
            let id = String(name.dropFirst(instrument.count + 1).dropLast(5))
            guard CorrectionTable.isWritable(id: id) else {
                problems.error(
                    .wrongType, at: SourcePosition(file: path, line: 1, column: 1),
                    "\(DisplayText.quoted(id)) cannot be the id of one observation in a table",
                    hint: "write the correction into corrections.yaml by hand")
                return nil
            }
            return (path, id)
        }
        if let first = others.first {
            problems.report(
                Diagnostic(
                    .note, .leftOut, at: nil,
                    "\(path): \(DisplayText.counted(others.count, "file")) not called \(instrument)-….yaml, such as \(first), left out"
                ))
        }
        return files
    }

    /// The cards of a file with the cells of a table; nil for a file that says nothing, and for one that no table can hold.
    private static func cards(_ path: String, _ problems: Problems) -> [(name: String, cell: String)]? {
        let document: Document
        do {
            document = try Document.read(path: path)
        } catch {
            problems.report(DiagnosticsError(error).diagnostics)
            return nil
        }
        problems.report(document.duplicateKeys)
        if document.root.isNull {
            problems.report(
                Diagnostic(.note, .leftOut, at: document.root.position, "the file says nothing, so it is left out"))
            return nil
        }
        guard document.root.kind == .mapping else {
            document.root.wrongType("a map of cards", problems)
            return nil
        }
        var cards: [(name: String, cell: String)] = []
        var seen: Set<String> = []
        for (key, value) in document.root.entries {
            let name = Keyword(key.text ?? "").name.uppercased()
            if name.isEmpty || name.utf8.contains(where: { $0 < 0x20 }) {
                problems.error(
                    .wrongType, at: value, "\(DisplayText.quoted(key.text ?? "")) is no name of a card",
                    hint: "correct it")
            } else if !seen.insert(name).inserted {
                problems.error(.duplicateKey, at: key, "the card \(name) stands here twice", hint: "keep one")
            } else if value.kind != .scalar {
                problems.error(
                    .wrongType, at: value, "the value of \(name) is no number and no text",
                    hint: "a card holds one value")
            } else if let peer = YAML11.reading(of: value) {
                problems.error(
                    .guessedValue, at: value,
                    "\(value.text ?? "") is \(peer) to the peer, whose files these are, and is read otherwise here",
                    hint: "write what is meant: a text in quotes, or a decimal number")
            } else if let cell = CorrectionTable.cell(HeaderDump.value(value)) {
                cards.append((name, cell))
            } else {
                problems.error(
                    .wrongType, at: value, "a table cannot hold the value of \(name)",
                    hint: "write the correction into corrections.yaml by hand")
            }
        }
        return cards
    }
}

extension Diagnostic.Code {
    /// Something that is not brought over, compared or imported.
    package static let leftOut = Self(rawValue: "left-out")
}
