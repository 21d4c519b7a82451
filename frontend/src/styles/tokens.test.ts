import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { LevelMark } from "../ui/LevelMark";
import css from "./tokens.css?raw";

type Tokens = Record<string, string>;

const LEVELS = [1, 2, 3, 4] as const;
const PAIRS = LEVELS.flatMap((a) => LEVELS.filter((b) => b > a).map((b) => [a, b] as const));
const light = tokensIn(/^:root \{(.*?)^\}/ms);
const dark = { ...light, ...tokensIn(/prefers-color-scheme: dark\) \{\s*:root \{(.*?)^ {2}\}/ms) };
const cut = tokensIn(/^\.board--cut \{(.*?)^\}/ms);
const cutLight = { ...light, ...cut };
const cutDark = { ...dark, ...cut, ...tokensIn(/dark\) \{\s*\.board--cut \{(.*?)^ {2}\}/ms) };

function tokensIn(block: RegExp): Tokens {
  const found = block.exec(css)?.[1] ?? "";
  return Object.fromEntries(
    [...found.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})/g)].map(([, name, hex]) => [name, hex]),
  );
}

function luminance(tokens: Tokens, name: string): number {
  const hex = (tokens[name] ?? "#").slice(1);
  const six = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
  if (six.length !== 6) throw new Error(`no colour ${name}`);
  const [red, green, blue] = [0, 2, 4].map((at) => linear(Number.parseInt(six.slice(at, at + 2), 16) / 255));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

/** As WCAG 2.2 has it: 1 is none, 21 is black on white. */
function contrast(tokens: Tokens, a: string, b: string): number {
  const [low, high] = [luminance(tokens, a), luminance(tokens, b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const shapeOf = (level: (typeof LEVELS)[number]) =>
  /<(circle|path)[^>]*>/.exec(renderToStaticMarkup(createElement(LevelMark, { mark: level })))?.[0];

describe.each([
  ["light", light],
  ["dark", dark],
])("in the %s scheme", (_, tokens) => {
  it("the number on each level's colour can be read", () => {
    const least = LEVELS.map((level) => contrast(tokens, `level-${level}-ink`, `level-${level}`));
    expect(Math.min(...least)).toBeGreaterThanOrEqual(4.5);
  });

  it("words can be read on paper, on the ground and on news", () => {
    for (const ink of ["ink", "ink-quiet", "worse", "link", "live"]) {
      expect(contrast(tokens, ink, "paper"), ink).toBeGreaterThanOrEqual(4.5);
    }
    for (const ground of ["ground", "news"]) {
      expect(contrast(tokens, "ink", ground), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("a mark stands out from the paper by its outline, whatever its colour", () => {
    expect(contrast(tokens, "mark-outline", "paper")).toBeGreaterThanOrEqual(3);
    expect(contrast(tokens, "level-unknown", "paper")).toBeGreaterThanOrEqual(3);
  });

  it("in grey, levels differ in brightness, but for green and red, which differ in shape", () => {
    const alike = PAIRS.filter(([a, b]) => contrast(tokens, `level-${a}`, `level-${b}`) < 1.5);
    expect(alike).toEqual([[1, 3]]);
    expect(shapeOf(1)).not.toBe(shapeOf(3));
  });
});

describe.each([
  ["light", cutLight],
  ["dark", cutDark],
])("cut off, in the %s scheme", (_, tokens) => {
  it("what was true can still be read, and no level has a colour of its own", () => {
    expect(contrast(tokens, "ink", "paper")).toBeGreaterThanOrEqual(4.5);
    for (const level of LEVELS) {
      expect(contrast(tokens, `level-${level}-ink`, `level-${level}`)).toBeGreaterThanOrEqual(4.5);
    }
    expect(new Set(LEVELS.map((level) => tokens[`level-${level}`])).size).toBe(1);
  });
});

describe("every level", () => {
  it("has a shape of its own", () => {
    expect(new Set(LEVELS.map(shapeOf)).size).toBe(4);
  });
});
