"""Makes the arrays that the tests read. Run with NumPy 2.4.6 in this folder: python3 make.py"""
import numpy as np
from numpy.lib import format

base = np.arange(6).reshape(2, 3)
types = {}
for order in "<>":
    for kind in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"]:
        for layout in "CF":
            if kind == "b1":
                a = base % 2 == 1
            elif kind[0] == "f":
                a = (base - 2.5).astype(order + kind)
            elif kind[0] == "i":
                a = (base - 3).astype(order + kind)
            else:
                a = (base.astype("u8") + np.uint64(np.iinfo(kind).max - 5)).astype(order + kind)
            name = ("little" if order == "<" else "big") + "_" + kind + "_" + layout
            types[name] = np.array(a, order=layout)
np.savez("types.npz", **types)
for version in [(1, 0), (2, 0), (3, 0)]:
    with open("version%d.npy" % version[0], "wb") as file:
        format.write_array(file, base.astype("<f4"), version=version)
images = np.arange(2 * 2 * 2 * 3, dtype="u1").reshape(2, 2, 2, 3)
np.savez_compressed("images.npz", x=images, y=np.array([1, 0]))
np.savez(
    "parts.npz",
    x_train=images[:, :, :, 0], y_train=np.array([0, 2], "u1"), x_test=images[:1, :, :, 0], y_test=np.array([1], "u1"))
