#pragma once

// What the system gave to this process when it started: see start.c.

/// The number of its arguments, its own name included; 0 where it was started without any.
int process_argument_count(void);

/// Its arguments: as many as counted, each ended by a zero byte. They live as long as the process.
char *const *process_arguments(void);

/// Its environment: texts of the form `name=value`, ended by a null pointer. They live as long as the process.
char *const *process_environment(void);

/// The commit that the program was built of, or NULL where the build was not told.
const char *process_commit(void);
