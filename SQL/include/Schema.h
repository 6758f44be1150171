#pragma once
#include <stddef.h>

/// One file that is embedded in the program: its name, its bytes and their count.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t count;
} EmbeddedFile;

/// The migrations in order, `schemaMigrationCount` of them; null past the end.
const EmbeddedFile *schemaMigration(size_t index);
size_t schemaMigrationCount(void);

/// The reference data (our starter taxonomy, codes), null past the end.
const EmbeddedFile *schemaReference(size_t index);
size_t schemaReferenceCount(void);
