import type { HttpParameter } from '#schemas'

/** What a search parameter does: the class of PHI that it searches by, and how FHIR compares it. */
export interface SearchParameter {
  /** A PHI class, or `none`. */
  readonly class: string
  readonly kind:
    | 'string'
    | 'token'
    | 'reference'
    | 'id'
    | 'date'
    | 'number'
    | 'uri'
    | 'control'
    | 'count'
    | 'paging'
    | 'join'
}

const TABLE: Readonly<Record<string, string>> = {
  'name string': 'name family given phonetic',
  'address string': 'address address-city address-country address-use',
  'zip string': 'address-postalcode',
  'none string': 'address-state title',
  'phone token': 'phone telecom',
  'email token': 'email',
  'other-id token': 'identifier subscriber-id policy-holder-id accession group-identifier order-id',
  'free-text string': '_content _text description note text comment value-string',
  'date date': `birthdate death-date date _lastUpdated _since authored authoredon authored-on created effective issued onset-date
    abatement-date recorded-date period date-sent sent received occurrence event start end service-date target-date
    start-date asserted-date when-given whenhandedover whenprepared effective-time entered-date`,
  'age number': 'onset-age abatement-age age',
  'none id': '_id',
  'none reference': 'patient subject',
  // References to what is no patient: they tell nobody apart by themselves.
  'none token': `gender active deceased language status category code type class clinical-status verification-status
    severity priority intent use outcome criticality code-value-concept combo-code component-code value-concept
    communication species statuses lifecycle-status application-status reason-code body-site bodysite method vaccine-code
    special-program form ingredient-code medium modality _tag _security _profile fm-status relationship kind`,
  'none uri': 'url _source',
  'none number': 'value-quantity component-value-quantity combo-value-quantity version',
  'none relation': `encounter context performer practitioner general-practitioner organization managingOrganization
    managing-organization location service-provider author requester recorder asserter based-on specimen device
    based-on part-of focus owner basedOn participant diagnosis account provider insurer payor enterer care-team
    episode-of-care medication source sender recipient actor link`,
  'none control': '_format _pretty _summary _elements _total _sort _type _typeFilter _outputFormat',
  'none count': '_count',
  'none paging': `_page _offset page offset _getpages _getpagesoffset _bundletype _pageId _cursor ct cursor`,
  'none join': '_include _revinclude _has _filter _query _list _contained _containedType _in',
}

const PARAMETERS: ReadonlyMap<string, SearchParameter> = new Map(
  Object.entries(TABLE).flatMap(([key, names]) => {
    const [phi = 'none', kind = 'token'] = key.split(' ')
    // A reference to what is no patient compares like a token.
    const as = (kind === 'relation' ? 'token' : kind) as SearchParameter['kind']
    return names.split(/\s+/).map((name): [string, SearchParameter] => [name, { class: phi, kind: as }])
  }),
)

const FULL_DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{5,12}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?$/
const SHARPENING: ReadonlySet<string> = new Set(['exact', 'Patient', 'identifier', 'of-type'])

/**
 * One parameter of a FHIR search, without its value (hl7.org/fhir/R4/search.html). A name that is not known here, or is chained
 * or modified in a way that is not, is `unknown`: servers may make anything of it.
 */
export function readParameter(name: string, value: string): HttpParameter {
  const colon = name.indexOf(':')
  const bare = colon < 0 ? name : name.slice(0, colon)
  const modifier = colon < 0 ? null : name.slice(colon + 1)
  const known = PARAMETERS.get(bare)
  if (known === undefined) {
    const chained = bare.includes('.') || (modifier?.includes('.') ?? false)
    return { name: '?', class: 'unknown', form: chained ? 'join' : 'unknown', values: 1 }
  }
  const values = value === '' ? 0 : value.split(',').length
  // A chain behind a modifier, `subject:Patient.name`, looks into other resources.
  const form = modifier?.includes('.') ? 'join' : formOf(known, modifier, value)
  return { name: bare, class: known.class, form, values }
}

function formOf({ kind }: SearchParameter, modifier: string | null, value: string): HttpParameter['form'] {
  if (kind === 'join' || kind === 'paging' || kind === 'control') return kind
  if (kind === 'count') return 'control'
  if (modifier !== null && !SHARPENING.has(modifier)) return 'partial'
  switch (kind) {
    case 'id':
    case 'reference':
      return modifier === 'identifier' ? 'equality' : 'reference'
    // A string matches whatever begins with it, unless `:exact` says otherwise.
    case 'string':
      return modifier === 'exact' ? 'equality' : 'partial'
    case 'date':
      return value.split(',').every((one) => FULL_DATE.test(one)) ? 'equality' : 'range'
    case 'number':
      return 'range'
    case 'token':
    case 'uri':
      // `system|` alone stands for every value of that system.
      return value.split(',').every((one) => one !== '' && !one.endsWith('|')) ? equality(value) : 'partial'
    default:
      return kind satisfies never
  }
}

function equality(value: string): HttpParameter['form'] {
  return value === '' ? 'partial' : 'equality'
}
