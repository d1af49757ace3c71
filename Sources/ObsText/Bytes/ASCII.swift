/// Bytes with a meaning in cards, numbers and dates.
package enum ASCII {
    @inlinable package static var nul: UInt8 { 0x00 }
    @inlinable package static var blank: UInt8 { 0x20 }
    @inlinable package static var quote: UInt8 { 0x27 }
    @inlinable package static var ampersand: UInt8 { 0x26 }
    @inlinable package static var openParenthesis: UInt8 { 0x28 }
    @inlinable package static var closeParenthesis: UInt8 { 0x29 }
    @inlinable package static var plus: UInt8 { 0x2B }
    @inlinable package static var comma: UInt8 { 0x2C }
    @inlinable package static var minus: UInt8 { 0x2D }
    @inlinable package static var point: UInt8 { 0x2E }
    @inlinable package static var slash: UInt8 { 0x2F }
    @inlinable package static var zero: UInt8 { 0x30 }
    @inlinable package static var nine: UInt8 { 0x39 }
    @inlinable package static var equals: UInt8 { 0x3D }

    /// A byte, in upper case if it is a letter.
    @inlinable
    package static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte ^ 0x20 : byte }
}
