import Foundation

/// What a JSON Schema says of one kind of mapping.
package struct SchemaShape {
    /// The keys that it knows.
    package let keys: Set<String>
    /// The keys that must be there.
    package let required: Set<String>

    /// The shapes in a schema of Documentation/Schemas, by their titles.
    ///
    /// - Throws: what Foundation throws when the schema cannot be read
    package static func shapes(in name: String) throws -> [String: SchemaShape] {
        let url = Repository.root.appendingPathComponent("Documentation/Schemas/\(name).schema.json")
        var shapes: [String: SchemaShape] = [:]
        collect(try JSONSerialization.jsonObject(with: Data(contentsOf: url)), into: &shapes)
        return shapes
    }

    private static func collect(_ value: Any, into shapes: inout [String: SchemaShape]) {
        if let list = value as? [Any] { for element in list { collect(element, into: &shapes) } }
        guard let object = value as? [String: Any] else { return }
        if let title = object["title"] as? String, let properties = object["properties"] as? [String: Any] {
            shapes[title] = SchemaShape(
                keys: Set(properties.keys), required: Set(object["required"] as? [String] ?? []))
        }
        for element in object.values { collect(element, into: &shapes) }
    }
}
