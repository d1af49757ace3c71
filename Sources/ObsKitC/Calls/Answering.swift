internal import CObsKit
internal import Glibc
internal import ObsText

/// Where a call puts the handle of an error.
public typealias ErrorPlace = UnsafeMutablePointer<OpaquePointer?>
/// Where a call puts the handle that it gives.
public typealias HandlePlace = UnsafeMutablePointer<OpaquePointer?>
/// Where a call puts a text that the caller frees.
public typealias TextPlace = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Runs the body of a function that returns a status.
///
/// - Parameters:
///   - place: takes the error; NULL where the caller does not want it
///   - body: the function
/// - Returns: its status
func answering(_ place: ErrorPlace?, _ body: () throws -> Void) -> obk_status {
    unsafe place?.pointee = nil
    do {
        try body()
        return Status.ok.value
    } catch {
        let failure = Failure(error)
        if let place = unsafe place { unsafe place.pointee = try? HandleTable.shared.insert(failure, .error) }
        return failure.status.value
    }
}

/// Runs the body of a getter, which needs no error; what goes wrong gives another value.
func giving<Result>(_ otherwise: Result, _ body: () throws -> Result) -> Result {
    (try? body()) ?? otherwise
}

/// The object behind a handle of a type.
///
/// - Throws: `CallError`
func object<Object: HandleObject>(
    _ pointer: OpaquePointer?, _ type: Object.Type, _ argument: StaticString
) throws(CallError) -> Object {
    unsafe unsafeDowncast(try HandleTable.shared.object(pointer, Object.kind, argument), to: type)
}

/// Puts an object behind a new handle, and gives it to the caller.
///
/// - Throws: `CallError` where the place is NULL
func give<Object: HandleObject>(
    _ place: HandlePlace?, _ argument: StaticString, _ make: () throws -> Object
) throws {
    guard let place = unsafe place else { throw CallError.null(argument) }
    unsafe place.pointee = nil
    unsafe place.pointee = try HandleTable.shared.insert(try make(), Object.kind)
}

/// Gives a text to the caller, who frees it by obk_free.
///
/// - Throws: `CallError` where the place is NULL
func give(_ place: TextPlace?, _ argument: StaticString, _ text: () throws -> String) throws {
    guard let place = unsafe place else { throw CallError.null(argument) }
    unsafe place.pointee = nil
    unsafe place.pointee = ownText(try text())
}

/// A copy of a text for the caller, made by malloc.
func ownText(_ text: String) -> UnsafeMutablePointer<CChar>? { unsafe text.withCString { unsafe strdup($0) } }

/// Gives a value to the caller.
///
/// - Throws: `CallError` where the place is NULL
func give<Value>(
    _ place: UnsafeMutablePointer<Value>?, _ argument: StaticString, else nothing: Value, _ make: () throws -> Value
) throws {
    guard let place = unsafe place else { throw CallError.null(argument) }
    unsafe place.pointee = nothing
    unsafe place.pointee = try make()
}

/// A text that the caller gave.
///
/// - Throws: `CallError` where it is NULL or no UTF-8
func text(_ pointer: UnsafePointer<CChar>?, _ argument: StaticString) throws(CallError) -> String {
    guard let pointer = unsafe pointer else { throw CallError.null(argument) }
    guard let text = unsafe String(validatingCString: pointer) else { throw .wrong(argument, "is no UTF-8") }
    return text
}

/// A text that the caller gave, or nil for NULL.
func optionalText(_ pointer: UnsafePointer<CChar>?, _ argument: StaticString) throws(CallError) -> String? {
    unsafe pointer == nil ? nil : try text(pointer, argument)
}

/// The name of a file, whose bytes need not be UTF-8.
///
/// - Throws: `CallError` where it is NULL
func fileName(_ pointer: UnsafePointer<CChar>?, _ argument: StaticString) throws(CallError) -> String {
    guard let pointer = unsafe pointer else { throw CallError.null(argument) }
    return unsafe FileName.text(pointer)
}

/// The names of a list that NULL ends, or of a NULL list.
func fileNames(_ list: UnsafePointer<UnsafePointer<CChar>?>?) -> [String] {
    guard var place = unsafe list else { return [] }
    var names: [String] = []
    while let name = unsafe place.pointee {
        names.append(unsafe FileName.text(name))
        unsafe place += 1
    }
    return names
}

/// Bytes that the caller gave.
///
/// - Throws: `CallError` where they are NULL, or more than memory can hold
func bytes(
    _ pointer: UnsafeRawPointer?, _ length: Int, _ argument: StaticString
) throws(CallError) -> UnsafeRawBufferPointer {
    guard length >= 0 else { throw .wrong(argument, "is longer than memory") }
    guard unsafe pointer != nil || length == 0 else { throw CallError.null(argument) }
    return unsafe UnsafeRawBufferPointer(start: pointer, count: length)
}

/// A list that the caller gave.
///
/// - Throws: `CallError` where it is NULL, or more than memory can hold
func list<Element>(
    _ pointer: UnsafePointer<Element>?, _ count: Int, _ argument: StaticString
) throws(CallError) -> UnsafeBufferPointer<Element> {
    try checkCount(count, of: MemoryLayout<Element>.stride, argument)
    guard unsafe pointer != nil || count == 0 else { throw CallError.null(argument) }
    return unsafe UnsafeBufferPointer(start: pointer, count: count)
}

/// A list of the caller's that is written.
///
/// - Throws: `CallError` where it is NULL, or more than memory can hold
func room<Element>(
    _ pointer: UnsafeMutablePointer<Element>?, _ count: Int, _ argument: StaticString
) throws(CallError) -> UnsafeMutableBufferPointer<Element> {
    try checkCount(count, of: MemoryLayout<Element>.stride, argument)
    guard unsafe pointer != nil || count == 0 else { throw CallError.null(argument) }
    if let pointer = unsafe pointer, UInt(bitPattern: pointer) % UInt(MemoryLayout<Element>.alignment) != 0 {
        throw .wrong(argument, "is not aligned as its type needs")
    }
    return unsafe UnsafeMutableBufferPointer(start: pointer, count: count)
}

private func checkCount(_ count: Int, of size: Int, _ argument: StaticString) throws(CallError) {
    guard count >= 0, count <= Int.max / max(size, 1) else { throw .wrong(argument, "is longer than memory") }
}

/// Copies bytes into memory of the caller, if there is room; says their number in any case.
///
/// - Throws: `CallError` (`OBK_NO_ROOM`)
func copy(
    _ content: [UInt8], to target: UnsafeMutablePointer<CChar>?, _ count: Int, _ length: UnsafeMutablePointer<Int>?,
    _ argument: StaticString
) throws(CallError) {
    let target = try unsafe room(target, count, argument)
    unsafe length?.pointee = content.count
    guard content.count <= count else {
        // Asking for the length is no failure.
        if count == 0, unsafe length != nil { return }
        throw CallError(
            .noRoom, "no-room", "\(argument) has room for \(count) bytes, and \(content.count) are needed")
    }
    for (place, byte) in content.enumerated() { unsafe target[place] = CChar(bitPattern: byte) }
}
