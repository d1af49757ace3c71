/// The header of one HDU of a file, or a header that was dumped or kept elsewhere.
public struct FileHeader: Sendable {
    /// The index of the HDU; 0 is the primary.
    public let hdu: Int
    /// The name of the HDU, if it has one.
    public let name: String?
    /// The header, without what it inherits.
    public let header: Header

    /// A header and the place that it has in its file.
    ///
    /// - Parameters:
    ///   - hdu: the index of the HDU; 0 is the primary
    ///   - name: the name of the HDU, if it has one
    ///   - header: the header, without what it inherits
    public init(hdu: Int, name: String?, header: Header) {
        self.hdu = hdu
        self.name = name
        self.header = header
    }
}

extension FileHeader {
    /// The header of an HDU, with the place that it has in its file.
    package init(_ hdu: HDU) { self.init(hdu: hdu.index, name: hdu.extensionName, header: hdu.header) }
}
