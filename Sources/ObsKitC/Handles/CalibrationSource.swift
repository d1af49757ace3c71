internal import CObsKit
internal import Glibc
internal import ObsCalibrations
internal import ObsDocuments
internal import ObsKit
internal import ObsRegistry
internal import ObsText
internal import ObsTime

/// What is behind an obk_calibrations.
final class CalibrationSource: HandleObject {
    static let kind = HandleKind.calibrations

    private enum Content {
        case index(CalibrationIndex)
        case context(PinnedContext)
        case registry(Registry, [String])
    }

    private let content: Content

    private init(_ content: Content) { self.content = content }

    convenience init(curatedBy instrument: Instrument) throws { self.init(.index(try instrument.curatedIndex())) }

    convenience init(context path: String) throws { self.init(.context(try PinnedContext(path: path))) }

    convenience init(registry path: String, _ collections: [String], patience: Double) throws {
        self.init(.registry(try Registry.open(path: path, readOnly: true, patience: patience), collections))
    }

    /// The answer to a question.
    ///
    /// - Throws: `CalibrationMiss`, `CalibrationError`, `RegistryError`
    func answer(_ question: Question, tracing: Bool = false) throws -> CalibrationAnswer {
        switch content {
        case .index(let index): return try index.answer(question.query, tracing: tracing)
        case .context(let context): return try context.answer(question.query, tracing: tracing)
        case .registry(let registry, let collections):
            return try registry.read {
                try $0.of(instrument: question.instrument).answer(question.query, in: collections, tracing: tracing)
            }
        }
    }

    /// The answers to questions; all of a registry see the same state of it.
    func answers(_ questions: [Question]) throws -> [Result<CalibrationAnswer, any Error>] {
        guard case .registry(let registry, let collections) = content else {
            return questions.map { question in Result { try answer(question) } }
        }
        return try registry.read { reading in
            questions.map { question in
                Result { try reading.of(instrument: question.instrument).answer(question.query, in: collections) }
            }
        }
    }

    /// The calibrations of an exposure.
    func answers(for exposure: Exposure, kinds: [String]?) throws -> [ExposureAnswer] {
        switch content {
        case .index(let index): try index.answers(for: exposure, kinds: kinds)
        case .context(let context): try context.answers(for: exposure, kinds: kinds)
        case .registry(let registry, let collections):
            try registry.answers(for: exposure, in: collections, kinds: kinds)
        }
    }
}

/// A question of the caller.
struct Question {
    var query: CalibrationQuery
    let instrument: String?

    /// Reads what the caller gave.
    ///
    /// - Throws: `CallError`, `CalibrationError`, `DiagnosticsError`
    init(_ place: UnsafePointer<obk_query>?) throws {
        let given = unsafe try given(place, "query")
        guard unsafe given.detector >= -1 else {
            throw CallError.wrong("query->detector", unsafe "is \(given.detector); -1 is for kinds without one")
        }
        instrument = unsafe try optionalText(given.instrument, "query->instrument")
        let kind = unsafe try text(given.kind, "query->kind")
        let (begin, end) = unsafe (
            Instant(nanosecondsTAI: given.begin_tai_ns), Instant(nanosecondsTAI: given.end_tai_ns)
        )
        let interval =
            begin == end ? try CalibrationDates.interval(of: begin) : try Validity(begin: begin, end: end)
        query = unsafe CalibrationQuery(
            kind, detector: given.detector == -1 ? nil : Int(given.detector),
            filter: try optionalText(given.filter, "query->filter"),
            state: try optionalText(given.state_json, "query->state_json").map(Self.state) ?? [:], during: interval)
    }

    private static func state(_ json: String) throws -> [String: KeyValue] {
        let document = try Document.json(text: json, file: "state_json")
        let problems = Problems()
        var state: [String: KeyValue] = [:]
        guard document.root.kind == .mapping else {
            document.root.wrongType("an object of names and values", problems)
            throw DiagnosticsError(problems.sorted)
        }
        for (key, value) in document.root.entries {
            if let name = key.text, let value = KeyValue(value, problems) { state[name] = value }
        }
        if !problems.isEmpty { throw DiagnosticsError(problems.sorted) }
        return state
    }
}

extension obk_answer {
    /// What a question came to; the texts are the caller's.
    init(kind: String, detector: Int?, _ result: Result<CalibrationAnswer, any Error>) {
        unsafe self.init()
        unsafe self.kind = unsafe ownText(kind)
        unsafe self.detector = detector.map { Int32(clamping: $0) } ?? -1
        switch result {
        case .success(let answer):
            unsafe found = 1
            unsafe dataset = unsafe ownText("\(answer.dataset.id)")
            unsafe collection = unsafe ownText(answer.certification.collection)
            unsafe uri = unsafe ownText(answer.dataset.uri)
            unsafe begin_tai_ns = answer.certification.validity.begin?.nanoseconds ?? .min
            unsafe end_tai_ns = answer.certification.validity.end?.nanoseconds ?? .max
            unsafe status = Status.ok.value
        case .failure(let error):
            let failure = Failure(error)
            unsafe problem = unsafe failure.texts[1].flatMap { unsafe strdup($0) }
            unsafe status = failure.status.value
        }
    }

    /// Frees the texts.
    mutating func clear() {
        unsafe free(kind)
        unsafe free(dataset)
        unsafe free(collection)
        unsafe free(uri)
        unsafe free(problem)
        unsafe (kind, dataset, collection, uri, problem) = (nil, nil, nil, nil, nil)
    }
}
