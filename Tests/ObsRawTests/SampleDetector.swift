import ObsDocuments
import ObsGeometry
import ObsRaw
import ObsTime
import TestSupport

/// Cameras of one small detector.
enum SampleDetector {
    /// Two rows of two amplifiers, each in an HDU of its own, mirrored in every way.
    static let segments = """
        schema: obskit/focal-plane/1
        name: Small
        field_angle: {radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1]}}
        sensors:
          chip:
            size_px: [12, 8]
            pixel_size_mm: [0.01, 0.01]
            defaults:
              raw_px: [0, 0, 10, 6]
              data_px: [2, 0, 6, 4]
              serial_prescan_px: [0, 0, 2, 4]
              serial_overscan_px: [8, 0, 2, 4]
              parallel_overscan_px: [2, 4, 6, 2]
              readout_corner: lower-left
            amplifiers:
              - {name: A, hdu: 1, extension: SegA, box_px: [0, 0, 6, 4], raw_offset_px: [0, 0]}
              - {name: B, hdu: 2, extension: SegB, box_px: [6, 0, 6, 4], flip: x, raw_offset_px: [10, 0]}
              - {name: C, hdu: 3, extension: SegC, box_px: [0, 4, 6, 4], flip: y, raw_offset_px: [0, 6]}
              - {name: D, hdu: 4, extension: SegD, box_px: [6, 4, 6, 4], flip: xy, raw_offset_px: [10, 6]}
        devices: {P-0: {layout: chip}}
        slots:
          S0: {id: 0, position_mm: [0, 0], device: P-0}

        """

    static func detector(_ text: String = segments) throws -> Detector {
        let document = try Document.yaml(Array(text.utf8), file: "small.yaml")
        let camera = try CameraHistory(focalPlane: [document], sensors: [], history: nil).camera(
            at: Instant(nanosecondsTAI: 0))
        return camera.detectors[0]
    }
}
