/// Compression by zlib, which is loaded when it is first needed instead of linked.
#ifndef CZLIB_H
#define CZLIB_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Whether zlib is there.
int mcpzlib_is_there(void);

/// Compresses bytes in the format gzip (RFC 1952).
///
/// Returns the size of the result; 0 if zlib is not there, or the result does not fit.
size_t mcpzlib_gzip(const uint8_t *input, size_t size, uint8_t *output, size_t capacity);

#pragma clang assume_nonnull end

#endif
