/// Which image of a raw file holds an amplifier.
public enum RawImagePlace: Hashable, Sendable, CustomStringConvertible {
    /// The image of the whole detector.
    case detector

    /// The HDU of a number, the primary being 0.
    case hdu(Int)

    /// The HDU of a name, in capitals; the number is where it usually is.
    case named(String, usually: Int?)

    /// The place that a description gives: a name before a number.
    public init(hdu: Int?, extensionName: String?) {
        if let extensionName {
            self = .named(extensionName.uppercased(), usually: hdu)
        } else {
            self = hdu.map(RawImagePlace.hdu) ?? .detector
        }
    }

    /// The place in words: `HDU 3` or `HDU SEGMENT10`.
    public var description: String {
        switch self {
        case .detector: "the HDU of the detector"
        case .hdu(let number): "HDU \(number)"
        case .named(let name, _): "HDU \(name)"
        }
    }
}

extension Amplifier {
    /// Which image of the raw file holds it.
    package var rawImage: RawImagePlace { RawImagePlace(hdu: hdu, extensionName: extensionName) }
}

extension Slot {
    /// Which image of the raw file holds the detector.
    package var rawImage: RawImagePlace { RawImagePlace(hdu: hdu, extensionName: extensionName) }
}
