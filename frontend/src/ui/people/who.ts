// People in words: names with their seat, telephone numbers as they are read out and as they are dialled. Pure.
import type { Person } from "../../api/types";

/** "01908 000000", "020 7946 0000", "07700 900123"; what is not a British number stays as it was written. */
export function phoneInWords(phone: string): string {
  const digits = phone.replace(/[\s()-]/g, "").replace(/^(\+44|0044)/, "0");
  if (!/^0\d{9,10}$/.test(digits)) return phone.trim();
  if (digits.startsWith("02")) return `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`;
  if (/^0(11|1\d1|3|8)/.test(digits)) return `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`;
  return `${digits.slice(0, 5)} ${digits.slice(5)}`;
}

/** What a `tel:` link dials. Null: there is nothing in it to dial. */
export function dialled(phone: string | null | undefined): string | null {
  const digits = (phone ?? "").replace(/[^\d+]/g, "").replace(/(?!^)\+/g, "");
  return digits.length >= 3 ? `tel:${digits}` : null;
}

/** "J Okoro, room lead". */
export function nameAndTitle(person: Person | null, title: string | null | undefined): string {
  const named = person?.name ?? "nobody";
  return title ? `${named}, ${title}` : named;
}

/** "A", "A and B", "A, B and C". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** "1 card", "3 cards". */
export function many(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** "12 min", "2 h 14": how long from one moment to a later one; of the past "0 min". */
export function lasting(from: number, to: number): string {
  const minutes = Math.max(0, Math.floor((to - from) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? `${hours} h ${String(minutes % 60).padStart(2, "0")}`
    : `${Math.floor(hours / 24)} days`;
}
