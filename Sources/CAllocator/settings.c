#include "allocator.h"

// Threads share two arenas and wait for one another only when their own small stock is empty. What nobody needs any more
// goes back to the system within a second, by a thread that does nothing else: after a load or a merge that is gigabytes.
const char *malloc_conf = "narenas:2,background_thread:true,dirty_decay_ms:1000,muzzy_decay_ms:0";
