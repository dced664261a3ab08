// What opens over the page: why an event was read, and what changed since a moment.

import { article, el, level, quoted } from './elements.js';
import { act } from './words.js';

const $ = (id) => document.getElementById(id);
let turn = 0;
const VERDICTS = { rings: 'rings', muted: 'is muted', waits: 'waits', known: 'is known already', short: 'falls short', stopped: 'was stopped' };

export function open(title, ...content) {
  $('panel-title').textContent = title;
  $('panel-body').replaceChildren(...content.filter(Boolean));
  if (!$('panel').open) $('panel').showModal();
  $('panel-body').scrollTop = 0;
}

function facts(rows) {
  return el('dl', { class: 'facts-list' }, ...rows.filter(([, value]) => value).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}

function decisions(found) {
  if (found.problem) return el('p', { class: 'hint' }, found.problem);
  if (!found.items.length) return el('p', { class: 'hint' }, 'No rule asked for it.');
  return el('ul', { class: 'decisions' }, ...found.items.map((one) => el('li', { class: one.verdict },
    el('strong', {}, one.rule), ` ${VERDICTS[one.verdict] || one.verdict}${one.reason ? `: ${one.reason}` : ''}`)));
}

export function why(answer, notRead) {
  const words = answer.evidence.text;
  const from = answer.trigger.start - answer.evidence.start;
  const inside = answer.trigger.field === answer.evidence.field && from >= 0 && from < [...words].length;
  const letters = [...words];
  const to = from + (answer.trigger.end - answer.trigger.start);
  const quote = inside
    ? el('blockquote', {}, letters.slice(0, from).join(''), el('mark', {}, letters.slice(from, to).join('')), letters.slice(to).join(''))
    : quoted(answer.evidence);
  const same = { true: 'yes', false: 'no: it would be read otherwise', null: 'the article is not there any more' }[String(answer.read_so_today)];
  open('Why?', quote, article(answer.article, words),
    facts([['Words', `“${answer.trigger.text}”`], ['Entry of the codebook', answer.pattern],
      ['Other sense', answer.sense], ['Said by', answer.attribution.source ? answer.attribution.source.text : 'the outlet itself'],
      ['Cue', answer.attribution.cue], ['Codebook', answer.codebook.slice(0, 12)], ['Read so today', same]]),
    el('h3', {}, 'What alerts decided'), decisions(answer.decisions),
    notRead.silences.length ? el('h3', {}, 'Words of the article that made no event') : null,
    notRead.silences.length ? el('ul', {}, ...notRead.silences.slice(0, 20).map((s) => el('li', {}, `“${s.trigger.text}”: ${s.reason}`))) : null);
}

export function diff(answer, since) {
  const { counts } = answer;
  const brief = (item) => el('li', {}, el('span', { class: 'act' }, act(item.event)), ` – ${item.event.evidence.text.trim()} `, article(item.article, item.event.evidence.text));
  open(`Since ${since}`,
    el('p', { class: 'hint' }, `${counts.articles} articles, ${counts.events} events, ${counts.stories} new stories, ${counts.alerts} alerts that changed`),
    answer.alerts.length ? el('h3', {}, 'Alerts') : null,
    el('ul', { class: 'changes' }, ...answer.alerts.slice().sort((a, b) => b.level - a.level).slice(0, 40).map((one) => el('li', {}, level(one.level), el('span', {}, `${one.summary} `,
      el('span', { class: 'hint' }, one.before ? `was level ${one.before.level}, ${one.before.status}; now ${one.status}. ${one.changes.join('; ')}` : 'new'))))),
    answer.superseded.length ? el('h3', {}, 'Taken back') : null, el('ul', {}, ...answer.superseded.slice(0, 40).map(brief)),
    answer.events.length ? el('h3', {}, 'New events') : null, el('ul', {}, ...answer.events.slice(0, 60).map(brief)),
    answer.complete ? null : el('p', { class: 'hint' }, 'There is more than is shown here.'));
}

// Whether what is waited for is still wanted: nobody has closed the panel, or asked for something else.
export function wait(title) {
  const mine = ++turn;
  open(title, el('p', { class: 'hint' }, 'One moment …'));
  return () => mine === turn && $('panel').open;
}

export function fail(error) { open('That did not work', el('p', {}, error.message)); }

$('panel-close').addEventListener('click', () => $('panel').close());
$('panel').addEventListener('click', (clicked) => { if (clicked.target === $('panel')) $('panel').close(); });
