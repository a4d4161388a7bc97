// Small things that all parts use: phrases, elements, and which way a text runs.
const boot = JSON.parse(document.getElementById("boot").textContent);

export const lang = boot.lang;
export const base = boot.base;
export const prefixes = boot.prefixes;
/** What the columns of the ready-made questions are called. */
export const columns = boot.columns;
export const maxRows = boot.maxRows;
export const timeoutSeconds = boot.timeout;

/** A phrase of the page in its language, names in braces filled in. */
export function say(id, values = {}) {
  const text = boot.phrases["js." + id][lang];
  return text.replace(/\{(\w+)\}/g, (_, name) => (name in values ? String(values[name]) : ""));
}

export const number = (n) => Number(n).toLocaleString("en");

/** An element with properties and children; strings become text, never markup. */
export function element(tag, properties = {}, ...children) {
  const made = tag === "svg" || element.svg.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
element.svg = new Set(["g", "line", "circle", "text", "path", "marker", "defs", "title"]);

const ARABIC = /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/;

/** Language and direction of a text, as attributes; explicit, for a text that begins in Latin letters may be Arabic. */
export function direction(text, language) {
  if (language === "ar" || ARABIC.test(text)) return { lang: "ar", dir: "rtl" };
  return language ? { lang: language, dir: "ltr" } : { dir: "ltr" };
}

/** An isolated piece of text that runs its own way. */
export const isolated = (text, language) => element("bdi", direction(text, language), text);

/** A name for an IRI: with a prefix where one fits. */
export function short(iri) {
  if (iri.startsWith(base)) return iri.slice(base.length);
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    if (iri.startsWith(namespace) && iri.length > namespace.length) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  return iri;
}

/** A name that fits in a table: long hashes cut. */
export const brief = (iri) => short(iri).replace(/([0-9a-f]{8})[0-9a-f]{6,}/g, "$1…");

/** Where a click on an IRI leads: a page of ours, an address elsewhere, or nowhere. */
export function address(iri) {
  if (iri.startsWith(base)) return { href: "/id/" + iri.slice(base.length).split("/").map(encodeURIComponent).join("/") };
  return /^https?:\/\//.test(iri) ? { href: iri, rel: "noopener noreferrer" } : null;
}

/** JSON of an address of ours; throws what the service says is wrong. */
export async function load(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw { offline: true };
  }
  if (!response.ok) throw await response.json().catch(() => ({ status: response.status, detail: response.statusText }));
  return response;
}

/** Something that browsers may forbid (private windows): remembered values. */
export const memory = {
  get(key, otherwise) {
    try { return JSON.parse(localStorage.getItem("graphbuild." + key)) ?? otherwise; } catch { return otherwise; }
  },
  set(key, value) {
    try { localStorage.setItem("graphbuild." + key, JSON.stringify(value)); } catch { /* this visit only */ }
  },
};
