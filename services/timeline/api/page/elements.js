// Elements of the page. Whatever comes from an article goes through textContent; links are http or https or no links.

import { CERTAINTY, LEVELS, MODALITY, STANCE, act, date, ladder, quantity, when } from './words.js';

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === '') continue;
    if (name === 'class') node.className = value;
    else if (name === 'level') node.dataset.level = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

const NAMES = ['data-why', 'data-start', 'data-value', 'href'];

// New children, in which what was open stays open and what had the focus keeps it.
export function replace(node, ...children) {
  const keyOf = (inner) => inner.closest('[data-key]')?.dataset.key;
  const open = new Set([...node.querySelectorAll('[data-key] > details[open]')].map(keyOf));
  const active = node.contains(document.activeElement) ? document.activeElement : null;
  const key = active && keyOf(active);
  const name = active && NAMES.find((one) => active.hasAttribute(one));
  const alike = (one) => keyOf(one) === key && (!name || one.getAttribute(name) === active.getAttribute(name));
  node.replaceChildren(...children);
  for (const details of node.querySelectorAll('[data-key] > details')) details.open = open.has(keyOf(details));
  if (active) [...node.querySelectorAll(active.localName)].find(alike)?.focus({ preventScroll: true });
}

export function link(url, text) {
  let safe = null;
  try {
    const parsed = new URL(url);
    if (parsed.protocol === 'https:' || parsed.protocol === 'http:') safe = parsed.href;
  } catch { /* no link then */ }
  return safe ? el('a', { href: safe, rel: 'noopener noreferrer nofollow', target: '_blank' }, text) : el('span', {}, text);
}

// The moment that the address asks about goes along.
function storyPage(id) {
  const then = new URLSearchParams(location.search).get('as_of');
  return `/story?${new URLSearchParams(then ? { id, as_of: then } : { id })}`;
}

export function storyLink(id, ...text) { return el('a', { href: storyPage(id) }, ...text); }

export function level(value) {
  return el('span', { class: 'level', level: value, title: `level ${value}: ${ladder(value)}` }, String(value).replace('-', '−'));
}

function actors(list, nobody) {
  if (!list.length) return [el('span', { class: 'who nobody' }, nobody)];
  const seen = new Set();
  return list.filter((a) => {
    const key = a.name || a.country || a.text;
    return !seen.has(key) && seen.add(key);
  }).slice(0, 4).map((a) => el('span', { class: 'who', title: `${a.sector}${a.country ? ` of ${a.country}` : ''}` },
    a.name || a.text, a.country ? el('span', { class: 'code' }, a.country) : null));
}

function badge(text, kind = '') { return text ? el('span', { class: `badge ${kind}`.trim() }, text) : null; }

// A badge that narrows the list down to what it says.
function filter(name, value, text, level = '') {
  return el('button', { type: 'button', class: 'badge filter', 'data-filter': name, 'data-value': value, level, title: `only ${value}` }, text);
}

export function quoted(span) {
  const shown = span.text.length > 600 ? `${span.text.slice(0, 600)} …` : span.text;
  return el('blockquote', { dir: 'auto' }, shown.trim());
}

// Where a quotation is from. If the title is what is quoted, it is not said again: the publisher is the link.
export function article(reference, quote = '') {
  const title = reference.title || 'untitled';
  const linked = (text) => el('bdi', {}, reference.url ? link(reference.url, text) : text);
  const named = reference.source && quote.trim() === title.trim() ? [linked(reference.source), ' · ']
    : [linked(title), ' · ', ...(reference.source ? [el('bdi', {}, reference.source), ' · '] : [])];
  return el('span', { class: 'source' }, ...named, el('time', { datetime: reference.published_at }, date(reference.published_at)));
}

function proved(quote, reference) { return [quoted(quote), article(reference, quote.text)]; }

// Whether the words of a happening mean something else than conflict, as those of films and matches do.
export function another(items) {
  return items.every((item) => item.event.sense && item.event.sense !== 'history' && !item.signals.length);
}

export function aside(groups, list) {
  const senses = [...new Set(groups.flat().map((item) => item.event.sense))].join(', ');
  return el('details', { class: 'aside' }, el('summary', {}, `${groups.length} more, not of conflict: ${senses}`), list);
}

// One happening as several articles tell it: `items` share the happening, the day and the way in which it is told.
export function event(items, fresh) {
  const item = items[0];
  const e = item.event;
  const disputed = items.some((i) => i.signals.some((s) => s.disputed));
  const unreal = ['hypothetical', 'historical', 'negated'].includes(e.modality);
  const signals = [...new Map(items.flatMap((i) => i.signals).map((s) => [s.signal, s])).values()];
  const top = items.reduce((best, i) => (i.level !== null && (best === null || i.level > best) ? i.level : best), null);
  const said = e.attribution.source;
  const what = el('div', { class: 'what' }, top === null ? null : level(top), ...actors(e.actors, 'someone'),
    el('span', { class: 'act', title: `${e.type}${e.mode ? ` ${e.mode}` : ''}` }, act(e)));
  const among = JSON.stringify(e.actors) === JSON.stringify(e.recipients); // they meet, or do it at home
  if (e.recipients.length && !among) what.append(el('span', { class: 'arrow', 'aria-label': 'to' }, '→'), ...actors(e.recipients, ''));
  const badges = el('div', { class: 'badges' },
    badge(when(e.occurred)),
    badge(MODALITY[e.modality], unreal ? 'doubt' : ''),
    badge(STANCE[e.stance], e.stance === 'confirms' ? 'sure' : 'doubt'),
    badge(CERTAINTY[e.certainty], ['possible', 'unlikely'].includes(e.certainty) ? 'doubt' : ''),
    badge(disputed ? 'disputed' : '', 'doubt'),
    badge(another(items) ? `not of conflict: ${e.sense}` : '', 'doubt'),
    badge(said ? `says ${said.name || said.text}${e.attribution.hedge ? ` (“${e.attribution.hedge}”)` : ''}` : ''),
    badge(e.against.length ? `against ${e.against.map((a) => a.name || a.text).join(', ')}` : '', 'against'),
    e.place ? filter('place', e.place.text, `at ${e.place.text}`) : null,
    ...e.quantities.slice(0, 3).map((q) => badge(quantity(q))),
    ...signals.map((s) => filter('signal', s.signal, s.signal, s.level)));
  const node = el('li', { class: `event${unreal ? ' unreal' : ''}${fresh ? ' new' : ''}`, level: top, 'data-key': item.id },
    what, badges.childElementCount ? badges : null, ...proved(e.evidence, item.article));
  if (items.length > 1) node.append(others(items));
  node.append(el('p', { class: 'doors' },
    el('button', { type: 'button', class: 'door', 'data-why': item.id }, 'Why?'), el('a', { class: 'door', href: storyPage(item.story) }, 'The whole story')));
  return node;
}

function others(items) {
  const origins = new Set(items.map((i) => i.origin)).size;
  const more = el('details', {}, el('summary', {}, `${items.length} reports, ${origins} ${origins === 1 ? 'origin' : 'independent origins'}`));
  for (const item of items.slice(1)) more.append(...proved(item.event.evidence, item.article));
  return more;
}

// The sentence of an alert in its parts: who to whom, then how many, where, when, how sure and who says so.
function told(item) {
  const rest = item.summary.startsWith(item.title) ? item.summary.slice(item.title.length).replace(/^: /, '') : item.summary;
  const [parties, ...facts] = rest.split('; ');
  return { parties, facts };
}

// The level that it had before, which tells whether it escalates.
function change(item) {
  if (item.previous_level === null || item.previous_level === item.level) return null;
  const risen = item.level > item.previous_level;
  return el('span', { class: `change ${risen ? 'risen' : 'fallen'}` }, `${risen ? '▲ up' : '▼ down'} from ${item.previous_level}`.replace('-', '−'));
}

// An alert; where it does not stand in its story, with the way there.
export function alert(item, door = null) {
  const over = ['cancelled', 'resolved'].includes(item.status);
  const { parties, facts } = told(item);
  const articles = item.articles === 1 ? '1 article' : `${item.articles} articles, ${item.origins} independent`;
  const { start, basis } = item.occurred;
  const reported = start && basis === 'publication' ? [`reported ${date(start)}`] : [];
  const standing = [item.status === 'raised' ? null : item.status, item.disputed ? 'disputed' : null, articles, item.signal].filter(Boolean);
  const seen = new Set();
  const [first, ...rest] = item.evidence.filter(({ quote, article: { id } }) => {
    const key = `${id} ${quote.text}`;
    return !seen.has(key) && seen.add(key);
  });
  const proof = el('details', {}, el('summary', {}, rest.length ? `${rest.length} more, and what to check` : 'What to check'));
  for (const evidence of rest.slice(0, 8)) proof.append(...proved(evidence.quote, evidence.article));
  for (const text of item.changes) proof.append(el('p', { class: 'facts' }, text));
  proof.append(el('p', {}, item.runbook));
  return el('article', { class: `alert${over ? ` over ${item.status}` : ''}`, level: item.level, 'data-key': item.id },
    el('header', {}, level(item.level), el('div', {}, el('p', { class: 'kind' }, item.title, change(item)), el('h3', {}, parties || item.title))),
    el('p', { class: 'facts' }, [...facts, ...reported].join(' · ')),
    ...(first ? proved(first.quote, first.article) : []),
    item.capped ? el('p', { class: 'facts' }, item.capped) : null,
    el('p', { class: 'facts standing' }, standing.join(' · '), door ? ' · ' : null, door), proof);
}

export function scale(node) {
  for (const value of [-3, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) node.append(el('span', {}, level(value), LEVELS[value]));
}
