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
