// Written by `npm run policies`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = '9105092e1081ac789e20b88e920bd0fdac79e529dfa0e30149dc26151745046e'
