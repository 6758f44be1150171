#!/usr/bin/env bash
# A client of the interface in curl and jq: source it, or copy what you need.
#
#   braingain.sh http://127.0.0.1:8080            offers for a cheese maker, without an account
#   KEY=… braingain.sh http://127.0.0.1:8080      as a desk: a venture comes, finds its mentors, changes and goes
set -euo pipefail

# ask METHOD PATH [BODY [HEADER…]]: prints what is answered, and leaves its ETag in the file "$etag". Whoever is asked to
# wait (Retry-After) tries again. A refusal (RFC 9457) is told on standard error by its code and the fields that are wrong.
ask() {
    local method=$1 path=$2 body=${3:-} answer status header
    shift $(($# < 3 ? $# : 3))
    local options=(--silent --show-error --max-time 30 --retry 5 --request "$method" --dump-header "$heads")
    # Not among the arguments, where everybody on this machine could read the key.
    [ -z "${KEY:-}" ] || options+=(--header "@$credentials")
    [ -z "$body" ] || options+=(--header 'Content-Type: application/json' --data-binary "$body")
    for header in "$@"; do options+=(--header "$header"); done
    answer=$(curl "${options[@]}" --write-out '\n%{http_code}' "$server/v1/$path")
    status=${answer##*$'\n'}
    answer=${answer%$'\n'*}
    if [ "$status" -ge 400 ]; then
        jq -r '"\(.code): \(.title)", (.errors[]? | "  \(.pointer) \(.code)")' <<<"$answer" >&2
        return 1
    fi
    sed -n 's/^[Ee][Tt][Aa][Gg]: *\([^\r]*\).*/\1/p' "$heads" >"$etag"
    printf '%s\n' "$answer"
}

# pages PATH: the items of all pages of a list whose path has a query, one a line.
pages() {
    local page cursor=
    while true; do
        page=$(ask GET "$1${cursor:+&cursor=$cursor}") || return
        jq -c '.items[]' <<<"$page"
        cursor=$(jq -r '.next // empty' <<<"$page")
        [ -n "$cursor" ] || return 0
    done
}

# register RESOURCE RECORD: once, however often the network loses the answer.
register() { ask POST "$1" "$2" "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)"; }

# change PATH PATCH, retire PATH: what was read; a version_stale says that somebody was faster: decide again.
change() { ask GET "$1" >/dev/null && ask PATCH "$1" "$2" "If-Match: $(cat "$etag")"; }
retire() { ask GET "$1" >/dev/null && ask DELETE "$1" '' "If-Match: $(cat "$etag")"; }

matches='.items[] | "\(.percent) %  \(.kind)/\(.id)  \(.card.headline): \([.parts[] | select(.points > 0).text] | join("; "))"'

main() {
    server=$1
    folder=$(mktemp -d)
    heads=$folder/heads etag=$folder/etag credentials=$folder/credentials
    trap 'rm -r "$folder"' EXIT
    printf 'Authorization: Bearer %s\n' "${KEY:-}" >"$credentials"
    local skills='[{"skill": "make-cheese", "level": 3}]' desk venture
    if [ -z "${KEY:-}" ]; then
        ask POST matches "{\"seek\": [\"offers\"], \"profile\": {\"skills\": $skills}, \"limit\": 3}" | jq -r "$matches"
        return
    fi
    venture=$(pages 'ventures?limit=10' | jq -rs 'last.id')
    desk=$(ask GET "ventures/$venture" | jq -r .desk)
    venture=ventures/$(register ventures "{\"desk\": \"$desk\", \"name\": \"Goat cheese (example)\"}" | jq -r .id)
    change "$venture" "{\"need\": {\"skills\": $skills, \"languages\": [{\"language\": \"fr\", \"level\": \"B1\"}]}}" >/dev/null
    ask GET "$venture/matches?seek=mentors&limit=3" | jq -r "$matches"
    retire "$venture"
}

[ "${BASH_SOURCE[0]}" != "$0" ] || main "$@"
