// Made-up people and places. No value is of a living person; phone numbers are of the fictional 555-01xx range.
export const GIVEN_NAMES: readonly string[] = [
  'Maria',
  'James',
  'Aisha',
  'Robert',
  'Linda',
  'Wei',
  'Olivia',
  'Carlos',
  'Helen',
  'David',
  'Priya',
  'Thomas',
  'Grace',
  'Ahmed',
  'Susan',
  'Noah',
  'Fatima',
  'George',
  'Emily',
  'Hiroshi',
  'Nora',
  'Samuel',
  'Elena',
  'Marcus',
  'Ruth',
  'Diego',
]
export const FAMILY_NAMES: readonly string[] = [
  'Alvarez',
  'Whitfield',
  'Okafor',
  'Brennan',
  'Nakamura',
  'Lindqvist',
  'Haddad',
  'Castellano',
  'Prescott',
  'Iyer',
  'Kowalski',
  'Delacroix',
  'Hartmann',
  'Mbeki',
  'Sorensen',
  'Vasquez',
  'Thornton',
  'Rahman',
  'Fitzgerald',
  'Moreau',
]
export const STREETS: readonly string[] = [
  'Maple Avenue',
  'Orchard Street',
  'Harbor Road',
  'Linden Lane',
  'Quarry Hill Drive',
  'Second Street',
]
export const PLACES: readonly { readonly city: string; readonly state: string; readonly zip: string }[] = [
  { city: 'Springfield', state: 'IL', zip: '62704' },
  { city: 'Burlington', state: 'VT', zip: '05401' },
  { city: 'Eugene', state: 'OR', zip: '97401' },
  { city: 'Macon', state: 'GA', zip: '31201' },
  { city: 'Duluth', state: 'MN', zip: '55802' },
]
export const DEPARTMENTS: readonly string[] = [
  'Cardiology',
  'Emergency',
  'Family medicine',
  'Oncology',
  'Orthopedics',
  'Pediatrics',
  'Radiology',
  'Surgery',
]
export const PAYERS: readonly string[] = ['Northfield Mutual', 'Harbor Health Plan', 'Medicare', 'State Medicaid']
export const COMPLAINTS: readonly string[] = [
  'chest pain',
  'persistent cough',
  'left knee pain',
  'dizziness',
  'follow-up of hypertension',
  'abdominal pain',
]
export const PLANS: readonly string[] = [
  'Start lisinopril 10 mg daily and recheck in two weeks.',
  'Order CBC, BMP and a chest film.',
  'Continue metformin, diet counselling given.',
  'Refer to physical therapy; ibuprofen as needed.',
  'Discharged home in stable condition.',
]
export const TESTS: readonly {
  readonly code: string
  readonly display: string
  readonly unit: string
  readonly low: number
  readonly high: number
}[] = [
  { code: '718-7', display: 'Hemoglobin', unit: 'g/dL', low: 10, high: 17 },
  { code: '2345-7', display: 'Glucose', unit: 'mg/dL', low: 70, high: 210 },
  { code: '8480-6', display: 'Systolic blood pressure', unit: 'mm[Hg]', low: 98, high: 182 },
  { code: '8867-4', display: 'Heart rate', unit: '/min', low: 52, high: 118 },
]
