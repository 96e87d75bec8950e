// Written by `npm run policies`. Do not edit: it must be the digest in policies/built/manifest.json.

/** Digest of the built-in bundle, the one that is trusted without a signature. */
export const BUILT_IN_DIGEST = '5b67f22a87bcedfc364592d641e456f2908481b77f225068ca7ccb743ef54381'
