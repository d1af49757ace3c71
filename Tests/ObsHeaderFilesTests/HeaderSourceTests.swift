import ObsDocuments
import ObsFITS
import ObsHeaderFiles
import ObsText
import ObsTranslation
import PackageSupport
import TestSupport
import Testing

@testable import ObsKit

@Suite("HeaderSource")
struct HeaderSourceTests {
    /// Every source of the same headers.
    private func sources(_ samples: HeaderFileSamples, mosaic: Bool) throws -> [(String, [any HeaderSource])] {
        let name = mosaic ? "mosaic.fits" : "toy.fits"
        let path =
            mosaic
            ? try samples.writeMosaic(to: name) : try samples.write(toy: 7, to: name, more: HeaderFileSamples.odd)
        let file = FileSource(path: path)
        let headers = try file.headers()
        let record = HeaderRecord(reading: path, named: name, content: .metadata, catalog: samples.catalog)
        let again = try HeaderRecord(try Document.json(record.line, file: "record").root)
        let index = "\(samples.folder.path)/_index.json"
        let builder = try IndexBuilder(
            path: index, files: [.init(name: name, path: path)], content: .metadata, catalog: samples.catalog)
        for one in builder.pending {
            try builder.add(IndexBuilder.record(of: one, content: .metadata, catalog: samples.catalog))
        }
        _ = try builder.finish()
        var all: [(String, [any HeaderSource])] = [
            ("FITSSource", [FITSSource(path: path)]), ("FileSource", [file]),
            ("MemorySource", [MemorySource(headers: headers, name: name)]), ("HeaderRecord", [record]),
            ("HeaderRecord, read", [again]),
            ("HeaderSources of a record", try HeaderSources.at(path: IndexBuilder.recordPath(for: index))),
        ]
        if !mosaic {
            try Sidecar.write(for: path, content: .metadata, catalog: samples.catalog)
            all.append(("Sidecar", [try Sidecar(path: Sidecar.path(for: path))]))
            all.append(("HeaderSources of a sidecar", try HeaderSources.at(path: Sidecar.path(for: path))))
        }
        all.append(("HeaderIndex", try HeaderIndex(path: index).entries))
        all.append(("HeaderSources of an index", try HeaderSources.at(path: index)))
        return all
    }

    @Test("gives the same observations, whatever it is", arguments: [false, true])
    func same(_ mosaic: Bool) throws {
        let samples = try HeaderFileSamples()
        let all = try sources(samples, mosaic: mosaic)
        let expected = try samples.infos(all[0].1[0])
        #expect(expected.count == (mosaic ? 2 : 1))
        for (what, sources) in all.dropFirst() {
            let found = try sources.flatMap { source -> [ObservationInfo] in
                // An entry of an index is a header by itself, without the extension's condition on the HDU.
                try samples.infos(source)
            }
            #expect(found == expected, "\(what)")
        }
    }

    @Test("gives the same headers again, none after the last", arguments: [false, true])
    func laws(_ mosaic: Bool) throws {
        let samples = try HeaderFileSamples()
        for (what, sources) in try sources(samples, mosaic: mosaic) {
            for source in sources {
                let first = try source.headers()
                let second = try source.headers()
                #expect(!first.isEmpty, "\(what)")
                #expect(first.map(\.hdu) == second.map(\.hdu), "\(what)")
                #expect(first.map { Array($0.header) } == second.map { Array($0.header) }, "\(what)")
                #expect(first.map(\.hdu) == first.map(\.hdu).sorted(), "\(what)")
                let stream = try source.open()
                #expect(try stream.next().map { Array($0.header) } == Array(first[0].header), "\(what)")
                #expect(try stream.rest().count == first.count - 1, "\(what)")
                #expect(try stream.next() == nil, "\(what)")
            }
        }
    }

    @Test("keeps every sort of value in a record, without loss")
    func lossless() throws {
        let samples = try HeaderFileSamples()
        let path = try samples.write(toy: 7, to: "odd.fits", more: HeaderFileSamples.odd)
        let record = HeaderRecord(reading: path, named: "odd.fits", content: .metadata, catalog: samples.catalog)
        let again = try HeaderRecord(try Document.json(record.line, file: "record").root)
        let cards = try FITSSource(path: path).headers().map { $0.header.map { Card($0.keyword, $0.value) } }
        #expect(try again.headers().map { Array($0.header) } == cards)
        #expect(again.line == record.line)
        let rare = Header(cards: [
            Card("A", .malformed("1.2.3")), Card("B", .real(.infinity)), Card("C", .real(-.infinity)),
            Card("D", .complex(.infinity, 2)), Card("Mixed", .largeInteger("-55700500000000067457")),
        ])
        var writer = JSONWriter()
        CardCoding.write(rare, to: &writer)
        let problems = Problems()
        #expect(Array(CardCoding.header(try Document.json(writer.bytes, file: "x").root, problems)) == Array(rare))
        #expect(problems.isEmpty)
        writer = JSONWriter()
        writer.beginObject()
        let unwritable = CardCoding.writeMembers(of: rare, to: &writer)
        writer.endObject()
        #expect(unwritable == ["A", "B", "C", "D"])
        #expect(
            writer.text == #"{"A":"1.2.3","B":null,"C":null,"D":"(inf, 2.0)","Mixed":-55700500000000067457}"#)
        let peer = try FileSource(bytes: writer.bytes, name: "peer").headers()[0].header
        #expect(peer["MIXED"] == .largeInteger("-55700500000000067457") && peer.contains("mixed"))
    }

    @Test("refuses cards that are written otherwise", arguments: ["[[1, 2]]", "[[\"A\"]]", "[[\"A\", {}]]", "{}"])
    func badCards(_ text: String) throws {
        let problems = Problems()
        _ = CardCoding.header(try Document.json(text: text, file: "x").root, problems)
        #expect(problems.hasErrors)
    }

    @Test("says that observations cannot be translated again")
    func translated() throws {
        let samples = try HeaderFileSamples()
        let path = try samples.write(toy: 7, to: "toy.fits")
        let record = HeaderRecord(reading: path, named: "toy.fits", content: .translated, catalog: samples.catalog)
        #expect(codes { _ = try record.headers() } == ["no-cards"])
        try Sidecar.write(for: path, content: .translated, catalog: samples.catalog)
        #expect(codes { _ = try Sidecar(path: Sidecar.path(for: path)).headers() } == ["no-cards"])
    }
}
