// Written by `npm run policies`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = 'f5d91cc777268606e3dc7cbd88479a3b0abe50592cfa5c85874e3d1a6b405da9'
