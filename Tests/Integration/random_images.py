"""Compares images that RandomImageTests kept, and the pixels that ObsKit read of them, with what astropy reads.

usage: random_images.py FOLDER
"""

import collections
import pathlib
import sys
import warnings

import numpy
from astropy.io import fits

warnings.simplefilter("ignore")


def stored_blank(header):
    """What the number for undefined pixels means, or None."""
    blank = header.get("BLANK", header.get("ZBLANK"))
    return None if blank is None else blank * header.get("BSCALE", 1) + header.get("BZERO", 0)


def main(folder):
    compared, refused, reasons = 0, 0, collections.Counter()
    for path in sorted(pathlib.Path(folder).glob("*.fits")):
        hdu, left, right, bottom, top, _ = map(int, path.stem.split("-"))
        ours = numpy.fromfile(path.with_suffix(".pixels"), numpy.float64).reshape(top - bottom, right - left)
        with fits.open(path) as file:
            try:
                image = numpy.atleast_2d(file[hdu].data)
            except Exception as error:
                refused += 1
                reasons[str(error)] += 1
                continue
            blank = stored_blank(file[hdu].header)
            theirs = image[bottom:top, left:right].astype(numpy.float64)
            if image.dtype == numpy.float32:
                # What the image says is of single precision; ours were asked for in double.
                ours = ours.astype(numpy.float32).astype(numpy.float64)
        undefined = numpy.isnan(ours)
        good = undefined & (numpy.isnan(theirs) | (theirs == blank if blank is not None else False)) | (ours == theirs)
        if not good.all():
            place = tuple(numpy.argwhere(~good)[0])
            sys.exit(f"{path}: pixel {place}: {ours[place]}, astropy has {theirs[place]}")
        compared += 1
    for reason, count in reasons.items():
        print(f"astropy refuses {count}: {reason}")
    print(f"random images: {compared} equal in every pixel, {refused} that astropy refuses")
    if compared == 0 or refused > compared // 20:
        sys.exit("that is too few")


main(sys.argv[1])
