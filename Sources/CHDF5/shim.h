// HDF5 (BSD-style licence). Much of the library's interface is macros that Swift cannot see: give them as functions.
#pragma once
#include <hdf5.h>

// Types in memory.
static inline hid_t sw_h5_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t sw_h5_uint64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t sw_h5_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t sw_h5_uint32(void) { return H5T_NATIVE_UINT32; }
static inline hid_t sw_h5_int32(void) { return H5T_NATIVE_INT32; }
static inline hid_t sw_h5_uint16(void) { return H5T_NATIVE_UINT16; }
static inline hid_t sw_h5_int16(void) { return H5T_NATIVE_INT16; }
static inline hid_t sw_h5_uint8(void) { return H5T_NATIVE_UINT8; }
static inline hid_t sw_h5_c_string(void) { return H5T_C_S1; }

// Types in the file: little-endian on every machine, so that equal results are equal bytes.
static inline hid_t sw_h5_file_double(void) { return H5T_IEEE_F64LE; }
static inline hid_t sw_h5_file_uint64(void) { return H5T_STD_U64LE; }
static inline hid_t sw_h5_file_int64(void) { return H5T_STD_I64LE; }
static inline hid_t sw_h5_file_uint32(void) { return H5T_STD_U32LE; }
static inline hid_t sw_h5_file_int32(void) { return H5T_STD_I32LE; }
static inline hid_t sw_h5_file_uint16(void) { return H5T_STD_U16LE; }
static inline hid_t sw_h5_file_int16(void) { return H5T_STD_I16LE; }
static inline hid_t sw_h5_file_uint8(void) { return H5T_STD_U8LE; }

static inline size_t sw_h5_variable_length(void) { return H5T_VARIABLE; }
static inline hid_t sw_h5_default(void) { return H5P_DEFAULT; }
static inline hid_t sw_h5_all(void) { return H5S_ALL; }

static inline hid_t sw_h5_file_access(void) { return H5Pcreate(H5P_FILE_ACCESS); }
static inline hid_t sw_h5_dataset_creation(void) { return H5Pcreate(H5P_DATASET_CREATE); }
static inline hid_t sw_h5_group_creation(void) { return H5Pcreate(H5P_GROUP_CREATE); }

static inline hid_t sw_h5_create(const char *name, hid_t access) {
  return H5Fcreate(name, H5F_ACC_TRUNC, H5P_DEFAULT, access);
}
static inline hid_t sw_h5_open(const char *name, hid_t access) { return H5Fopen(name, H5F_ACC_RDONLY, access); }

// The library prints its error stack to standard error unless told not to.
static inline void sw_h5_silence(void) { H5Eset_auto2(H5E_DEFAULT, NULL, NULL); }

static int sw_h5_keep_first(unsigned n, const H5E_error2_t *error, void *text) {
  if (n == 0 && error->desc) snprintf((char *)text, 200, "%s", error->desc);
  return 0;
}
// The innermost reason of the last failure, into 200 bytes.
static inline void sw_h5_reason(char *text) {
  text[0] = 0;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, sw_h5_keep_first, text);
}
