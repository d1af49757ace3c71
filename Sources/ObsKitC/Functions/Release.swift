// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

internal import CObsKit
internal import Glibc
internal import ObsKit

private let releaseText = TextBlock(["\(ObsKitRelease.current)"])

@c @implementation
public func obk_abi_version() -> UInt32 { UInt32(OBK_ABI_VERSION) }

@c @implementation
public func obk_release() -> UnsafePointer<CChar>? { unsafe releaseText[0] }

@c @implementation
public func obk_free(_ memory: UnsafeMutableRawPointer?) { unsafe free(memory) }
