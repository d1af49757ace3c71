"""What ObsKit's cameras are measured against: PyYAML's C loader on the same files, and AST on the same points."""

import math
import os

import numpy
import yaml

ARCSECOND = math.pi / 648000


def write_yaml_camera(camera, path):
    """A camera (the JSON of `obskit camera`) in the form of the LSST pipelines, with templates and merge keys as theirs."""
    coefficients = camera["fieldAngle"]["coeffs"]
    lines = [f"name: {camera['name']}", f"plateScale: {coefficients[1] / ARCSECOND!r}", "transforms:",
             "  nativeSys: FocalPlane",
             f"  FieldAngle: {{transformType: radial, coeffs: {[c / coefficients[1] for c in coefficients]}}}"]
    types = {"SCIENCE": 0, "FOCUS": 1, "GUIDER": 2, "WAVEFRONT": 3}
    templates, chips = {}, []
    for chip in camera["detectors"]:
        layout = [amplifier_template(amp, number) for number, amp in enumerate(chip["amps"])]
        key = templates.setdefault("\n".join(layout), f"T{len(templates)}")
        box, x, y, z = chip["bbox"], *chip["fpPositionMm"]
        chips += [f"  {chip['name']}:", f"    id: {chip['id']}", f"    serial: {chip['serial']}",
                  f"    detectorType: {types[chip['type']]}", f"    physicalType: {chip['physicalType']}",
                  f"    bbox: [[{box['x0']}, {box['y0']}], [{box['x0'] + box['w'] - 1}, {box['y0'] + box['h'] - 1}]]",
                  f"    pixelSize: {chip['pixelSizeMm']}", f"    refpos: {chip['refPoint']}", f"    offset: [{x}, {y}, {z}]",
                  f"    yaw: {chip['yawDeg']}", "    pitch: 0.0", "    roll: 0.0", "    transposeDetector: False",
                  "    transformDict: {nativeSys: Pixels, transforms: None}", "    amplifiers:"]
        for amp in chip["amps"]:
            chips += [f"      {amp['name']}:", f"        <<: *{key}_{amp['name']}", f"        gain: {amp['gain']}",
                      f"        readNoise: {amp['readNoise']}", f"        saturation: {amp['saturation']}"]
    for layout, key in templates.items():
        lines += [f"{key}:", layout.replace("&T_", f"&{key}_")]
    with open(path, "w") as file:
        file.write("\n".join(lines + ["CCDs:"] + chips) + "\n")


def amplifier_template(amp, number):
    def box(name):
        b = amp[name]
        return f"[[{b['x0']}, {b['y0']}], [{b['w']}, {b['h']}]]"

    place, section = amp["bbox"], amp["rawBBox"]
    linearity = [c if c is not None else ".nan" for c in amp["linearityCoeffs"]]
    return "\n".join([
        f"  {amp['name']}: &T_{amp['name']}", f"    hdu: {number + 1}", "    perAmpData: True",
        f"    ixy: [{place['x0'] // place['w']}, {place['y0'] // place['h']}]",
        f"    flipXY: [{amp['rawFlipX']}, {amp['rawFlipY']}]", f"    readCorner: {amp['readoutCorner']}",
        f"    rawBBox: {box('rawBBox')}", f"    rawDataBBox: {box('rawDataBBox')}",
        f"    rawSerialPrescanBBox: {box('rawPrescanBBox')}", f"    rawSerialOverscanBBox: {box('rawHorizontalOverscanBBox')}",
        f"    rawParallelOverscanBBox: {box('rawVerticalOverscanBBox')}", "    rawParallelPrescanBBox: [[0, 0], [0, 0]]",
        f"    linearityType: {amp['linearityType']}", f"    linearityThreshold: {amp['linearityThreshold']}",
        f"    linearityMax: {amp['linearityMaximum']}", f"    linearityCoeffs: [{', '.join(map(str, linearity))}]"])


def load(paths):
    for path in paths:
        with open(path) as file:
            yaml.load(file, Loader=yaml.CSafeLoader)


def lsst_files(packages):
    camera = os.path.join(packages, "LSST", "LSSTCam", "camera")
    return [os.path.join(camera, name) for name in ("focal-plane.yaml", "sensors.yaml", "history.yaml")] + [
        os.path.join(packages, "LSST", "base", "camera", "sensors.yaml")]


def grid(width, height):
    """The points that the program takes: 1000 by 1000 all over a detector."""
    number = numpy.arange(1_000_000)
    return numpy.array([(number % 1000) * width / 1000, (number // 1000) * height / 1000])


def pixels_to_plane(ast, chip):
    """From pixels to mm, as AST mappings."""
    cosine, sine = math.cos(chip["yawRad"]), math.sin(chip["yawRad"])
    x, y = chip["pixelSizeMm"]
    shift = ast.ShiftMap([-chip["refPoint"][0], -chip["refPoint"][1]])
    turn = ast.MatrixMap([[cosine * x, -sine * y], [sine * x, cosine * y]])
    return ast.CmpMap(ast.CmpMap(shift, turn, True), ast.ShiftMap(chip["fpPositionMm"][:2]), True)


def radial(ast, coefficients):
    """A polynomial in the radius: the point as a unit vector and its length, the length through the polynomial, and back."""
    unit = ast.UnitNormMap([0.0, 0.0])
    terms = [[c, 1, power] for power, c in enumerate(coefficients) if c]
    polynomial = ast.PolyMap(numpy.array(terms), None, "IterInverse=1,NIterInverse=30,TolInverse=1e-8")
    middle = ast.CmpMap(ast.UnitMap(2), polynomial, False)
    back = ast.UnitNormMap([0.0, 0.0])
    back.invert()
    return ast.CmpMap(ast.CmpMap(unit, middle, True), back, True)


def polynomial(ast, description):
    """Two polynomials in both coordinates, as HSC's optics are described."""
    terms = []
    for output, name in ((1, "x"), (2, "y")):
        for nx, row in enumerate(description[name]):
            terms += [[c, output, nx, ny] for ny, c in enumerate(row)]
    scale = description["output_scale_arcsec"] * ARCSECOND
    inner = ast.MatrixMap([1 / description["input_scale_mm"]] * 2)
    outer = ast.MatrixMap([scale] * 2)
    middle = ast.PolyMap(numpy.array(terms), None, "IterInverse=1,NIterInverse=10,TolInverse=1e-8")
    return ast.CmpMap(ast.CmpMap(inner, middle, True), outer, True)
