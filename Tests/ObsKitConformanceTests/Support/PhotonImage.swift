import Foundation
import ObsFITS

@testable import ObsKitConformance

/// A raw file of the good package's camera, evenly lit, whose pixels scatter as photons and electronics do.
struct PhotonImage {
    /// Electrons for each ADU.
    let gain: Double
    /// ADU above the bias.
    var signal = 5000.0
    /// ADU of the electronics.
    var readNoise = 3.0

    /// The bytes of the file of a golden header, with the images in its extensions.
    func fits(of golden: GoldenHeader) -> [UInt8] {
        var random = Random(seed: 20_240_310)
        return golden.hdus.enumerated().flatMap { index, header -> [UInt8] in
            if index == 0 { return GoldenHeader.fits(of: header, isPrimary: true) }
            var bytes: [UInt8] = []
            for _ in 0..<50 {
                for x in 0..<110 {
                    let light = (50..<60).contains(x) ? 0 : signal
                    let scatter = (light / gain + readNoise * readNoise).squareRoot()
                    let value = UInt16(clamping: Int((1000 + light + scatter * random.normal()).rounded())) ^ 0x8000
                    bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
                }
            }
            bytes += Array(repeating: 0, count: (2880 - bytes.count % 2880) % 2880)
            return GoldenHeader.fits(of: header, isPrimary: false, width: 110, height: 50) + bytes
        }
    }
}

/// Normal numbers by splitmix64 and the transform of Box and Muller, the same at every run.
private struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func uniform() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return (Double((word ^ (word >> 31)) >> 11) + 0.5) / 9_007_199_254_740_992
    }

    mutating func normal() -> Double {
        (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform())
    }
}
