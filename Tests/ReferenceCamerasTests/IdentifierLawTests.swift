import Foundation
import ObsKit
import ObsTime
import ObsTranslation
import ReferenceCameras
import TestSupport
import Testing

/// The laws of identifiers over generated cases for every instrument.
///
/// OBSKIT_CASES says how many cases are made for each instrument. The integers of different values differ because an integer gives the values back.
@Suite("Laws of the identifiers of the reference cameras")
struct IdentifierLawTests {
    private static let catalog = InstrumentCatalog(linked: ReferenceCameras.all)
    /// The instruments, but those whose layouts another one has, as most cameras of an observatory have.
    static let names: [String] = {
        var seen: Set<[IdentifierLayout]> = []
        return catalog.instrumentNames.filter { name in
            guard let scheme = try? catalog.instrument(named: name).identifiers else { return true }
            return seen.insert(scheme.layouts.map(\.layout)).inserted
        }
    }()
    private static let cases = ProcessInfo.processInfo.environment["OBSKIT_CASES"].flatMap { Int($0) } ?? 10_000

    @Test("pack and unpack undo each other, and refuse the rest", arguments: names)
    func laws(_ name: String) throws {
        let scheme = try Self.catalog.instrument(named: name).identifiers
        let seed = UInt64(20_261_130)
        var generator = SeededGenerator(seed: seed)
        let forms = scheme.layouts.flatMap { name, layout in layout.forms.map { (name, layout, $0) } }
        try #require(!forms.isEmpty)
        for (name, layout, form) in forms {
            let sample = try FormSample(scheme, name, layout, form)
            for _ in 0..<Self.cases / forms.count {
                if let fault = try sample.fault(&generator) {
                    Issue.record("seed \(seed): \(name): \(fault)")
                    return
                }
            }
        }
    }

    @Test("an exposure as a whole and its parts give one integer", arguments: names)
    func wholeAndParts(_ name: String) throws {
        let scheme = try Self.catalog.instrument(named: name).identifiers
        let exposures = try #require(scheme.exposure)
        let seed = UInt64(11_301)
        var generator = SeededGenerator(seed: seed)
        for (name, layout) in scheme.layouts where name != "exposure_id" {
            let others = try #require(layout.forms.first).parts.filter { part in
                part.name != "exposure" && !exposures.partNames.contains(part.name)
            }
            for form in exposures.forms where !form.parts.contains(where: { $0.name == "exposure" }) {
                var made = 0
                for _ in 0..<1_000 {
                    var own: [String: IdentifierValue] = [:]
                    for part in others { own[part.name] = part.random(&generator) }
                    var parts: [String: IdentifierValue] = [:]
                    for part in form.parts { parts[part.name] = part.random(&generator) }
                    let exposure = try exposures.pack(parts)
                    let whole = try? scheme.compose(name, values: own.merging(["exposure": .integer(exposure)]) { $1 })
                    let apart = try? scheme.compose(name, values: own.merging(parts) { $1 })
                    #expect(whole == apart, "seed \(seed): \(name) \(own) \(parts)")
                    if whole != nil { made += 1 }
                }
                #expect(made > 0, "\(name)")
            }
        }
    }
}

/// A form of a layout, and what puts its parts together.
private struct FormSample {
    private let layout: IdentifierLayout
    private let parts: [IdentifierLayout.Part]
    private let range: ClosedRange<Int>
    private let composer: IdentifierComposer

    init(_ scheme: IdentifierScheme, _ name: String, _ layout: IdentifierLayout, _ form: IdentifierLayout.Form) throws {
        self.layout = layout
        parts = form.parts
        range = form.range
        composer = try scheme.composer(of: name, from: parts.map(\.name))
    }

    /// Which law a generated case breaks; nil when it keeps all.
    func fault(_ generator: inout SeededGenerator) throws -> String? {
        var values = parts.map { $0.random(&generator) }
        let number = Int.random(in: range, using: &generator)
        if let parts = try? layout.unpack(number), try layout.pack(parts.values) != number {
            return "\(number) comes back as another integer from \(parts)"
        }
        let identifier: Int
        do {
            identifier = try composer.compose { values[$0] }
        } catch {
            // The product of the largest values of an open part exceeds 64 bits.
            return error.code == .outOfRange && parts.last?.size == nil ? nil : "\(values): \(error)"
        }
        let back = try layout.unpack(identifier)
        let expected = merged(values)
        for (part, value) in zip(back.parts, expected) where part.value != value {
            return "\(values) come back from \(identifier) as \(back)"
        }
        guard try layout.pack(back.values) == identifier else { return "\(back) is another integer than \(identifier)" }
        let place = generator.integer(0...parts.count - 1)
        guard let outside = parts[place].outside(&generator) else { return nil }
        values[place] = outside
        if let identifier = try? composer.compose({ values[$0] }) { return "\(values) give \(identifier)" }
        return nil
    }

    /// The values with the words that others go on for.
    private func merged(_ values: [IdentifierValue]) -> [IdentifierValue] {
        guard let place = parts.firstIndex(where: { $0.name == "day" }), case .integer(let day) = values[place] else {
            return values
        }
        return zip(parts, values).map { part, value in
            let merger = layout.mergers.first { $0.part == part.name && .word($0.word) == value && day > $0.lastDay }
            return merger.map { .word($0.successor) } ?? value
        }
    }
}

extension IdentifierLayout.Part {

    /// A value that there is room for.
    fileprivate func random(_ generator: inout SeededGenerator) -> IdentifierValue {
        let isBound = generator.integer(0...9) == 0
        switch encoding {
        case .number(let first):
            let range = range ?? first...(first + (size ?? Int.max) - 1)
            return .integer(isBound ? generator.pick([range.lowerBound, range.upperBound]) : generator.integer(range))
        case .calendarDay(let first):
            let range = range ?? first...(first + (size ?? 1) - 1)
            while true {
                let day = CalendarDay(modifiedJulianDay: generator.integer(51_544...420_000)).yyyymmdd
                if range.contains(day) { return .integer(day) }
            }
        case .dayCount(let since):
            let last = (size ?? 1) - 1
            let count = isBound ? generator.pick([0, last]) : generator.integer(0...last)
            return .integer(CalendarDay(modifiedJulianDay: since.modifiedJulianDay + count).yyyymmdd)
        case .words(let numbers, _): return .word(generator.pick(numbers.keys.sorted()))
        }
    }

    /// A value that there is no room for; nil where a part has room for all.
    fileprivate func outside(_ generator: inout SeededGenerator) -> IdentifierValue? {
        switch encoding {
        case .number(let first):
            let below = (range?.lowerBound ?? first) - generator.integer(1...1_000)
            guard let above = range?.upperBound ?? size.map({ first + $0 - 1 }), generator.integer(0...1) == 0 else {
                return .integer(below)
            }
            return .integer(above + generator.integer(1...1_000))
        case .calendarDay, .dayCount:
            return .integer(generator.pick([20_250_229, 20_251_301, -20_250_101, 0, 2_025_010]))
        case .words: return .word(generator.pick(["", " ", "o", "0", "XX", "O "]))
        }
    }
}
