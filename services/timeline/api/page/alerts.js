// The alerts: how many of which level are in force, and the gravest or the newest of them.

import { alert, el, level, replace, storyLink } from './elements.js';
import * as moment from './moment.js';
import { ladder } from './words.js';

const $ = (id) => document.getElementById(id);
const FEW = matchMedia('(max-width: 34rem)').matches ? 3 : 6;
const MOST = 100;

let get = null;
let all = false;
let only = null;

// In the order of gravity only the least grave of a full list may be more than it has.
function tally(standing) {
  const counts = new Map();
  for (const item of standing.items) counts.set(item.level, (counts.get(item.level) || 0) + 1);
  const least = Math.min(...counts.keys());
  return [...counts].sort(([a], [b]) => b - a).map(([value, count]) => {
    const chip = el('button', { type: 'button', class: 'chip', 'data-value': value, title: `only level ${value}: ${ladder(value)}`, 'aria-pressed': String(value === only) },
      level(value), ` ${count}${standing.next && value === least ? '+' : ''}`);
    chip.addEventListener('click', () => { only = value === only ? null : value; load(); });
    return chip;
  });
}

// What is in force, then what is over.
export async function load() {
  const newest = $('alerts-order').value === 'latest';
  const ask = (status, parameters) => get('/v1/alerts', { ...moment.asked(), status, order: 'gravest', limit: MOST, ...parameters });
  const current = 'raised,updated,acknowledged';
  const shown = { ...(newest ? { order: 'latest' } : {}), ...(only === null ? {} : { level_min: only, level_max: only }) };
  const ofLevel = only === null ? '' : ` of level ${only}`;
  try {
    const gravely = ask(current);
    const [gravest, standing, over] = await Promise.all(
      [gravely, newest || only !== null ? ask(current, shown) : gravely, ask('resolved,cancelled', shown)]);
    const sorted = [...standing.items, ...over.items];
    const few = all ? sorted : sorted.slice(0, FEW);
    replace($('alerts'), ...(few.length ? few.map((item) => alert(item, storyLink(item.story, 'story')))
      : [el('p', { class: 'hint' }, `Nothing${ofLevel} has rung.`)]));
    const count = ({ items, next }) => `${items.length}${next ? '+' : ''}`;
    const ended = over.items.length ? `, then ${count(over)} that ended` : '';
    $('alerts-count').textContent = sorted.length ? `${count(standing)}${ofLevel} in force${ended}` : '';
    replace($('alerts-levels'), ...tally(gravest));
    $('alerts-tools').hidden = !gravest.items.length && only === null;
    $('alerts-more').hidden = sorted.length <= FEW;
    $('alerts-more').textContent = all ? 'Show fewer' : `Show ${standing.next || over.next ? sorted.length : `all ${sorted.length}`}`;
  } catch (error) {
    $('alerts').replaceChildren(el('p', { class: 'hint' }, `The alerts can't be shown: ${error.message}`));
  } finally {
    $('alerts').setAttribute('aria-busy', 'false');
  }
}

export function begin(ask) {
  get = ask;
  $('alerts-more').addEventListener('click', () => { all = !all; load(); });
  $('alerts-order').addEventListener('change', load);
}
