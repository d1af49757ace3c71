#!/usr/bin/env python3
"""Compares footprints with a computation of its own, from the numbers of obskit camera --format json.

usage: footprints.py PROGRAM [POINTINGS [SEED]]

For every instrument with a camera, at random pointings and at right ascension 0 and the poles: every pixel center of a grid lies in the
polygon of its detector and in that of the focal plane; nothing counts as inside that lies farther out than the edges' bend. Areas are
compared with triangles by L'Huilier's theorem in extended precision. Prints for each camera what the hulls leave out and add. Where astropy
is there, the cards of obskit wcs are read by it and compared with the corners.
"""
import json
import subprocess
import sys

import numpy as np

LONG = np.longdouble
GRID, DENSE, BLOCK = 9, 257, 200


def run(program, *arguments):
    made = subprocess.run([program, *arguments], capture_output=True, text=True)
    if made.returncode:
        sys.exit(f"{' '.join(arguments)[:300]}: exit {made.returncode}\n{made.stderr[:2000]}")
    return made.stdout


def polynomial(model, points):
    x, y = points[..., 0], points[..., 1]
    kind = model["type"]
    if kind == "affine":
        return points @ np.array(model["linear"]).T + np.array(model["translation"])
    radius = np.hypot(x, y)
    if kind == "radial":
        value = sum(c * radius ** k for k, c in enumerate(model["coeffs"]))
        return points * np.where(radius > 0, value / np.where(radius > 0, radius, 1), 0)[..., None]
    if kind == "inverted":
        coefficients = model["of"]["coeffs"]
        guess = radius / coefficients[1]
        for _ in range(60):
            value = sum(c * guess ** k for k, c in enumerate(coefficients)) - radius
            slope = sum(k * c * guess ** (k - 1) for k, c in enumerate(coefficients) if k)
            guess = guess - value / slope
        return points * np.where(radius > 0, guess / np.where(radius > 0, radius, 1), 1 / coefficients[1])[..., None]
    if kind == "polynomial":
        u, v = x / model["inputScale"], y / model["inputScale"]
        value = [sum(c * u ** i * v ** j for i, row in enumerate(model[name]) for j, c in enumerate(row)) for name in "xy"]
        return np.stack(value, -1) * model["outputScale"]
    sys.exit(f"there is no model of the field angle {kind}")


def rotation(detector):
    def turn(angle, axis):
        c, s = np.cos(angle), np.sin(angle)
        return np.array({"z": [[c, -s, 0], [s, c, 0], [0, 0, 1]], "y": [[c, 0, s], [0, 1, 0], [-s, 0, c]],
                         "x": [[1, 0, 0], [0, c, -s], [0, s, c]]}[axis])
    return (turn(detector["yawRad"], "z") @ turn(detector["pitchRad"], "y") @ turn(detector["rollRad"], "x"))[:2, :2]


class Camera:
    def __init__(self, program, name):
        self.data = json.loads(run(program, "camera", name, "--format", "json"))
        self.detectors = self.data["detectors"]
        self.flip = 1.0
        worst = {}
        for sign in (1.0, -1.0):
            self.flip = sign
            worst[sign] = max(np.abs(self.field_angle(d, np.array(d["corners"]["pixels"])) - d["corners"]["fieldAngle"]).max()
                              for d in self.detectors)
        self.flip = min(worst, key=worst.get)
        if worst[self.flip] > 1e-13:
            sys.exit(f"{name}: the field angles of the corners differ by {worst[self.flip]} rad")

    def field_angle(self, detector, pixels):
        plane = (pixels - detector["refPoint"]) * detector["pixelSizeMm"]
        plane = plane @ rotation(detector).T + np.array(detector["fpPositionMm"][:2])
        return polynomial(self.data["fieldAngle"], plane) * [self.flip, 1]


def frame(ra, dec):
    a, d = np.radians(LONG(ra)), np.radians(LONG(dec))
    toward = np.array([np.cos(d) * np.cos(a), np.cos(d) * np.sin(a), np.sin(d)])
    east = np.array([-np.sin(a), np.cos(a), LONG(0)])
    return toward, east, np.cross(toward, east)


def sky(angles, pointing):
    """Unit vectors by the position angle of +y: xi = -a cos t + b sin t to the east, eta = a sin t + b cos t to the north."""
    toward, east, north = frame(*pointing[:2])
    t = np.radians(LONG(pointing[2]))
    a, b = angles[..., 0].astype(LONG), angles[..., 1].astype(LONG)
    xi, eta = -a * np.cos(t) + b * np.sin(t), a * np.sin(t) + b * np.cos(t)
    vector = toward + xi[..., None] * east + eta[..., None] * north
    return vector / np.sqrt((vector ** 2).sum(-1))[..., None]


def vectors(vertices):
    a, d = np.radians(vertices[:, 0].astype(LONG)), np.radians(vertices[:, 1].astype(LONG))
    return np.stack([np.cos(d) * np.cos(a), np.cos(d) * np.sin(a), np.sin(d)], -1)


def depth(polygon, points):
    """How far (rad) points lie within all edges; below 0 outside. The corners run clockwise seen from outside."""
    inward = np.cross(np.roll(polygon, -1, 0), polygon)
    inward = inward / np.sqrt((inward ** 2).sum(-1))[:, None]
    return (points.reshape(-1, 3) @ inward.T).min(-1)


def turns(pointings):
    """What takes field angles with a 1 behind them to the sky, for each pointing: the rows are of field angle x, y and the boresight."""
    ra, dec, turn = np.radians(np.array(pointings, LONG)).T
    toward = np.stack([np.cos(dec) * np.cos(ra), np.cos(dec) * np.sin(ra), np.sin(dec)], -1)
    east = np.stack([-np.sin(ra), np.cos(ra), np.zeros_like(ra)], -1)
    north = np.cross(toward, east)
    c, s = np.cos(turn)[:, None], np.sin(turn)[:, None]
    return np.stack([-c * east + s * north, s * east + c * north, toward], 1)


def look(turned, angles):
    """Unit vectors of field angles (n, points, 2) by turns (n, 3, 3)."""
    a, b = angles[..., :1].astype(LONG), angles[..., 1:].astype(LONG)
    vector = a * turned[:, None, 0] + b * turned[:, None, 1] + turned[:, None, 2]
    return vector / np.sqrt((vector ** 2).sum(-1))[..., None]


def edges(polygons):
    """The inward normals of the edges of polygons (n, most edges, 3); the last edge of a polygon with fewer is repeated."""
    counts = np.array([len(one) for one in polygons])
    most = counts.max()
    index = np.minimum(np.arange(most), counts[:, None] - 1)
    corners = vectors(np.concatenate(polygons))
    first = (np.cumsum(counts) - counts)[:, None]
    inward = np.cross(corners[first + (index + 1) % counts[:, None]], corners[first + index])
    return inward / np.sqrt((inward ** 2).sum(-1))[..., None]


def depths(inward, points):
    """As `depth`, of many polygons with points of their own."""
    least = None
    for edge in range(inward.shape[1]):
        along = inward[:, None, edge]
        height = points[..., 0] * along[..., 0] + points[..., 1] * along[..., 1] + points[..., 2] * along[..., 2]
        least = height if least is None else np.minimum(least, height)
    return least


def area(polygon):
    total = LONG(0)
    def side(one, other):
        return 2 * np.arcsin(np.sqrt(((one - other) ** 2).sum()) / 2)
    for index in range(1, len(polygon) - 1):
        sides = [side(polygon[0], polygon[index]), side(polygon[index], polygon[index + 1]), side(polygon[0], polygon[index + 1])]
        half = sum(sides) / 2
        product = np.tan(half / 2)
        for one in sides:
            product = product * np.tan(max(half - one, LONG(0)) / 2)
        total += 4 * np.arctan(np.sqrt(max(product, LONG(0))))
    return total


def solid_angle(camera, detector):
    """What the pixels see, steradian: Gauss and Legendre's rule with derivatives by differences of the whole box."""
    nodes, weights = np.polynomial.legendre.leggauss(24)
    box = detector["bbox"]
    step = 0.5
    def xs(axis, start, size):
        return start - 0.5 + size * (axis + 1) / 2
    x, y = np.meshgrid(xs(nodes, box["x0"], box["w"]), xs(nodes, box["y0"], box["h"]))
    def angle(dx, dy):
        return camera.field_angle(detector, np.stack([x + dx, y + dy], -1))
    def slope(dx, dy):
        # Of fourth order: good to 1e-11 of the whole.
        return (8 * (angle(dx, dy) - angle(-dx, -dy)) - (angle(2 * dx, 2 * dy) - angle(-2 * dx, -2 * dy))) / (12 * step * 64)
    along_x, along_y = slope(step * 64, 0), slope(0, step * 64)
    determinant = np.abs(along_x[..., 0] * along_y[..., 1] - along_x[..., 1] * along_y[..., 0])
    here = angle(0, 0)
    density = determinant / (1 + (here ** 2).sum(-1)) ** 1.5
    return (density * weights[None, :] * weights[:, None]).sum() * box["w"] * box["h"] / 4


def edge_points(detector, count):
    box = detector["bbox"]
    x0, y0, x1, y1 = box["x0"] - .5, box["y0"] - .5, box["x0"] + box["w"] - .5, box["y0"] + box["h"] - .5
    part = np.linspace(0, 1, count)
    return np.concatenate([np.stack([x0 + part * (x1 - x0), 0 * part + y], -1) for y in (y0, y1)]
                          + [np.stack([0 * part + x, y0 + part * (y1 - y0)], -1) for x in (x0, x1)])


def grid(detector):
    box = detector["bbox"]
    x = np.rint(np.linspace(box["x0"], box["x0"] + box["w"] - 1, GRID))
    y = np.rint(np.linspace(box["y0"], box["y0"] + box["h"] - 1, GRID))
    return np.stack(np.meshgrid(x, y), -1).reshape(-1, 2)


def text(pointing):
    return ",".join(repr(float(one)) for one in pointing)


def regions(output):
    for line in output.splitlines():
        _, name, region = line.split("\t")
        yield name, region


def corners(region):
    return np.array(region.split()[2:], float).reshape(-1, 2)


def check_camera(program, name, count, random):
    camera = Camera(program, name)
    detectors = {one["name"]: one for one in camera.detectors}
    special = [(0, 0, 0), (0, 90, 30), (123.4, -90, 200), (359.999, 89.9, 77), (0.001, -45, 300), (180, 12.5, 90)]
    pointings = [special[index] if index < len(special) else
                 (random.uniform(0, 360), np.degrees(np.arcsin(random.uniform(-1, 1))), random.uniform(-360, 360))
                 for index in range(count)]
    # What the hulls are, once: it does not depend on the pointing.
    made = json.loads(run(program, "footprint", "--instrument", name, "--pointing=" + text(pointings[0]), "--format", "json"))[0]
    outside, beyond, pixels, hulls, worst_area = 0.0, 0.0, 0.0, 0.0, 0.0
    for part in made["detectors"] + [made["focal_plane"]]:
        polygon = vectors(np.array(part["vertices_deg"]))
        worst_area = max(worst_area, float(abs(part["area_sr"] / area(polygon) - 1)))
        if "name" not in part:
            continue
        detector = detectors[part["name"]]
        truth = solid_angle(camera, detector)
        scale = np.sqrt(truth / (detector["bbox"]["w"] * detector["bbox"]["h"]))
        found = depth(polygon, sky(camera.field_angle(detector, edge_points(detector, DENSE)), pointings[0])) / scale
        outside, beyond = max(outside, float(-found.min())), max(beyond, float(found.max()))
        pixels, hulls = pixels + truth, hulls + part["area_sr"]
    worst, least = 0, np.inf
    # What a detector is asked for does not depend on the pointing: the field angles of a grid, and of points beyond its edges.
    asked = []
    for detector in camera.detectors:
        box = detector["bbox"]
        far = edge_points(detector, 33)
        middle = np.array([box["x0"] + (box["w"] - 1) / 2, box["y0"] + (box["h"] - 1) / 2])
        size = np.array([box["w"], box["h"]]) / 2
        away = np.where(np.abs(np.abs(far - middle) - size) < 1e-9, np.sign(far - middle), 0)
        asked.append((camera.field_angle(detector, grid(detector)),
                      camera.field_angle(detector, far + away * (1.02 * beyond + 0.02)), np.hypot(box["w"], box["h"])))
    for start in range(0, count, BLOCK):
        chunk = pointings[start:start + BLOCK]
        found = regions(run(program, "footprint", "--instrument", name, "--format", "s_region", *["--pointing=" + text(one) for one in chunk]))
        blocks = [{}]
        for detector_name, region in found:
            blocks[-1][detector_name] = region
            if detector_name == "-":
                blocks.append({})
        if len(blocks) != len(chunk) + 1:
            sys.exit(f"{name}: {len(blocks) - 1} footprints of {len(chunk)} pointings")
        chosen = np.array([random.choice(len(camera.detectors), min(3, len(camera.detectors)), replace=False) for _ in chunk])
        places = np.repeat(np.arange(len(chunk)), chosen.shape[1])
        numbers = chosen.reshape(-1)
        turned = turns(chunk)[places]
        points = look(turned, np.stack([asked[one][0] for one in numbers]))
        far = look(turned, np.stack([asked[one][1] for one in numbers]))
        diagonal = np.array([asked[one][2] for one in numbers])
        scale = np.sqrt(((points[:, 0] - points[:, -1]) ** 2).sum(-1)) / diagonal
        polygons = edges([corners(blocks[place][camera.detectors[one]["name"]]) for place, one in zip(places, numbers)])
        planes = edges([corners(block["-"]) for block in blocks[:-1]])[places]
        for inward in (polygons, planes):
            least = min(least, float((depths(inward, points).min(-1) / scale).min()))
        # Points beyond the edges by more than the bend are outside, all of them.
        worst += int((depths(polygons, far).max(-1) > 0).sum())
    # The sum over detectors, as polygons and as pixels.
    print(f"{name:16} {len(detectors):3} detectors {count:5} pointings: edges {outside:.3f} px outside, hull {beyond:6.3f} px beyond edges, "
          f"area +{100 * (hulls / pixels - 1):.4f} %, areas agree to {worst_area:.1e}, pixel centers at least {least:.3f} px inside")
    problems = []
    if least <= 0:
        problems.append("a pixel center is outside")
    if worst:
        problems.append(f"a point more than {beyond:.3f} px beyond an edge is inside")
    if outside > 0.25:
        problems.append("edges lie more than a quarter of a pixel outside")
    if worst_area > 1e-9:
        problems.append("an area is wrong")
    return [f"{name}: {problem}" for problem in problems]


def check_cards(program, header):
    """The corners of a detector by astropy and the cards of obskit wcs, and by obskit footprint."""
    from astropy.io import fits
    from astropy.wcs import WCS
    with_cards = {int(part.split(None, 1)[0]): part for part in run(program, "wcs", header).removeprefix("# HDU ").split("\n# HDU ")}
    hdus = {one["detector"]: one["hdu"] for one in json.loads(run(program, "wcs", header, "--format", "json"))}
    places = json.loads(run(program, "footprint", header, "--format", "json", "--points", "2"))[0]
    problems = []
    for part in places["detectors"]:
        lines = with_cards[hdus[part["id"]]].split("\n", 1)[1].strip("\n").split("\n")
        card_header = fits.Header.fromstring("".join(line.ljust(80) for line in lines))
        size = (2 * (card_header["CRPIX1"] - 0.5), 2 * (card_header["CRPIX2"] - 0.5))
        corners = WCS(card_header).all_pix2world([[0.5, 0.5], [size[0] + .5, .5], [size[0] + .5, size[1] + .5], [.5, size[1] + .5]], 1)
        found = vectors(np.array(part["vertices_deg"]))
        for corner in vectors(corners):
            nearest = np.sqrt(((found - corner) ** 2).sum(-1)).min() * 206265
            if nearest > 1e-4:
                problems.append(f"{header}: a corner of {part['name']} is {nearest:.5f} arcsec off by the cards")
    print(f"{header}: astropy reads {len(with_cards)} sets of cards, {len(problems)} corners differ by more than 0.1 mas")
    return problems


def main():
    program = sys.argv[1]
    total = int(sys.argv[2]) if len(sys.argv) > 2 else 340
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20250415
    print(f"seed {seed}")
    random = np.random.default_rng(seed)
    names = [one["instrument"] for one in json.loads(run(program, "instruments", "--format", "json"))["instruments"]]
    cameras = [name for name in names if subprocess.run([program, "camera", name], capture_output=True).returncode == 0]
    problems = []
    for name in cameras:
        problems += check_camera(program, name, -(-total // len(cameras)), random)
    try:
        for header in sys.argv[4:]:
            problems += check_cards(program, header)
    except ImportError:
        print("there is no astropy, so no cards were read")
    print("\n".join(problems) if problems else f"{len(cameras)} cameras, no problem")
    return 1 if problems else 0


sys.exit(main())
