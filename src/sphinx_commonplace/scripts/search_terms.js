/* Terms: which words of the index a word of the query means, and how much each of them counts. */

// What a word counts that only begins as the typed one, and in a title or heading.
const BEGUN = 0.6;
const TITLE_BEGUN = 0.95;
const INFLECTED = 0.6;
// Letters in which forms of a word differ at their end.
const ENDING = 3;
// By the letters that differ.
const MISSPELT = [1, 0.7, 0.45];
// Units that have the words that an unknown one begins.
const RARE = 3;
// Words that are looked for instead of an unknown one.
const MOST_OTHERS = 4;

const sum = (values) => values.reduce((one, other) => one + other, 0);

/** The stems that have a form of which something is true, among the words from one to another. */
const stems = async (files, from, to, isMeant) => {
  const shards = await files.shards(from, to);
  const elsewhere = shards.flatMap(({ aliases }) => aliases.filter(([form]) => isMeant(form)));
  const others = await Promise.all(elsewhere.map(([, stem]) => files.shards(stem)));
  const all = new Set([...shards, ...others.flat()].flatMap(({ entries }) => entries));
  return [...all].filter(({ forms }) => forms.some(isMeant));
};

const exact = (files, word) => stems(files, word, word, (form) => form === word);

const beginning = (files, word) => stems(files, word, `${word}\uffff`, (form) => form.startsWith(word));

/** How far two words are apart: letters left out, put in, replaced or swapped; at most `most`+1. */
const distance = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let above = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (one[i - 1] !== other[j - 1]));
      if (one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    before = above;
    above = row;
  }
  return above[other.length];
};

/** The words that are least apart from another, and at most so far. */
const nearest = (words, apart, most) => {
  const all = [...new Set(words)].map((other) => ({ other, apart: apart(other) }));
  const least = Math.min(most, ...all.map((one) => one.apart));
  return all.filter((one) => one.apart === least).slice(0, MOST_OTHERS);
};

/** The known words that an unknown one is most like, with what each counts: they may be what was meant. */
const similar = async (files, word) => {
  const most = word.length < 4 || /^\d+$/.test(word) ? 0 : word.length < 8 ? 1 : 2;
  if (!most) return [];
  const lists = await Promise.all([files.here.words, files.list(word[0]), files.list(word[1])]);
  const found = nearest(lists.join(" ").split(" "), (other) => distance(word, other, most), most);
  return found.map(({ other, apart }) => [other, MISSPELT[apart]]);
};

/** The known words that seem to be other forms of one that is not known, with what each counts. */
const inflected = async (files, word) => {
  const least = Math.max(4, word.length - ENDING);
  const [{ entries }] = await files.shards(word.slice(0, least));
  const found = nearest(entries.flatMap(({ forms }) => forms), (form) => {
    let same = 0;
    while (same < form.length && form[same] === word[same]) same++;
    return form.length - same > ENDING ? Infinity : word.length - same;
  }, word.length - least);
  return found.map(({ other }) => [other, INFLECTED]);
};

/** Give a term its groups: stems, and what each counts in a title and in a text. */
const expand = async (files, term) => {
  const { word } = term;
  const known = await exact(files, word);
  term.groups = known.map((entry) => ({ entry, title: 1, text: 1 }));
  term.forms = new Set([word, ...known.flatMap(({ forms }) => forms)]);
  if (term.isPrefix && (!known.length || (word.length > 1 && !known.some(({ isCommon }) => isCommon)))) {
    for (const entry of await beginning(files, word)) {
      if (known.includes(entry)) continue;
      term.groups.push({ entry, title: TITLE_BEGUN, text: BEGUN });
      for (const form of entry.forms) if (form.startsWith(word)) term.forms.add(form);
    }
  }
  const count = () => sum(term.groups.map(({ entry }) => postingsOf(entry).length));
  // What hardly any word begins with may be misspelt.
  if (!known.length && count() < RARE) {
    const isBegun = term.groups.length;
    let others = await similar(files, word);
    if (!(others[0]?.[1] > INFLECTED)) others = [...(await inflected(files, word)), ...others];
    for (const [other, weight] of others) {
      for (const entry of await exact(files, other)) {
        term.groups.push({ entry, title: weight, text: weight });
        for (const form of entry.forms) term.forms.add(form);
      }
      if (!isBegun) term.instead ??= other;
    }
  }
  const rarity = (units) => Math.log(1 + files.here.total / (units + 0.5));
  const all = count();
  for (const group of term.groups) {
    const { entry, title } = group;
    group.value = entry.isCommon ? 0.5 : rarity(title === 1 ? postingsOf(entry).length : all);
  }
  term.isCommon = term.groups.some(({ entry }) => entry.isCommon);
  term.value = term.isCommon ? 0.5 : Math.max(rarity(all), ...term.groups.map(({ value, text }) => value * text));
};
