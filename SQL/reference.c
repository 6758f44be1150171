#include "Schema.h"

// #embed is C23; the compiler of the Swift toolchain knows it and would warn that older ones do not.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char countries[] = {
#embed "Reference/countries.tsv"
};
static const unsigned char currencies[] = {
#embed "Reference/currencies.tsv"
};
static const unsigned char gcm[] = {
#embed "Reference/gcm.tsv"
};
static const unsigned char groups[] = {
#embed "Reference/groups.tsv"
};
static const unsigned char isic[] = {
#embed "Reference/isic.tsv"
};
static const unsigned char languages[] = {
#embed "Reference/languages.tsv"
};
static const unsigned char occupations[] = {
#embed "Reference/occupations.tsv"
};
static const unsigned char relations[] = {
#embed "Reference/relations.tsv"
};
static const unsigned char sdg[] = {
#embed "Reference/sdg.tsv"
};
static const unsigned char skills[] = {
#embed "Reference/skills.tsv"
};

static const EmbeddedFile reference[] = {
    {"countries.tsv", countries, sizeof countries},
    {"currencies.tsv", currencies, sizeof currencies},
    {"gcm.tsv", gcm, sizeof gcm},
    {"groups.tsv", groups, sizeof groups},
    {"isic.tsv", isic, sizeof isic},
    {"languages.tsv", languages, sizeof languages},
    {"occupations.tsv", occupations, sizeof occupations},
    {"relations.tsv", relations, sizeof relations},
    {"sdg.tsv", sdg, sizeof sdg},
    {"skills.tsv", skills, sizeof skills},
};

size_t schemaReferenceCount(void) { return sizeof reference / sizeof *reference; }

const EmbeddedFile *schemaReference(size_t index) {
    return index < schemaReferenceCount() ? &reference[index] : NULL;
}
