"""Writes h5py.h5, a fabric program as another program may write it: h5py, texts of fixed length, gzip and shuffle."""

import h5py
import numpy as np


def column(file, name, values, kind):
    file.create_dataset(name, data=np.array(values, kind), chunks=(len(values),), compression=4, shuffle=True)


with h5py.File("h5py.h5", "w", libver=("v110", "v110")) as file:
    for name, text in [
        ("format", "spikewalk-program"), ("family", "truenorth"), ("generator", "counter"),
        ("reset_potentials", "encoded"),
    ]:
        file.attrs[name] = np.bytes_(text)
    # Filled up with spaces, as Fortran does.
    kind = h5py.h5t.C_S1.copy()
    kind.set_size(12)
    kind.set_strpad(h5py.h5t.STR_SPACEPAD)
    del file.attrs["reset_potentials"]
    space = h5py.h5s.create(h5py.h5s.SCALAR)
    attribute = h5py.h5a.create(file.id, b"reset_potentials", kind, space)
    attribute.write(np.array(b"encoded     ", "S12"), mtype=kind)
    # What PyTables notes down for itself.
    file.attrs["TITLE"] = np.bytes_("a relay")
    for name, number in [
        ("format_version", 1), ("axons_per_core", 2), ("neurons_per_core", 2), ("output_ports", 1),
    ]:
        file.attrs[name] = np.uint64(number)
    for name in [
        "strength_0", "strength_1", "strength_2", "strength_3", "leak", "threshold", "negative_threshold",
        "reset_potential",
    ]:
        column(file, "types/" + name, [1 if name in ["strength_0", "threshold"] else 0], "<i4")
    for name in [
        "stochastic_synapses", "stochastic_leak", "leak_reversal", "threshold_mask_bits", "reset_mode",
        "negative_saturation",
    ]:
        column(file, "types/" + name, [0], "u1")
    for name, values, kind in [
        ("cores/x", [0], "<i4"), ("cores/y", [0], "<i4"), ("cores/axons", [2], "<u4"), ("cores/neurons", [2], "<u4"),
        ("cores/register_seed", [1], "<u4"), ("axons/type", [0, 0], "u1"), ("neurons/type", [0, 0], "<u4"),
        ("neurons/potential", [0, 0], "<i4"), ("neurons/identity", [0, 1], "<u8"),
        ("neurons/target_kind", [1, 2], "u1"), ("neurons/target", [0, 0], "<u4"),
        ("neurons/target_axon", [1, 0], "<u2"), ("neurons/target_delay", [1, 0], "u1"),
        ("crossbar/words", [1, 2], "<u8"), ("inputs/tick", [0], "<u8"), ("inputs/core", [0], "<u4"),
        ("inputs/axon", [0], "<u4"),
    ]:
        column(file, name, values, kind)
