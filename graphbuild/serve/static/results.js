// Answers: a table that sorts, truth, a drawing of a graph, downloads.
import { address, base, brief, columns, element, isolated, lang, load, number, say, short } from "/static/text.js";
import { draw } from "/static/drawing.js";

const FORMS = {
  rows: [["csv", "CSV"], ["excel", "Excel"], ["tsv", "TSV"], ["json", "JSON"], ["xml", "XML"]],
  triples: [["ttl", "Turtle"], ["nt", "N-Triples"], ["jsonld", "JSON-LD"], ["rdfxml", "RDF/XML"]],
};
const EXTENSIONS = { excel: "csv", rdfxml: "rdf" };
const MOST_LETTERS = 70;
const RTL_MARK = /[\u202a-\u202e\u2066-\u2069]/g;

/** What the service answered, as `{columns, rows, boolean, triples, truncated, ms}`; cells are SPARQL JSON terms. */
export async function read(response) {
  const about = {
    truncated: response.headers.get("Graphbuild-Truncated") === "true",
    ms: Number(response.headers.get("Graphbuild-Milliseconds")),
  };
  const body = await response.json();
  if (Array.isArray(body)) return { ...about, kind: "triples", ...table(body) };
  if ("boolean" in body) return { ...about, kind: "boolean", boolean: body.boolean, columns: [], rows: [] };
  const columns = body.head.vars;
  return { ...about, kind: "rows", columns, rows: body.results.bindings.map((row) => columns.map((column) => row[column] ?? null)) };
}

/** The triples of JSON-LD as the service writes it (expanded, flat). */
function table(nodes) {
  const rows = [];
  const uri = (value) => ({ type: "uri", value });
  for (const node of nodes) {
    for (const type of node["@type"] ?? []) rows.push([uri(node["@id"]), uri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), uri(type)]);
    for (const [predicate, values] of Object.entries(node)) {
      if (predicate.startsWith("@")) continue;
      for (const value of values) {
        const object = "@id" in value ? uri(value["@id"]) : { type: "literal", value: String(value["@value"]), "xml:lang": value["@language"], datatype: value["@type"] };
        rows.push([uri(node["@id"]), uri(predicate), object]);
      }
    }
  }
  return { columns: ["subject", "predicate", "object"], rows };
}

export class Results {
  constructor(root, { labels }) {
    this.root = root;
    this.answer = root.querySelector("#answer");
    this.status = root.querySelector("#status");
    this.tools = root.querySelector("#tools");
    this.labels = labels;
  }

  busy(busy) {
    this.root.setAttribute("aria-busy", String(busy));
    if (busy) this.status.textContent = say("running");
  }

  clear(text) {
    this.status.textContent = text;
    this.tools.replaceChildren();
    this.answer.replaceChildren();
  }

  /** `download(format)` gives the whole answer; of a `named` question the columns have names in words. */
  show(result, { download, view, named }) {
    const count = result.kind === "triples" ? say("triples", { n: number(result.rows.length) }) : say("rows", { n: number(result.rows.length) });
    this.status.textContent = [result.kind === "boolean" ? null : count, say("time", { n: number(result.ms) })].filter(Boolean).join(" · ");
    this.tools.replaceChildren();
    if (result.kind === "boolean") {
      this.answer.replaceChildren(element("p", { class: "truth" }, say(result.boolean ? "yes" : "no")));
      return;
    }
    const parts = [];
    if (result.truncated) parts.push(element("p", { class: "note" }, say("more", { n: number(result.rows.length) })));
    if (!result.rows.length) {
      this.answer.replaceChildren(element("p", { class: "empty" }, say("none")));
      return;
    }
    const tableView = this.table(result, named);
    parts.push(tableView);
    if (result.kind === "triples") {
      let drawing = null;
      const show = (graph) => {
        if (graph && !drawing) {
          drawing = draw(result.rows, this.labels);
          tableView.before(drawing);
        }
        tableView.hidden = graph;
        if (drawing) drawing.hidden = !graph;
        for (const button of views.children) button.setAttribute("aria-pressed", String((button.dataset.view === "graph") === graph));
      };
      const views = element("div", { class: "group" }, ...["table", "graph"].map((name) =>
        element("button", { type: "button", class: "button quiet", "data-view": name, onclick: () => show(name === "graph") }, say(name))));
      this.tools.append(views);
      this.answer.replaceChildren(...parts);
      show(view === "graph");
    } else {
      this.answer.replaceChildren(...parts);
    }
    this.tools.append(element("span", { class: "note" }, say("download") + ":"));
    for (const [format, name] of FORMS[result.kind]) {
      this.tools.append(element("button", { type: "button", class: "button quiet", dir: "ltr", "data-format": format, onclick: () => this.save(download, format) }, name));
    }
  }

  async save(download, format) {
    try {
      const blob = await (await download(format)).blob();
      const link = element("a", { href: URL.createObjectURL(blob), download: `graphbuild.${EXTENSIONS[format] ?? format}` });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (problem) {
      this.status.textContent = say("error") + ": " + (problem.detail ?? "");
    }
  }

  table(result, named) {
    // A node whose label is a column of its own becomes one column: the label, leading to the node.
    const shown = result.columns.map((name, place) => ({ name, place })).filter(({ name }) => !result.columns.includes(name + "Label"));
    const nodeOf = (name) => (name.endsWith("Label") ? result.columns.indexOf(name.slice(0, -5)) : -1);
    const body = element("tbody");
    const fill = (rows) => body.replaceChildren(...rows.map((row, at) => element("tr", {}, element("th", { scope: "row" }, String(at + 1)),
      ...shown.map(({ name, place }) => {
        const cell = this.cell(row[place], nodeOf(name) >= 0 ? row[nodeOf(name)] : null);
        cell.dataset.label = heading(name);
        return cell;
      }))));
    const words = result.kind === "triples" ? (name) => say(name) : (name) => (named ? columns[name.replace(/Label$/, "")] ?? name : name);
    const heading = (name) => words(nodeOf(name) >= 0 ? name.replace(/Label$/, "") : name);
    fill(result.rows);
    let order = null;
    const heads = shown.map(({ name, place }) => {
      const label = heading(name);
      const head = element("th", { scope: "col" }, element("button", { type: "button", class: named ? "words" : null, title: say("sort", { column: label }) + (label === name ? "" : ` (${name})`), onclick: () => {
        const down = order?.place === place && !order.down;
        order = { place, down };
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        fill([...result.rows].sort((a, b) => compare(a[place], b[place]) * (down ? -1 : 1)));
      } }, label));
      return head;
    });
    return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("table") },
      element("table", {}, element("thead", {}, element("tr", {}, element("td", {}, ""), ...heads)), body));
  }

  cell(term, node) {
    if (term === null && node === null) return element("td");
    if (term === null) return element("td", {}, this.link(node));
    if (term.type === "uri") return element("td", {}, this.link(term));
    const text = term.value.replace(RTL_MARK, "");
    const where = node && node.type === "uri" ? address(node.value) : null;
    const words = isolated(text, term["xml:lang"]);
    return element("td", { class: text.length > 60 ? "long" : null, title: where ? node.value : term.datatype ? short(term.datatype) : null },
      where ? element("a", where, words) : words);
  }

  link(term) {
    const where = address(term.value);
    const label = this.labels.get(term.value);
    const name = label ? isolated(label.length > MOST_LETTERS ? label.slice(0, MOST_LETTERS) + "…" : label) : element("span", { class: "code-cell", dir: "ltr" }, brief(term.value));
    // Terms of the vocabulary have no page here; their name says what they are.
    if (!where || (label && !term.value.startsWith(base))) return element("span", { title: short(term.value) }, name);
    return element("a", { ...where, title: term.value }, name);
  }
}

function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  const [x, y] = [Number(a.value), Number(b.value)];
  if (a.value !== "" && b.value !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a.value.localeCompare(b.value, lang);
}
