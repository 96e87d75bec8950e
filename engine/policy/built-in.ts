// Written by `npm run policies`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = 'a407e764cb04a2c35d710a27a6c746aeb6346afc8811bb41445fe7bcbd2c2cb2'
