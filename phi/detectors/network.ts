import type { Detector } from './detector.ts'

/** Addresses of machines and pages: 164.514(b)(2)(i)(N)-(O). */
export const NETWORK: readonly Detector[] = [
  {
    id: 'url',
    class: 'url',
    find: { kind: 'reader', reader: 'url' },
    score: 0.8,
    examples: {
      match: [
        'see «https://example.org/p/12?x=1». Then',
        '(«http://example.com/a_(b)»)',
        '«www.example.org/x», and',
        '<«ftp://files.example.com»>',
      ],
      ignore: ['http:', 'a://', 'www', 'std::string', '://x', 'www. x'],
    },
  },
  {
    id: 'bare-url',
    class: 'url',
    find: { kind: 'reader', reader: 'url' },
    score: 0.6,
    examples: {
      match: [
        'the page is «facebook.com/dana.rivers.92».',
        '(«my-clinic.co.uk/u/12?x=1»)',
        'at «portal.example.org/jane»',
      ],
      ignore: [
        'example.org',
        'and/or',
        'file.ts/x',
        'e.g./i.e.',
        'read.txt/x',
        '.com/x',
        'x.com/',
        'registry.example.com/app:1.2',
      ],
    },
  },
  {
    id: 'ipv4',
    class: 'ip',
    find: { kind: 'digits', shapes: ['1..3-1..3-1..3-1..3'], separators: '.' },
    check: 'ipv4',
    score: 0.7,
    context: { topics: ['network'], score: 0.9 },
    examples: {
      match: ['from «203.0.113.7» at', 'client «198.51.100.23»:5432'],
      ignore: [
        'version 1.2.3.4',
        '1.2.840.10008.1.2',
        '127.0.0.1',
        '0.0.0.0',
        '300.1.1.1',
        '120.0.0.0',
        'v10.2.3.4',
        '1.2.3',
      ],
    },
  },
  {
    // Behind words that say so, the ones that are nobody's by themselves too.
    id: 'ipv4-labelled',
    class: 'ip',
    find: { kind: 'digits', shapes: ['1..3-1..3-1..3-1..3'], separators: '.' },
    check: 'octets',
    score: 0,
    context: { topics: ['network'], score: 0.85 },
    examples: { match: ['IP address: «0.178.84.60»'], ignore: ['0.178.84.60', 'host 300.1.1.1', 'IP 127.0.0.1'] },
  },
  {
    id: 'ipv6',
    class: 'ip',
    find: { kind: 'reader', reader: 'colon' },
    score: 0.8,
    examples: {
      match: [
        'from «2001:db8::8a2e:370:7334» at',
        '«fe80::1ff:fe23:4567:890a»',
        '«2001:0db8:0000:0000:0000:ff00:0042:8329»',
        '«::ffff:198.51.100.23»',
      ],
      ignore: ['10:22:33', 'std::string', 'a::b', '::1', '1:2:3:4', 'Foo::Bar::1'],
    },
  },
  {
    id: 'mac',
    class: 'device',
    find: { kind: 'reader', reader: 'colon' },
    score: 0.85,
    examples: {
      match: ['mac «00:1A:2b:3C:4d:5E»', '«00-1a-2b-3c-4d-5e» up', 'hwaddr «001a.2b3c.4d5e», up'],
      ignore: ['00:1A:2b:3C:4d', '10:22:33', '00:1A:2b:3C:4d:5E:77', '00-1a-2b-3c', '1234.5678.9012', 'this.data.face'],
    },
  },
]
