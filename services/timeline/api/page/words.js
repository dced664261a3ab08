// The codes of the timeline in words for people.

export const TYPES = {
  AGREE: 'agrees', CONSULT: 'confers', SUPPORT: 'supports', CONCEDE: 'concedes', COOPERATE: 'cooperates', AID: 'gives aid',
  RETREAT: 'steps back', REQUEST: 'requests', ACCUSE: 'accuses', REJECT: 'rejects', THREATEN: 'threatens',
  PROTEST: 'protests', SANCTION: 'sanctions', MOBILIZE: 'mobilises', COERCE: 'coerces', ASSAULT: 'attacks',
  STATEMENT: 'states',
};

const MODES = {
  'STATEMENT consider': 'weighs', 'STATEMENT deny': 'denies', 'STATEMENT confirm': 'confirms', 'STATEMENT warn': 'warns',
  'STATEMENT decline-comment': 'does not comment', 'RETREAT withdraw': 'withdraws', 'RETREAT release': 'releases',
  'RETREAT disarm': 'disarms', 'RETREAT ceasefire': 'ceases fire', 'RETREAT access': 'allows access', 'RETREAT resign': 'resigns',
  'MOBILIZE troops': 'moves troops', 'MOBILIZE weapons': 'moves weapons', 'CONSULT visit': 'visits', 'CONSULT phone': 'telephones', 'COERCE arrest': 'arrests', 'COERCE seize': 'seizes',
  'COERCE curfew': 'sets a curfew', 'COERCE martial-law': 'declares martial law', 'ASSAULT abduct': 'abducts',
  'ASSAULT torture': 'tortures', 'ASSAULT destroy': 'destroys', 'ASSAULT drone': 'attacks by drone', 'ASSAULT aerial': 'attacks from the air',
};

export const LEVELS = {
  '-3': 'de-escalation', 0: 'routine', 1: 'formal talk', 2: 'hardening words', 3: 'legal, economic, arms', 4: 'show of force',
  5: 'mobilisation', 6: 'limited violence', 7: 'major fighting', 8: 'nuclear signalling', 9: 'CBRN use',
};

export function ladder(level) { return level === null ? 'no signal' : LEVELS[level < 0 ? -3 : level]; }

export const CERTAINTY = { observed: 'observed', likely: 'likely', possible: 'possible', unlikely: 'unlikely', unknown: '' };

export const MODALITY = {
  actual: '', ongoing: 'ongoing', future: 'expected', considered: 'being weighed', conditional: 'only if',
  hypothetical: 'hypothetical', historical: 'background', negated: 'said not to be',
};

export const STANCE = { asserts: '', denies: 'denied', confirms: 'confirmed', corrects: 'corrected', retracts: 'retracted' };

export function act(event) {
  const known = MODES[`${event.type} ${event.mode}`];
  if (known) return known;
  const plain = TYPES[event.type] || event.type.toLowerCase();
  return event.mode ? `${plain} · ${event.mode}` : plain;
}

export function number(n) { return n.toLocaleString('en-GB'); }

export function quantity(q) {
  const range = q.low !== null && q.high !== null && q.low !== q.high ? `${number(q.low)}–${number(q.high)}` : number(q.best);
  const before = { about: 'about ', 'at-least': 'at least ', 'up-to': 'up to ' }[q.qualifier] || '';
  const after = q.kind === 'forecast' ? ` expected${q.due ? ` by ${q.due}` : ''}` : '';
  return `${before}${range} ${q.unit}${after}`;
}

const LONG = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const SHORT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export function day(iso) { return LONG.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)); }
export function date(iso) { return SHORT.format(new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso)); }

// What the day's heading does not say already: the hour, or that only the month or the publication tells.
export function when(occurred) {
  const { start, end, precision, basis } = occurred;
  if (basis === 'publication') return 'date of publication';
  if (!start) return end ? `by ${date(end)}` : '';
  if (precision === 'minute') return `${new Date(start).toISOString().slice(11, 16)} UTC`;
  if (precision === 'month') return `in ${MONTH.format(new Date(`${start.slice(0, 10)}T00:00:00Z`))}`;
  if (precision === 'year') return `in ${start.slice(0, 4)}`;
  if (end && end !== start) return `${date(start)} to ${date(end)}`;
  return '';
}

export const SIGNALS = Object.fromEntries([
  'alliance-consultation', 'official-denial', 'accusation', 'escalation-warning', 'threat-ultimatum', 'arms-policy-shift',
  'arms-deal', 'arms-transfer', 'technology-transfer', 'nuclear-programme', 'sanctions', 'diplomatic-downgrade',
  'pact-or-exit', 'military-exercise', 'weapons-test', 'cyber-sabotage', 'mobilisation', 'foreign-deployment',
  'force-growth', 'emergency-rule', 'incursion', 'blockade', 'hostage-taking', 'strike-combat', 'nuclear-signalling',
  'de-escalation',
].map((signal) => [signal, signal.replaceAll('-', ' ')]));
