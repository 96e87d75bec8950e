// Written by `npm run policies`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = 'fc5601bb5fa9a911d10fbfd877f35689f9ad9f4b12fb2f777e97367fc34de215'
