/* Terms: which words of the index a word of the query means, and how much each of them counts. */

const TITLE = 15; // a level that hardly anything but a title reaches
const BEGUN = 0.6; // what a word counts that only begins as the typed one
const TITLE_BEGUN = 0.95; // in a title
const INFLECTED = 0.6;
const MISSPELT = [1, 0.7, 0.45]; // by the letters that differ
const MOST_OTHERS = 4; // words that are looked for instead of an unknown one

/** The stems that a word is a form of. */
const exact = async (files, word) => {
  const [{ entries, aliases }] = await files.entries(word);
  const others = await Promise.all((aliases.get(word) ?? []).map((stem) => files.entries(stem)));
  return [entries, ...others.map(([shard]) => shard.entries)].flat().filter(({ forms }) => forms.includes(word));
};

/** The stems with a form that begins so. */
const beginning = async (files, word) => {
  const shards = await files.entries(word, `${word}\uffff`);
  return shards.flatMap(({ entries }) => entries.filter(({ forms }) => forms.some((form) => form.startsWith(word))));
};

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

/** The words that score highest, of those that score at all. */
const best = (words, score) => {
  let highest = 0;
  let found = [];
  for (const word of words) {
    const here = score(word, highest);
    if (here > highest) found = [];
    if (here && here >= highest) found.push(word);
    highest = Math.max(highest, here);
  }
  return { found: found.slice(0, MOST_OTHERS), highest };
};

/** The known words that an unknown one is most like: they may be what was meant. */
const similar = async (files, word) => {
  const most = word.length < 4 || /^\d+$/.test(word) ? 0 : word.length < 8 ? 1 : 2;
  if (!most) return [];
  const lists = await Promise.all([files.list(word[0]), files.list(word[1])]);
  const { found, highest } = best(new Set(lists.flat()), (other, highest) => {
    const near = highest ? 3 - highest : most;
    const apart = distance(word, other, near);
    return apart > near ? 0 : 3 - apart;
  });
  return found.map((other) => ({ word: other, weight: MISSPELT[3 - highest] }));
};

/** The known words that seem to be other forms of one that is not known. */
const inflected = async (files, word) => {
  const least = Math.max(4, word.length - 3);
  const [{ entries }] = await files.entries(word.slice(0, least));
  const { found } = best(entries.flatMap(({ forms }) => forms), (form) => {
    let same = 0;
    while (same < form.length && form[same] === word[same]) same++;
    return same < least || form.length - same > 3 ? 0 : same;
  });
  return found.map((form) => ({ word: form, weight: INFLECTED }));
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
  if (!term.groups.length) {
    let others = await similar(files, word);
    if (!(others[0]?.weight > INFLECTED)) others = [...(await inflected(files, word)), ...others];
    for (const { word: other, weight } of others) {
      for (const entry of await exact(files, other)) {
        term.groups.push({ entry, title: weight, text: weight });
        for (const form of entry.forms) term.forms.add(form);
      }
      term.instead ??= other;
    }
  }
  const rarity = (units) => Math.log(1 + files.here.total / (units + 0.5));
  const all = term.groups.reduce((sum, { entry }) => sum + entry.postings.length, 0);
  for (const group of term.groups) {
    const { entry, title } = group;
    group.value = entry.isCommon ? 0.5 : rarity(title === 1 ? entry.postings.length : all);
  }
  term.isCommon = term.groups.length > 0 && term.groups.every(({ entry }) => entry.isCommon);
  term.value = term.isCommon ? 0.5 : Math.max(rarity(all), ...term.groups.map(({ value, text }) => value * text));
};
