// Written by `npm run policies`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = '0a6088349924924e9673899360dd87944d7a5f3d7a79758e591c5d0cca014318'
