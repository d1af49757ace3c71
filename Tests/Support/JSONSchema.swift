import Foundation
package import ObsDocuments

/// A JSON Schema of Documentation/Schemas, as far as the schemas of outputs use the language.
package struct JSONSchema {
    private let root: Node

    /// The schema of an output, by the name that its objects say: `observation-record`.
    ///
    /// - Throws: `DiagnosticsError` when there is none
    package init(named name: String) throws {
        let path = Repository.root.appendingPathComponent("Documentation/Schemas/\(name).schema.json").path
        root = try Document.read(path: path).root
    }

    /// The objects of a text: of one document, of a list, or of lines of NDJSON.
    ///
    /// - Throws: `DiagnosticsError` when it is no JSON
    package static func objects(in text: String) throws -> [Node] {
        if let document = try? Document.json(text: text, file: "output") {
            return document.root.kind == .sequence ? document.root.elements.map { $0 } : [document.root]
        }
        return try text.split(separator: "\n").map { try Document.json(text: String($0), file: "line").root }
    }

    /// The value of a text of YAML.
    ///
    /// - Throws: `DiagnosticsError` when it is no YAML
    package static func yaml(_ text: String) throws -> Node { try Document.yaml(text: text, file: "sample").root }

    /// What is wrong with a value, each with its path; nothing when it is as the schema says.
    package func problems(of value: Node) -> [String] { problems(value, root, "") }

    private func problems(_ value: Node, _ schema: Node, _ path: String) -> [String] {
        var found: [String] = []
        func fail(_ text: String) { found.append("\(path.isEmpty ? "the value" : path): \(text)") }
        for (key, rule) in schema.entries {
            switch key.text {
            case "$schema", "$id", "$defs", "title", "description", "required", "additionalProperties",
                "patternProperties":
                break
            case "$ref":
                let name = rule.text?.split(separator: "/").last.map(String.init) ?? ""
                guard let other = root["$defs"]?[name] else {
                    fail("the schema has no definition \(name)")
                    continue
                }
                found += problems(value, other, path)
            case "type":
                let names = rule.kind == .sequence ? rule.elements.compactMap(\.text) : [rule.text ?? ""]
                if !names.contains(where: { Self.isOf($0, value) }) {
                    fail("it is no \(names.joined(separator: " or "))")
                }
            case "const": if value.resolved != rule.resolved { fail("it is not \(rule.text ?? "")") }
            case "enum":
                if !rule.elements.contains(where: { $0.resolved == value.resolved }) {
                    fail("it cannot be '\(value.text ?? "")'")
                }
            case "minimum":
                if let least = rule.number, let number = value.number, number < least {
                    fail("it is less than \(least)")
                }
            case "minItems", "maxItems":
                guard value.kind == .sequence, let bound = rule.number else { continue }
                let count = Double(value.elements.count)
                if key.text == "minItems" ? count < bound : count > bound { fail("it has \(Int(count)) elements") }
            case "items":
                for (index, element) in value.elements.enumerated() {
                    found += problems(element, rule, "\(path)[\(index)]")
                }
            case "oneOf":
                let fits = rule.elements.map { problems(value, $0, path) }
                if fits.count(where: \.isEmpty) != 1 {
                    fail("it fits \(fits.count(where: \.isEmpty)) of \(fits.count) forms: \(fits.joined())")
                }
            case "properties": found += members(value, schema, path)
            case let other: fail("the schema uses '\(other ?? "?")', which this check does not know")
            }
        }
        if schema["properties"] == nil, let others = schema["additionalProperties"], others.kind == .mapping {
            for (key, member) in value.entries { found += problems(member, others, "\(path).\(key.text ?? "")") }
        }
        return found
    }

    /// Checks the members of an object whose properties the schema names.
    private func members(_ value: Node, _ schema: Node, _ path: String) -> [String] {
        guard value.kind == .mapping else { return [] }
        var found: [String] = []
        for name in schema["required"]?.elements.compactMap(\.text) ?? [] where value[name] == nil {
            found.append("\(path): there is no \(name)")
        }
        for (key, member) in value.entries {
            let name = key.text ?? ""
            if let rule = schema["properties"]?[name] {
                found += problems(member, rule, "\(path).\(name)")
            } else if let rule = schema["patternProperties"]?.entries.first(where: { pattern, _ in
                pattern.text.map { $0.hasPrefix("^") && name.hasPrefix($0.dropFirst()) } ?? false
            })?.value {
                found += problems(member, rule, "\(path).\(name)")
            } else if schema["additionalProperties"]?.text != "true" {
                found.append("\(path).\(name): the schema does not know it")
            }
        }
        return found
    }

    private static func isOf(_ type: String, _ value: Node) -> Bool {
        switch (type, value.kind, value.resolved) {
        case ("object", .mapping, _), ("array", .sequence, _), ("null", _, .null?), ("boolean", _, .boolean?),
            ("string", _, .string?), ("integer", _, .integer?), ("number", _, .integer?), ("number", _, .double?):
            true
        default: false
        }
    }
}

extension Node {
    fileprivate var number: Double? {
        switch resolved {
        case .integer(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }
}
