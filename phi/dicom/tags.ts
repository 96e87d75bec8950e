import type { PhiClass } from '../phi.ts'

/**
 * Attributes that PS3.15 Table E.1-1 (Basic Application Level Confidentiality Profile) removes, empties or replaces, and that
 * their value representation alone does not settle, by what they are. Names are masked by VR PN, dates by DA and DT, UIDs by
 * UI, links by UR, text (LT, ST, UT, UC, LO, SH) is read.
 */
export const TAGS: Readonly<Record<string, readonly string[]>> = {
  mrn: ['00100020', '00101000', '00101001'],
  'other-id': [
    '00080050', // accession number
    '00100022',
    '00101090',
    '00200010',
    '00380010',
    '00380060',
    '00380014',
    '00401001',
    '00400009',
    '00400253',
    '00402016',
    '00402017',
    '00321005',
    '00081080',
    '00081196',
    '00124010',
    '00120040',
    '00120042',
    '00120010',
    '00120020',
    '00120030',
    '0040050A',
    '00400512',
    '00400551',
  ],
  'plan-id': ['00100050'],
  address: ['00080081', '00080092', '00101040', '00102152', '00380400', '00401102', '00102300'],
  phone: ['00080094', '00102154', '00401103', '00402010'],
  email: ['00102155'],
  device: ['00181000', '00181004', '00181005', '00181007', '00181008', '0018700A', '00181010', '00189404', '00502020'],
  name: ['00101005', '00101060', '00104000', '00102297', '00080115', '00120060', '00120021', '00120031'],
  'free-text': [
    '001021B0',
    '00102110',
    '00102000',
    '00102180',
    '001021F0',
    '00102160',
    '00101080',
    '00101081',
    '00204000',
    '00321060',
    '00384000',
    '00380500',
    '00402400',
    '00080082',
    '00402001',
    '00401400',
    '00400280',
    '40000010',
    '40004000',
    '00084000',
    '00102203',
  ],
}

/** Binary value representations: what is in them cannot be read, and may be a face. */
export const BINARY: ReadonlySet<string> = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN'])

/** Pixel data, float and double pixel data; waveforms, overlays, curves and audio are found by their group. */
export const PIXELS: ReadonlySet<string> = new Set(['7FE00010', '7FE00008', '7FE00009'])

/** UIDs that DICOM itself registers name no instance, PS3.6 annex A. */
export const REGISTERED = '1.2.840.10008.'

/** Classes by tag. */
export const CLASS_OF: ReadonlyMap<string, PhiClass> = new Map(
  Object.entries(TAGS).flatMap(([kind, tags]) => tags.map((tag) => [tag, kind as PhiClass] as const)),
)

/** Numbers and offsets: measures, never identifiers by themselves. */
export const NUMERIC: ReadonlySet<string> = new Set(['AT', 'FD', 'FL', 'SL', 'SS', 'SV', 'UL', 'US', 'UV'])

/** Tags by representation. */
export const VRS: Readonly<Record<string, string>> = {
  PN: `00080090 00081048 00081050 00081060 00100010 00101001 00101005 00101060 00102297 00321032 00400006 00402008 0040A075 0040A123
    40080114 4008010C 00700084 00401010 00120060`,
  DA: `00080012 00080020 00080021 00080022 00080023 00080024 00080025 00100030 00181012 00181200 0018700C 00321000 00321010 00321020
    00321040 00321050 00380020 00380030 0038001A 0038001C 00400002 00400004 00400244 00400250 00402004 0040A121 300A0006 300E0004
    001021D0 00181078 00700082`,
  DT: '0008002A 0040A120 0040A13A 00189074 00189151 00181079 00404005 00404010 00404011 00404050 00404051 0040DB06 0040A030 0040A032',
  TM: '00080013 00080030 00080031 00080032 00080033 00080034 00080035 00100032 00400003 00400005 00400245 00400251 0040A122 00181201 00700083',
  AS: '00101010',
  UI: '00020003 00080018 00081155 00081195 00080014 0020000D 0020000E 00200052 00200200 00083010 00181002 0040A124 0040A171 0040A172 00880140',
  OW: '7FE00010 7FE00008 7FE00009 54001010',
  SQ: `00081110 00081111 00081115 00081120 00081140 00081199 00082112 00082218 00400260 00400275 00400555 0040A043 0040A073 0040A168 0040A300
    0040A370 0040A375 0040A504 0040A525 0040A730 00880200 00101002 00100101 00321064 00081032 00400008 00540016 52009229 52009230`,
}

/** Representations that implicit syntaxes leave out, PS3.6, of what the tables above need. */
export const IMPLICIT_VR: ReadonlyMap<string, string> = new Map(
  Object.entries(VRS).flatMap(([vr, tags]) => tags.split(/\s+/).map((tag) => [tag, vr] as const)),
)
