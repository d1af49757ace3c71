import Foundation
import ObsDocuments
import ObsText
import Testing

@testable import ObsGeometry

/// Compares Documentation/Schemas with the keys that the decoder asks for while it reads a sample that uses all of them.
struct CameraSchemaTests {
    /// What a schema says of the keys of one kind of mapping.
    private struct Shape {
        var keys: Set<String>
        var required: Set<String>

        /// Keys that some alternative requires.
        var alternatives: Set<String>
    }

    private static func shapes() throws -> [String: Shape] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Documentation/Schemas")
        var shapes: [String: Shape] = [:]
        for name in ["sensors", "focal-plane", "history"] {
            let data = try Data(contentsOf: folder.appendingPathComponent("\(name).schema.json"))
            try collect(JSONSerialization.jsonObject(with: data), into: &shapes)
        }
        return shapes
    }

    private static func collect(_ value: Any, into shapes: inout [String: Shape]) throws {
        if let list = value as? [Any] { for element in list { try collect(element, into: &shapes) } }
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
        for element in object.values { try collect(element, into: &shapes) }
    }

    @Test("Every key that the decoder asks for is in the schemas, and no other; required ones are required")
    func agreement() throws {
        let problems = Problems(recordingKeys: true)
        for map in [
            "radial: {coefficients_rad_per_mm: [0, 1]}", "inverse_radial: {coefficients_mm_per_rad: [0, 1]}",
            "polynomial: {input_scale_mm: 1, output_scale_arcsec: 1, x: [[0, 0], [1]], y: [[0, 1], [0]]}",
            "affine: {matrix_rad_per_mm: [[1, 0], [0, 1]]}",
            "polynomial: {input_scale_mm: 1, output_scale_rad: 1, x: [[0, 0], [1]], y: [[0, 1], [0]]}",
        ] {
            let node = try Document.yaml(text: map, file: "map.yaml").root
            _ = FieldAnglePatch(node, isChange: false, problems)
        }
        for kind in ["radial", "inverse_radial"] {
            let text = "{from: pixels, unit: px, \(kind): {coefficients: [0, 1]}}"
            _ = ExtraFrame(name: "x", try Document.yaml(text: text, file: "frame.yaml").root, problems)
        }
        _ = try CameraDescription(
            focalPlane: [Document.yaml(text: SampleCamera.focalPlane, file: "focal-plane.yaml").root],
            sensors: [Document.yaml(text: SampleCamera.sensors, file: "sensors.yaml").root],
            history: Document.yaml(text: SampleCamera.history, file: "history.yaml").root, problems: problems)
        let shapes = try Self.shapes()
        let decoded = problems.keys
        #expect(Set(shapes.keys) == Set(decoded.keys))
        for (what, uses) in decoded {
            let shape = try #require(shapes[what], "no schema for \(what)")
            #expect(Set(uses.map(\.name)) == shape.keys, "keys of \(what)")
            let required = Set(uses.filter(\.isRequired).map(\.name))
            #expect(shape.required.isSubset(of: required), "\(what) requires \(shape.required)")
            #expect(required.isSubset(of: shape.required.union(shape.alternatives)), "\(what) requires \(required)")
        }
    }
}
