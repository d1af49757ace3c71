internal import ObsDocuments
internal import ObsFITS
package import ObsText

/// The raws in a zip archive, with the index that LSST's tools put beside them.
///
/// The headers are read out of the raws themselves, where they stand. The index says which members are raws: what it names and
/// is not there is left out with a word, and so is what it does not name unless it is a FITS file.
enum RawZip {
    private static let metadataIndex = "_metadata_index.json"
    private static let butlerIndex = "_butler_zip_index.json"

    /// The raws of an archive.
    ///
    /// - Throws: `FITSError` when a member cannot be looked at; `DiagnosticsError` when there is no raw
    static func sources(of zip: ZipArchive) throws -> HeaderSources {
        let problems = Problems()
        let named = index(of: zip, problems)
        if !zip.members.contains(where: { $0.name == butlerIndex }) {
            problems.warning(
                .incompleteZip, at: nil, "the zip has no \(butlerIndex): a butler does not take it in",
                hint: "the raws in it are read all the same")
        }
        var sources: [any HeaderSource & Sendable] = []
        for member in zip.members where !member.isFolder && member.name != metadataIndex && member.name != butlerIndex {
            let isNamed = named?.contains(member.name) ?? false
            if !isNamed {
                guard try isRaw(member, of: zip) else {
                    problems.warning(
                        .unusedMember, at: nil, "\(member.name) in the zip is no FITS file, and is left out")
                    continue
                }
                if named != nil {
                    problems.warning(
                        .unusedMember, at: nil, "\(member.name) is in the zip and not in its \(metadataIndex)",
                        hint: "it is read all the same")
                }
            }
            sources.append(ZipSource(zip: zip, member: member))
        }
        let there = Set(zip.members.map(\.name))
        let gone = (named ?? []).filter { !there.contains($0) }.sorted()
        if let first = gone.first {
            let rest = gone.count > 1 ? " and \(gone.count - 1) more" : ""
            problems.warning(
                .unusedMember, at: nil, "\(metadataIndex) names \(first)\(rest), which the zip does not hold")
        }
        guard !sources.isEmpty else {
            problems.error(
                .incompleteZip, at: nil, "\(zip.name): the zip holds no FITS file", hint: "name a zip with raws in it")
            throw DiagnosticsError(problems.sorted)
        }
        return HeaderSources(sources: sources, diagnostics: problems.sorted)
    }

    /// The names in the index; nil without a usable one.
    private static func index(of zip: ZipArchive, _ problems: Problems) -> Set<String>? {
        guard let member = zip.members.first(where: { $0.name == metadataIndex }) else {
            problems.warning(
                .incompleteZip, at: nil, "the zip has no \(metadataIndex): a butler does not take it in",
                hint: "the raws in it are read all the same")
            return nil
        }
        do {
            let bytes = try zip.bytes(of: member, limit: Limits.headerFiles.bytes)
            let document = try Document.json(
                bytes, file: zip.path(of: member), allowNonFinite: true, limits: .headerFiles)
            return Set(try HeaderIndex(document).entries.map(\.name))
        } catch {
            let reason = (error as? DiagnosticsError)?.diagnostics.first?.message ?? "\(error)"
            problems.warning(
                .incompleteZip, at: nil, "\(metadataIndex) of the zip cannot be used: \(reason)",
                hint: "the raws in it are read all the same")
            return nil
        }
    }

    /// Whether a member begins as a FITS file does, or as a compressed one.
    private static func isRaw(_ member: ZipArchive.Member, of zip: ZipArchive) throws -> Bool {
        do {
            _ = try HeaderReader(source: try zip.contents(of: member), name: member.name)
            return true
        } catch {
            let code = (error as? FITSError)?.code
            return code != .notFITS && code != .empty
        }
    }
}

/// A raw in a zip archive.
private struct ZipSource: HeaderSource, Sendable {
    let zip: ZipArchive
    let member: ZipArchive.Member

    var name: String { zip.path(of: member) }

    private func source() throws -> RangeSource { RangeSource(ranges: try zip.contents(of: member), name: name) }

    func open() throws -> HeaderStream { try source().open() }
}

extension Diagnostic.Code {
    /// A zip of raws lacks an index, or has no raw.
    package static let incompleteZip = Self(rawValue: "incomplete-zip")
    /// Something in a zip of raws is left out, or is in one of zip and index alone.
    package static let unusedMember = Self(rawValue: "unused-member")
}
