public import ObsCalibrations
public import ObsText

/// What an exposure gets of one kind of calibration for one detector: a calibration, or why none.
public struct ExposureAnswer: Sendable {
    /// The name of the kind.
    public let kind: String
    /// The id of the detector; nil of a kind without detectors.
    public let detector: Int?
    /// What was asked; nil where the exposure does not say enough to ask.
    public let query: CalibrationQuery?
    /// The calibration, or a `CalibrationMiss` with its trace, or the `CalibrationError` that says what the exposure lacks.
    public let result: Result<CalibrationAnswer, any Error>

    init(kind: String, detector: Int?, query: CalibrationQuery?, result: Result<CalibrationAnswer, any Error>) {
        (self.kind, self.detector, self.query, self.result) = (kind, detector, query, result)
    }

    /// A kind that could not be asked for.
    ///
    /// - Parameters:
    ///   - kind: the name of the kind
    ///   - error: why
    package init(kind: String, failure error: any Error) {
        self.init(kind: kind, detector: nil, query: nil, result: .failure(error))
    }

    /// The calibration; nil where there is none.
    public var answer: CalibrationAnswer? { try? result.get() }
    /// Why there is no calibration; nil where there is one.
    public var failure: (any ObsError)? { if case .failure(let error) = result { error as? any ObsError } else { nil } }
    /// What was searched and refused: of a miss always, of an answer where it was asked for.
    public var trace: CalibrationTrace? {
        switch result {
        case .success(let answer): answer.trace
        case .failure(let error): (error as? CalibrationMiss)?.trace
        }
    }
}

extension Exposure {
    /// Refuses calibrations of another instrument: of an index, a context or a registry.
    ///
    /// - Parameter name: the instrument of the calibrations; nil or empty where they do not say
    /// - Throws: `CalibrationError` (`badKeys`)
    package func require(_ name: String?) throws(CalibrationError) {
        guard let name, !name.isEmpty, name != instrument else { return }
        throw CalibrationError(
            .badKeys,
            "the calibrations are of \(name), and the exposure is of \(instrument); ask for calibrations of \(instrument)"
        )
    }

    /// Asks for the calibrations of the exposure.
    ///
    /// - Parameters:
    ///   - names: the names of kinds; nil for those that it needs
    ///   - detectors: the ids of detectors; nil for the exposure's
    ///   - kinds: the kinds of whoever answers
    ///   - ask: answers a question
    /// - Returns: for each kind, in order, for each detector, in order, what it gets; of a kind without detectors
    ///   one
    /// - Throws: `CalibrationError` (`unknownKind`), and what `ask` throws that is neither it nor a `CalibrationMiss`
    package func answers(
        _ names: [String]?, detectors: [Int]?, kinds: CalibrationKinds,
        ask: (CalibrationQuery) throws -> CalibrationAnswer
    ) throws -> [ExposureAnswer] {
        let wanted = try names?.map { try kinds.kind($0) } ?? kindsNeeded(of: kinds)
        let all: [Int?] = detectors ?? self.detectors
        return try wanted.flatMap { kind in
            let isOfDetectors = kind.detector.map { $0.match != .notApplicable } ?? false
            return try (isOfDetectors && !all.isEmpty ? all : [nil]).map { try answer(kind, $0, ask) }
        }
    }

    private func answer(
        _ kind: CalibrationKind, _ detector: Int?, _ ask: (CalibrationQuery) throws -> CalibrationAnswer
    ) throws -> ExposureAnswer {
        var query: CalibrationQuery?
        let result: Result<CalibrationAnswer, any Error>
        do {
            let asked = try CalibrationQuery(kind, for: self, detector: detector)
            query = asked
            result = .success(try ask(asked))
        } catch  where error is CalibrationMiss || error is CalibrationError {
            result = .failure(error)
        }
        return ExposureAnswer(kind: kind.name, detector: detector, query: query, result: result)
    }
}
