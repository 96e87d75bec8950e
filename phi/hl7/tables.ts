/**
 * HL7 version 2 datatypes, components in order (v2.5.1 chapter 2A, v2.8.2 chapter 2A). `*` is the class that a field names
 * behind a slash. What is not listed is text.
 */
export const DATATYPES: Readonly<Record<string, string>> = {
  /** Extended person name, 2A.89: family, given, further, suffix, prefix, degree, type, representation, context, validity… */
  XPN: 'name name name name name keep keep keep keep date keep date date keep name',
  /** Extended composite id and name, 2A.88. */
  XCN: 'other-id name name name name name keep keep keep keep other-id keep keep keep keep text date keep date date keep keep',
  /** Extended address, 2A.87: street, other, city, state, ZIP, country, type, other geographic, county, census tract… */
  XAD: 'address address address keep zip keep keep address address address keep date date date keep keep keep keep address',
  /** Extended telecommunication number, 2A.90. */
  XTN: 'phone keep keep email keep phone phone phone text phone text phone date date keep keep keep',
  /** Extended composite id, 2A.14. */
  CX: '* * keep keep keep keep date date keep keep',
  /** Organisation, 2A.86. */
  XON: 'text keep other-id keep keep keep keep keep keep other-id',
  /** An employer's name names a person as well as any other, 164.514(b)(2)(i). */
  EMPLOYER: 'name keep other-id keep keep keep keep keep keep other-id',
  /** Driver's licence, 2A.22. */
  DLN: 'licence keep date',
  /** Entity identifier, 2A.28; the subcomponents of a pair alike. */
  EI: 'other-id keep keep keep',
  EIP: 'other-id other-id',
  /** Coded values, 2A.7. */
  CE: 'keep text keep keep text keep',
  CWE: 'keep text keep keep text keep keep keep text',
  /** Name with date and location, 2A.47; the name is all subcomponents of the first. */
  NDL: 'name date date keep keep keep keep keep keep keep keep',
  /** Location, 2A.53: rooms of a facility. */
  PL: 'keep keep keep keep keep keep keep keep text',
  /** Date range, timing quantity. */
  DR: 'date date',
  TQ: 'keep keep keep date date keep text text',
  /** Time stamp, 2A.78: the second component is a precision. */
  TS: 'date keep',
  DT: 'date',
  DTM: 'date',
  TX: 'text text text text text',
  FT: 'text text text text text',
  ST: 'text text text text text',
  NM: 'keep',
  SI: 'keep',
  SN: 'keep keep keep keep',
  ID: 'keep',
  IS: 'keep',
  /** Encapsulated data and pointers: what is in there cannot be read. */
  ED: 'keep keep keep keep data',
  RP: 'url keep keep keep',
  /** Parameters of a query: field and value. */
  QIP: 'said-or-id other-id other-id other-id other-id',
  /** One value of the class named. */
  ONE: '* * * * * *',
  KEEP: 'keep keep keep keep keep keep keep keep',
}

export interface SegmentRow {
  readonly id: string
  /** Chapter and section of v2.5.1; the positions hold up to v2.8.2. */
  readonly source: string
  /** `field:datatype` or `field:datatype/class`. What is not listed is text, and dates by their form. */
  readonly fields: string
}

export const SEGMENTS: readonly SegmentRow[] = [
  row(
    'MSH',
    '2.15.9',
    '3:KEEP 4:KEEP 5:KEEP 6:KEEP 7:KEEP 8:ONE/secret 9:KEEP 10:KEEP 11:KEEP 12:KEEP 13:KEEP 15:KEEP 16:KEEP 17:KEEP 18:KEEP 19:KEEP 21:KEEP',
  ),
  row('FHS', '2.15.6', '3:KEEP 4:KEEP 5:KEEP 6:KEEP 7:KEEP 9:KEEP 11:KEEP'),
  row('BHS', '2.15.2', '3:KEEP 4:KEEP 5:KEEP 6:KEEP 7:KEEP 9:KEEP 11:KEEP'),
  row('EVN', '3.4.1', '1:KEEP 2:TS 3:TS 4:KEEP 5:XCN 6:TS 7:KEEP'),
  row(
    'PID',
    '3.4.2',
    `1:KEEP 2:CX/mrn 3:CX/mrn 4:CX/mrn 5:XPN 6:XPN 7:TS 8:KEEP 9:XPN 10:CE 11:XAD 12:ONE/address 13:XTN 14:XTN 15:CE 16:CE 17:CE
    18:CX/account 19:ONE/ssn 20:DLN 21:CX/mrn 22:CE 23:ONE/address 24:KEEP 25:KEEP 26:CE 27:CE 28:CE 29:TS 30:KEEP 31:KEEP 32:KEEP 33:TS
    34:KEEP 35:CE 36:CE 39:CWE 40:XTN`,
  ),
  row(
    'PD1',
    '3.4.10',
    '1:KEEP 2:KEEP 3:XON 4:XCN 5:KEEP 6:KEEP 7:KEEP 8:KEEP 10:CX/mrn 13:DT 14:XON 17:DT 18:DT 21:DT',
  ),
  row(
    'NK1',
    '3.4.5',
    `1:KEEP 2:XPN 3:CE 4:XAD 5:XTN 6:XTN 7:CE 8:DT 9:DT 11:CX/other-id 12:CX/other-id 13:EMPLOYER 14:CE 15:KEEP 16:TS 17:CE 18:CE 19:CE
    20:CE 21:CE 26:XPN 27:CE 28:CE 29:CE 30:XPN 31:XTN 32:XAD 33:CX/other-id 35:CE 37:ONE/ssn 38:ONE/address 40:XTN 41:XTN`,
  ),
  row(
    'GT1',
    '6.5.5',
    `1:KEEP 2:CX/account 3:XPN 4:XPN 5:XAD 6:XTN 7:XTN 8:TS 9:KEEP 10:KEEP 11:CE 12:ONE/ssn 13:DT 14:DT 16:XPN 17:XAD 18:XTN 19:CX/other-id
    21:EMPLOYER 23:DT 24:DT 25:DT 26:DT 29:CX/other-id 42:XPN 43:XTN 44:CE 45:XPN 46:XTN 47:CE 51:EMPLOYER 56:XTN 57:XTN`,
  ),
  row(
    'IN1',
    '6.5.6',
    `1:KEEP 2:CE 3:CX/plan-id 4:XON 5:XAD 6:XPN 7:XTN 8:ONE/plan-id 9:EMPLOYER 10:CX/plan-id 11:EMPLOYER 12:DT 13:DT 14:ONE/other-id 15:KEEP
    16:XPN 17:CE 18:TS 19:XAD 24:DT 26:DT 29:TS 30:XCN 36:ONE/plan-id 42:CE 43:KEEP 44:XAD 45:KEEP 49:CX/plan-id 50:KEEP 51:DT 52:ONE/address`,
  ),
  row(
    'IN2',
    '6.5.7',
    `1:CX/other-id 2:ONE/ssn 3:XCN 4:CE 5:KEEP 6:ONE/plan-id 7:XPN 8:ONE/plan-id 9:XPN 10:ONE/other-id 11:CE 17:DT 18:DT 22:XPN 25:CX/plan-id
    26:CX/plan-id 40:XPN 46:DT 49:XPN 50:XTN 52:XPN 53:XTN 58:XTN 61:CX/plan-id 63:XTN 64:XTN 69:EMPLOYER 70:EMPLOYER`,
  ),
  row(
    'IN3',
    '6.5.8',
    '1:KEEP 2:CX/plan-id 3:XCN 6:TS 7:TS 8:XCN 9:DT 10:DT 11:CE 14:XCN 15:DT 16:XTN 17:KEEP 18:CE 19:XTN 25:XCN',
  ),
  row('MRG', '3.4.9', '1:CX/mrn 2:CX/mrn 3:CX/account 4:CX/mrn 5:CX/account 6:CX/account 7:XPN'),
  row(
    'PV1',
    '3.4.3',
    `1:KEEP 2:KEEP 3:PL 4:KEEP 5:CX/other-id 6:PL 7:XCN 8:XCN 9:XCN 10:KEEP 11:PL 13:KEEP 14:KEEP 15:KEEP 16:KEEP 17:XCN 18:KEEP 19:CX/other-id
    20:KEEP 25:DT 30:DT 34:DT 36:KEEP 39:KEEP 41:KEEP 42:PL 43:PL 44:TS 45:TS 50:CX/other-id 52:XCN 53:KEEP`,
  ),
  row('PV2', '3.4.4', '1:PL 3:CE 4:CE 8:TS 9:TS 13:XCN 14:DT 17:DT 23:XON 26:DT 28:DT 29:DT 33:TS 46:DT 47:TS 48:DT'),
  row(
    'OBR',
    '4.5.3',
    '1:KEEP 2:EI 3:EI 4:CE 6:TS 7:TS 8:TS 10:XCN 11:KEEP 14:TS 16:XCN 17:XTN 18:ONE/other-id 19:ONE/other-id 20:ONE/other-id 21:ONE/other-id 22:TS 24:KEEP 25:KEEP 27:TQ 28:XCN 29:EIP 31:CE 32:NDL 33:NDL 34:NDL 35:NDL 36:TS 44:CE 50:XCN',
  ),
  row(
    'ORC',
    '4.5.1',
    '1:KEEP 2:EI 3:EI 4:EI 5:KEEP 7:TQ 8:EIP 9:TS 10:XCN 11:XCN 12:XCN 13:PL 14:XTN 15:TS 16:CE 17:CE 19:XCN 21:XON 22:XAD 23:XTN 24:XAD 27:TS 33:EI',
  ),
  row(
    'OBX',
    '7.4.2',
    '1:KEEP 2:said 3:CE 4:ONE/text 6:CE 7:KEEP 8:KEEP 11:KEEP 12:TS 14:TS 15:CE 16:XCN 17:CE 18:EI 19:TS 21:EI 23:XON 24:XAD 25:XCN',
  ),
  row('NTE', '2.15.10', '1:KEEP 2:KEEP 3:FT 4:CE 5:XCN 6:TS 7:TS'),
  row('AL1', '3.4.6', '1:KEEP 2:CE 3:CE 4:CE 5:FT 6:DT'),
  row('IAM', '3.4.7', '1:KEEP 2:CE 3:CE 4:CE 5:FT 7:EI 8:FT 10:CE 11:DT 13:TS 14:XPN 18:XCN 19:XON 20:TS'),
  row('DG1', '6.5.2', '1:KEEP 2:KEEP 3:CE 4:FT 5:TS 6:KEEP 16:XCN 19:TS 20:EI'),
  row('PR1', '6.5.4', '1:KEEP 2:KEEP 3:CE 4:FT 5:TS 8:XCN 11:XCN 12:XCN 15:CE 19:EI'),
  row('ACC', '6.5.9', '1:TS 2:CE 3:ONE/address 4:CE 7:XCN 8:FT 9:ONE/name 10:KEEP 11:XAD 13:EI'),
  row('UB2', '6.5.11', '1:KEEP 17:ONE/plan-id'),
  row(
    'SCH',
    '10.6.1',
    '1:EI 2:EI 4:EI 5:CE 6:CE 7:CE 8:CE 9:KEEP 10:CE 11:TQ 12:XCN 13:XTN 14:XAD 15:PL 16:XCN 17:XTN 18:XAD 19:PL 20:XCN 21:XTN 23:EI 24:EI 25:CE',
  ),
  row('AIS', '10.6.4', '1:KEEP 2:KEEP 3:CE 4:TS'),
  row('AIG', '10.6.5', '1:KEEP 2:KEEP 3:CE 8:TS'),
  row('AIL', '10.6.6', '1:KEEP 2:KEEP 3:PL 6:TS'),
  row('AIP', '10.6.7', '1:KEEP 2:KEEP 3:XCN 4:CE 6:TS'),
  row(
    'TXA',
    '9.6.1',
    '1:KEEP 2:KEEP 3:KEEP 4:TS 5:XCN 6:TS 7:TS 8:TS 9:XCN 10:XCN 11:XCN 12:EI 13:EI 14:EI 15:EI 17:KEEP 18:KEEP 19:KEEP 22:XCN 23:XCN',
  ),
  row('RXA', '4.14.7', '1:KEEP 2:KEEP 3:TS 4:TS 5:CE 6:KEEP 7:CE 10:XCN 15:KEEP 16:TS 22:TS'),
  row('RXE', '4.14.4', '1:TQ 2:CE 3:KEEP 4:KEEP 5:CE 13:XCN 14:XCN 15:ONE/other-id 18:TS 32:TS'),
  row('RXO', '4.14.1', '1:CE 2:KEEP 3:KEEP 4:CE 14:XCN 15:XCN'),
  row('RXD', '4.14.5', '1:KEEP 2:CE 3:TS 4:KEEP 7:ONE/other-id 10:XCN 18:ONE/other-id'),
  row(
    'FT1',
    '6.5.1',
    '1:KEEP 2:ONE/other-id 3:ONE/other-id 4:TS 5:TS 6:KEEP 7:CE 8:FT 9:FT 19:CE 20:XCN 21:XCN 23:EI 24:XCN',
  ),
  row('ROL', '15.4.7', '1:EI 2:KEEP 3:CE 4:XCN 5:TS 6:TS 11:XAD 12:XTN'),
  row('PRD', '11.6.3', '1:CE 2:XPN 3:XAD 4:PL 5:XTN 7:CX/licence 8:TS 9:TS'),
  row('CTD', '11.6.2', '1:CE 2:XPN 3:XAD 4:PL 5:XTN 7:CX/other-id'),
  row(
    'STF',
    '15.4.8',
    '1:CE 2:CX/other-id 3:XPN 4:KEEP 5:KEEP 6:TS 10:XTN 11:XAD 12:TS 13:TS 15:ONE/email 22:DLN 26:CE 28:TS 39:TS',
  ),
  row('SPM', '7.4.3', '1:KEEP 2:EIP 3:EIP 4:CWE 17:DR 18:TS 19:TS'),
  row('SAC', '13.4.3', '1:EI 2:EI 3:EI 4:EI 7:TS'),
  row('QPD', '5.5.4', '1:CE 2:KEEP 3:QIP 4:QIP 5:QIP 6:QIP 7:QIP 8:QIP'),
  row('QRD', '5.10.5.3', '1:TS 4:KEEP 8:XCN 9:CE 10:CE'),
  row('QRF', '5.10.5.4', '2:TS 3:TS'),
  row('PEO', '7.12.2', '3:TS 4:TS 5:TS 6:XAD 25:XPN 26:XAD 27:XTN'),
  row('DB1', '3.4.13', '1:KEEP 2:KEEP 3:CX/other-id 5:DT 6:DT 7:DT 8:DT'),
  row('CSR', '7.8.1', '1:EI 2:EI 4:CX/other-id 5:CX/other-id 6:TS 7:XCN 8:XCN 9:TS 14:TS'),
  row('MSA', '2.15.8', '1:KEEP 2:KEEP 3:FT'),
]

function row(id: string, source: string, fields: string): SegmentRow {
  return { id, source, fields }
}
