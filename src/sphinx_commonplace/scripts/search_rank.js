/* Ranking: which pages answer a query best, first by the levels in the index, then by their texts. */

// The levels of a word that is in no title or heading: so often the text says it.
const SAID = 10;
// Of an excerpt: words, and letters.
const WINDOW = 28;
const LONGEST = 260;

const valueOf = (terms) => sum([...terms].map(({ value }) => value));

const blank = (number) => ({ number, best: [], units: new Map() });

/** The pages that have any of the terms, with what each term says of each of their units. */
const gather = ({ lengths }, terms, accepts) => {
  const pages = new Map();
  terms.forEach((term, i) => {
    for (const { entry, value, title, text } of term.groups) {
      for (const [number, unit, level] of postingsOf(entry)) {
        if (!accepts(number)) continue;
        const page = pages.get(number) ?? blank(number);
        pages.set(number, page);
        const scores = page.units.get(unit) ?? [];
        page.units.set(unit, scores);
        // From 0 to 1; what the text says counts the less, the longer the text is.
        const said = level / (level + 0.6 + 0.1 * 2 ** lengths[number][unit]);
        const score = value * (level > SAID ? (title * level) / 16 : text * Math.min(0.7, said));
        scores[i] = Math.max(scores[i] ?? 0, score);
        page.best[i] = Math.max(page.best[i] ?? 0, score);
      }
    }
  });
  return [...pages.values()];
};

/** Put pages in order by what the index says of them; those with all words, if there are any. */
const rank = ({ terms }, pages) => {
  const total = valueOf(terms.filter(({ isCommon }) => !isCommon)) || 1;
  for (const page of pages) {
    const missing = terms.filter(({ isCommon }, i) => !isCommon && !page.best[i]);
    page.missing = missing.map(({ word }) => word);
    const covered = 1 - valueOf(missing) / total;
    const together = Math.max(0, ...[...page.units.values()].map(sum));
    page.sum = (sum(page.best) + together) * covered ** 2;
  }
  return pages.sort((one, other) => other.sum - one.sum || one.number - other.number);
};

const termOf = ({ terms }, word) => terms.find(({ forms }) => forms.has(word));

/** Which terms a title or heading has, and how much of it and of the query they are. */
const matched = (query, text) => {
  const found = wholeWords(text).map(({ word }) => termOf(query, word));
  const known = found.filter(Boolean);
  const terms = new Set(known);
  const share = (valueOf(terms) / query.value) * (known.length / (found.length || 1));
  const begins = query.terms.every((term, i) => found[i] === term);
  const isSame = fold(text) === query.terms.map(({ word, instead = word }) => instead).join(" ");
  return { terms, share: share + (begins + isSame) / 2 };
};

/** Where in a text the terms stand closest together. */
const closest = (query, text) => {
  const all = spans(text);
  const marks = [];
  // Where each term was seen last, the one that was not seen for longest first.
  const seen = new Map();
  let best = { value: 0, start: 0, size: 1, near: 0 };
  all.forEach(({ word, at, end }, i) => {
    const term = termOf(query, word);
    if (!term) return;
    marks.push([at, end]);
    seen.delete(term);
    seen.set(term, i);
    const inside = [...seen].filter(([, place]) => i - place < WINDOW);
    const value = valueOf(inside.map(([one]) => one)) / query.value;
    const [[, start]] = inside;
    const size = i - start + 1;
    if (value < best.value + 1e-9 && (value < best.value - 1e-9 || size >= best.size)) return;
    best = { value, start, size, near: inside.length > 1 ? (value * inside.length) / size : 0 };
  });
  const { start, near } = best;
  const from = start > 6 ? all[start - 5].at : 0;
  const to = Math.min(all[start + WINDOW]?.at ?? text.length, from + LONGEST);
  return { terms: seen.keys(), near, from, to, marks };
};

/** Read what is shown of a page, and see how well it answers the query. */
const describe = async (files, page, query) => {
  const [[unit]] = [...page.units, [0, []]].sort(([, one], [, other]) => sum(other) - sum(one));
  page.rank = 0;
  const [[url, title, date, day, tags], passages] = await files.unit(page, unit);
  // One of the two is empty where a file could not be loaded.
  if (!tags || !passages.length) return;
  const titled = matched(query, title);
  let best = null;
  for (const [anchor, heading, text] of passages) {
    const head = matched(query, heading);
    const body = closest(query, text);
    const terms = new Set([...head.terms, ...body.terms, ...(anchor ? [] : titled.terms)]);
    const near = Math.max(body.near, head.share > 1);
    const score = valueOf(terms) / query.value + head.share + 0.5 * near;
    if (!best || score > best.score + 1e-9) best = { score, share: head.share, near, anchor, heading, text, body };
  }
  Object.assign(page, best, { url, title, date, day, tags });
  const isVerbatim = titled.share > 1 || (best.near > 0.99 && query.terms.length > 2);
  page.rank = page.sum * (1 + 1.5 * titled.share + 0.7 * best.share + 0.8 * best.near + 2 * isVerbatim);
};
