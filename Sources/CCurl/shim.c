#include "CCurl.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

// What IANA's registries of special-purpose addresses have, and multicast.
static const struct {
    uint32_t network;
    int length;
} special_networks[] = {
    {0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16}, {0xAC100000, 12},
    {0xC0000000, 24}, {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16}, {0xC6120000, 15}, {0xC6336400, 24},
    {0xCB007100, 24}, {0xE0000000, 4},  {0xF0000000, 4},
};

static bool is_public_v4(uint32_t address) {
    for (size_t i = 0; i < sizeof special_networks / sizeof *special_networks; i++) {
        uint32_t mask = ~(uint32_t)0 << (32 - special_networks[i].length);
        if ((address & mask) == special_networks[i].network) return false;
    }
    return true;
}

// Global unicast is 2000::/3. In it, 2001::/23 is special, 2001:db8::/32 and 3fff::/20 are for documents, and 2002::/16 leads
// to an address of the older kind, whichever that is.
static bool is_public_v6(const uint8_t *address) {
    if ((address[0] & 0xE0) != 0x20) return false;
    if (address[0] == 0x20 && address[1] == 0x01 && (address[2] & 0xFE) == 0) return false;
    if (address[0] == 0x20 && address[1] == 0x01 && address[2] == 0x0D && address[3] == 0xB8) return false;
    if (address[0] == 0x3F && address[1] == 0xFF && (address[2] & 0xF0) == 0) return false;
    return !(address[0] == 0x20 && address[1] == 0x02);
}

bool curl_is_public(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) return is_public_v4(ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr));
    if (address->sa_family == AF_INET6) return is_public_v6(((const struct sockaddr_in6 *)address)->sin6_addr.s6_addr);
    return false;
}

// The address is looked at that is connected to, so that a name may answer as it likes, and otherwise the next time.
static curl_socket_t open_public(void *allows_private, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)purpose;
    if (!*(const bool *)allows_private && !curl_is_public(&address->addr)) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t read_little(char *bytes, size_t size, size_t count, void *total) {
    (void)bytes;
    size_t *sum = total;
    *sum += size * count;
    return *sum <= 64 * 1024 ? size * count : 0;
}

long curl_send(const struct curl_post *post) {
    CURL *curl = curl_easy_init();
    if (!curl) return 0;
    size_t total = 0;
    long status = 0;
    bool allows_private = post->allows_private;
    curl_easy_setopt(curl, CURLOPT_URL, post->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 5000L);
    // A resolver that never answers is not waited for either.
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "BrainGain");
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, post->body);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)post->body_length);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, post->headers);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_public);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &allows_private);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, read_little);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &total);
    if (post->authorities) curl_easy_setopt(curl, CURLOPT_CAINFO, post->authorities);
    if (curl_easy_perform(curl) == CURLE_OK) curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    return status;
}
