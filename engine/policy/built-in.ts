// Written by `npm run policies`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = 'b98603e98b0132ab0ca168fe0f35f047b8ddfcd2e4ece6f6de45a01d1ea02783'
