#!/bin/sh
# Brings both lock files up to pyproject.toml. Versions that are locked stay as they are, unless
# --upgrade or --upgrade-package NAME is given. The files name no registry: each installation uses
# its own, and the hashes say whether it got the same bytes.
set -eu

cd "$(dirname "$0")/.."
VENV=${VENV:-.venv}

if [ -x "$VENV/bin/uv" ]; then
    uv=$VENV/bin/uv
elif command -v uv >/dev/null 2>&1; then
    uv=uv
elif command -v pipx >/dev/null 2>&1; then
    uv="pipx run uv"
else
    echo "lock: uv was not found. Install it with this line: pipx install uv" >&2
    exit 1
fi

compile() {
    # shellcheck disable=SC2086  # uv may be two words
    $uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 \
        --no-header --quiet "$@"
}

compile "$@" --output-file requirements.lock
compile "$@" --group dev --output-file requirements-dev.lock
echo "lock: requirements.lock and requirements-dev.lock are up to date"
