// What the service says of a change, with organisations, figures and days as people call them. Pure.
import { type Book, dayWords, figureWords, nameOf, PILLARS } from "./book";
import { dayNames } from "./lists/options";

/** Each word that is a code, a metric or a date is said; all others stay as they are. */
export function plainly(change: string, book: Book): string {
  const words = change.split(" ");
  return words
    .map((word, i) => {
      const [, bare = word, after = ""] = /^(.*?)([:,;]?)$/.exec(word) ?? [];
      const follows = isFigure(bare, book) && after === "" && isFigure(words[i + 1] ?? "", book);
      return said(bare, book) + (follows ? "," : after);
    })
    .join(" ");
}

function isFigure(word: string, { metrics }: Book): boolean {
  return metrics[word] !== undefined || /^[a-z0-9_]+\.\*$/.test(word);
}

function said(word: string, book: Book): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(word)) return dayWords(word, book);
  if (/^\d{2}:\d{2}:00$/.test(word)) return word.slice(0, 5);
  if (word === "type_1_ed") return "a type 1 ED";
  if (isFigure(word, book)) return figureWords(word, book);
  const name = nameOf(word, book);
  return name === word ? (PILLARS[word] ?? dayNames([word])[0] ?? word) : name;
}
