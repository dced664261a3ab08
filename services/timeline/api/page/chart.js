// How many events there were over time, drawn in SVG.

import { date } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';

function draw(tag, properties = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function titled(node, text) {
  node.append(draw('title', {}, text));
  return node;
}

const MOST = 150;

// The last steps up to the newest one, those without an event too: an empty week is a gap, not nothing.
function whole(points, every) {
  const step = (every === 'week' ? 7 : 1) * 864e5;
  const known = new Map(points.map((point) => [point.start, point]));
  const last = Date.parse(points.at(-1).start);
  const first = Math.max(Date.parse(points[0].start), last - (MOST - 1) * step);
  return Array.from({ length: Math.round((last - first) / step) + 1 }, (_, n) => new Date(first + n * step).toISOString().slice(0, 10))
    .map((start) => known.get(start) || { start, count: 0 });
}

// `points` are {start, count} and `levels` {start, level}; a click on a bar calls `chosen(start)`.
export function bars(points, levels, every, chosen) {
  const counts = whole(points, every);
  const tops = new Map(levels.map((point) => [point.start, point.level]));
  const most = Math.max(...counts.map((point) => point.count), 1);
  const width = 1000;
  const step = width / counts.length;
  const picture = draw('svg', { viewBox: `0 0 ${width} 90`, preserveAspectRatio: 'none', class: 'bars', role: 'group', 'aria-label': `events by ${every}` });
  counts.forEach((point, n) => {
    if (!point.count) return;
    const height = Math.max(3, 84 * Math.sqrt(point.count / most));
    const level = tops.get(point.start);
    const text = `${date(point.start)}: ${point.count} ${point.count === 1 ? 'event' : 'events'}${level === undefined ? '' : `, level ${level}`}`;
    const bar = draw('rect', { x: n * step, y: 90 - height, width: Math.max(1, step * 0.86), height, class: 'bar', 'data-start': point.start, tabindex: -1, role: 'button', 'aria-label': text });
    if (level !== undefined) bar.dataset.level = level;
    bar.addEventListener('click', () => chosen(point.start));
    bar.addEventListener('keydown', (pressed) => { if (pressed.key === 'Enter' || pressed.key === ' ') { pressed.preventDefault(); chosen(point.start); } });
    picture.append(titled(bar, text));
  });
  // The arrow keys go from bar to bar, so that the tab key need not pass a hundred of them.
  picture.lastElementChild.setAttribute('tabindex', 0);
  picture.addEventListener('focusin', ({ target }) => {
    picture.querySelector('[tabindex="0"]').setAttribute('tabindex', -1);
    target.setAttribute('tabindex', 0);
  });
  picture.addEventListener('keydown', ({ key, target }) => {
    ({ ArrowLeft: target.previousElementSibling, ArrowRight: target.nextElementSibling })[key]?.focus();
  });
  return picture;
}
