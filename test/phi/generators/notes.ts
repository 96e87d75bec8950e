import type { Labelled } from '#phi'
import { fill, joined } from './fill.ts'
import type { Style } from './people.ts'
import type { Random } from './random.ts'
import { usValues } from './values.ts'

/** Lines of clinical notes; every class has several phrasings. */
const LINES: Readonly<Record<Style, readonly string[]>> = {
  train: [
    'Patient: {name}   MRN: {mrn}   DOB: {date}',
    '{person} is a 54 y/o with {icd} seen on {date} for follow-up. {vital}.',
    'Lives at {street}, {city}, {state} {zip}.',
    'Phone {phone}, fax {fax}, email {email}.',
    'SSN {ssndash}. Medicare ID {mbi}. Member ID: {member}.',
    'Referred by Dr. {person}, NPI {npi}, DEA {dea}.',
    'Implant UDI {udi}, serial number {serial}.',
    'Labs: {lab}, {lab}. Continue {drug}.',
    'Age {age}, lives with daughter {person}.',
    'Card on file {card}; account number {account}, routing {aba}.',
    'Driver license {licence}, plate {plate}, VIN {vin}.',
    'Results at {url}. Last login from {ip}.',
    'Encounter number {visit} closed {isodate}.',
    'No acute distress. {vital}. Assessment: {icd}, stable on {drug}.',
  ],
  'held-out': [
    'RE: {name} (date of birth {date}; medical record number {mrn})',
    'Mr. {family} was brought in by his sister {person} on {date} after a fall.',
    'Dear {Dr.|Ms.|Mr.} {family},',
    'I had the pleasure of seeing {person} in clinic on {date}.',
    'Home address: {street}, {city} {state} {zip}',
    'Please call the family at {phone} or leave word with {person} at {email}.',
    'She is {age} years old and independent in her ADLs; {lab}.',
    'Soc Sec No: {ssn}; policy no. {member}; HIC {mbi}',
    'Fax results to {fax}, attn: {person}.',
    'Discharged {date}. Follow up with {person}, MD in two weeks. Meds: {drug}.',
    'Chart #{mrn} / CSN {visit}',
    'Prescriber DEA number {dea}, NPI number {npi}.',
    'Pacemaker S/N {serial}, UDI: {udi}; telemetry unit MAC {mac}.',
    'Payment by credit card {card}, IBAN {iban}.',
    'Vehicle at scene: VIN {vin}, license plate {plate}; license no. {licence}.',
    'Uploaded through {url} from IP address {ip6}.',
    'Tablet IMEI {imei}, client IP {ip}.',
    'Billed to account no. {account}.',
    'Patient denies chest pain. {vital}. {lab}; {lab}. Plan: {drug}, recheck {icd} next visit.',
    'Electronically signed by {person}, RN on {date}',
    '{given} {family} called again; wants refill of {drug}.',
    'Pt {family}, {given} seen in ED, {vital}.',
  ],
}

/** A clinical note of a few lines, in one of the ways in which notes look. */
export function note(random: Random, style: Style): Labelled {
  const makers = usValues(style)
  const lines = random.shuffle(LINES[style]).slice(0, random.int(3, 8))
  const parts = lines.map((line) => fill(random.chance(0.1) ? line.replace(/: /g, ' - ') : line, makers, random))
  return joined(parts, random.pick(['\n', '\n', '\r\n', ' ', '\n\n', '\n  - ']))
}
