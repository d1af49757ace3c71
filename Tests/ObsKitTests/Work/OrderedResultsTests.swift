import Foundation
import ObsFITS
import ObsText
import ObsTranslation
import PackageSupport
import Synchronization
import TestSupport
import Testing

@testable import ObsKit

/// Work on many files: order, back-pressure, cancellation, isolation, headers that are not kept.
@Suite("OrderedResults")
struct OrderedResultsTests {
    /// Counts what goes on at a time.
    private final class Meter: Sendable {
        private let state = Mutex((running: 0, most: 0, begun: 0))

        func measure<Value>(_ body: () -> Value) -> Value {
            state.withLock {
                $0.running += 1
                $0.begun += 1
                $0.most = max($0.most, $0.running)
            }
            defer { state.withLock { $0.running -= 1 } }
            return body()
        }

        var most: Int { state.withLock { $0.most } }
        var begun: Int { state.withLock { $0.begun } }
    }

    @Test("gives results in the order of the items, whoever is quicker", arguments: [1, 3, 16])
    func order(_ jobs: Int) async {
        let meter = Meter()
        let results = OrderedResults(0..<200, jobs: jobs, ahead: 4 * jobs) { item -> [Int] in
            meter.measure {
                usleep(UInt32((item * 7919) % 700))
                return item % 3 == 0 ? [item, -item] : [item]
            }
        }
        var found: [Int] = []
        for await result in results { found.append(result) }
        var expected: [Int] = []
        for item in 0..<200 { expected += item % 3 == 0 ? [item, -item] : [item] }
        #expect(found == expected)
        #expect(meter.most <= jobs)
        #expect(jobs == 1 || meter.most > 1)
    }

    @Test("begins no more than was allowed while nobody asks, and asks for items only then")
    func backPressure() async throws {
        let meter = Meter()
        var pulled = 0
        let items = (0..<10_000).lazy.map { item -> Int in
            pulled += 1
            return item
        }
        let results = OrderedResults(items, jobs: 2, ahead: 8) { item in meter.measure { [item] } }
        var iterator = results.makeAsyncIterator()
        #expect(pulled == 0 && meter.begun == 0)
        #expect(await iterator.next() == 0)
        usleep(50_000)
        #expect(meter.begun <= 8)
        #expect(pulled <= 8)
    }

    @Test("hands results over before it waits for an item that is not there yet")
    func notReady() async {
        var (isReady, pulled) = (false, 0)
        let items = (0..<9).lazy.map { item -> Int in
            pulled += 1
            return item
        }
        let results = OrderedResults(items, jobs: 2, ahead: 8, isReady: { isReady }, work: { [$0] })
        var iterator = results.makeAsyncIterator()
        #expect(await iterator.next() == 0)
        #expect(pulled == 1)
        #expect(await iterator.next() == 1)
        #expect(pulled == 2)
        isReady = true
        #expect(await iterator.next() == 2)
        #expect(pulled == 9)
    }

    @Test("ends when its task is cancelled, and begins nothing more")
    func cancelled() async {
        let meter = Meter()
        let task = Task { () -> Int in
            let results = OrderedResults(0..<1_000_000, jobs: 2, ahead: 8) { item -> [Int] in
                meter.measure {
                    usleep(2_000)
                    return [item]
                }
            }
            var count = 0
            for await _ in results { count += 1 }
            return count
        }
        usleep(60_000)
        task.cancel()
        let count = await task.value
        #expect(count < 10_000)
        usleep(30_000)
        let begun = meter.begun
        usleep(30_000)
        #expect(meter.begun == begun)
    }

    @Test("stops when nobody has the iterator any more")
    func dropped() async {
        let meter = Meter()
        for await _ in OrderedResults(
            0..<1_000_000, jobs: 2, ahead: 20_000,
            work: { item in
                meter.measure {
                    usleep(2_000)
                    return [item]
                }
            })
        { break }
        usleep(20_000)
        let begun = meter.begun
        usleep(30_000)
        #expect(meter.begun == begun && begun < 20_000)
    }

    @Test("works while every thread of the cooperative pool is held up")
    func ownThreads() async {
        // Work that waits for its neighbor would never end on a pool of two threads.
        let semaphores = (0..<6).map { _ in DispatchSemaphore(value: 0) }
        let results = OrderedResults(0..<6, jobs: 6, ahead: 6) { item -> [Int] in
            semaphores[item].signal()
            for semaphore in semaphores {
                semaphore.wait()
                semaphore.signal()
            }
            return [item]
        }
        var found: [Int] = []
        for await result in results { found.append(result) }
        #expect(found == Array(0..<6))
    }

    // MARK: Files

    private func night() throws -> (catalog: InstrumentCatalog, folder: TemporaryFolder, good: [String]) {
        let folder = try TemporaryFolder()
        let catalog = InstrumentCatalog(folders: [try SamplePackage().write(to: folder)])
        let good = try (0..<20).map { number in
            try folder.write(
                fits([
                    ("INSTRUME", .string("Toy")), ("EXPNUM", .integer(number)), ("EXPTIME", .real(5)),
                    ("FILTER", .string("red")), ("DATE-OBS", .string("2020-01-02T03:04:05")),
                ]), to: "night/\(number < 10 ? "0" : "")\(number).fits")
        }
        return (catalog, folder, good)
    }

    @Test("of files walk folders, and a bad file or folder costs itself alone", arguments: [1, 4])
    func files(_ jobs: Int) async throws {
        let (catalog, folder, good) = try night()
        let bad = try folder.write("nonsense", to: "night/05b.fits")
        try folder.write("no FITS", to: "empty/a.txt")
        var progress: [WorkProgress] = []
        let results = catalog.translate(
            files: ["\(folder.path)/night", "\(folder.path)/empty", "\(folder.path)/none.fits"], jobs: jobs
        ) { progress.append($0) }
        var names: [String] = []
        var failed: [String] = []
        for await outcome in results {
            names.append(outcome.name)
            if case .failure = outcome.result { failed.append(outcome.name) }
        }
        let others = ["\(folder.path)/empty", "\(folder.path)/none.fits"]
        let expected: [String] = (good + [bad]).sorted() + others
        #expect(names == expected)
        #expect(failed == [bad] + others)
        #expect(progress.map(\.done) == Array(1...23))
        #expect(progress.last == WorkProgress(done: 23, begun: 23, isAllBegun: true))
    }

    @Test("of files keep headers only when they are asked for, and say the same without")
    func headers() async throws {
        let (catalog, folder, good) = try night()
        let other = try Self.flawed(catalog, folder)
        for keeps in [false, true] {
            for await outcome in catalog.translate(files: good + [other], jobs: 2, keepingHeaders: keeps) {
                let report = try #require(try outcome.result.get().observations.first?.report)
                let whole = try #require(try catalog.open(file: outcome.name).translate().observations.first?.report)
                #expect(report.keepsHeaders == keeps)
                #expect(report.header.count == (keeps ? whole.header.count : 0))
                #expect(report.info == whole.info)
                #expect(report.failures == whole.failures)
                #expect(report.failureDiagnostics == whole.failureDiagnostics)
                #expect(report.status == whole.status)
                let explanation = report.explanation(of: .exposureID)
                #expect(explanation.value == whole.explanation(of: .exposureID).value)
                #expect(explanation.cards == (keeps ? whole.explanation(of: .exposureID).cards : []))
                #expect(explanation.reasons.contains { $0.contains("were not kept") } == !keeps)
            }
        }
    }

    /// A file without what its properties need.
    private static func flawed(_ catalog: InstrumentCatalog, _ folder: TemporaryFolder) throws -> String {
        let path = try folder.write(
            fits([("INSTRUME", .string("Toy")), ("FILTER", .string("red"))]), to: "flawed.fits")
        let report = try #require(try catalog.open(file: path).translate().observations.first?.report)
        #expect(!report.failures.isEmpty)
        return path
    }

    @Test("of exposures are one for each file")
    func exposures() async throws {
        let (catalog, folder, good) = try night()
        var ids: [Int?] = []
        for await outcome in catalog.exposures(files: ["\(folder.path)/night"], jobs: 3) {
            ids += try outcome.result.get().map(\.id)
        }
        let expected: [Int?] = Array(good.indices)
        #expect(ids == expected)
    }
}
