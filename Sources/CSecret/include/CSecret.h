/// The desktop's Secret Service by libsecret, which is loaded when it is first needed instead of linked.
///
/// Each call runs on a thread of its own and is given up after a time: libsecret may wait for a person without end.
#ifndef CSECRET_H
#define CSECRET_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/// The outcome of a call.
enum mcpsecret_outcome {
  MCPSECRET_DONE = 0,
  /// The service holds no such item.
  MCPSECRET_MISSING = 1,
  /// The service cannot be used; the reason was filled in.
  MCPSECRET_FAILED = 2,
};

/// The largest secret and the largest reason, in bytes with the final zero.
#define MCPSECRET_TEXT_SIZE 512

/// Looks up the secret of a key's identifier.
enum mcpsecret_outcome mcpsecret_lookup(const char *id, char *secret, char *reason);

/// Stores a secret under a key's identifier, with a label for people.
enum mcpsecret_outcome mcpsecret_store(const char *id, const char *label, const char *secret, char *reason);

/// Removes the secret of a key's identifier.
enum mcpsecret_outcome mcpsecret_clear(const char *id, char *reason);

/// Adds the address of the session bus to the environment, from which libsecret takes it; returns 0 without memory.
///
/// The environment is replaced as a whole and the former one kept, so that other threads can read either meanwhile.
int mcpsecret_use_bus(const char *address);

#pragma clang assume_nonnull end

#endif
