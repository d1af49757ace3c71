// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit

@c @implementation
public func obk_error_status(_ error: OpaquePointer?) -> obk_status {
    giving(Status.badCall.value) { unsafe try object(error, Failure.self, "error").status.value }
}

@c @implementation
public func obk_error_code(_ error: OpaquePointer?) -> UnsafePointer<CChar>? { unsafe errorText(error, 0) }

@c @implementation
public func obk_error_message(_ error: OpaquePointer?) -> UnsafePointer<CChar>? { unsafe errorText(error, 1) }

@c @implementation
public func obk_error_json(_ error: OpaquePointer?) -> UnsafePointer<CChar>? { unsafe errorText(error, 2) }

@c @implementation
public func obk_error_free(_ error: OpaquePointer?) { unsafe HandleTable.shared.remove(error, .error) }

private func errorText(_ error: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
    unsafe giving(nil) { unsafe try object(error, Failure.self, "error").texts[index] }
}
