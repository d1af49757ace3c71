internal import ObsFITS

/// Card values as rules see them.
enum CardReading {
    /// How a card ends that the header has.
    @inline(__always)
    private static func outcome(
        _ raw: consuming HeaderValue, _ keyword: Keyword, _ isNaNMissing: Bool, _ evaluation: inout Evaluation
    ) -> Outcome {
        switch consume raw {
        case .string(let text): return .value(.text(text))
        case .integer(let number): return .value(.integer(number))
        case .logical(let truth): return .value(.boolean(truth))
        case .real(let number) where number.isFinite: return .value(.real(number))
        case let other: return unusual(other, keyword, isNaNMissing, &evaluation)
        }
    }

    /// How a card ends; one that has a value is remembered as used.
    @inline(__always)
    static func outcome(
        of keyword: Keyword, in hdu: String? = nil, isNaNMissing: Bool = false, _ evaluation: inout Evaluation
    ) -> Outcome {
        if evaluation.hasRefusedCards, hdu == nil, let reason = evaluation.refusal(of: keyword) {
            evaluation.note(reason.text ?? "")
            return .refused(reason)
        }
        // No header is passed around, so that none is counted.
        var isRepeated = false
        let found =
            hdu == nil
            ? evaluation.header.value(of: keyword, isRepeated: &isRepeated)
            : evaluation.header(ofHDU: hdu)?.value(of: keyword, isRepeated: &isRepeated)
        guard let found else {
            evaluation.note("there is no \(keyword.name) card")
            return .none
        }
        let outcome = outcome(found, keyword, isNaNMissing, &evaluation)
        if case .value = outcome { record(keyword, isRepeated: isRepeated, hdu: hdu, &evaluation) }
        return outcome
    }

    /// How a card ends that is no ordinary number, text or truth.
    private static func unusual(
        _ raw: HeaderValue, _ keyword: Keyword, _ isNaNMissing: Bool, _ evaluation: inout Evaluation
    ) -> Outcome {
        switch raw {
        case .string, .integer, .logical: return .none
        case .largeInteger(let digits):
            // No number of a rule holds it; its digits can be taken as text, and `ValueTarget` refuses them as a number.
            evaluation.flags.insert(.cast)
            return .value(.text(digits))
        case .real(let number):
            if isNaNMissing && number.isNaN {
                evaluation.note("\(keyword.name) is NaN, which means that there is none")
                return .none
            }
            return evaluation.refuse("\(keyword.name) is \(number), not a finite number")
        case .undefined:
            evaluation.note("\(keyword.name) is undefined")
            return .none
        case .malformed(let text):
            return evaluation.refuse(
                "\(keyword.name) cannot be read as a FITS value: \(PropertyValue.text(text).quoted)")
        case .complex:
            return evaluation.refuse("\(keyword.name) is a complex number, which no property is")
        }
    }

    /// Remembers which card was used, and that it is not the only one of its name.
    @inline(__always)
    private static func record(
        _ keyword: Keyword, isRepeated: Bool, hdu: String? = nil, _ evaluation: inout Evaluation
    ) {
        if isRepeated { evaluation.flags.insert(.repeated) }
        if evaluation.trace != nil { trace(keyword, hdu, &evaluation) }
    }

    private static func trace(_ keyword: Keyword, _ hdu: String?, _ evaluation: inout Evaluation) {
        if evaluation.trace?.isOfNames == true {
            evaluation.trace?.keywords.append(keyword)
            return
        }
        guard let card = evaluation.header(ofHDU: hdu)?.card(keyword) else { return }
        if evaluation.trace?.cards.contains(card) == false { evaluation.trace?.cards.append(card) }
    }
}
