/// What people read of files of packages: for each an example, and tables of the keys.
package struct FormatDocument {
    private let files: [FileFormat]
    /// What stands above the table of each format, by the identity of the format.
    private var headings: [ObjectIdentifier: String] = [:]
    /// The formats of each file that no file before it has.
    private var sections: [[MappingFormat]] = []

    /// Arranges what is said of some files.
    package init(_ files: [FileFormat]) {
        self.files = files
        var taken: Set<String> = []
        for file in files {
            var own: [MappingFormat] = []
            for format in file.root.inner where headings[ObjectIdentifier(format)] == nil {
                var heading = format.title
                if !taken.insert(heading).inserted { heading += " of \(file.path.split(separator: "/").last ?? "")" }
                taken.insert(heading)
                headings[ObjectIdentifier(format)] = heading
                own.append(format)
            }
            sections.append(own)
        }
    }

    /// The sections of PackageFiles.md.
    package var markdown: String {
        zip(files, sections).map { file, formats in
            var text = "\n## \(file.path)\n\n\(file.about)\n\n```yaml\n\(file.example)```\n\n\(table(file.root))"
            for format in formats where format !== file.root {
                let about = format.about.isEmpty ? "" : "\(format.about)\n\n"
                text += "\n### \(heading(format))\n\n\(about)\(table(format))"
            }
            return text
        }.joined()
    }

    private func heading(_ format: MappingFormat) -> String { headings[ObjectIdentifier(format)] ?? format.title }

    private func table(_ format: MappingFormat) -> String {
        let rows = format.keys.map { key in
            let cells = [
                "`\(key.name)`", key.about, key.values { "[\(heading($0))](#\(Self.anchor(heading($0))))" },
                format.whenAbsent(key), "`\(key.example)`",
            ]
            return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
        }
        return "| key | meaning | value | default | example |\n|---|---|---|---|---|\n" + rows.joined()
    }

    /// How pages of GitHub and DocC name the place of a heading.
    private static func anchor(_ heading: String) -> String {
        String(
            heading.lowercased().compactMap { letter in
                if letter == " " { return "-" }
                return letter.isLetter || letter.isNumber || letter == "-" || letter == "_" ? letter : nil
            })
    }
}

extension MappingFormat {
    /// What it describes, without an article.
    package var title: String {
        for article in ["a ", "an "] where what.hasPrefix(article) { return String(what.dropFirst(article.count)) }
        return what
    }

    /// What holds where a key is not there, or that it must be.
    package func whenAbsent(_ key: any DescribedKey) -> String { needs(key) ? "required" : key.whenAbsent ?? "" }
}

extension DescribedKey {
    /// What is written behind it, with the unit.
    package func values(_ named: (MappingFormat) -> String) -> String {
        form.words(named) + (unit.map { "; \($0)" } ?? "")
    }
}
