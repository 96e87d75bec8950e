// Written by `npm run policies`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = 'bb9028752323c0884008c93f34c81b684dbc88d11d52e6bb46a1e0c68868497b'
