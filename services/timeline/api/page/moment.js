// The slider through what was known when: it moves along the log, whose positions have no gap.

const $ = (id) => document.getElementById(id);
const slider = $('moment');
let at = null;
let end = 0;
let turn = 0;
let pulled = null;
let stood = '';
let get = null;
let panel = null;

export function asked() { return at === null ? {} : { as_of: String(at) }; }

// The end of the log. Who is at the end follows it, unless the slider is being pulled away from it just now.
export function head(position) {
  const following = at === null && pulled === null;
  end = position;
  slider.max = Math.max(1, position);
  if (following) slider.value = slider.max;
}

// What stood in the log at the position: when it was recorded, and the article before it.
async function said(position) {
  const place = await get('/v1/feed', { limit: 1 });
  const log = place.next.split(':')[0];
  const rows = await get('/v1/feed', { after: `${log}:${Math.max(0, position - 1)}`, limit: 1 });
  const row = rows.items[0];
  if (!row) return `position ${position}`;
  const time = `${row.recorded_at.slice(0, 16).replace('T', ' ')} UTC`;
  const data = row.message?.data;
  const title = data?.title || data?.article?.title || '';
  return title ? `${time}, up to “${title}”` : time;
}

function show(text) {
  stood = text.replace('As known at ', '').split(', up to')[0];
  $('moment-text').textContent = text;
  slider.setAttribute('aria-valuetext', text);
  $('moment-now').hidden = $('moment-diff').hidden = at === null;
  document.body.classList.toggle('past', at !== null);
}

function stand(value) {
  at = value >= end ? null : value;
  show(at === null ? 'As known now' : `As known at position ${value.toLocaleString('en-GB')} of ${end.toLocaleString('en-GB')}`);
}

async function explain() {
  const mine = ++turn;
  const text = at === null ? '' : await said(at).catch(() => '');
  if (mine === turn && text) show(`As known at ${text}`);
}

// An address may ask about a moment. One that is none, or still to come, is now.
async function recall() {
  const given = Number(new URLSearchParams(location.search).get('as_of'));
  if (!Number.isInteger(given) || given < 1) return;
  const now = await get('/v1/events', { limit: 1, fields: 'id' }).catch(() => null);
  if (!now) { at = given; return; }
  head(now.as_of);
  slider.value = given;
  stand(given);
  explain();
}

export async function begin(ask, changed, panels) {
  get = ask;
  panel = panels;
  const moved = () => {
    pulled = null;
    stand(Number(slider.value));
    changed();
    explain();
  };
  slider.addEventListener('input', () => { clearTimeout(pulled); pulled = setTimeout(moved, 250); });
  $('moment-now').addEventListener('click', () => { slider.value = slider.max; moved(); slider.focus(); });
  $('moment-diff').addEventListener('click', async () => {
    const wanted = panel.wait('What changed');
    try {
      const answer = await get('/v1/diff', { from: String(at) });
      if (wanted()) panel.diff(answer, stood);
    } catch (error) { if (wanted()) panel.fail(error); }
  });
  await recall();
}
