import Foundation
import ObsText
import Testing

/// What the JSON Schemas of Documentation say of the keys of each kind of mapping.
enum SchemaShapes {
    private struct Shape {
        let keys: Set<String>
        let required: Set<String>
        let alternatives: Set<String>
    }

    /// Expects that the keys which a decoder asked for are those of the schemas.
    static func expect(_ decoded: [String: [Problems.KeyUse]], in schemas: [String]) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Documentation/Schemas")
        var shapes: [String: Shape] = [:]
        for name in schemas {
            let data = try Data(contentsOf: folder.appendingPathComponent("\(name).schema.json"))
            collect(try JSONSerialization.jsonObject(with: data), into: &shapes)
        }
        #expect(Set(shapes.keys) == Set(decoded.keys))
        for (what, uses) in decoded {
            guard let shape = shapes[what] else { continue }
            #expect(Set(uses.map(\.name)) == shape.keys, "keys of \(what)")
            let required = Set(uses.filter(\.isRequired).map(\.name))
            #expect(shape.required.isSubset(of: required), "\(what) requires \(shape.required)")
            #expect(required.isSubset(of: shape.required.union(shape.alternatives)), "\(what) requires \(required)")
        }
    }

    private static func collect(_ value: Any, into shapes: inout [String: Shape]) {
        if let list = value as? [Any] { for element in list { collect(element, into: &shapes) } }
        guard let object = value as? [String: Any] else { return }
        if let title = object["title"] as? String, let properties = object["properties"] as? [String: Any] {
            let alternatives = ["oneOf", "anyOf"].flatMap { object[$0] as? [[String: Any]] ?? [] }.flatMap {
                $0["required"] as? [String] ?? []
            }
            #expect(object["additionalProperties"] as? Bool == false, "\(title) allows unknown keys")
            shapes[title] = Shape(
                keys: Set(properties.keys), required: Set(object["required"] as? [String] ?? []),
                alternatives: Set(alternatives))
        }
        for element in object.values { collect(element, into: &shapes) }
    }
}
