#pragma once
#include <microhttpd.h>
#include <netdb.h>
#include <stdint.h>

/// What one single-threaded daemon is started with. Every callback gets `context` as its first argument.
struct microhttpd_settings {
    int listen_socket;
    unsigned int connection_limit;
    size_t pool_size;
    void *context;
    MHD_AccessHandlerCallback handle;
    void *(*request_line)(void *context, const char *target, struct MHD_Connection *connection);
    MHD_RequestCompletedCallback completed;
    MHD_NotifyConnectionCallback notify;
    MHD_LogCallback log;
};

/// Starts a daemon on a socket that already listens, with epoll in a thread of its own; NULL when the library refuses.
struct MHD_Daemon *microhttpd_start(const struct microhttpd_settings *settings);

// MHD_get_connection_info is variadic, which Swift cannot call; these are the four answers that are needed.
int microhttpd_socket(struct MHD_Connection *connection);
const struct sockaddr *microhttpd_peer(struct MHD_Connection *connection);
void *microhttpd_socket_context(struct MHD_Connection *connection);
/// Zero when nothing is queued yet.
unsigned int microhttpd_status(struct MHD_Connection *connection);
/// The bytes from the method to the end of the blank line; zero as long as the head is incomplete.
size_t microhttpd_head_size(struct MHD_Connection *connection);

/// Makes a listening socket ignore new clients, who try again a second later, while those whose handshake is under way
/// or who wait in its queue are still served; zero on success. Closing the socket would reset them.
int microhttpd_ignore_new_clients(int socket);

/// Makes the library see an empty query and no cookies, on which it would spend its pool, and whose parsers answer twice
/// when that is full. To be called with the raw target by the request-line callback: the library has remembered the
/// place of the first '?' then and parses what follows afterwards, and of two Cookie fields it takes the first.
void microhttpd_skip_parsing(struct MHD_Connection *connection, const char *target);
