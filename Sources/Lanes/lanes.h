// Loops over many small numbers at once, which Swift's vectors go through one by one.
//
// The compiler's vectors of 64 numbers become whatever the processor has: no instruction is named here.
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef int16_t lanes_int16 __attribute__((ext_vector_type(64), aligned(2)));
typedef int32_t lanes_int32 __attribute__((ext_vector_type(64), aligned(4)));
typedef bool lanes_bool __attribute__((ext_vector_type(64)));

/// Which of 64 numbers are greater than a limit: a bit each.
static inline uint64_t lanes_exceeding_16(const int16_t *numbers, int16_t limit) {
    lanes_bool greater = __builtin_convertvector(*(const lanes_int16 *)numbers > (lanes_int16)limit, lanes_bool);
    uint64_t bits;
    __builtin_memcpy(&bits, &greater, sizeof bits);
    return bits;
}

static inline uint64_t lanes_exceeding_32(const int32_t *numbers, int32_t limit) {
    lanes_bool greater = __builtin_convertvector(*(const lanes_int32 *)numbers > (lanes_int32)limit, lanes_bool);
    uint64_t bits;
    __builtin_memcpy(&bits, &greater, sizeof bits);
    return bits;
}

/// The greatest of so many numbers.
static inline int16_t lanes_greatest_16(const int16_t *numbers, long count) {
    int16_t greatest = INT16_MIN;
    for (long place = 0; place < count; place++) greatest = numbers[place] > greatest ? numbers[place] : greatest;
    return greatest;
}

static inline int32_t lanes_greatest_32(const int32_t *numbers, long count) {
    int32_t greatest = INT32_MIN;
    for (long place = 0; place < count; place++) greatest = numbers[place] > greatest ? numbers[place] : greatest;
    return greatest;
}
