internal import CObsKit

/// A struct of obskit.h whose first member is its size as the caller's compiler knows it.
protocol SizedStruct {
    var size: Int { get set }
}

extension obk_catalog_options: SizedStruct {}
extension obk_reader: SizedStruct {}
extension obk_translate_options: SizedStruct {}
extension obk_values: SizedStruct {}
extension obk_extension: SizedStruct {}
extension obk_detector: SizedStruct {}
extension obk_amplifier: SizedStruct {}
extension obk_polygon: SizedStruct {}
extension obk_exposure_facts: SizedStruct {}
extension obk_query: SizedStruct {}
extension obk_answer: SizedStruct {}
extension obk_raw_detector: SizedStruct {}

/// Checks the size of a struct of the caller.
///
/// - Throws: `CallError` where it is NULL, or smaller than version 1's
private func check<Struct: SizedStruct>(
    _ pointer: UnsafePointer<Struct>?, _ argument: StaticString
) throws(CallError) -> UnsafePointer<Struct> {
    guard let pointer = unsafe pointer else { throw CallError.null(argument) }
    let size = unsafe UnsafeRawPointer(pointer).loadUnaligned(as: Int.self)
    // Sizes beyond reason are memory that nobody set.
    guard size >= MemoryLayout<Struct>.size, size <= 1 << 20 else {
        throw .wrong(argument, "says that its size is \(size); set its first member to sizeof")
    }
    guard UInt(bitPattern: pointer) % UInt(MemoryLayout<Struct>.alignment) == 0 else {
        throw .wrong(argument, "is not aligned as its type needs")
    }
    return unsafe pointer
}

/// A struct that the caller gave.
///
/// - Throws: `CallError` where it is NULL, or its size is wrong
func given<Struct: SizedStruct>(
    _ pointer: UnsafePointer<Struct>?, _ argument: StaticString
) throws(CallError) -> Struct {
    unsafe try check(pointer, argument).pointee
}

/// A struct that the caller gave, or nil for NULL.
func optionallyGiven<Struct: SizedStruct>(
    _ pointer: UnsafePointer<Struct>?, _ argument: StaticString
) throws(CallError) -> Struct? {
    unsafe pointer == nil ? nil : try given(pointer, argument)
}

/// Fills a struct of the caller; members that a newer header has are left as they are.
///
/// - Throws: `CallError` where it is NULL, or its size is wrong; what `make` throws
func fill<Struct: SizedStruct>(
    _ pointer: UnsafeMutablePointer<Struct>?, _ argument: StaticString, _ make: () throws -> Struct
) throws {
    let place = unsafe UnsafeMutablePointer(mutating: try unsafe check(UnsafePointer(pointer), argument))
    let size = unsafe place.pointee.size
    var value = try make()
    value.size = size
    unsafe place.pointee = value
}
