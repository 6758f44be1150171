#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <stdbool.h>

// What Swift cannot say: parameters by name, and calls that are macros.

/// The public key of these parameters, which the caller frees; null when they make none.
static inline EVP_PKEY *openssl_public_key(const char *type, OSSL_PARAM_BLD *builder) {
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY_CTX *making = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    EVP_PKEY *key = NULL;
    if (parameters && making && EVP_PKEY_fromdata_init(making) == 1)
        EVP_PKEY_fromdata(making, &key, EVP_PKEY_PUBLIC_KEY, parameters);
    EVP_PKEY_CTX_free(making);
    OSSL_PARAM_free(parameters);
    // A point off its curve, a modulus that is even or has small factors.
    EVP_PKEY_CTX *checking = key ? EVP_PKEY_CTX_new(key, NULL) : NULL;
    if (!checking || EVP_PKEY_public_check(checking) != 1) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    EVP_PKEY_CTX_free(checking);
    ERR_clear_error();
    return key;
}

/// The RSA key of a modulus and an exponent, both with the greatest byte first.
static inline EVP_PKEY *openssl_rsa_key(
    const unsigned char *modulus, size_t modulus_length, const unsigned char *exponent, size_t exponent_length) {
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    BIGNUM *n = BN_bin2bn(modulus, (int)modulus_length, NULL), *e = BN_bin2bn(exponent, (int)exponent_length, NULL);
    EVP_PKEY *key = NULL;
    if (builder && n && e && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n)
        && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e))
        key = openssl_public_key("RSA", builder);
    BN_free(n);
    BN_free(e);
    OSSL_PARAM_BLD_free(builder);
    return key;
}

/// The key of a point of P-256: the byte 4, and both coordinates.
static inline EVP_PKEY *openssl_p256_key(const unsigned char *point, size_t length) {
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    EVP_PKEY *key = NULL;
    if (builder && OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0)
        && OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, length))
        key = openssl_public_key("EC", builder);
    OSSL_PARAM_BLD_free(builder);
    return key;
}

/// Whether the signature, as OpenSSL has it, is the key's of the SHA-256 of a text.
static inline bool openssl_verify(
    EVP_PKEY *key, const unsigned char *signature, size_t signature_length, const unsigned char *text, size_t length) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool is_right = context && EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1
        && EVP_DigestVerify(context, signature, signature_length, text, length) == 1;
    EVP_MD_CTX_free(context);
    // What is left of a failure would be read as one of the next TLS connection of this thread.
    ERR_clear_error();
    return is_right;
}

/// The same for a signature that is two numbers, one after the other in as many bytes (RFC 7518 §3.4).
static inline bool openssl_verify_pair(
    EVP_PKEY *key, const unsigned char *pair, size_t half, const unsigned char *text, size_t length) {
    ECDSA_SIG *numbers = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(pair, (int)half, NULL), *s = BN_bin2bn(pair + half, (int)half, NULL);
    if (!numbers || !ECDSA_SIG_set0(numbers, r, s)) {
        BN_free(r);
        BN_free(s);
        ECDSA_SIG_free(numbers);
        return false;
    }
    unsigned char *encoded = NULL;
    int encoded_length = i2d_ECDSA_SIG(numbers, &encoded);
    bool is_right = encoded_length > 0 && openssl_verify(key, encoded, (size_t)encoded_length, text, length);
    OPENSSL_free(encoded);
    ECDSA_SIG_free(numbers);
    return is_right;
}
