import CObsEmbedded
import FuzzSupport
import Glibc
import ObsFITS
import ObsKit
import ObsText

/// Reads a camera package whose files are changed, and translates a header by whatever rules come out.
///
/// The files stand one behind the other, each behind a line `@ PATH`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPackages(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let package = unsafe InputPackage(FuzzInput(start, count).bytes)
    let catalog = InstrumentCatalog(linked: [package])
    for diagnostic in catalog.diagnostics { precondition(!diagnostic.description.isEmpty) }
    for name in catalog.instrumentNames {
        do {
            let instrument = try catalog.instrument(named: name)
            let report = instrument.translator.translate(header)
            for property in ["exposure_id", "datetime_begin"] { _ = report.failures.first { $0.property == property } }
            _ = report.failureGroups
        } catch let error as DiagnosticsError {
            precondition(!error.diagnostics.isEmpty)
        } catch {
            preconditionFailure("\(error)")
        }
    }
    package.free()
    return 0
}

/// A header that has a card of each kind of value.
private let header = Header(cards: [
    Card("INSTRUME", .string("Foo")), Card("TELESCOP", .string("Bar")), Card("EXPTIME", .real(30.5)),
    Card("EXPNUM", .integer(17)), Card("DATE-OBS", .string("2021-02-03T04:05:06.789")),
    Card("RA", .string("01:02:03.4")),
    Card("DEC", .string("-05:06:07")), Card("FILTER", .string("r")), Card("DETECTOR", .integer(1)),
    Card("OBSTYPE", .string("science")), Card("SHUTTER", .logical(true)), Card("BLANK1", .string(" ")),
])

@safe
private struct InputPackage: LinkedPackage, @unchecked Sendable {
    let name: String
    let files: EmbeddedFiles
    private let memory: [UnsafeMutableRawPointer]

    init(_ bytes: [UInt8]) {
        var table: [obs_embedded_file] = unsafe []
        var memory: [UnsafeMutableRawPointer] = unsafe []
        func keep(_ bytes: some Collection<UInt8>) -> UnsafeMutablePointer<UInt8> {
            let place = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 1)
            for (offset, byte) in bytes.enumerated() { unsafe place[offset] = byte }
            unsafe place[bytes.count] = 0
            unsafe memory.append(UnsafeMutableRawPointer(place))
            return unsafe place
        }
        var content: [UInt8] = []
        var path: [UInt8]?
        func end() {
            guard let path else { return }
            let name = unsafe UnsafeRawPointer(keep(path)).assumingMemoryBound(to: CChar.self)
            unsafe table.append(obs_embedded_file(path: name, bytes: UnsafePointer(keep(content)), size: content.count))
        }
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.starts(with: Array("@ ".utf8)) {
                end()
                (path, content) = (line.dropFirst(2).filter { $0 != 0 }, [])
            } else {
                content += line + [0x0A]
            }
        }
        end()
        let entries = unsafe UnsafeMutablePointer<obs_embedded_file>.allocate(capacity: max(table.count, 1))
        unsafe entries.initialize(from: table, count: table.count)
        unsafe memory.append(UnsafeMutableRawPointer(entries))
        unsafe self.memory = unsafe memory
        files = unsafe EmbeddedFiles(table: entries, count: table.count)
        name = "Foo"
    }

    /// Gives the memory back: nothing of the package is used any more.
    func free() { unsafe memory.forEach { unsafe $0.deallocate() } }
}
