// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsCalibrations
internal import ObsKit
internal import ObsText

@c @implementation
public func obk_calibrations_curated(
    _ catalog: OpaquePointer?, _ instrument: UnsafePointer<CChar>?, _ calibrations: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(calibrations, "calibrations") {
            let catalog = unsafe try object(catalog, Catalog.self, "catalog")
            return unsafe try CalibrationSource(
                curatedBy: catalog.instruments.instrument(named: text(instrument, "instrument")))
        }
    }
}

@c @implementation
public func obk_calibrations_context(
    _ path: UnsafePointer<CChar>?, _ calibrations: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(calibrations, "calibrations") { unsafe try CalibrationSource(context: fileName(path, "path")) }
    }
}

@c @implementation
public func obk_calibrations_registry(
    _ path: UnsafePointer<CChar>?, _ collections: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int,
    _ patience: Double,
    _ calibrations: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(calibrations, "calibrations") {
            guard patience >= 0, patience <= 86_400 else {
                throw CallError.wrong("patience", "is \(patience); 0 to 86,400 seconds are possible")
            }
            let names = unsafe try list(collections, count, "collections").map { unsafe try text($0, "collections") }
            guard !names.isEmpty else { throw CallError.wrong("count", "is 0; name a collection to search") }
            return unsafe try CalibrationSource(registry: fileName(path, "path"), names, patience: patience)
        }
    }
}

@c @implementation
public func obk_calibrations_free(_ calibrations: OpaquePointer?) {
    unsafe HandleTable.shared.remove(calibrations, .calibrations)
}

@c @implementation
public func obk_answer_clear(_ answer: UnsafeMutablePointer<obk_answer>?) { unsafe answer?.pointee.clear() }

@c @implementation
public func obk_calibrations_find(
    _ calibrations: OpaquePointer?, _ query: UnsafePointer<obk_query>?, _ answer: UnsafeMutablePointer<obk_answer>?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try fill(answer, "answer") { unsafe obk_answer() }
        let source = unsafe try object(calibrations, CalibrationSource.self, "calibrations")
        let question = unsafe try Question(query)
        let found = try source.answer(question)
        unsafe try fill(answer, "answer") {
            unsafe obk_answer(kind: question.query.kind, detector: question.query.detector, .success(found))
        }
    }
}

@c @implementation
public func obk_calibrations_find_many(
    _ calibrations: OpaquePointer?, _ query: UnsafePointer<obk_query>?, _ detectors: UnsafePointer<Int32>?,
    _ count: Int,
    _ answers: UnsafeMutablePointer<obk_answer>?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        let target = unsafe try room(answers, count, "answers")
        guard let start = target.baseAddress else { return }
        for place in 0..<count { unsafe try fill(start + place, "answers") { unsafe obk_answer() } }
        let source = unsafe try object(calibrations, CalibrationSource.self, "calibrations")
        let question = unsafe try Question(query)
        let questions = unsafe try list(detectors, count, "detectors").map { detector in
            var one = question
            one.query.detector = Int(detector)
            return one
        }
        let results = try source.answers(questions)
        for (place, (asked, result)) in zip(questions, results).enumerated() {
            unsafe try fill(start + place, "answers") {
                unsafe obk_answer(kind: asked.query.kind, detector: asked.query.detector, result)
            }
        }
    }
}

@c @implementation
public func obk_calibrations_of(
    _ calibrations: OpaquePointer?, _ exposure: OpaquePointer?, _ kinds: UnsafePointer<UnsafePointer<CChar>?>?,
    _ count: Int, _ answered: obk_answered?, _ context: UnsafeMutableRawPointer?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        let source = unsafe try object(calibrations, CalibrationSource.self, "calibrations")
        let exposure = unsafe try object(exposure, ExposureObject.self, "exposure").exposure
        guard let answered = unsafe answered else { throw CallError.null("answered") }
        let names = unsafe kinds == nil ? nil : try list(kinds, count, "kinds").map { unsafe try text($0, "kinds") }
        for found in try source.answers(for: exposure, kinds: names) {
            var answer = unsafe obk_answer(kind: found.kind, detector: found.detector, found.result)
            unsafe answer.size = unsafe MemoryLayout<obk_answer>.size
            defer { unsafe answer.clear() }
            if unsafe withUnsafePointer(to: answer, { unsafe answered($0, context) }) != 0 { throw CallError.stopped }
        }
    }
}

@c @implementation
public func obk_calibrations_explain(
    _ calibrations: OpaquePointer?, _ query: UnsafePointer<obk_query>?, _ text: TextPlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(text, "text") {
            let source = unsafe try object(calibrations, CalibrationSource.self, "calibrations")
            do {
                return unsafe try source.answer(Question(query), tracing: true).trace.map { "\($0)" } ?? ""
            } catch let miss as CalibrationMiss {
                return "\(miss.trace)"
            }
        }
    }
}
