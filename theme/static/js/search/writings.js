/**
 * Other usual writings of what a person asks for: days, and articles of laws by either sort of numerals.
 * plugins/disclosure/outputs/search/writings.py holds the same rule.
 */

const DIGITS = "〇一二三四五六七八九";
const UNITS = ["", "十", "百", "千"];
const ZEROS = ["零", "〇"];
const DAY_SOURCE =
  "((?:19|20)[0-9]{2})(?:年([0-9]{1,2})月([0-9]{1,2})日|([-./])([0-9]{1,2})\\4([0-9]{1,2}))" +
  `|([一二][${DIGITS}零○]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日`;
const DAY = new RegExp(DAY_SOURCE, "gu");
const WHOLE_DAY = new RegExp(`^(?:${DAY_SOURCE})$`, "u");
const OPEN = /[-./][0-9]$/u; // what may go on: 2021-6-2 begins 2021-6-29 too
const SPACED = /([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日/gu;
const [MONTHS, DAYS] = [12, 31];
const ARABIC = /(?<![0-9])(?:第?([1-9][0-9]{0,3})(条)|第([1-9][0-9]{0,3})([款项章节编]))/gu;
const HAN = new RegExp(`第([${DIGITS}零○两十百千]+)([条款项章节编])`, "gu");

/** @param {string} text */
const alike = (text) => text.replace(/[零○]/gu, "〇").replaceAll("两", "二");

/**
 * Returns the exact token of every day that a text without spaces names: `=20210629`.
 * @param {string} squeezed
 */
export function days(squeezed) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return [...squeezed.matchAll(DAY)].flatMap(([, year, m, d, , month, day, hanYear, hanMonth, hanDay]) => {
    const numbers = hanYear ? [numberOf(hanMonth), numberOf(hanDay)] : [Number(m ?? month), Number(d ?? day)];
    const written = hanYear ? Array.from(alike(hanYear), (char) => DIGITS.indexOf(char)).join("") : year;
    const [own, last] = numbers;
    return own >= 1 && own <= MONTHS && last >= 1 && last <= DAYS ? [`=${written}${two(own)}${two(last)}`] : [];
  });
}

/**
 * Returns the exact token of the day that a text names and nothing else, or null; and whether its writing may go on.
 * @param {string} squeezed
 */
export function wholeDay(squeezed) {
  const day = WHOLE_DAY.test(squeezed) ? (days(squeezed)[0] ?? null) : null;
  return { day, open: OPEN.test(squeezed) };
}

/**
 * Returns how a day may stand in a normalised text.
 * @param {string} token
 */
export function writingsOfDay(token) {
  const [year, month, day] = [token.slice(1, 5), Number(token.slice(5, 7)), Number(token.slice(7, 9))];
  const han = Array.from(year, (digit) => DIGITS[Number(digit)]).join("");
  return [
    `${year}年${month}月${day}日`,
    `${year}年${token.slice(5, 7)}月${token.slice(7, 9)}日`,
    token.slice(1),
    `${year}${month}${day}`,
    `${han}年${numeral(month)}月${numeral(day)}日`,
    `${han.replaceAll("〇", "○")}年${numeral(month)}月${numeral(day)}日`,
  ];
}

/**
 * Returns a query with the days in it written without spaces.
 * @param {string} query
 */
export const daysTogether = (query) => query.replace(SPACED, "$1年$2月$3日");

/**
 * Returns a text with the numbers of its articles in digits and in Chinese numerals, as far as it is not so itself.
 * @param {string} normalised
 */
export function articlesAlike(normalised) {
  const digits = normalised.replace(ARABIC, "第$1$3$2$4").replace(HAN, (whole, numerals, unit) => {
    const number = numberOf(numerals);
    return number && numeral(number) === alike(numerals) ? `第${number}${unit}` : whole;
  });
  const numerals = ZEROS.map((zero) =>
    digits.replace(ARABIC, (_all, article, unit, part, other) => `第${numeral(Number(article ?? part), zero)}${unit ?? other}`),
  );
  return [...new Set([...numerals, digits])].filter((one) => one !== normalised);
}

/**
 * Writes a number below 10,000 in Chinese numerals, as laws count their articles: 十一, 一百〇一, 一百一十.
 * @param {number} number
 * @param {string} zero
 */
function numeral(number, zero = "〇") {
  let text = "";
  const digits = String(number);
  for (const [place, digit] of [...digits].entries()) {
    if (digit !== "0") text += DIGITS[Number(digit)] + UNITS[digits.length - 1 - place];
    else if (text && !text.endsWith(zero)) text += zero;
  }
  if (text.endsWith(zero)) text = text.slice(0, -1);
  return text.startsWith("一十") ? text.slice(1) : text;
}

/**
 * Returns the number that Chinese numerals below 10,000 write; 0 where they write none.
 * @param {string} text
 */
function numberOf(text) {
  let [total, digit] = [0, 0];
  for (const char of alike(text)) {
    const value = DIGITS.indexOf(char);
    if (value >= 0) digit = value;
    else {
      total += (digit || 1) * 10 ** UNITS.indexOf(char);
      digit = 0;
    }
  }
  return total + digit;
}
