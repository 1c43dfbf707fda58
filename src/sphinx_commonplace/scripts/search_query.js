/* The query: what a reader types, taken apart. */

const TYPED = /(-(?!-)|)(?:(tag|year|kind):)?(?:"([^"]*)(?:"|$)|(\S+))/giu;
// Letters that are read, and words that are looked for.
const MOST_TYPED = 400;
const MOST_TERMS = 24;

/** What is asked for: words, phrases, what must not be there, and filters. */
const parse = (text) => {
  const query = { terms: [], phrases: [], without: [], filters: [] };
  const terms = new Map();
  for (const [whole, minus, key, quoted, bare] of text.slice(0, MOST_TYPED).matchAll(TYPED)) {
    const value = quoted ?? bare;
    if (key) query.filters.push({ key: key.toLowerCase(), value, isNot: !!minus });
    if (key || /^-?(tag|year|kind):$/i.test(whole)) continue;
    const found = wholeWords(fold(value)).map(({ word, isSign }) => ({ word, isPrefix: isSign }));
    if (minus) query.without.push(found);
    else {
      if (quoted !== undefined) query.phrases.push(found);
      // The last word may be one that is still being typed.
      else if (found.length) found.at(-1).isPrefix ||= text.trimStart().endsWith(whole);
      for (const term of found) if (terms.size < MOST_TERMS) terms.set(term.word, term);
    }
  }
  query.phrases = query.phrases.filter((phrase) => phrase.length > 1);
  query.terms = [...terms.values()];
  return query;
};
