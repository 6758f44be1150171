// Loops over many small numbers at once, which Swift's vectors go through one by one.
//
// The compiler's vectors of 64 numbers become whatever the processor has: no instruction is named here.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>

typedef int16_t lanes_int16 __attribute__((ext_vector_type(64), aligned(2)));
typedef bool lanes_bool __attribute__((ext_vector_type(64)));

/// Which of 64 numbers are greater than a limit: a bit each.
static inline uint64_t lanes_exceeding_16(const int16_t *numbers, int16_t limit) {
    lanes_bool greater = __builtin_convertvector(*(const lanes_int16 *)numbers > (lanes_int16)limit, lanes_bool);
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

/// Lowers each distance to loss × scale + price + base where that is less. A loss may be infinite.
///
/// `count` is a multiple of eight. Returns the least distance.
static inline double lanes_relax(
    double *restrict distances, const double *restrict prices, const float *restrict losses, long count, double base,
    double scale) {
    // Eight minima beside one another, and comparisons in the order that the processor's own minimum has.
    double least[8];
    for (int lane = 0; lane < 8; lane++) least[lane] = __builtin_inf();
    for (long place = 0; place < count; place += 8) {
        for (int lane = 0; lane < 8; lane++) {
            double length = losses[place + lane] * scale + (prices[place + lane] + base);
            double before = distances[place + lane];
            double now = length < before ? length : before;
            distances[place + lane] = now;
            least[lane] = now < least[lane] ? now : least[lane];
        }
    }
    double result = least[0];
    for (int lane = 1; lane < 8; lane++) result = least[lane] < result ? least[lane] : result;
    return result;
}

typedef double lanes_double2 __attribute__((ext_vector_type(2), aligned(8)));
typedef int64_t lanes_int64x2 __attribute__((ext_vector_type(2), aligned(8)));

/// Writes the places of all numbers that equal a value. `count` is a multiple of eight. Returns how many there are.
static inline long lanes_places(const double *numbers, long count, double value, int32_t *places) {
    long found = 0;
    for (long place = 0; place < count; place += 8) {
        const lanes_double2 *pairs = (const lanes_double2 *)(numbers + place);
        lanes_int64x2 equal = (pairs[0] == value) | (pairs[1] == value) | (pairs[2] == value) | (pairs[3] == value);
        if (!(equal[0] | equal[1])) continue;
        for (int lane = 0; lane < 8; lane++)
            if (numbers[place + lane] == value) places[found++] = (int32_t)(place + lane);
    }
    return found;
}

/// The sum of what numbers exceed others by, which is below 65,536. `count` is a multiple of eight.
static inline uint16_t lanes_gain(const uint16_t *numbers, const uint16_t *others, long count) {
    uint16_t sum = 0;
    for (long place = 0; place < count; place++)
        sum = (uint16_t)(sum + (numbers[place] > others[place] ? numbers[place] - others[place] : 0));
    return sum;
}

/// Asks for large pages under memory, where the system has some: an index of hundreds of megabytes is read here and there,
/// and with small pages the processor has to look up where nearly each of them is.
static inline void lanes_want_large_pages(void *memory, unsigned long bytes) { madvise(memory, bytes, MADV_HUGEPAGE); }

/// How large they are.
static const long lanes_large_page = 2 << 20;
