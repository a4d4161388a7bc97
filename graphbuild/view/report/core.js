// The data, the words, what the reader has chosen, and the few helpers that everything else is made of.
// Text of the articles reaches the page through textContent alone.
(function (GB) {
  const phrases = JSON.parse(document.getElementById("phrases").textContent);
  const root = document.documentElement;
  const EMPTY = { tab: "summary", lang: "ar", theme: "", level: "actor", top: 100, offices: false, same: false, hops: 0, directed: false,
    sel: "", to: "", extra: [], conf: 0, since: "", until: "", words: "", sort: "", by: "voice",
    voice: [], category: [], relation: [], polarity: [], claimant: [], outlet: [], type: [], country: [], status: [], section: [] };

  // On a narrow screen the picture begins with fewer actors; the address says so, as of any other number.
  const NARROW = 740, FEWER = 40;

  GB.data = data;
  GB.base = data.base;
  GB.initial = Object.assign({}, EMPTY, data.levels.actor ? {} : { level: "state" });
  GB.state = Object.assign({}, GB.initial);
  GB.listeners = [];

  // -- tables into objects
  GB.actors = data.actors.map((row, number) => ({ number, id: row[0], ar: row[1], en: row[2], type: row[3], country: row[4], aliases: row[5], offices: [] }));
  data.tenures.forEach(row => GB.actors[row[0]].offices.push({ office: row[1], ar: row[2], en: row[3], from: row[4], until: row[5] }));
  GB.byId = new Map(GB.actors.map(actor => [actor.id, actor]));
  const articles = data.articles.map(row => ({ id: row[0], title: row[1], publisher: row[2], date: row[3], url: row[4] }));
  const relations = data.relations.map(row => ({ id: row[0], ar: row[1], en: row[2], category: row[3], quad: row[4] }));
  const sentence = number => number < 0 ? "" : data.sentences[number];

  function telling(row) {
    return { article: articles[row[0]], quote: sentence(row[1]), start: row[2][0], end: row[2][1], trigger: row[3], field: row[4], cue: row[5],
      cueQuote: sentence(row[6]), source: GB.actors[row[7]], own: row[8] === 1, stance: row[9], polarity: row[10], negated: row[11] === 1,
      status: row[12], section: row[13], time: row[14], place: row[15] < 0 ? null : { ar: data.places[row[15]][0], en: data.places[row[15]][1] },
      rule: row[16], confidence: row[17], verdict: row[18], day: row[19], mention: row[20], when: row[21] };
  }

  const tellings = data.tellings.map(telling);
  GB.levels = {};
  Object.keys(data.levels).forEach(name => {
    const level = data.levels[name];
    const edges = level.edges.map((row, number) => ({ number, id: row[0], subject: row[1] < 0 ? null : GB.actors[row[1]], relation: relations[row[2]],
      object: row[3] < 0 ? null : GB.actors[row[3]], office: row[4], symmetric: (row[5] & 1) === 1, sameState: (row[5] & 2) === 2,
      voice: row[6], status: row[7], tellings: row[8].map(number => tellings[number]) }));
    GB.levels[name] = { edges, byId: new Map(edges.map(edge => [edge.id, edge])), at: new Map(level.at.map(row => [row[0], [row[1], row[2]]])) };
  });
  GB.level = () => GB.levels[GB.state.level] || GB.levels.actor || GB.levels.state;

  // -- words
  GB.english = () => GB.state.lang === "en";
  GB.number = n => Number(n).toLocaleString("en-US");
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => values && name in values ? (typeof values[name] === "number" ? GB.number(values[name]) : values[name]) : whole);
  }
  GB.t = (key, values) => key in phrases ? fill(phrases[key][GB.english() ? 1 : 0], values) : key.slice(key.indexOf(".") + 1);
  GB.n = (key, n) => {
    const forms = phrases[key][GB.english() ? 1 : 0].split("|");
    const rest = n % 100;
    const form = GB.english() ? (n === 1 ? 0 : 1) : n === 1 ? 0 : n === 2 ? 1 : rest >= 3 && rest <= 10 ? 2 : rest >= 11 ? 3 : 4;
    return fill(forms[form], { n });
  };
  GB.name = actor => actor ? (GB.english() ? actor.en || actor.ar : actor.ar || actor.en) || actor.id : GB.t("unnamed");
  GB.label = what => GB.english() ? what.en || what.ar : what.ar || what.en;
  GB.arabic = text => /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]/.test(text);
  GB.full = id => id.includes("://") ? id : GB.base + id;

  // Spelling folded for search: hamza seats, ta marbuta, alef maqsura, vowel signs, tatweel, digits, direction marks.
  GB.fold = text => text.normalize("NFKC").toLowerCase()
    .replace(/[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627").replace(/\u0624/g, "\u0648").replace(/\u0626/g, "\u064a").replace(/\u0621/g, "")
    .replace(/\u0629/g, "\u0647").replace(/[\u0649\u06cc]/g, "\u064a").replace(/\u06a9/g, "\u0643")
    .replace(/[\u0660-\u0669]/g, c => String(c.charCodeAt(0) - 0x660)).replace(/[\u06f0-\u06f9]/g, c => String(c.charCodeAt(0) - 0x6f0))
    .replace(/\s+/g, " ").trim();

  // -- elements: h("button.plain", {onclick, title}, child, "text", ...)
  GB.h = (what, attributes, ...children) => {
    const [tag, ...classes] = what.split(".");
    const element = document.createElement(tag);
    if (classes.length) element.className = classes.join(" ");
    Object.entries(attributes || {}).forEach(([name, value]) => {
      if (value === null || value === undefined || value === false) return;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    });
    children.flat(3).forEach(child => {
      if (child !== null && child !== undefined && child !== false && child !== "") element.append(child);
    });
    return element;
  };
  GB.svg = (tag, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes || {}).forEach(([name, value]) => element.setAttribute(name, value));
    children.flat().forEach(child => element.append(child));
    return element;
  };
  // A text with the language and direction of what it is written in.
  GB.text = text => GB.arabic(text) ? GB.h("bdi", { lang: "ar", dir: "rtl" }, text) : GB.h("bdi", { lang: "en", dir: "ltr" }, text);
  GB.actorName = actor => actor ? GB.text(GB.name(actor)) : GB.h("span.unnamed", null, GB.t("unnamed"));
  GB.ltr = text => GB.h("bdi", { dir: "ltr" }, text);
  GB.actorLink = actor => actor ? GB.h("button.plain", { type: "button", onclick: event => { event.stopPropagation(); GB.choose(actor.id); } }, GB.actorName(actor)) : GB.actorName(actor);
  GB.relationLabel = edge => [GB.label(edge.relation), edge.office ? [" (", GB.text(edge.office), ")"] : ""];
  GB.statement = edge => GB.h("span.statement", null, GB.actorName(edge.subject), " ", GB.h("span.rel" + (edge.symmetric ? ".both" : ""), null, GB.relationLabel(edge)), " ", GB.actorName(edge.object));
  GB.plainStatement = edge => `${GB.name(edge.subject)} ${GB.label(edge.relation)} ${GB.name(edge.object)}`;
  GB.GLYPHS = { told: "\u2022", alleged: "\u201c", contested: "\u2260", denied: "\u2715", open: "?" };
  GB.DASHES = { told: [], alleged: [9, 6], contested: [14, 5, 3, 5], denied: [2, 5], open: [2, 10] };
  GB.VOICES = ["contested", "denied", "alleged", "told", "open"];
  GB.badge = voice => GB.h("span.badge.v-" + voice, { title: GB.t("voice." + voice), role: "img", "aria-label": GB.t("voice." + voice) }, GB.GLYPHS[voice]);
  GB.css = name => getComputedStyle(root).getPropertyValue(name).trim();
  GB.say = text => { document.getElementById("live").textContent = text; };
  GB.clear = element => { element.replaceChildren(); return element; };

  // -- the reader's choices, kept in the address
  const kinds = Object.fromEntries(Object.entries(EMPTY).map(([key, value]) => [key, Array.isArray(value) ? "list" : typeof value]));
  const part = text => encodeURIComponent(text).replace(/%2F/gi, "/").replace(/%3A/gi, ":").replace(/%7C/gi, "|");
  function decode(text) {
    try { return decodeURIComponent(text); } catch { return ""; }
  }
  GB.hash = state => Object.keys(EMPTY).filter(key => String(state[key]) !== String(GB.initial[key]) || (key === "tab" && state.tab !== "summary"))
    .map(key => key + "=" + (kinds[key] === "list" ? state[key].map(part).join(",") : kinds[key] === "boolean" ? "1" : part(String(state[key])))).join("&");
  GB.parse = hash => {
    const state = Object.assign({}, GB.initial, window.innerWidth < NARROW ? { top: FEWER } : null);
    const text = hash.replace(/^#/, "");
    if (document.getElementById("tab-" + text)) return Object.assign(state, { tab: text });
    text.split("&").forEach(pair => {
      const at = pair.indexOf("=");
      const key = pair.slice(0, at);
      const value = pair.slice(at + 1);
      if (at < 1 || !(Object.prototype.hasOwnProperty.call(kinds, key))) return;
      if (kinds[key] === "list") state[key] = value ? value.split(",").map(decode).filter(Boolean) : [];
      else if (kinds[key] === "boolean") state[key] = value === "1";
      else if (kinds[key] === "number") state[key] = Number.isFinite(Number(value)) ? Number(value) : state[key];
      else state[key] = decode(value);
    });
    if (!document.getElementById("tab-" + state.tab)) state.tab = "summary";
    if (!["ar", "en"].includes(state.lang)) state.lang = "ar";
    if (!["", "light", "dark"].includes(state.theme)) state.theme = "";
    if (!GB.levels[state.level]) state.level = GB.initial.level;
    return state;
  };
  // Change the state; a step that a reader would want to go back over is put into the history.
  GB.set = (change, step) => {
    const before = GB.state;
    GB.state = Object.assign({}, before, change);
    const hash = "#" + GB.hash(GB.state);
    if (hash !== location.hash && !(hash === "#" && !location.hash)) {
      try {
        if (step) history.pushState(null, "", hash); else history.replaceState(null, "", hash);
      } catch {
        location.hash = hash;
      }
    }
    GB.changed(before);
  };
  GB.changed = before => {
    const different = new Set(Object.keys(EMPTY).filter(key => String(before[key]) !== String(GB.state[key])));
    if (different.size) GB.listeners.forEach(listen => listen(different));
  };
  // Choose an actor or a claim by its id: its evidence opens.
  GB.choose = (id, extra) => GB.set(Object.assign({ sel: id, to: "" }, extra), true);
}(window.GB = window.GB || {}));
