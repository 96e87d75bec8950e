// Written by `npm run policies`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = 'f2b9ceac75514b247f595efad8a075793d091e02cf4f93b7b63e8e7a25b82ec4'
