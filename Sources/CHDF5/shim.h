// HDF5 (BSD-style licence). The library's type names are macros that Swift cannot see: give them as functions.
#pragma once
#include <hdf5.h>
static inline hid_t sw_h5_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t sw_h5_uint64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t sw_h5_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t sw_h5_uint32(void) { return H5T_NATIVE_UINT32; }
static inline hid_t sw_h5_c_string(void) { return H5T_C_S1; }
