import type { Detector } from './detector.ts'

/** What opens a door: not PHI, but whoever has it has the PHI. Sure enough for every mode. */
export const SECRETS: readonly Detector[] = [
  {
    id: 'private-key',
    class: 'secret',
    find: { kind: 'reader', reader: 'pem' },
    score: 1,
    examples: {
      mode: 'code',
      match: [
        'key:\n«-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0B=\n-----END PRIVATE KEY-----»\nnext',
        '"«-----BEGIN RSA PRIVATE KEY-----\\nMIIE\\n-----END RSA PRIVATE KEY-----»"',
      ],
      ignore: [
        '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
        '----- PRIVATE KEY',
        '-----BEGIN PRIVATE',
      ],
    },
  },
  {
    id: 'provider-token',
    class: 'secret',
    find: {
      kind: 'prefix',
      prefixes: [
        'ghp_',
        'gho_',
        'ghu_',
        'ghs_',
        'ghr_',
        'github_pat_',
        'glpat-',
        'npm_',
        'hf_',
        'xoxb-',
        'xoxp-',
        'xoxa-',
        'xoxs-',
        'sk-',
        'sk_live_',
        'rk_live_',
        'pypi-',
        'dop_v1_',
        'shpat_',
        'AIza',
        'SG.',
        'ya29.',
      ],
      body: 'base64url',
      least: 16,
    },
    score: 0.97,
    examples: {
      mode: 'code',
      match: [
        'token «ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789»',
        'x=«sk-abcdefghijklmnopqrstuvwx»;',
        '«glpat-abcdefghij0123456789»',
        '«npm_abcdefghij0123456789abcdefghij012345»',
      ],
      ignore: ['ghp_short', 'task-oriented-behaviour-of-patients', 'npm_config_cache', 'risk-'],
    },
  },
  {
    id: 'aws-key',
    class: 'secret',
    find: { kind: 'prefix', prefixes: ['AKIA', 'ASIA'], body: 'base64url', least: 16 },
    score: 0.97,
    examples: {
      mode: 'code',
      match: ['id «AKIAIOSFODNN7EXAMPLE»', '«ASIAIOSFODNN7EXAMPLE» x'],
      ignore: ['AKIA', 'ASIAN patient', 'XAKIAIOSFODNN7EXAMPLE'],
    },
  },
  {
    id: 'jwt',
    class: 'secret',
    find: { kind: 'prefix', prefixes: ['eyJ'], body: 'base64url', least: 30 },
    score: 0.97,
    examples: {
      mode: 'code',
      match: [
        'Bearer «eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl» end',
        'token=«eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.»',
      ],
      ignore: ['eyJ', 'heyJude', 'eyJ.short'],
    },
  },
  {
    // A session handle stands for a verified person (decision and approval ids do not open anything).
    id: 'cordon-session',
    class: 'secret',
    find: { kind: 'prefix', prefixes: ['ses_'], body: 'base64url', least: 26 },
    score: 0.97,
    examples: {
      mode: 'code',
      match: ['handle «ses_01j9zk3v5m00abcdefghjkmnpq»'],
      ignore: ['ses_short', 'dec_01j9zk3v5m00abcdefghjkmnpq', 'apr_01j9zk3v5m00abcdefghjkmnpq'],
    },
  },
  {
    id: 'connection-string',
    class: 'secret',
    find: { kind: 'reader', reader: 'url' },
    score: 0.97,
    examples: {
      mode: 'code',
      match: ['url «postgres://app:s3cret@db.example.org:5432/clinic», ok', '«https://user:pass@example.org/x» y'],
      ignore: ['postgres://db.example.org/clinic', 'https://example.org/@scope/name', 'https://user@example.org'],
    },
  },
  {
    id: 'label-secret',
    class: 'secret',
    find: { kind: 'reader', reader: 'label' },
    score: 0.95,
    examples: {
      match: [
        'password=«hunter2x»',
        'pwd: «s3cretpw»',
        '"api_key": "«abcd1234efgh»"',
        "client_secret='«zzz999yyy888»'",
      ],
      ignore: ['password:', 'password reset', 'password: ***', 'the password is not known'],
    },
  },
  {
    id: 'label-field',
    class: 'other-id',
    find: { kind: 'reader', reader: 'label' },
    score: 0.9,
    examples: {
      match: ['"encounter_id": "«e-88213»"', '"accessionNumber":"«s19-4421»"'],
      ignore: ['"encounter_id": null', '"encounter_id": "none"'],
    },
  },
]
