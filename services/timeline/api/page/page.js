// The timeline's page: asks /v1, follows /v1/stream, and keeps the question in the address.

import { expectation, storyItem } from './dossier.js';
import * as alerts from './alerts.js';
import { bars } from './chart.js';
import * as elements from './elements.js';
import * as moment from './moment.js';
import * as panel from './panel.js';
import { MODALITY, SIGNALS, STANCE, TYPES, day } from './words.js';

const { el } = elements;
const $ = (id) => document.getElementById(id);
const form = $('filters');
const FURTHER = ['type', 'signal', 'modality', 'stance', 'actor', 'recipient', 'against', 'place', 'source'];
const FILTERS = ['q', 'country', 'level_min', 'from', 'to', 'order', ...FURTHER];
const FORMATS = ['csv', 'ics', 'geojson', 'atom'];
const PAGE = 60;

let items = [];
let known = new Set();
let next = null;
let asked = 0;
let arrived = 0;
let typing = false;

async function get(path, parameters) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  const answer = await fetch(`${path}?${query}`, { headers: { Accept: 'application/json' } })
    .catch(() => { throw new Error('the service does not answer.'); });
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw Object.assign(new Error(body && body.detail ? body.detail : `the service answers ${answer.status}`), { status: answer.status });
  return body;
}

function filters() {
  return Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value.trim()]));
}

function isFiltered() { return Object.values(filters()).some(Boolean); }

function remember() {
  const query = new URLSearchParams(Object.entries({ ...filters(), ...moment.asked() }).filter(([, value]) => value)).toString();
  history.replaceState(null, '', query ? `?${query}` : location.pathname);
  $('clear').hidden = !isFiltered();
  for (const format of FORMATS) $(`as-${format}`).href = `/v1/events?${query ? `${query}&` : ''}format=${format}`;
}

function recall() {
  const query = new URLSearchParams(location.search);
  for (const name of FILTERS) form.elements[name].value = query.get(name) || '';
  $('further').open = FURTHER.some((name) => query.get(name));
}

function options() {
  const words = { type: TYPES, signal: SIGNALS, modality: MODALITY, stance: STANCE };
  for (const [name, codes] of Object.entries(words)) {
    form.elements[name].append(...Object.entries(codes).map(([code, text]) => el('option', { value: code }, text || code)));
  }
}

async function load({ mark = false } = {}) {
  const turn = ++asked;
  $('timeline').setAttribute('aria-busy', 'true');
  try {
    const page = await get('/v1/events', { ...filters(), ...moment.asked(), limit: PAGE });
    if (turn !== asked) return;
    if (!moment.asked().as_of) moment.head(page.as_of);
    const before = known;
    items = page.items;
    known = new Set(items.map((item) => item.id));
    next = page.next;
    arrived = 0;
    show(mark ? (item) => !before.has(item.id) : () => false);
    $('as-of').textContent = `· as of position ${page.as_of.toLocaleString('en-GB')}`;
    $('timeline').classList.remove('stale');
    tell(items.length ? null : 'empty');
    chart(turn);
  } catch (error) {
    if (turn !== asked || (typing && error.status === 422)) return;  // half a word is no fault
    $('timeline').classList.add('stale');
    tell('error', error);
  } finally {
    if (turn === asked) $('timeline').setAttribute('aria-busy', 'false');
  }
}

// Bars of what fits, and the highest level in each; a bar narrows the list down to its days.
async function chart(turn) {
  const { order, ...asks } = filters();
  const spans = items.map(dayOf).sort();
  const days = spans.length ? (Date.parse(spans.at(-1)) - Date.parse(spans[0])) / 864e5 : 0;
  const every = days > 500 || (next && !asks.from) ? 'week' : 'day';
  try {
    const [counts, levels] = await Promise.all(['count', 'level'].map((measure) => get('/v1/series', { ...asks, ...moment.asked(), every, measure })));
    if (turn !== asked) return;
    const points = counts.series[0]?.points || [];
    $('chart').hidden = points.length < 2;
    $('chart-text').textContent = `Events by ${every}${counts.complete ? '' : ' (the newest 20,000)'}, in the colour of the highest level; choose one to look closer`;
    elements.replace($('chart-bars'), points.length > 1 ? bars(points, levels.series[0]?.points || [], every, (start) => {
      const end = new Date(Date.parse(start) + (every === 'week' ? 6 : 0) * 864e5).toISOString().slice(0, 10);
      choose({ from: start.slice(0, 10), to: end });
    }) : '');
  } catch { $('chart').hidden = true; }
}

function choose(values) {
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  if (FURTHER.some((name) => name in values)) $('further').open = true;
  remember();
  load();
}

async function more() {
  $('more').disabled = true;
  try {
    const page = await get('/v1/events', { ...filters(), ...moment.asked(), limit: PAGE, cursor: next });
    items = items.concat(page.items);
    page.items.forEach((item) => known.add(item.id));
    next = page.next;
    show(() => false);
  } catch (error) {
    tell('error', error);
  } finally {
    $('more').disabled = false;
  }
}

const dayOf = (item) => (item.event.occurred.start || item.event.occurred.end || item.article.published_at).slice(0, 10);

// What several articles tell of one happening in one way is one entry of its day.
function happenings(list) {
  const groups = new Map();
  for (const item of list) {
    const key = [dayOf(item), item.happening || item.id, item.event.modality, item.event.stance].join('|');
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups.values();
}

function show(isNew) {
  const days = new Map();
  for (const group of happenings(items)) {
    const date = dayOf(group[0]);
    if (!days.has(date)) days.set(date, []);
    days.get(date).push(group);
  }
  const listed = (groups) => el('ol', { class: 'events' }, ...groups.map((group) => elements.event(group, group.some(isNew))));
  elements.replace($('timeline'), ...[...days].map(([date, groups]) => {
    const [meant, other] = isFiltered() ? [groups, []] : [groups.filter((g) => !elements.another(g)), groups.filter(elements.another)];
    return el('li', { class: 'day', 'data-key': date },
      el('h3', {}, el('time', { datetime: date }, day(date)), el('small', {}, meant.length > 1 ? `${meant.length} happenings` : '')),
      meant.length ? listed(meant) : null, other.length ? elements.aside(other, listed(other)) : null);
  }));
  $('timeline-count').textContent = items.length ? `${items.length}${next ? '+' : ''} events${isFiltered() ? ' that fit' : ''}, by the day on which they happened` : '';
  $('more').hidden = !next;
  $('more').textContent = form.elements.order.value === 'oldest' ? 'Show later events' : 'Show earlier events';
  $('fresh').hidden = true;
  countries();
}

function countries() {
  const codes = new Set(items.flatMap((item) => [...item.event.actors, ...item.event.recipients]).map((a) => a.country).filter(Boolean));
  $('countries').replaceChildren(...[...codes].sort().map((code) => el('option', { value: code })));
}

function tell(kind, error = null) {
  const notice = $('notice');
  notice.hidden = !kind;
  notice.dataset.kind = kind || '';
  if (kind === 'error') {
    const again = error.status === 422 ? '' : el('button', { type: 'button' }, 'Try again'); // asked so, it is refused again
    if (again) again.addEventListener('click', () => load());
    notice.replaceChildren(el('p', {}, `The timeline can't be shown: ${error.message}`),
      items.length ? el('p', { class: 'hint' }, 'What stands below answers the question before.') : '', again);
  } else if (kind === 'empty' && isFiltered()) {
    notice.replaceChildren(el('p', {}, 'No event matches. Try other words, another country or a lower level.'),
      el('button', { type: 'reset', form: 'filters' }, 'Clear the filters'));
  } else if (kind === 'empty') {
    notice.replaceChildren(el('p', {}, 'Nothing is recorded yet. Give the service an article, and it appears here by itself:'),
      el('code', {}, 'tocsin ingest article.txt --published 2024-10-27'));
  }
}

// How many of each are shown; a click shows more.
const shown = { stories: 5, expected: 5 };

function brief(id, nodes, more) {
  $(id).replaceChildren(...nodes.slice(0, shown[id]).map((parts) => el('li', {}, ...parts)));
  $(`${id}-section`).hidden = !nodes.length;
  $(`${id}-more`).hidden = nodes.length <= shown[id] && !more;
}

async function loadStories() {
  const page = await get('/v1/stories', { ...moment.asked(), limit: shown.stories + 1, level_min: -3 }).catch(() => ({ items: [] }));
  brief('stories', page.items.map(storyItem), page.next);
}

// What is open, the soonest first, then what was settled, the latest first.
async function loadExpected() {
  const ask = (parameters) => get('/v1/expectations', { ...moment.asked(), limit: shown.expected + 1, ...parameters }).catch(() => ({ items: [] }));
  const [open, settled] = await Promise.all([ask({ state: 'open' }), ask({ state: 'met,missed,superseded', order: 'latest' })]);
  brief('expected', [...open.items, ...settled.items].map(expectation), settled.items.length > shown.expected);
}

function later(work, milliseconds) {
  let timer = null;
  return () => { timer ??= setTimeout(() => { timer = null; work(); }, milliseconds); };
}

// At the top of an unpaged list, or of none, new events come in by themselves; elsewhere nothing moves under the reader.
const refresh = later(() => {
  if (moment.asked().as_of) return;
  const failed = $('notice').dataset.kind === 'error';
  if (failed || (scrollY < 400 && items.length <= PAGE)) load({ mark: true });
  else {
    $('fresh').hidden = false;
    $('fresh').textContent = arrived && !isFiltered() ? `${arrived.toLocaleString('en-GB')} new ${arrived === 1 ? 'event' : 'events'}` : 'Show what has changed';
  }
}, 400);
const refreshAlerts = later(alerts.load, 400);
const refreshStories = later(() => { loadStories(); loadExpected(); }, 2000);

function follow() {
  const stream = new EventSource('/v1/stream?kind=event,alert');
  const state = (name, text) => { $('live').dataset.state = name; $('live-text').textContent = text; };
  stream.addEventListener('open', () => { state('live', 'live'); refresh(); refreshAlerts(); refreshStories(); });
  stream.addEventListener('error', () => {
    if ($('live').dataset.state !== 'lost') state('lost', `connection lost at ${new Date().toISOString().slice(11, 16)} UTC, trying again; what you see is from before`);
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 5000);
  });
  stream.addEventListener('tocsin.event.recorded.v1', () => { arrived += 1; refresh(); refreshStories(); });
  for (const change of ['raised', 'updated', 'acknowledged', 'resolved', 'cancelled']) {
    stream.addEventListener(`tocsin.alert.${change}.v1`, () => { refreshAlerts(); refresh(); });
  }
}

const narrow = later(() => { remember(); load(); }, 250);
const settled = () => { typing = false; narrow(); };
form.addEventListener('input', () => { typing = true; narrow(); });
form.addEventListener('change', settled);
form.addEventListener('keydown', ({ key }) => { if (key === 'Enter') settled(); });
form.addEventListener('submit', (submitted) => submitted.preventDefault());
form.addEventListener('reset', () => setTimeout(() => { remember(); load(); }));
addEventListener('popstate', () => { recall(); load(); });
$('more').addEventListener('click', more);
$('fresh').addEventListener('click', () => { scrollTo({ top: 0 }); load({ mark: true }); });

for (const [id, again] of [['stories', loadStories], ['expected', loadExpected]]) {
  $(`${id}-more`).addEventListener('click', () => { shown[id] += 10; again(); });
}

// Doors and badges are made anew with every answer: one listener for all of them.
document.addEventListener('click', async (clicked) => {
  const door = clicked.target.closest('[data-why], [data-filter]');
  if (!door) return;
  const { why, filter, value } = door.dataset;
  if (filter) { choose({ [filter]: value }); return; }
  const wanted = panel.wait('Why?');
  try {
    const answer = await get(`/v1/events/${encodeURIComponent(why)}/why`, {});
    const notRead = await get(`/v1/articles/${encodeURIComponent(answer.article.id)}/why-not`, {}).catch(() => ({ silences: [] }));
    if (wanted()) panel.why(answer, notRead);
  } catch (error) { if (wanted()) panel.fail(error); }
});

function ask() {
  remember();
  load();
  alerts.load();
  loadStories();
  loadExpected();
}

elements.scale($('scale'));
alerts.begin(get);
options();
recall();
await moment.begin(get, ask, panel);
ask();
follow();
