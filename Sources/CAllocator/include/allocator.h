#pragma once

/// How the allocator of the program is set: jemalloc reads it before anything is asked of it.
extern const char *malloc_conf;
