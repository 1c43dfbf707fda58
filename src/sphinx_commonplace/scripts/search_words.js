/* Words: what a search takes for a word, and which spellings are one. As in core/search/words.py, which
 * makes the index, but for the stems: those the index spells out. */

// Written without spaces: Thai, Lao, Burmese, Khmer, Japanese and Chinese.
const DENSE =
  "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff" +
  "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
const MARKS =
  "\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed" +
  "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff";
const LETTER = `(?![${DENSE}])\\p{L}`;
const SIGN = `(?:(?![${DENSE}])[\\p{L}\\p{N}]|[\u0900-\u0963\u0966-\u0dff${MARKS}])`;
const WORD = new RegExp(
  `${LETTER}(?:\\+\\+|#(?!${SIGN}))|${LETTER}(?:\\.${LETTER})+(?!${SIGN})\\.?|${SIGN}+|([${DENSE}]+)`,
  "gu",
);
const ALL_MARKS = new RegExp(`[${MARKS}]+`, "gu");
const VARIANTS = { ß: "ss", æ: "ae", œ: "oe" };
const TO = [..."اييكهههσoldi01234567890123456789"];
[..."ٱىیکةۀەςøłđı٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"].forEach((sign, at) => (VARIANTS[sign] = TO[at]));

/** A text without case, accents and variants of letters. */
const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(ALL_MARKS, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\0-\x7f]/gu, (sign) => VARIANTS[sign] ?? sign);

/** The words of a text with their places in it; of dense scripts pairs of signs, and the last sign. */
const spans = (text) => {
  const found = [];
  for (const { 0: run, 1: dense, index } of text.matchAll(WORD)) {
    if (dense) {
      const signs = [...run];
      let at = index;
      signs.forEach((sign, i) => {
        const pair = sign + (signs[i + 1] ?? "");
        // Its word is the pair before it.
        const isRest = pair === sign && i > 0;
        found.push({ word: fold(pair), at, end: at + pair.length, isRest, isSign: !signs[1] });
        at += sign.length;
      });
    } else {
      const word = fold(run.replace(/\.(?!\d)/g, ""));
      if (word) found.push({ word, at: index, end: index + run.length });
    }
  }
  return found;
};

const wholeWords = (text) => spans(text).filter(({ isRest }) => !isRest);
