#pragma once
#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

/// What is sent, and to where it may go.
struct curl_post {
    const char *url;
    const struct curl_slist *headers;
    const char *body;
    size_t body_length;
    /// A file of certificates that are trusted instead of the system's; NULL for the system's.
    const char *authorities;
    /// Whether the other side may be in a private network, and on any port: tests alone.
    bool allows_private;
};

/// Sends a POST over HTTPS: the status of the answer, or 0 when none came within five seconds, or the address is not to be reached.
/// No answer is followed elsewhere, and of its body at most 64 KiB are read.
long curl_send(const struct curl_post *post);

/// Whether an address is one of the public internet.
bool curl_is_public(const struct sockaddr *address);
