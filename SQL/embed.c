#include "Schema.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

size_t schemaMigrationCount(void) { return 0; }
const EmbeddedFile *schemaMigration(size_t index) { (void)index; return 0; }
size_t schemaReferenceCount(void) { return 0; }
const EmbeddedFile *schemaReference(size_t index) { (void)index; return 0; }
