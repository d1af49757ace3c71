import ObsKit
import PackageSupport
import TestSupport

extension SamplePackage {
    /// The sample package with a camera of three slots, a task and parameters for it.
    static let withParameters = SamplePackage().replacing([
        "camera/sensors.yaml": sensors, "camera/focal-plane.yaml": focalPlane, "tasks/sum.yaml": task,
        "parameters/sum.yaml": parameters,
    ])

    static let sensors = """
        schema: obskit/sensors/1
        sensors:
          chip:
            size_px: [100, 100]
            pixel_size_mm: [0.01, 0.01]
            amplifiers:
              - {name: A, box_px: [0, 0, 100, 100], raw_px: [0, 0, 100, 100], data_px: [0, 0, 100, 100], readout_corner: lower-left}
        """

    static let focalPlane = """
        schema: obskit/focal-plane/1
        name: Toy
        field_angle: {radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1]}}
        groups: {west: {}, east: {}}
        devices: {A-1: {layout: chip}, A-2: {layout: chip}}
        slots:
          W1: {id: 3, group: west, position_mm: [0, 0], device: A-1}
          W2: {id: 4, group: west, position_mm: [2, 0], device: A-2}
          E: {id: 5, group: east, type: focus, position_mm: [4, 0], device: none}
        """

    static let task = """
        schema: obskit/task/1
        task: sum
        about: Adds images.
        parameters:
          - {name: order, about: The order., type: integer, range: [0, 5], default: 1}
          - {name: clip.sigma, about: Where it clips., type: number, range: [0, null], default: 3}
          - {name: clip.by, about: How it clips., type: text, one_of: [mean, median], default: mean}
          - {name: apply, about: Whether., type: boolean, default: false}
          - {name: limit, about: The limit., type: number, optional: true, default: null}
          - {name: weights, about: For filters., type: map, of: {type: number}, keys: filters, default: {red: 1}}
          - {name: gains, about: For detectors., type: map, of: {type: number}, keys: detectors, default: {}}
          - {name: corner, about: A pixel., type: list, of: {type: integer}, count: 2, default: [0, 0]}
        calibrations: [{name: clip.table, kind: linearizer}]
        """

    static let parameters = """
        schema: obskit/parameters/1
        task: sum
        task_schema: ../tasks/sum.yaml
        values:
          order: 2
          clip: {by: median}
        detectors:
          - {groups: [west], values: {order: 3}}
          - {types: [focus], values: {order: 4, apply: true}}
        filters:
          - {bands: [b], values: {order: 5}}
        """
}
