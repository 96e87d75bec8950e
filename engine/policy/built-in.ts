// Written by `npm run policies`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = '562e53f57d0a94cccebc8cb32bdaa7eedd4e1963f6987410fba4d46d8b50b613'
