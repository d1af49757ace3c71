internal import Glibc
public import ObsCalibrations
internal import ObsDocuments
public import ObsText

/// The files of datasets, in one folder.
///
/// A dataset's `uri` is a path from that folder, or a URI with a scheme: `file:` URIs are absolute, all others are not
/// looked at. A path never leads out of the folder, also not by a symbolic link.
public struct DatasetFiles: Sendable {
    /// The folder.
    public let folder: String

    /// The files in a folder.
    public init(folder: String) {
        self.folder = folder
    }

    /// Refuses a path that is absolute or leads out of the folder of the files; a URI with a scheme is no path.
    ///
    /// - Throws: `RegistryError` (`pathLeavesFolder`)
    public static func check(uri: String) throws {
        if scheme(of: uri) != nil { return }
        guard !uri.utf8.contains(0) else {
            throw RegistryError(.pathLeavesFolder, "a path holds no NUL character; name a file")
        }
        guard !uri.hasPrefix("/") else {
            throw RegistryError(
                .pathLeavesFolder,
                "the path \(uri) is absolute; write file://\(uri), or a path from the folder of the files")
        }
        var depth = 0
        for part in uri.split(separator: "/") where part != "." {
            depth += part == ".." ? -1 : 1
            guard depth >= 0 else {
                throw RegistryError(
                    .pathLeavesFolder,
                    "the path \(uri) leads out of the folder of the files; write a path inside it, or a file: URI")
            }
        }
    }

    /// The scheme of a URI (RFC 3986, section 3.1); nil for a path.
    private static func scheme(of uri: String) -> String? {
        guard let colon = uri.utf8.firstIndex(of: UInt8(ascii: ":")), colon != uri.startIndex else { return nil }
        let name = uri[..<colon]
        let isScheme = name.utf8.enumerated().allSatisfy { place, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                place > 0
            default: false
            }
        }
        return isScheme ? name.lowercased() : nil
    }

    /// The absolute path of a file: URI (RFC 8089): `file:/a`, `file:///a` or `file://localhost/a`; nil when it has none.
    private static func path(ofFileURI uri: String) -> String? {
        var rest = Array(uri.utf8.drop { $0 != UInt8(ascii: ":") }.dropFirst())
        if rest.starts(with: "//".utf8) {
            let host = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
            guard host.isEmpty || String(decoding: host, as: UTF8.self).lowercased() == "localhost" else { return nil }
            rest.removeFirst(2 + host.count)
        }
        guard rest.first == UInt8(ascii: "/") else { return nil }
        var bytes: [UInt8] = []
        var place = 0
        while place < rest.count {
            if rest[place] != UInt8(ascii: "%") {
                bytes.append(rest[place])
                place += 1
                continue
            }
            guard place + 2 < rest.count,
                let byte = UInt8(String(decoding: rest[place + 1...place + 2], as: UTF8.self), radix: 16),
                byte != 0
            else { return nil }
            bytes.append(byte)
            place += 3
        }
        return FileName.text(bytes)
    }

    /// Where the file of a dataset is; nil when it is at a URI that is no file.
    ///
    /// - Throws: `RegistryError` (`pathLeavesFolder`, `missingFile`)
    public func path(of dataset: CalibrationDataset) throws -> String? {
        let uri = dataset.uri
        if let scheme = Self.scheme(of: uri) {
            guard scheme == "file" else { return nil }
            guard let path = Self.path(ofFileURI: uri) else {
                throw RegistryError(
                    .missingFile,
                    "\(uri) of \(dataset.kind) \(dataset.id) names no file of this machine; write file:///folder/name, "
                        + "with %20 for a space")
            }
            return try existing(path, dataset)
        }
        try Self.check(uri: uri)
        let path = try existing("\(folder)/\(uri)", dataset)
        guard let real = Self.realPath(path), let root = Self.realPath(folder), real.hasPrefix(root + "/") else {
            throw RegistryError(
                .pathLeavesFolder, "\(path) is a link that leads out of the folder of the files; take it away")
        }
        return path
    }

    private func existing(_ path: String, _ dataset: CalibrationDataset) throws -> String {
        var status = stat()
        let isThere = unsafe path.withFileName({ unsafe stat($0, &status) }) == 0
        if isThere, status.st_mode & S_IFMT == S_IFDIR {
            throw RegistryError(
                .missingFile,
                "\(path) is a folder, and the \(dataset.kind) \(dataset.id) is one file; name the file in it")
        }
        guard isThere, status.st_mode & S_IFMT == S_IFREG else {
            throw RegistryError(
                .missingFile,
                "the file of \(dataset.kind) \(dataset.id), \(path), is not there; bring it back, or move the dataset")
        }
        return path
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = unsafe path.withFileName({ unsafe realpath($0, nil) }) else { return nil }
        defer { unsafe free(real) }
        return unsafe FileName.text(real)
    }

    /// The size and the SHA-256 of the file of a dataset; nil when it is at a URI that is no file.
    ///
    /// - Throws: `RegistryError` (`missingFile`, `pathLeavesFolder`, `unreadable`)
    public func contents(of dataset: CalibrationDataset) throws -> (size: Int, checksum: ContentHash)? {
        guard let path = try path(of: dataset) else { return nil }
        do {
            let bytes = try FileBytes.read(path, limit: Self.largestFile)
            return (bytes.count, ContentHash(of: bytes))
        } catch {
            let said = DiagnosticsError(error).diagnostics.map(\.message)
            throw RegistryError(.unreadable, said.joined(separator: "; "))
        }
    }

    /// The most bytes of a file that is read.
    private static let largestFile = 1 << 30

    /// Checks that the file of a dataset is there and has the size and the checksum that are known of it.
    ///
    /// - Throws: `RegistryError` (`missingFile`, `changedFile`, `pathLeavesFolder`, `unreadable`)
    public func check(_ dataset: CalibrationDataset) throws {
        guard let found = try contents(of: dataset) else { return }
        func changed(_ what: String) -> RegistryError {
            RegistryError(
                .changedFile,
                "the file of \(dataset.kind) \(dataset.id), \(dataset.uri), is not what it was: \(what); "
                    + "bring it back, or add it as a new dataset")
        }
        if let size = dataset.size, size != found.size { throw changed("it has \(found.size) bytes, not \(size)") }
        if let checksum = dataset.checksum, checksum != found.checksum {
            throw changed("its SHA-256 is \(found.checksum), not \(checksum)")
        }
    }
}
