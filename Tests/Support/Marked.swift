package import ObsText

/// Sample text in which `▸` marks the places of the expected diagnostics.
package struct Marked {
    /// The name under which the text is read.
    package let file: String
    /// The text without the marks.
    package let text: String
    /// The places of the marks, in order.
    package let places: [SourcePosition]

    /// Takes the marks out of a text.
    package init(_ marked: String, file: String = "sample") {
        var text = ""
        var places: [SourcePosition] = []
        var line = 1
        var column = 1
        for scalar in marked.unicodeScalars {
            if scalar == "▸" {
                places.append(SourcePosition(file: file, line: line, column: column))
                continue
            }
            text.unicodeScalars.append(scalar)
            column += 1
            if scalar == "\n" { (line, column) = (line + 1, 1) }
        }
        self.file = file
        self.text = text
        self.places = places
    }
}
