// The editor: a textarea over a painted copy of its text, line numbers, the place of an error, completion.
import { Suggestions, actors } from "/static/list.js";
import { element, isolated, lang, load, prefixes, say } from "/static/text.js";

const TOKENS = new RegExp([
  "(?<comment>#[^\\n]*)",
  "(?<string>'''(?:[^'\\\\]|\\\\[^]|'(?!''))*(?:'''|$)|\"\"\"(?:[^\"\\\\]|\\\\[^]|\"(?!\"\"))*(?:\"\"\"|$)|'(?:[^'\\\\\\n]|\\\\.)*'?|\"(?:[^\"\\\\\\n]|\\\\.)*\"?)",
  "(?<iri><[^<>\"{}|^`\\\\\\s]*>)",
  "(?<variable>[?$][\\p{L}\\p{N}_]+)",
  "(?<name>[\\p{L}][\\p{L}\\p{N}_.-]*:[\\p{L}\\p{N}_.%:-]*|:[\\p{L}\\p{N}_-]+)",
  "(?<number>\\b\\d+(?:\\.\\d+)?\\b)",
  "(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)",
].join("|"), "gu");
const KEYWORDS = ("SELECT CONSTRUCT DESCRIBE ASK WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES PREFIX BASE DISTINCT REDUCED " +
  "ORDER BY ASC DESC GROUP HAVING LIMIT OFFSET AS EXISTS NOT IN UNDEF true false a COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR " +
  "STR LANG LANGMATCHES DATATYPE BOUND IRI URI COALESCE IF STRLEN SUBSTR UCASE LCASE STRSTARTS STRENDS CONTAINS STRBEFORE STRAFTER CONCAT " +
  "REPLACE REGEX ABS ROUND CEIL FLOOR YEAR MONTH DAY NOW STRLANG STRDT isIRI isLITERAL isNUMERIC sameTerm").split(" ");
const KEYWORD = new Set(KEYWORDS.map((word) => word.toUpperCase()));
const WORD_BEFORE = /[?$]?[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_:.-]*$|[?$]$/u;
// A name in Arabic may have several words; the prefix stands before the first.
const NAME_BEFORE = /(?:actor:)?[\p{Script=Arabic}\p{M}]+(?: [\p{Script=Arabic}\p{M}]+){0,3}$/u;
const MOST = 14;

export class Editor {
  constructor(root, { run }) {
    this.root = root;
    this.area = root.querySelector("textarea");
    this.paint = root.querySelector(".paint");
    this.gutter = root.querySelector(".gutter");
    this.fault = null;
    this.terms = [];
    this.list = new Suggestions(this.area, { take: (item) => this.insert(item), at: () => this.caret(), host: root.parentElement });
    root.parentElement.style.position = "relative";
    this.area.addEventListener("input", (event) => {
      this.fault = null;
      this.area.removeAttribute("aria-invalid");
      this.draw();
      if (event.inputType !== "insertFromPaste") this.complete({ asked: false });
    });
    this.area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        run();
      } else if (event.ctrlKey && (event.code === "Space" || event.key === " ")) {
        event.preventDefault();
        this.complete({ asked: true });
      }
    });
    this.ready = load("/vocabulary").then((response) => response.json()).then((body) => { this.terms = body.terms; }).catch(() => {});
    this.draw();
  }

  get text() { return this.area.value; }
  set text(text) {
    this.area.value = text;
    this.fault = null;
    this.area.removeAttribute("aria-invalid");
    this.draw();
  }

  draw() {
    const text = this.area.value;
    const pieces = [];
    let at = 0;
    for (const match of text.matchAll(TOKENS)) {
      if (match.index > at) pieces.push([text.slice(at, match.index), null]);
      let kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
      if (kind === "word") kind = KEYWORD.has(match[0].toUpperCase()) ? "keyword" : null;
      pieces.push([match[0], kind]);
      at = match.index + match[0].length;
    }
    pieces.push([text.slice(at), null]);
    this.paint.replaceChildren(...this.marked(pieces), "\n");
    const lines = text.split("\n").length;
    this.gutter.replaceChildren(...Array.from({ length: lines }, (_, line) =>
      element("span", { class: this.fault && this.fault.line === line + 1 ? "bad" : null }, `${line + 1}\n`)));
  }

  /** The painted pieces, with the place of the error marked. */
  *marked(pieces) {
    const { start, end } = this.fault ?? { start: -1, end: -1 };
    let at = 0;
    for (const [text, kind] of pieces) {
      const cuts = [0, ...[start - at, end - at].filter((cut) => cut > 0 && cut < text.length), text.length];
      for (let i = 0; i + 1 < cuts.length; i++) {
        const piece = text.slice(cuts[i], cuts[i + 1]);
        if (!piece) continue;
        const span = kind ? element("span", { class: `t-${kind}` }, piece) : document.createTextNode(piece);
        const inside = at + cuts[i] >= start && at + cuts[i] < end;
        yield inside ? element("mark", {}, span) : span;
      }
      at += text.length;
    }
  }

  /** Show where the service says the error is (line and column from 1, column in code points). */
  mark(problem) {
    const lines = this.text.split("\n");
    const line = Math.min(problem.line, lines.length);
    let start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    start += [...lines[line - 1]].slice(0, problem.column - 1).join("").length;
    let end = start + Math.max(1, (this.text.slice(start).match(/^\S+/) ?? [""])[0].length);
    if (start >= this.text.trimEnd().length) {
      // At the end of the text there is nothing to underline: underline what comes before.
      end = this.text.trimEnd().length;
      start = end - (this.text.slice(0, end).match(/\S+$/) ?? [""])[0].length;
    }
    this.fault = { line: this.text.slice(0, start).split("\n").length, start, end };
    this.area.setAttribute("aria-invalid", "true");
    this.draw();
  }

  goToFault() {
    if (!this.fault) return;
    this.area.focus();
    this.area.setSelectionRange(this.fault.start, this.fault.end);
    this.paint.querySelector("mark")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Where the caret is on the page, relative to the editor's surroundings. */
  caret() {
    const range = document.createRange();
    const walker = document.createTreeWalker(this.paint, NodeFilter.SHOW_TEXT);
    let left = this.area.selectionStart - (this.word?.length ?? 0);
    let node = walker.nextNode();
    while (node && left > node.length) {
      left -= node.length;
      node = walker.nextNode();
    }
    const around = this.root.parentElement.getBoundingClientRect();
    if (!node) return { left: 0, top: this.root.offsetTop + 30, width: around.width };
    range.setStart(node, Math.min(left, node.length));
    range.setEnd(node, Math.min(left + 1, node.length));
    const box = range.getBoundingClientRect();
    const height = parseFloat(getComputedStyle(this.paint).lineHeight);
    return { left: box.left - around.left, top: box.top - around.top + height + 2, width: around.width };
  }

  /** Offer what may stand at the caret; unasked only where a prefix or a variable is begun. */
  async complete({ asked }) {
    const before = this.text.slice(0, this.area.selectionStart);
    this.word = (before.match(WORD_BEFORE) ?? [""])[0];
    this.pending?.abort();
    this.list.busy(false);
    const inside = this.inside(before);
    if (inside || (!asked && this.word.length < 2)) return this.list.hide();
    const found = this.local(this.word, asked);
    const [prefix, local] = this.word.includes(":") ? this.word.split(/:(.*)/s) : [null, this.word];
    const wantsActors = prefix === "actor" || (prefix === null && !/^[?$]/.test(this.word) && (asked || /[^\u0000-\u024f]/.test(this.word)));
    if (!wantsActors) return found.length ? this.list.show(found.slice(0, MOST)) : this.list.hide();
    this.pending = new AbortController();
    this.list.busy(true);
    try {
      const signal = this.pending.signal;
      let words = (before.match(NAME_BEFORE) ?? [""])[0].split(" ");
      let named = [];
      for (; words.length > 1 && !named.length; words = words.slice(1)) {
        named = await actors(words.join(" ").replace(/^actor:/, ""), { load, lang, isolated }, signal);
        if (named.length) this.word = words.join(" ");
      }
      if (!named.length) named = await actors(local.replaceAll("_", " "), { load, lang, isolated }, signal);
      const items = prefix === "actor" ? named : [...found.slice(0, 6), ...named];
      this.list.busy(false);
      if (items.length) this.list.show(items.slice(0, MOST));
      else this.list.hide();
    } catch (error) {
      // After an abort the list belongs to the request that came later.
      if (error.name === "AbortError") return;
      this.list.busy(false);
      this.list.hide();
    }
  }

  /** Whether the caret stands in a comment, a string or an IRI. */
  inside(before) {
    if (/<[^<>"{}|^`\\\s]*$/.test(before)) return true;
    let last = null;
    for (const match of before.matchAll(TOKENS)) last = match;
    if (!last || last.index + last[0].length < before.length) return false;
    const closed = /^('''|""")[^]*\1$/.test(last[0]) && last[0].length > 5 || /^(['"])[^]*\1$/.test(last[0]) && last[0].length > 1;
    return last.groups.comment !== undefined || (last.groups.string !== undefined && !closed);
  }

  /** Variables, prefixes, terms and keywords that begin with a word (terms: or have it in their label). */
  local(word, asked) {
    const lower = word.toLowerCase();
    const items = [];
    if (/^[?$]/.test(word)) {
      const names = new Set([...this.text.matchAll(/[?$][\p{L}\p{N}_]+/gu)].map((match) => match[0]));
      for (const name of names) {
        if (name !== word && name.toLowerCase().startsWith(lower)) items.push({ label: isolated(name), what: say("variable"), insert: name });
      }
      return items;
    }
    if (word.startsWith("gb:") || (asked && !word.includes(":"))) {
      const exact = word.startsWith("gb:") ? word.slice(3) : word;
      const local = exact.toLowerCase();
      const ranked = [];
      for (const term of this.terms) {
        const name = term.curie.slice(3).toLowerCase();
        const labels = [term.label.ar, term.label.en.toLowerCase()];
        const rank = term.curie.slice(3).startsWith(exact) ? 0 : name.startsWith(local) ? 1 : name.includes(local) ? 2 : labels.some((label) => label.includes(local)) ? 3 : 4;
        if (rank < 4 && local) ranked.push([rank, { class: 0, property: 1 }[term.kind] ?? 2, term]);
        else if (!local && term.kind !== "relation") ranked.push([0, { class: 0, property: 1 }[term.kind] ?? 2, term]);
      }
      ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2].curie.length - b[2].curie.length);
      for (const [, , term] of ranked) {
        items.push({ label: element("span", {}, isolated(term.curie), " ", isolated(term.label[lang], lang)), what: say(term.kind), as: term.comment[lang] || null, insert: term.curie });
      }
      return items;
    }
    if (word && !word.includes(":")) {
      for (const [prefix, namespace] of Object.entries(prefixes)) {
        if (prefix.startsWith(lower)) items.push({ label: isolated(prefix + ":"), what: say("prefixkind"), as: namespace, insert: prefix + ":" });
      }
      for (const keyword of KEYWORDS) {
        if (keyword.toLowerCase().startsWith(lower) && keyword.length > 2 && keyword.toLowerCase() !== lower) items.push({ label: isolated(keyword), what: say("keyword"), insert: keyword });
      }
    }
    return items;
  }

  insert(item) {
    const end = this.area.selectionStart;
    this.replace(end - this.word.length, end, item.insert + (item.insert.endsWith(":") ? "" : " "));
    if (item.insert.endsWith(":")) this.complete({ asked: true });
  }

  /** Put text in the place of a range, so that it can be undone. */
  replace(start, end, text) {
    this.area.focus();
    this.area.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, text)) {
      this.area.setRangeText(text, start, end, "end");
      this.draw();
    }
    this.pending?.abort();
    this.list.busy(false);
    this.list.hide();
  }

  /** Declare the prefixes that the text uses and does not declare, so that it runs anywhere. */
  declare() {
    const used = new Set();
    const declared = new Set([...this.text.matchAll(/\bPREFIX\s+([\p{L}][\p{L}\p{N}_.-]*)?:/giu)].map((match) => match[1] ?? ""));
    for (const match of this.text.matchAll(TOKENS)) {
      const prefix = match.groups.name?.split(":")[0];
      if (prefix !== undefined && prefix in prefixes && !declared.has(prefix)) used.add(prefix);
    }
    if (!used.size) return;
    this.replace(0, 0, [...used].sort().map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}>\n`).join(""));
  }
}
