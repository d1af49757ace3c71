internal import ObsDocuments
internal import ObsText
internal import ObsTranslation

extension InstrumentPackage {
    /// One warning for all of a package whose rules are of version 1 of the language; nil for any other package.
    ///
    /// The files are only read where one of them says that it is of that version.
    func oldLanguageWarning(locate: Layers.Locator) -> Diagnostic? {
        let paths = descriptions.isEmpty ? yamlFiles() : descriptions.map { $0.entry.path("translation.yaml") }
        guard paths.contains(where: { saysVersion1($0) }) else { return nil }
        let found = descriptions.isEmpty ? readSingleFiles(locate: locate) : readAll(locate: locate)
        return gatheringOldLanguage(found.diagnostics, found.fixes).first { $0.code == .oldLanguage }
    }

    /// Diagnostics with one warning in the place of all that are about the language of the package's own files.
    ///
    /// A package of version 1 has one warning, which names the lines to look at; one of version 2 has a warning for each old
    /// spelling. What is old in another package is that one's.
    func gatheringOldLanguage(_ diagnostics: [Diagnostic], _ fixes: [TextFix]) -> [Diagnostic] {
        let old = diagnostics.filter { $0.code == .oldLanguage && owns($0.place) }
        let kept = diagnostics.filter { $0.code != .oldLanguage }
        guard let place = old.compactMap(\.place).min() else { return kept }
        let marks = Set(fixes.filter { $0.action.isMark && owns($0.place) }.map(\.place))
        let files = Dictionary(grouping: marks, by: \.file).sorted { $0.key < $1.key }.map { file, places in
            let lines = Set(places.map(\.line)).sorted()
            let named = lines.prefix(5).map(String.init).joined(separator: ", ")
            let rest = lines.count > 5 ? " and \(lines.count - 5) more" : ""
            return "\(file.dropFirst(location.utf8.count + 1)) \(lines.count == 1 ? "line" : "lines") \(named)\(rest)"
        }
        let others = files.count > 3 ? " and \(files.count - 3) more files" : ""
        let look = files.isEmpty ? "" : "; look at \(files.prefix(3).joined(separator: ", "))\(others)"
        let warning = Diagnostic(
            .warning, .oldLanguage, at: place,
            "the rules of the package \(name) are of version 1 of the rule language, and the law of version 2 holds for them: "
                + "a refused value ends its rule\(look)",
            hint: folder.map { "run obskit validate --fix \($0)" } ?? "rebuild the program with a newer release of it")
        return [warning] + kept.filter { $0.code != .oldSpelling || !owns($0.place) }
    }

    /// Whether a translation.yaml, or a base of it in this package, names version 1: a look at its text, which is not parsed.
    private func saysVersion1(_ path: String) -> Bool {
        var path = path
        // As many bases as may stand one beneath the other.
        for _ in 0..<16 {
            guard let bytes = try? files.bytes(path) else { return false }
            var base: String?
            // Both lines stand at the top of the file, or behind a comment.
            for line in bytes.prefix(2048).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
                if line.starts(with: "schema".utf8) && Self.contains(line, "obskit/translation/1") { return true }
                if line.starts(with: "extends:".utf8) { base = Self.value(line.dropFirst("extends:".utf8.count)) }
            }
            guard let base, let next = PackagePath.resolve(base, in: path), !base.contains(":") else { return false }
            path = next
        }
        return false
    }

    private static func contains(_ line: ArraySlice<UInt8>, _ text: String) -> Bool {
        var rest = line
        while rest.count >= text.utf8.count {
            if rest.starts(with: text.utf8) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    /// The value of a line, without blanks, quotation marks and a comment.
    private static func value(_ line: ArraySlice<UInt8>) -> String {
        let text = String(decoding: line, as: UTF8.self)
        let plain = text.split(separator: " #", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        return String(plain.filter { $0 != " " && $0 != "\t" && $0 != "'" && $0 != "\"" })
    }
}
