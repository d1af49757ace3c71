import ObsDocuments
import ObsText

/// Feeds bytes to the YAML loader, the JSON scanner or the pattern language, chosen by the first byte.
///
/// What loads is walked, decoded, written and read again; a difference traps, as does whatever the sanitizers see.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start = unsafe start, count > 0 else { return 0 }
    let bytes = unsafe Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch unsafe start[0] % 3 {
    case 0: fuzzDocument { try Document.yaml(bytes, file: "input", limits: limits) }
    case 1:
        fuzzDocument { try Document.json(bytes, file: "input", allowNonFinite: count % 2 == 0, limits: limits) }
        for line in Document.jsonLines(bytes, file: "input", limits: limits) {
            if case .failure(let error) = line { check(error, bytes) }
        }
    default: fuzzPattern(bytes)
    }
    return 0
}

private let limits = Limits(nodes: 20_000)

private func fuzzDocument(_ load: () throws -> Document) {
    let document: Document
    do {
        document = try load()
    } catch let error as DiagnosticsError {
        precondition(!error.diagnostics.isEmpty && !error.description.isEmpty, "an error says why")
        precondition(error.diagnostics.allSatisfy { ($0.place?.line ?? 1) >= 1 && ($0.place?.column ?? 1) >= 1 })
        return
    } catch {
        preconditionFailure("only DiagnosticsError is thrown, not \(error)")
    }
    let problems = Problems(limit: 50)
    var visited = 0
    walk(document.root, problems, &visited, depth: 0)
    precondition(visited <= limits.nodes + 1, "a walk is bounded")
    _ = problems.sorted.map(\.description)
    guard document.duplicateKeys.isEmpty, !hasOtherKeys(document.root) else { return }
    var json = JSONWriter(pretty: true)
    json.value(document.root)
    guard let again = try? Document.json(json.bytes, file: "json") else { preconditionFailure("our JSON is JSON") }
    var copy = JSONWriter(pretty: true)
    copy.value(again.root)
    precondition(copy.bytes == json.bytes, "JSON gives back what it was given")
    var yaml = YAMLWriter()
    yaml.value(document.root)
    guard let yamlAgain = try? Document.yaml(yaml.bytes, file: "yaml") else { preconditionFailure("our YAML is YAML") }
    var yamlCopy = YAMLWriter()
    yamlCopy.value(yamlAgain.root)
    precondition(yamlCopy.bytes == yaml.bytes, "YAML gives back what it was given")
}

private func walk(_ node: Node, _ problems: Problems, _ visited: inout Int, depth: Int) {
    precondition(depth <= 64, "depth is bounded")
    visited += 1
    precondition(node.position.line >= 1 && node.position.column >= 1)
    _ = (node.tag, node.found, node.isNull)
    switch node.kind {
    case .scalar:
        _ = (node.string(problems), node.integer(problems), node.double(problems, allowNonFinite: true))
        _ = (node.boolean(problems), node.strings(problems))
    case .sequence:
        for element in node.elements { walk(element, problems, &visited, depth: depth + 1) }
        _ = node.doubles(problems)
    case .mapping:
        guard let reader = MappingReader(node, "thing", problems) else { preconditionFailure("a mapping is read") }
        for (number, entry) in node.entries.enumerated() {
            walk(entry.value, problems, &visited, depth: depth + 1)
            guard let key = entry.key.text else { continue }
            precondition(node[key] != nil, "a key that is there is found")
            if number % 3 == 0 { _ = reader.required(key) }
        }
        _ = reader.optional("missing")
        reader.finish()
    }
}

/// Whether some key is a sequence or mapping, which our YAML writer does not write.
private func hasOtherKeys(_ node: Node) -> Bool {
    node.elements.contains(where: hasOtherKeys)
        || node.entries.contains { $0.key.kind != .scalar || hasOtherKeys($0.value) }
}

private func check(_ error: DiagnosticsError, _ bytes: [UInt8]) {
    let lines = bytes.reduce(1) { $0 + ($1 == 0x0A || $1 == 0x0D ? 1 : 0) }
    precondition(error.diagnostics.allSatisfy { ($0.place?.line ?? 1) <= lines }, "a place is in the text")
}

private func fuzzPattern(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let source = String(decoding: parts[0], as: UTF8.self)
    do {
        let pattern = try Pattern(source)
        let raw = parts.count > 1 ? Array(parts[1]) : Array(source.utf8)
        _ = (pattern.matches(utf8: raw.span), pattern.isFound(inUTF8: raw.span))
        let text = String(decoding: raw, as: UTF8.self)
        if let match = pattern.match(text) {
            precondition(match.text == text && match.captures.count == pattern.captureCount)
            precondition(pattern.isFound(in: text), "what matches is found")
        }
        if let found = pattern.firstMatch(in: text) { _ = (found.text, found.captures, found.range) }
    } catch let error as PatternError {
        precondition(
            error.position >= 1 && error.position <= source.unicodeScalars.count + 1, "a place is in the pattern")
    } catch {
        preconditionFailure("only PatternError is thrown, not \(error)")
    }
}
