/// The keys of camera descriptions that more than one reader, writer or check names.
enum CameraKeys {
    /// The regions of a raw section, in the order of `Amplifier.rawRegions`.
    static let rawRegions = [
        "data_px", "serial_prescan_px", "serial_overscan_px", "parallel_prescan_px", "parallel_overscan_px",
    ]

    /// The nominal values of an amplifier: electron/ADU, electron, ADU, ADU.
    static let values = ["gain", "read_noise", "saturation", "suspect_level"]

    /// The word for a device that nobody recorded.
    static let unknownDevice = "unknown"

    /// The word for a slot without device.
    static let noDevice = "none"
}
