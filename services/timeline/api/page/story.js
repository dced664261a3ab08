// The page of one story: its numbers, claims, expectations, alerts and happenings, as /v1/stories/{id} tells them.

import * as dossier from './dossier.js';
import { alert, el } from './elements.js';
import { date, day } from './words.js';

const $ = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const then = asked.get('as_of');

function fill(id, nodes) {
  $(id).replaceChildren(...nodes);
  const section = $(`${id}-section`);
  if (section) section.hidden = !nodes.length;
}

function show(story) {
  document.title = `${story.title || 'a story'} – tocsin`;
  $('title').textContent = story.title || 'A story whose articles were redacted';
  $('facts').replaceChildren(...dossier.facts(story));
  if (then) $('facts').append(el('span', { class: 'badge doubt' }, `as known at ${then}`));
  const acts = new Map(story.timeline.map((happening) => [happening.id, happening]));
  fill('numbers', story.numbers.map(dossier.track));
  fill('claims', story.claims.filter((claim) => !['asserted', 'supposed'].includes(claim.status)).map((claim) => dossier.claim(claim, acts.get(claim.happening))));
  fill('expectations', story.expectations.map((item) => el('li', {}, ...dossier.expectation(item))));
  const over = (one) => ['cancelled', 'resolved'].includes(one.status);
  fill('alerts', story.alerts.sort((a, b) => over(a) - over(b) || b.level - a.level).map((one) => alert(one)));
  const days = new Map();
  for (const happening of story.timeline) {
    const at = happening.occurred.start || happening.occurred.end || happening.tellings[0].published_at;
    if (!days.has(at.slice(0, 10))) days.set(at.slice(0, 10), []);
    days.get(at.slice(0, 10)).push(happening);
  }
  $('happenings').replaceChildren(...[...days].map(([at, list]) => el('li', { class: 'day' },
    el('h3', {}, el('time', { datetime: at }, day(at))),
    el('ol', { class: 'events' }, ...list.map((happening) => dossier.happening(happening, story.id))))));
  const titles = new Map(story.events.map((item) => [item.article.id, item.article]));
  $('told').replaceChildren(...story.told_by.map((one) => dossier.teller(one, titles.get(one.id))));
  $('as-of').textContent = `· as of position ${story.as_of.toLocaleString('en-GB')}, ${date(story.first)} to ${date(story.last)}`;
}

async function load() {
  const path = `/v1/stories/${encodeURIComponent(asked.get('id') || '')}`;
  const query = then ? `?as_of=${encodeURIComponent(then)}` : '';
  $('json').href = path + query;
  try {
    const answer = await fetch(path + query, { headers: { Accept: 'application/json' } });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.detail || `the service answers ${answer.status}`);
    show(body);
  } catch (error) {
    $('story').hidden = true;
    $('notice').hidden = false;
    $('notice').dataset.kind = 'error';
    $('notice').replaceChildren(el('p', {}, `The story can't be shown: ${error.message}`), el('p', {}, el('a', { href: '/' }, 'To the timeline')));
  } finally {
    $('story').setAttribute('aria-busy', 'false');
  }
}

load();
