public import ObsText

/// The calibration that goes with an exposure, and why.
public struct CalibrationAnswer: Sendable {
    /// What an index makes once of the certifications with the same keys, so that an answer costs one reference, and one that
    /// threads which ask for different detectors do not share.
    final class Table: Sendable {
        struct Entry: Sendable {
            let dataset: CalibrationDataset
            let certification: Certification
        }

        let entries: [Entry]
        let context: ContentHash?

        init(_ entries: [Entry], _ context: ContentHash?) {
            self.entries = entries
            self.context = context
        }

        subscript(place: Int) -> Entry { entries[place] }
    }

    /// A trace is large, and rarely asked for.
    private final class TraceBox: Sendable {
        let trace: CalibrationTrace

        init(_ trace: CalibrationTrace) { self.trace = trace }
    }

    private let table: Table
    private let place: Int
    private let traceBox: TraceBox?

    /// The dataset.
    public var dataset: CalibrationDataset { table[place].dataset }
    /// The statement because of which it is the answer.
    public var certification: Certification { table[place].certification }
    /// The hash of the context in which it was asked; nil when it was asked outside any.
    public var context: ContentHash? { table.context }
    /// What was searched and refused; nil unless it was asked for.
    public var trace: CalibrationTrace? { traceBox?.trace }

    /// An answer.
    package init(
        dataset: CalibrationDataset, certification: Certification, context: ContentHash? = nil,
        trace: CalibrationTrace? = nil
    ) {
        self.init(
            Table([Table.Entry(dataset: dataset, certification: certification)], context), 0,
            trace.map { TraceBox($0) })
    }

    /// The answer of a row of a table.
    @inline(__always)
    init(_ table: Table, _ place: Int) {
        self.init(table, place, nil)
    }

    @inline(__always)
    private init(_ table: Table, _ place: Int, _ trace: TraceBox?) {
        self.table = table
        self.place = place
        traceBox = trace
    }
}
