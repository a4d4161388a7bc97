// The asking page: ready-made questions with forms, the editor, results, links to share, history.
import { Editor } from "/static/editor.js";
import { Suggestions, actors } from "/static/list.js";
import { Results, read } from "/static/results.js";
import { base, element, isolated, lang, load, maxRows, memory, number, say, timeoutSeconds } from "/static/text.js";

const $ = (id) => document.getElementById(id);
const SHOWN_ROWS = Math.min(1000, maxRows);
const HISTORY = 40;
const MOST_NAMES = 600;
/** Paths of nodes that have a name, in letters that are safe between < and >. */
const NAMED = /^(?:actor|source|outlet|article)\/[\p{L}\p{N}_.~%/-]+$/u;

document.documentElement.classList.add("scripted");
for (const id of ["find", "complete", "prefixes", "history", "share"]) $(id).hidden = false;

const labels = new Map();
const results = new Results($("results"), { labels });
const editor = new Editor(document.querySelector(".editor"), { run: () => runQuery() });
const form = $("form");
const queries = new Map();
let running = null;

// --- running

/** Ask, and show the answer. `asked` is `{query}` or `{name, params, level}`. */
async function run(asked) {
  running?.abort();
  const control = new AbortController();
  running = control;
  fault(null);
  results.busy(true);
  $("stop").hidden = false;
  const graph = asked.query ? /^(?:\s|#[^\n]*\n|PREFIX[^\n>]*>|BASE[^\n>]*>)*(?:CONSTRUCT|DESCRIBE)\b/i.test(asked.query) : queries.get(asked.name)?.form === "CONSTRUCT";
  try {
    const response = await fetchAnswer(asked, graph ? "jsonld" : "json", SHOWN_ROWS, control.signal);
    const result = await read(response);
    await Promise.all([known, name(result, control.signal)]);
    if (running !== control) return; // another question was asked meanwhile
    results.show(result, {
      download: (format) => fetchAnswer(asked, format, null),
      view: asked.name ? queries.get(asked.name)?.view : "table",
      named: Boolean(asked.name),
    });
    note(asked, result);
    // On a narrow screen the answer is out of sight.
    if (matchMedia("(max-width: 40rem)").matches) $("results").scrollIntoView({ block: "start" });
  } catch (problem) {
    if (running !== control) return;
    results.clear(problem.name === "AbortError" ? say("stopped") : "");
    if (problem.name !== "AbortError") fault(problem, asked);
  } finally {
    if (running === control) {
      running = null;
      results.busy(false);
      $("stop").hidden = true;
    }
  }
  elsewhere(asked, graph);
}

/** Learn what the nodes of an answer are called, so that people see names and not identifiers. */
async function name(result, signal) {
  const has = new Set(result.columns.map((column) => column.replace(/Label$/, "")).filter((column) => result.columns.includes(column + "Label")));
  const unnamed = new Set();
  for (const row of result.rows) {
    row.forEach((term, place) => {
      if (term?.type === "uri" && term.value.startsWith(base) && !labels.has(term.value) && !has.has(result.columns[place]) && NAMED.test(term.value.slice(base.length))) unnamed.add(term.value);
    });
  }
  const nodes = [...unnamed].slice(0, MOST_NAMES);
  if (!nodes.length) return;
  const label = lang === "ar" ? "gb:labelAr" : "gb:labelEn";
  const query = `SELECT ?node ?name { VALUES ?node { ${nodes.map((iri) => `<${iri}>`).join(" ")} } { ?node ${label} ?name } UNION { ?node dcterms:title ?name } }`;
  try {
    const response = await load("/sparql", { method: "POST", body: new URLSearchParams({ query, format: "json", limit: String(maxRows) }), signal });
    for (const row of (await response.json()).results.bindings) labels.set(row.node.value, row.name.value);
  } catch (problem) {
    // Without names the identifiers stand there.
    if (problem.name === "AbortError") throw problem;
  }
}

function fetchAnswer(asked, format, limit, signal) {
  const fields = new URLSearchParams({ format });
  if (limit) fields.set("limit", String(limit));
  if (asked.query) {
    fields.set("query", asked.query);
    return load("/sparql", { method: "POST", body: fields, signal });
  }
  for (const [name, value] of Object.entries(asked.params)) fields.set(name, value);
  fields.set("level", asked.level);
  fields.set("lang", lang);
  return load(`/query/${asked.name}`, { method: "POST", body: fields, signal });
}

function runQuery() {
  editor.list.hide();
  const query = editor.text;
  if (!query.trim()) return;
  choose(null);
  setHash({ query });
  run({ query });
}

/** Say what is wrong, where, and what could stand there instead. */
function fault(problem, asked) {
  const box = $("fault");
  box.hidden = !problem;
  if (!problem) return;
  const parts = [element("b", {}, say("error"))];
  const here = asked?.query !== undefined;
  const what =
    problem.offline ? say("offline") :
    problem.status === 403 ? say("refused") :
    problem.status === 504 ? say("timeout", { n: timeoutSeconds }) :
    problem.status === 422 ? say("large", { n: number(maxRows) }) :
    problem.status === 503 ? say("busy") :
    problem.kind === "prefix" ? say("prefix") :
    problem.kind === "string" ? say("string") :
    problem.kind === "ungrouped" ? say("ungrouped") :
    problem.line && problem.near ? say("unexpected", { near: "\u2068" + problem.near + "\u2069" }) :
    problem.line ? say("early") : null;
  parts.push(element("span", {}, what ?? ""));
  if (what === null) parts.push(isolated(problem.detail ?? ""));
  if (problem.line && here) {
    editor.mark(problem);
    parts.push(element("button", { type: "button", class: "button quiet", onclick: () => editor.goToFault() },
      say("place", { line: problem.line, column: problem.column }) + " – " + say("goto")));
    if (problem.expected?.length) {
      parts.push(element("span", { class: "expected" }, say("expected") + ": ", ...problem.expected.map((word) => element("code", { dir: "ltr" }, word))));
    }
  }
  box.replaceChildren(...parts);
}

/** The same question from other programs. */
function elsewhere(asked, graph) {
  const fields = new URLSearchParams(asked.query ? { query: asked.query } : { ...asked.params, level: asked.level });
  fields.set("format", graph ? "ttl" : "csv");
  const url = `${location.origin}${asked.query ? "/sparql" : "/query/" + asked.name}?${fields}`;
  if (url.length > 4000) { $("elsewhere").hidden = true; return; }
  const quoted = url.replaceAll("'", "%27");
  const snippets = graph ? [`curl '${quoted}'`, `import rdflib\nrdflib.Graph().parse('${quoted}', format='turtle')`] :
    [`curl '${quoted}'`, `import pandas\npandas.read_csv('${quoted}')`, `read.csv('${quoted}')  # R`];
  $("elsewhere").hidden = false;
  document.querySelector(".snippets").replaceChildren(...snippets.map((text) => element("pre", { tabindex: "0" }, text)));
}

// --- ready-made questions

const known = Promise.all([
  load("/queries").then((response) => response.json()).then((body) => body.queries.forEach((query) => queries.set(query.name, query))),
  load("/vocabulary").then((response) => response.json()).then((body) => body.terms.forEach((term) => labels.set(term.iri, term.label[lang]))),
]).catch((problem) => fault(problem));

/** Show a question's form, or none. */
function choose(name, values = {}, level = "actor") {
  for (const link of $("queries").querySelectorAll("a")) {
    if (link.dataset.name === name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  form.hidden = !name;
  // One question at a time: the form, or the editor.
  $("editor-card").hidden = Boolean(name);
  if (!name) return;
  const query = queries.get(name);
  const fields = query.params.map((param) => field(param, values[param.name] ?? ""));
  const levels = element("select", { name: "level", id: "p-level" }, ...query.levels.map((one) => element("option", { value: one, selected: one === level }, say("level." + one))));
  const body = element("form", {},
    element("div", { class: "fields" }, ...fields, element("div", { class: "field" }, element("label", { for: "p-level" }, say("level")), levels)),
    query.heavy ? element("p", { class: "note" }, say("heavy")) : null,
    element("div", { class: "toolbar" },
      element("button", { type: "submit", class: "button main" }, document.querySelector("#run").firstChild.textContent.trim()),
      element("button", { type: "button", class: "button quiet", onclick: () => openInEditor(name, levels.value) }, form.dataset.open),
      element("span", { class: "spring" }),
      element("button", { type: "button", class: "button quiet", onclick: () => { choose(null); setHash({}); } }, form.dataset.close)));
  body.addEventListener("submit", (event) => {
    event.preventDefault();
    const params = {};
    for (const param of query.params) {
      const value = body.elements[param.name].dataset.value || body.elements[param.name].value.trim();
      if (value) params[param.name] = value;
    }
    const bare = query.heavy && !Object.keys(params).length;
    setHash({ name, ...params, level: levels.value, ...(bare ? { run: "1" } : {}) });
    run({ name, params, level: levels.value });
  });
  form.replaceChildren(element("h2", { id: "form-title" }, query.title[lang]), element("p", { class: "note" }, query.description[lang]), body);
}

/** A field for a parameter: names complete, days have a calendar, few choices are a list. */
function field(param, value) {
  const id = "p-" + param.name;
  let input;
  if (param.type === "choice" || param.type === "status" || param.type === "category") {
    const choices = param.type === "choice" ? param.choices.map((one) => [one, one])
      : param.type === "status" ? ["Actual", "Planned", "Possible"].map((one) => [one, termLabel(one)])
      : [...labels.keys()].map((iri) => iri.split("#")[1]).filter((name) => /^[A-Z_]+$/.test(name) && name !== "CAMEO").sort().map((one) => [one, `${termLabel(one)} (${one})`]);
    input = element("select", { name: param.name, id }, element("option", { value: "" }, say(param.type === "choice" ? "usual" : "any")), ...choices.map(([one, text]) => element("option", { value: one, selected: one === value }, text)));
  } else {
    const kind = { date: "date", integer: "number" }[param.type] ?? "text";
    input = element("input", { name: param.name, id, type: kind, value, autocomplete: "off", ...(kind === "text" ? { dir: "auto" } : {}) });
  }
  const box = element("div", { class: "field" }, element("label", { for: id }, param.about[lang] || param.name, " ", element("span", { class: "name", dir: "ltr" }, param.name)), input);
  if (param.type === "actor" || param.type === "relation") suggest(input, box, param.type, value);
  return box;
}

const termLabel = (name) => labels.get(`https://w3id.org/graphbuild/ns#${name}`) ?? name;

function suggest(input, box, type, value) {
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  // What is sent is the IRI; what is shown is the name.
  const take = (item) => { input.value = item.text; input.dataset.value = item.send; };
  const list = new Suggestions(input, { take, host: box });
  let pending = null;
  const offer = async () => {
    pending?.abort();
    pending = new AbortController();
    delete input.dataset.value;
    try {
      const found = type === "actor"
        ? (await actors(input.value, { load, lang, isolated }, pending.signal)).map((item) => ({ ...item, text: item.actor.label[lang], send: item.actor.iri }))
        : relations(input.value);
      if (document.activeElement === input) list.show(found);
    } catch (error) {
      if (error.name !== "AbortError") list.hide();
    }
  };
  input.addEventListener("input", offer);
  input.addEventListener("keydown", (event) => { if (event.key === "ArrowDown" && !list.open) { event.preventDefault(); offer(); } });
  if (value && type === "actor") {
    input.dataset.value = value;
    nameOf(value).then((name) => { if (name && input.dataset.value === value) input.value = name; });
  }
}

function relations(text) {
  const wanted = text.trim().toLowerCase();
  return editor.terms.filter((term) => term.kind === "relation" && (!wanted || term.label[lang].toLowerCase().includes(wanted) || term.curie.includes(wanted)))
    .slice(0, 14).map((term) => ({ label: isolated(term.label[lang], lang), what: "", as: term.curie, text: term.label[lang], send: term.curie }));
}

async function nameOf(iri) {
  const slug = iri.split("/").pop().replace(/^actor:/, "");
  try {
    const found = (await (await load("/complete?q=" + encodeURIComponent(slug.replaceAll("-", " ").slice(0, 200)))).json()).actors;
    return found.find((actor) => actor.iri === iri || actor.curie === iri)?.label[lang];
  } catch { return null; }
}

async function openInEditor(name, level) {
  const response = await load(`/queries/${name}?level=${level}&lang=${lang}`);
  editor.text = (await response.json()).query;
  choose(null);
  setHash({ query: editor.text });
  editor.area.focus();
  editor.area.setSelectionRange(0, 0);
}

// --- the address: what is asked stands behind #, so that a link says it all

function setHash(values) {
  const text = new URLSearchParams(values).toString();
  const next = text ? "#" + text : location.pathname + location.search;
  if (location.hash !== "#" + text) history.pushState(null, "", next);
}

async function fromHash() {
  const values = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (values.query) {
    choose(null);
    editor.text = values.query;
    run({ query: values.query });
  } else if (values.name) {
    await known;
    if (!queries.has(values.name)) return;
    const { name, level = "actor", ...params } = values;
    for (const ours of ["format", "limit", "lang", "run"]) delete params[ours];
    choose(name, params, level);
    // A heavy question is asked when its form is filled in, not by opening it.
    if (queries.get(name).heavy && !Object.keys(params).length && values.run !== "1") results.clear(say("heavy"));
    else run({ name, params, level });
  } else {
    choose(null);
  }
}

// --- history

function note(asked, result) {
  const entry = { asked, at: new Date().toISOString().slice(0, 16).replace("T", " "), rows: result.kind === "boolean" ? null : result.rows.length };
  const same = JSON.stringify(asked);
  memory.set("history", [entry, ...memory.get("history", []).filter((one) => JSON.stringify(one.asked) !== same)].slice(0, HISTORY));
}

function showHistory() {
  const entries = memory.get("history", []);
  const list = $("history").querySelector("ol");
  $("history").querySelector("button").hidden = !entries.length;
  if (!entries.length) return list.replaceChildren(element("li", { class: "note" }, say("history.empty")));
  list.replaceChildren(...entries.map(({ asked, at, rows }) => {
    const hash = new URLSearchParams(asked.query ? { query: asked.query } : { name: asked.name, ...asked.params, level: asked.level });
    const title = asked.query ? asked.query.replace(/^(PREFIX[^\n]*\n|\s)+/i, "").replace(/\s+/g, " ").slice(0, 120) : queries.get(asked.name)?.title[lang] ?? asked.name;
    return element("li", {}, element("a", { href: "/#" + hash, onclick: () => { $("history").open = false; } },
      element("b", {}, isolated(title)), element("small", {}, isolated(at), rows === null ? "" : " · " + say("rows", { n: number(rows) }))));
  }));
}

// --- wiring

$("ask").addEventListener("submit", (event) => { event.preventDefault(); runQuery(); });
$("stop").addEventListener("click", () => running?.abort());
$("prefixes").addEventListener("click", () => editor.declare());
$("complete").addEventListener("click", () => { editor.area.focus(); editor.complete({ asked: true }); });
$("share").addEventListener("click", async () => {
  if (!location.hash) setHash({ query: editor.text });
  try { await navigator.clipboard.writeText(location.href); results.status.textContent = say("copied"); }
  catch { window.prompt(say("copied"), location.href); }
});
$("history").addEventListener("toggle", showHistory);
$("history").querySelector("button").addEventListener("click", () => { memory.set("history", []); showHistory(); });
document.addEventListener("click", (event) => { if (!event.target.closest("#history")) $("history").open = false; });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") $("history").open = false; });
$("lang").addEventListener("click", (event) => { event.currentTarget.href = event.currentTarget.href.split("#")[0] + (location.hash || "#" + new URLSearchParams({ query: editor.text })); });
$("queries").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (location.hash === new URL(link.href).hash) fromHash();
  else location.hash = new URL(link.href).hash;
  if (matchMedia("(max-width: 62rem)").matches) $("ready").open = false;
});
$("find").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  let found = 0;
  for (const item of $("queries").children) {
    item.hidden = !item.textContent.toLowerCase().includes(wanted) && !item.firstElementChild.dataset.name.includes(wanted);
    found += !item.hidden;
  }
  $("find-status").textContent = say("found", { n: found });
});
// What stands behind # is the question: the way to the content must not put another there.
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); $("content").focus(); });
addEventListener("hashchange", fromHash);
addEventListener("popstate", () => { if (!location.hash) choose(null); });
if (matchMedia("(max-width: 62rem)").matches) $("ready").open = false;
Promise.allSettled([known, editor.ready]).then(() => { document.documentElement.dataset.ready = "true"; });
fromHash();
