/* Ranking: which pages answer a query best, first by the levels in the index, then by their texts. */

const LEVELS = 16;
const WINDOW = 28; // words of an excerpt, and
const LONGEST = 260; // letters

const sum = (values) => values.reduce((one, other) => one + other, 0);

/** The pages that have any of the terms, with what each term says of each of their units. */
const gather = (terms, accepts) => {
  const pages = new Map();
  terms.forEach((term, i) => {
    for (const { entry, value, title, text } of term.groups) {
      for (const [number, unit, level] of entry.postings) {
        if (!accepts(number)) continue;
        if (!pages.has(number)) pages.set(number, { number, best: [], units: new Map(), titled: new Set() });
        const page = pages.get(number);
        if (!page.units.has(unit)) page.units.set(unit, []);
        const scores = page.units.get(unit);
        const score = (value * (level < TITLE ? text : title) * level) / LEVELS;
        scores[i] = Math.max(scores[i] ?? 0, score);
        page.best[i] = Math.max(page.best[i] ?? 0, score);
        if (level >= TITLE) page.titled.add(i);
      }
    }
  });
  return [...pages.values()];
};

/** Put pages in order by what the index says of them; those with all words, if there are any. */
const rank = ({ terms }, pages) => {
  const needed = [...terms.keys()].filter((i) => !terms[i].isCommon);
  const total = sum(needed.map((i) => terms[i].value)) || 1;
  for (const page of pages) {
    const missing = needed.filter((i) => !page.best[i]);
    page.missing = missing.map((i) => terms[i].word);
    const covered = 1 - sum(missing.map((i) => terms[i].value)) / total;
    const together = Math.max(...[...page.units.values()].map((scores) => sum(scores)));
    // Words far apart on a long page say less, unless they are in its title.
    const spread = 1 + 0.3 * Math.log(page.units.size);
    const apart = page.best.reduce((all, score, i) => all + score / (page.titled.has(i) ? 1 : spread), 0);
    page.sum = (apart + together) * covered ** 2;
  }
  return pages.sort((one, other) => other.sum - one.sum || one.number - other.number);
};

const termOf = ({ terms }, word) => terms.find(({ forms }) => forms.has(word));

/** Which terms a title or heading has, and how much of it and of the query they are. */
const matched = (query, text) => {
  const found = wholeWords(text).map(({ word }) => termOf(query, word));
  const terms = new Set(found.filter(Boolean));
  const share = found.length ? (valueOf(terms) / query.value) * (found.filter(Boolean).length / found.length) : 0;
  return { terms, share };
};

const valueOf = (terms) => sum([...terms].map(({ value }) => value));

/** Where in a text the terms stand closest together. */
const closest = (query, text) => {
  const all = spans(text);
  const hits = [];
  const found = new Set();
  all.forEach((span, i) => {
    const term = termOf(query, span.word);
    if (!term) return;
    hits.push({ i, term, span });
    if (!span.isRest) found.add(text.slice(span.at, span.end).toLowerCase());
  });
  let best = { value: 0, start: 0, size: 1, count: 0 };
  hits.forEach((hit, h) => {
    const inside = new Set();
    let value = 0;
    for (let k = h; k < hits.length && hits[k].i - hit.i < WINDOW; k++) {
      if (inside.has(hits[k].term)) continue;
      inside.add(hits[k].term);
      value += hits[k].term.value;
      const size = hits[k].i - hit.i + 1;
      if (value > best.value + 1e-9 || (value > best.value - 1e-9 && size < best.size)) {
        best = { value, start: hit.i, size, count: inside.size };
      }
    }
  });
  const from = best.start > 6 ? all[best.start - 5].at : 0;
  const to = Math.min(all[best.start + WINDOW]?.at ?? text.length, from + LONGEST);
  return {
    terms: new Set(hits.map(({ term }) => term)),
    near: best.count > 1 ? (best.count / best.size) * (best.value / query.value) : 0,
    from,
    to,
    marks: hits.map(({ span }) => [span.at, span.end]),
    found,
  };
};

/** Read what is shown of a page, and see how well it answers the query. */
const describe = async (files, page, query) => {
  if (!(await files.row(page))) return;
  const [unit] = [...page.units].map(([at, scores]) => [at, sum(scores)]).sort((one, other) => other[1] - one[1])[0];
  const titled = matched(query, page.title);
  let best = null;
  for (const [anchor, heading, text] of await files.passages(page, unit)) {
    const head = matched(query, heading);
    const body = closest(query, text);
    const terms = new Set([...head.terms, ...body.terms, ...(anchor ? [] : titled.terms)]);
    const score = valueOf(terms) / query.value + head.share + 0.5 * body.near;
    if (!best || score > best.score + 1e-9) best = { score, share: head.share, anchor, heading, text, body };
  }
  Object.assign(page, best);
  page.rank = page.sum * (1 + 1.5 * titled.share + 0.7 * best.share + 0.8 * best.body.near);
};
