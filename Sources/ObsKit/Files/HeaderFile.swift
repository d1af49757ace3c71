public import ObsFITS
public import ObsTranslation
internal import ObsYAML

/// A file of which the headers matter: FITS in any compression, or a header that was dumped as JSON or YAML.
public struct HeaderFile: Sendable {
    /// The name of the file, as it was given.
    public let path: String
    /// The HDUs that were read, the primary first; a dump is one primary.
    public let hdus: [HDU]

    /// Reads a file's headers, as many as its instrument needs.
    ///
    /// What the file is, is decided by its content: `{` begins JSON; a name that ends in .yaml or .yml is a dump in YAML;
    /// everything else is FITS.
    ///
    /// - Parameters:
    ///   - path: the literal name of the file
    ///   - limit: from the HDUs read so far, how many are needed in all; nil for all of the file
    /// - Returns: the headers
    /// - Throws: `FITSError` or `DiagnosticsError`
    static func read(_ path: String, needing limit: ([HDU]) throws -> Int?) throws -> [HDU] {
        if let dump = try dump(path) { return [HDU(dump: dump)] }
        let reader = try HeaderReader(path: path)
        var hdus: [HDU] = []
        while let hdu = try reader.next() {
            hdus.append(hdu)
            if let limit = try limit(hdus), hdus.count >= limit { break }
        }
        return hdus
    }

    private static func dump(_ path: String) throws -> Header? {
        let name = path.lowercased()
        guard name.hasSuffix(".json") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return nil }
        // A FITS file may have any name.
        if HeaderReader.isFITS(path: path) { return nil }
        return try HeaderDump.header(try Document.read(path: path, allowNonFinite: true).root)
    }
}
