internal import ObsDocuments

/// Prints a list of JSON whose elements are written as soon as they are known.
struct JSONListOutput {
    private var hasBegun = false

    /// Prints an element.
    mutating func print(_ write: (inout JSONWriter) -> Void) {
        var writer = JSONWriter(pretty: true)
        write(&writer)
        print(writer.bytes)
    }

    /// Prints an element that is written already.
    mutating func print(_ element: [UInt8]) {
        Output.result(hasBegun ? ",\n" : "[\n")
        Output.json(element)
        hasBegun = true
    }

    /// Ends the list.
    func finish() { Output.result(hasBegun ? "\n]\n" : "[]\n") }
}
