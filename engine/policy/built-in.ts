// Written by `npm run policies`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = '907937f7ca8d083ea4e141b0774ce9bd44992a6c53bb82fec1dcba29510c4df6'
