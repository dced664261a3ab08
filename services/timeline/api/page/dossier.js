// Elements of a story: happenings with their tellings, claims, tracks of numbers, expectations.

import { el, level, link, quoted, storyLink } from './elements.js';
import { MODALITY, STANCE, act, date, number, quantity } from './words.js';

const STATUS = { confirmed: 'confirmed', disputed: 'disputed', denied: 'denied', withdrawn: 'taken back', supposed: 'only supposed' };
const STATES = {
  open: 'its day is still ahead', met: 'it was told that it came about', superseded: 'something else was foreseen in its place',
  missed: 'its day is over, and no article here tells that it came about',
};
const COUNTS = { forces: 'soldiers', casualties: 'killed and wounded' };
const many = (count, one, more) => `${number(count)} ${count === 1 ? one : more}`;

function bounds({ origins_least: least, origins_most: most }) {
  return least === most ? many(most, 'independent origin', 'independent origins') : `${least} to ${most} independent origins`;
}

function corroboration(c) {
  if (!c.articles) return 'nobody asserts it';
  return `${many(c.articles, 'article', 'articles')}, ${many(c.publishers, 'publisher', 'publishers')}, ${bounds(c)}`;
}

export function facts(story) {
  return [story.level === null ? null : level(story.level),
    el('span', {}, story.first.slice(0, 10) === story.last.slice(0, 10) ? date(story.first) : `${date(story.first)} to ${date(story.last)}`),
    el('span', { title: 'outlets that quote one source may have asked it each, or copied: the texts give two bounds' }, corroboration(story.corroboration)),
    story.disputed ? el('span', { class: 'badge doubt' }, 'disputed') : null,
    story.formerly.length ? el('span', {}, `with ${many(story.formerly.length, 'story', 'stories')} that an editor merged into it`) : null,
  ].filter(Boolean);
}

function parties(names, nobody) {
  return names.length ? names.slice(0, 4).map((name) => el('span', { class: 'who' }, name)) : [el('span', { class: 'who nobody' }, nobody)];
}

function what(happening) {
  const node = el('div', { class: 'what' }, happening.level === null ? null : level(happening.level),
    ...parties(happening.actors, 'someone'), el('span', { class: 'act', title: happening.type }, act(happening)));
  const mutual = [...happening.actors].sort().join() === [...happening.recipients].sort().join();
  if (happening.recipients.length && !mutual) node.append(el('span', { class: 'arrow', 'aria-label': 'to' }, '→'), ...parties(happening.recipients, ''));
  return node;
}

export function happening(item, story) {
  const badges = [item.status === 'supposed' ? null : MODALITY[item.modality], STATUS[item.status], corroboration(item.corroboration)].filter(Boolean);
  const doubtful = (text) => ['disputed', 'denied', 'taken back', 'only supposed'].includes(text);
  const [first, ...rest] = beside(item);
  const node = el('li', { class: 'event', level: item.level, id: item.id }, what(item),
    el('div', { class: 'badges' }, ...badges.map((text) => el('span', { class: `badge${doubtful(text) ? ' doubt' : ''}` }, text))),
    ...telling(first, story));
  if (rest.length) {
    node.append(el('details', {}, el('summary', {}, `${rest.length} more ${rest.length === 1 ? 'telling' : 'tellings'}, side by side`),
      el('div', { class: 'beside' }, ...rest.map((one) => el('div', {}, ...telling(one, story))))));
  }
  return node;
}

// One telling for each article and what it says of it, the fullest; first one that speaks for the happening.
function beside(item) {
  const fullest = new Map();
  for (const one of item.tellings) {
    const key = [one.article, one.modality, one.stance].join('|');
    if (!fullest.has(key) || fullest.get(key).quote.length < one.quote.length) fullest.set(key, one);
  }
  const speaks = (one) => one.modality === item.modality && one.stance !== 'denies' && !one.superseded_at;
  const list = [...fullest.values()];
  return [...list.filter(speaks), ...list.filter((one) => !speaks(one))];
}

function telling(one, story) {
  const said = [one.voice === one.source ? null : `says ${one.voice}`, MODALITY[one.modality], STANCE[one.stance],
    one.superseded_at ? 'since corrected' : null].filter(Boolean).join(', ');
  return [quoted({ text: one.quote }), el('span', { class: `source${one.superseded_at ? ' over' : ''}` }, said ? `${said} · ` : '',
    el('bdi', {}, link(one.url, one.title || 'untitled')), ' · ', el('bdi', {}, one.source || ''), `${one.source ? ' · ' : ''}${date(one.published_at)}`,
    one.story === story ? '' : ' · ', one.story === story ? null : storyLink(one.story, 'in another story'))];
}

export function claim(item, happening) {
  const sides = { tells: item.lines.filter((l) => !['denies', 'retracts', 'corrects'].includes(l.side)),
    denies: item.lines.filter((l) => ['denies', 'retracts', 'corrects'].includes(l.side)) };
  return el('section', { class: 'claim' }, what(happening), el('span', { class: `badge ${item.status === 'confirmed' ? '' : 'doubt'}` }, STATUS[item.status]),
    el('div', { class: 'sides' }, ...Object.entries(sides).map(([side, lines]) => el('div', { class: `side ${side}` },
      el('h4', {}, side === 'tells' ? 'Told' : 'Denied, or taken back'), lines.length ? el('ul', {}, ...lines.map(line)) : el('p', { class: 'hint' }, 'nobody says so')))));
}

function line(one) {
  const when = one.first.slice(0, 10) === one.last.slice(0, 10) ? date(one.first) : `${date(one.first)} to ${date(one.last)}`;
  const quote = one.quote.length > 160 ? `${one.quote.slice(0, 160).trim()} …` : one.quote;
  return el('li', { class: one.standing ? '' : 'over' }, el('strong', {}, one.voice), one.outlet ? ' (the outlet)' : '', ` ${one.side}`,
    el('span', { class: 'hint' }, ` ${when}, ${many(one.articles, 'article', 'articles')}${one.standing ? '' : ', taken back'}`), el('q', {}, quote));
}

export function expectation(item) {
  const named = (list) => [...new Set(list.map((a) => a.country || a.name || a.text))];
  const goal = item.best === null ? what({ ...item.event, level: null, actors: named(item.event.actors), recipients: named(item.event.recipients) })
    : el('div', { class: 'what' }, el('span', { class: 'who' }, item.track.split(':')[0]),
      el('span', { class: 'act' }, `${number(item.best)} ${COUNTS[item.track.split(':')[1]] || item.track.split(':')[1]}`));
  const settled = item.settled_at ? ` ${date(item.settled_at)}` : '';
  return [el('span', { class: `state ${item.state}`, title: STATES[item.state] }, `${item.state}${settled}`), el('span', { class: 'due' }, 'by ', el('time', { datetime: item.due }, date(item.due))),
    goal, quoted(item.event.evidence), el('span', { class: 'source' }, link(item.article.url, item.article.title || 'untitled'),
      ` · ${item.article.source ? `${item.article.source} · ` : ''}${date(item.article.published_at)}${item.told > 1 ? ` · ${item.told} articles` : ''}`)];
}

const WIDE = 640;
const HIGH = 190;
const EDGE = { left: 30, right: 60, top: 34, bottom: 24 };

function svg(tag, properties, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(properties)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function track(item) {
  const [whose, counts] = [item.whose.join(', '), COUNTS[item.counts] || item.counts];
  const list = el('ol', { class: 'numbers' }, ...item.numbers.map((n) => el('li', { class: n.kind },
    el('strong', {}, quantity(n)), ` says ${n.voice}, ${date(n.said)}`, n.articles > 1 ? el('span', { class: 'hint' }, ` · ${n.articles} articles`) : null)));
  return el('figure', { class: 'track' }, el('figcaption', {}, el('span', { class: 'who' }, whose), ` ${counts}`), chart(item), list);
}

function chart(item) {
  const time = (n) => Date.parse(n.kind === 'forecast' && n.due ? n.due : n.said);
  const points = [...item.numbers].sort((a, b) => time(a) - time(b));
  const [from, to] = [time(points[0]), time(points[points.length - 1])];
  const most = Math.max(...points.map((n) => n.best));
  const x = (n) => EDGE.left + (WIDE - EDGE.left - EDGE.right) * (to === from ? 0.5 : (time(n) - from) / (to - from));
  const y = (n) => HIGH - EDGE.bottom - (HIGH - EDGE.top - EDGE.bottom) * (n.best / most);
  const base = HIGH - EDGE.bottom;
  const told = points.filter((n) => n.kind === 'reported');
  const node = svg('svg', { viewBox: `0 0 ${WIDE} ${HIGH}`, role: 'img', 'aria-label': `${points.length} numbers, from ${number(points[0].best)} to ${number(most)}` },
    svg('line', { x1: EDGE.left, x2: WIDE - EDGE.right, y1: base, y2: base, class: 'axis' }),
    svg('polyline', { points: told.map((n) => `${x(n).toFixed(1)},${y(n).toFixed(1)}`).join(' '), class: 'line' }));
  let before = null;
  for (const n of points) {
    node.append(svg('circle', { cx: x(n), cy: y(n), r: 5, class: n.kind }));
    const near = before && Math.abs(x(n) - x(before)) < 56 && Math.abs(y(n) - y(before)) < 18;
    if (!near) node.append(svg('text', { x: x(n), y: y(n) - 10, 'text-anchor': 'middle' }, number(n.best)));
    if (!near) before = n;
  }
  node.append(svg('text', { x: EDGE.left, y: HIGH - 6, class: 'when' }, date(new Date(from).toISOString())));
  if (to > from) node.append(svg('text', { x: WIDE - EDGE.right, y: HIGH - 6, 'text-anchor': 'end', class: 'when' }, date(new Date(to).toISOString())));
  return node;
}

export function teller(one, reference) {
  const title = reference ? link(reference.url, reference.title || 'untitled') : one.id;
  return el('li', {}, el('bdi', {}, title), el('span', { class: 'hint' }, ` · ${one.source ? `${one.source} · ` : ''}${date(one.published_at)}${one.origin === one.id ? '' : ' · copy of an earlier text'}`));
}

export function storyItem(item) {
  const told = `${many(item.articles, 'article', 'articles')}, ${many(item.publishers, 'publisher', 'publishers')}`;
  return [item.level === null ? el('span', { class: 'level none', title: 'no signal' }, '·') : level(item.level),
    el('div', {}, el('bdi', {}, storyLink(item.id, item.title || 'untitled')), el('span', { class: 'hint' }, ` ${date(item.last)} · ${told}${item.disputed ? ' · disputed' : ''}`))];
}
