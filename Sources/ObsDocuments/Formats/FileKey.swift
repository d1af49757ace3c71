package import ObsText

/// A key of a mapping in a file of a package: what its reader, the schema of the file and PackageFiles.md know of it.
///
/// ```swift
/// static let pitch = FileKey("pitch_deg", .finite, "Rotation about the turned y axis, z toward x.", unit: "degrees", default: "0", example: "0.2")
/// ```
package final class FileKey<Value>: DescribedKey {
    package let name: String
    package let about: String
    package let unit: String?
    package let whenAbsent: String?
    package let example: String
    package let form: any DescribedForm
    let read: @Sendable (Node, Problems) -> Value?

    /// Describes a key.
    ///
    /// - Parameters:
    ///   - name: The key as files write it.
    ///   - form: What stands behind it, and how that is read.
    ///   - about: What it says, in a sentence of Markdown.
    ///   - unit: The unit of its numbers.
    ///   - whenAbsent: What holds where the key is not there, in Markdown.
    ///   - example: What may stand behind it, as YAML on one line.
    package init(
        _ name: String, _ form: KeyForm<Value>, _ about: String, unit: String? = nil, default whenAbsent: String? = nil,
        example: String
    ) {
        self.name = name
        self.about = about
        self.unit = unit
        self.whenAbsent = whenAbsent
        self.example = example
        self.form = form
        read = form.read
    }
}

/// What is known of a key, whatever its values are.
package protocol DescribedKey: AnyObject, Sendable {
    /// The key as files write it.
    var name: String { get }
    /// What it says, in a sentence of Markdown.
    var about: String { get }
    /// The unit of its numbers.
    var unit: String? { get }
    /// What holds where the key is not there, in Markdown.
    var whenAbsent: String? { get }
    /// What may stand behind it, as YAML on one line.
    var example: String { get }
    /// What stands behind it.
    var form: any DescribedForm { get }
    /// Whether a value can be read; what is wrong with it is among the problems.
    func accepts(_ node: Node, _ problems: Problems) -> Bool
}

extension FileKey {
    /// Reads what stands behind the key, for who has found that by itself; nil and a reported problem where that cannot be.
    package func value(of node: Node, _ problems: Problems) -> Value? { read(node, problems) }

    package func accepts(_ node: Node, _ problems: Problems) -> Bool { read(node, problems) != nil }
}

extension FileKey where Value == String {
    /// The key of a file that another one starts from.
    package static func extends(_ example: String) -> FileKey {
        FileKey(
            "extends", .text,
            "The file that this one starts from: a path from here, or `PACKAGE:PATH` in another package.",
            default: "none", example: example)
    }
}
