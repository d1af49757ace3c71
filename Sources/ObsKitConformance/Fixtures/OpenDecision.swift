internal import ObsKit
package import ObsText

/// A question that `obskit new` left to a person, as a comment of a file of the package.
package struct OpenDecision: Sendable {
    /// Where it stands.
    package let place: SourcePosition
    /// The question.
    package let question: String

    /// What a comment that asks begins with.
    package static let mark = "# DECIDE"

    /// The questions of a text, by line.
    ///
    /// - Parameters:
    ///   - text: the text of a file
    ///   - file: the name that places give it
    /// - Returns: the questions, in their order
    package static func all(in text: [UInt8], file: String) -> [OpenDecision] {
        let wanted = Array("DECIDE".utf8)
        var found: [OpenDecision] = []
        var (line, start) = (1, 0)
        var place = 0
        while place < text.count {
            if text[place] == UInt8(ascii: "\n") { (line, start) = (line + 1, place + 1) }
            guard text[place] == UInt8(ascii: "#") else {
                place += 1
                continue
            }
            let column = place - start + 1
            var word = place + 1
            while word < text.count, text[word] == UInt8(ascii: " ") || text[word] == UInt8(ascii: "#") { word += 1 }
            place = word
            guard text[word...].starts(with: wanted) else { continue }
            let rest = text[(word + wanted.count)...].prefix { $0 != UInt8(ascii: "\n") }
            let question = String(
                decoding: rest.drop { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: " ") }, as: UTF8.self)
            found.append(
                OpenDecision(place: SourcePosition(file: file, line: line, column: column), question: question))
        }
        return found
    }
}

extension ConformanceSubject {
    /// The questions that are open in the package's files, by file and line; none of a copy that is compiled in.
    var openDecisions: [OpenDecision] {
        guard let folder = package.folder else { return [] }
        // What is read counts wherever it lies: in a hidden file, or in a package inside of this one.
        return readFiles.union(package.yamlFiles()).sorted().filter { !FileSystem.isLink(folder + "/" + $0) }.flatMap {
            path in
            (try? package.bytes(path)).map { OpenDecision.all(in: $0, file: package.displayName(path)) } ?? []
        }
    }
}
