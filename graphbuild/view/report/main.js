// Tabs, search, switches, keys; and who is drawn anew after which change.
(function (GB) {
  const { h, t } = GB;
  const root = document.documentElement;
  const TABS = ["summary", "network", "claims", "actors", "timeline", "queries", "method"];
  const WITH_FACETS = ["network", "claims", "actors", "timeline"];
  const bench = document.getElementById("bench");
  const tablist = document.getElementById("tabs");
  const buttons = document.getElementById("buttons");
  const box = document.getElementById("searchbox");
  let fresh = {};

  // -- tabs
  tablist.setAttribute("role", "tablist");
  TABS.forEach(name => {
    const tab = document.getElementById("tab-" + name);
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", name);
    const panel = document.getElementById(name);
    panel.setAttribute("role", "tabpanel");
    tab.addEventListener("click", event => { event.preventDefault(); GB.set({ tab: name }, true); });
  });
  tablist.addEventListener("keydown", event => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const at = TABS.indexOf(GB.state.tab);
    const next = event.key === "Home" ? 0 : event.key === "End" ? TABS.length - 1 : way ? (at + way * (root.dir === "rtl" ? -1 : 1) + TABS.length) % TABS.length : -1;
    if (next < 0) return;
    event.preventDefault();
    GB.set({ tab: TABS[next] }, true);
    document.getElementById("tab-" + TABS[next]).focus();
  });
  function showTab() {
    TABS.forEach(name => {
      const tab = document.getElementById("tab-" + name);
      tab.setAttribute("aria-selected", String(name === GB.state.tab));
      tab.tabIndex = name === GB.state.tab ? 0 : -1;
      document.getElementById(name).hidden = name !== GB.state.tab;
    });
    const faceted = WITH_FACETS.includes(GB.state.tab);
    bench.classList.toggle("with-facets", faceted);
    // beside the picture there is room for it from the start, and what is chosen does not move the picture
    bench.classList.toggle("with-evidence", Boolean(GB.state.sel) || (GB.state.tab === "network" && window.innerWidth > 1400));
    const tab = document.getElementById("tab-" + GB.state.tab);
    if (tablist.scrollWidth > tablist.clientWidth) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // -- links that the page was written with
  document.addEventListener("click", event => {
    const link = event.target.closest && event.target.closest("a[data-go], a[data-state]");
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    if (link.dataset.go) GB.choose(link.dataset.go.startsWith(GB.base) ? link.dataset.go.slice(GB.base.length) : link.dataset.go);
    else GB.set(Object.assign(GB.noFilters(), { sel: "", to: "" }, pick(link.dataset.state)), true);
  });
  function pick(text) {
    const state = GB.parse("#" + text);
    return Object.fromEntries(text.split("&").map(pair => pair.split("=")[0]).map(key => [key, state[key]]));
  }

  // -- search: actors by name, spelling or place of work, relations by their words
  const actorIndex = [];
  let levelIndexed = "";
  function index() {
    if (levelIndexed === GB.state.level) return;
    levelIndexed = GB.state.level;
    actorIndex.length = 0;
    const degrees = new Map([...GB.degrees(GB.level().edges.map(edge => ({ edge, tellings: edge.tellings })))].map(([actor, of]) => [actor, of.relations]));
    const sources = new Set(GB.level().edges.flatMap(edge => edge.tellings.map(one => one.source)));
    GB.actors.filter(actor => degrees.has(actor) || sources.has(actor)).forEach(actor => actorIndex.push({ actor, n: degrees.get(actor) || 0, folded: [actor.ar, actor.en, ...actor.aliases].map(GB.fold).filter(Boolean) }));
    const relations = new Map();
    GB.level().edges.forEach(edge => relations.set(edge.relation, (relations.get(edge.relation) || 0) + 1));
    relations.forEach((n, relation) => actorIndex.push({ relation, n, folded: [GB.fold(relation.ar), GB.fold(relation.en)] }));
  }
  const bare = text => text.replace(/(^| )\u0627\u0644/g, "$1");
  GB.search = text => {
    index();
    const wanted = bare(GB.fold(text));
    if (!wanted) return [];
    const score = one => Math.min(...one.folded.map(name => { const at = bare(name).indexOf(wanted); return at < 0 ? 9 : bare(name) === wanted ? 0 : at === 0 ? 1 : bare(name)[at - 1] === " " ? 2 : 3; }), 9);
    return actorIndex.map(one => [score(one), one]).filter(([s]) => s < 9).sort((a, b) => a[0] - b[0] || b[1].n - a[1].n).slice(0, 20).map(([, one]) => one);
  };
  const input = h("input", { type: "search", id: "search", autocomplete: "off", role: "combobox", "aria-expanded": "false", "aria-controls": "hits", "aria-autocomplete": "list" });
  const hits = h("ul", { id: "hits", role: "listbox", hidden: true });
  let found = [], at = -1;
  box.append(input, h("kbd", { "aria-hidden": "true" }, "/"), hits);
  function take(one) {
    hits.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.value = "";
    if (one.actor) GB.choose(one.actor.id, ["summary", "queries", "method"].includes(GB.state.tab) ? { tab: "actors" } : null);
    else GB.set(Object.assign(GB.noFilters(), { tab: "claims", relation: [one.relation.id] }), true);
    if (one.actor && !GB.panelFocus()) input.blur();
  }
  GB.panelFocus = () => { const panel = document.getElementById("evidence"); if (panel.offsetParent === null) return false; panel.focus({ preventScroll: true }); return true; };
  function list() {
    found = GB.search(input.value);
    at = found.length ? 0 : -1;
    hits.replaceChildren(...(found.length ? found.map((one, i) => h("li", { role: "option", id: "hit-" + i, "aria-selected": String(i === at), onmousedown: event => { event.preventDefault(); take(one); } },
      one.actor ? [GB.actorName(one.actor), h("small", null, t("type." + one.actor.type))] : [GB.text(GB.label(one.relation)), h("small", null, t("facet.relation"))], h("span.count", null, GB.number(one.n)))) : input.value.trim() ? [h("li", null, t("search.none"))] : []));
    hits.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!hits.hidden));
    input.setAttribute("aria-activedescendant", at >= 0 ? "hit-" + at : "");
  }
  input.addEventListener("input", list);
  input.addEventListener("focus", () => { if (input.value) list(); });
  input.addEventListener("blur", () => { hits.hidden = true; input.setAttribute("aria-expanded", "false"); });
  input.addEventListener("keydown", event => {
    if (event.key === "Escape") { input.value = ""; list(); input.blur(); event.stopPropagation(); return; }
    if (event.key === "Enter" && found[at]) { event.preventDefault(); take(found[at]); return; }
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way || !found.length) return;
    event.preventDefault();
    at = (at + way + found.length) % found.length;
    [...hits.children].forEach((hit, i) => hit.setAttribute("aria-selected", String(i === at)));
    hits.children[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", "hit-" + at);
  });

  // -- switches and menus
  document.querySelectorAll("#language input").forEach(one => one.addEventListener("change", () => GB.set({ lang: one.value }, true)));
  const THEMES = { "": "\u25d0", light: "\u2600", dark: "\u263e" };
  let menu = null;
  const canPrint = () => { window.print(); };
  function drawButtons() {
    const { state } = GB;
    input.placeholder = t("search");
    input.setAttribute("aria-label", t("search"));
    const level = Object.keys(GB.levels).length > 1 ? h("fieldset.switch", { title: t("level.about") }, h("legend.hide", null, t("level")), ["actor", "state"].map(name => [h("input", { type: "radio", name: "level", id: "level-" + name, value: name, checked: state.level === name, "data-key": "level:" + name, onchange: () => GB.set({ level: name, sel: "", to: "", extra: [] }, true) }), h("label", { for: "level-" + name }, t("level." + name))])) : "";
    menu = h("ul", { hidden: true, id: "exports" }, GB.EXPORTS.map(([name, run]) => h("li", null, h("button", { type: "button", "data-export": name, onclick: () => { closeMenu(); run(); } }, t("export." + name)))),
      h("li", null, h("button", { type: "button", "data-export": "print", onclick: () => { closeMenu(); canPrint(); } }, t("export.print"))), h("li.about", null, t("export.about")));
    GB.keepFocus(buttons, () => buttons.replaceChildren(level,
      h("div.menu", null, h("button.button", { type: "button", id: "export", "aria-haspopup": "true", "aria-expanded": "false", "aria-controls": "exports", "data-key": "export", onclick: event => { menu.hidden = !menu.hidden; event.target.setAttribute("aria-expanded", String(!menu.hidden)); if (!menu.hidden) menu.querySelector("button").focus(); } }, t("export")), menu),
      h("button.button.icon", { type: "button", title: t("theme"), "aria-label": t("theme"), "data-key": "theme", onclick: () => GB.set({ theme: { "": "light", light: "dark", dark: "" }[GB.state.theme] }) }, THEMES[state.theme]),
      h("button.button.icon", { type: "button", title: t("help"), "aria-label": t("help"), "data-key": "help", onclick: help }, "?")));
  }
  function closeMenu() {
    if (!menu || menu.hidden) return false;
    menu.hidden = true;
    const button = document.getElementById("export");
    button.setAttribute("aria-expanded", "false");
    button.focus();
    return true;
  }
  document.addEventListener("click", event => { if (menu && !menu.hidden && !event.target.closest(".menu")) { menu.hidden = true; document.getElementById("export").setAttribute("aria-expanded", "false"); } });
  function help() {
    const rows = [["/", "/"], ["\u2191 \u2193", "arrows"], ["Enter", "Enter"], ["Esc", "Esc"], ["f", "f"], ["e", "e"], ["1\u20137", "1-7"], ["?", "?"]];
    const dialog = h("dialog", { "aria-label": t("help.title") }, h("h3", null, t("help.title")), h("dl", null, rows.map(([key, words]) => [h("dt", null, h("kbd", null, key)), h("dd", null, t("help." + words))])), h("p.about", null, t("help.mouse")), h("form", { method: "dialog" }, h("button.button", { type: "button", onclick: () => dialog.close() }, t("close"))));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  // -- keys
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && !/^(checkbox|radio|range)$/.test(event.target.type);
    if (event.key === "Escape") {
      if (!closeMenu() && (GB.state.sel || GB.state.to)) GB.choose("");
      return;
    }
    if (typing) return;
    if (event.key === "/") { event.preventDefault(); input.focus(); }
    else if (event.key === "f" && GB.state.tab === "network") GB.fit();
    else if (event.key === "e") { if (GB.panelFocus()) event.preventDefault(); }
    else if (event.key === "?") help();
    else if (/^[1-7]$/.test(event.key)) GB.set({ tab: TABS[Number(event.key) - 1] }, true);
    else if (/^Arrow(Up|Down)$/.test(event.key)) {
      const row = document.activeElement.closest && document.activeElement.closest("tr[data-edge], tr[data-actor], .events li");
      const rows = row ? [...row.closest("table, .events").querySelectorAll("tr[data-edge], tr[data-actor], li")] : [];
      const next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) { event.preventDefault(); (next.querySelector("[data-key]") || next).focus(); next.scrollIntoView({ block: "nearest" }); }
    }
  });

  // Whoever closes the evidence goes on where it was opened, else at the tab's panel.
  let opened = GB.state.sel;
  function goBack() {
    const closed = opened;
    opened = GB.state.sel;
    const { activeElement } = document;
    if (opened || !closed || (activeElement !== document.body && !document.getElementById("evidence").contains(activeElement))) return;
    const panel = document.getElementById(GB.state.tab);
    const row = panel.querySelector(`[data-key="edge:${CSS.escape(closed)}"], [data-key="actor:${CSS.escape(closed)}"]`);
    (row || document.getElementById("main")).focus({ preventScroll: !row });
  }

  // -- after a change
  function speak() {
    root.lang = GB.state.lang;
    root.dir = GB.english() ? "ltr" : "rtl";
    if (GB.state.theme) root.dataset.theme = GB.state.theme; else delete root.dataset.theme;
    document.getElementById("lang-" + GB.state.lang).checked = true;
    const title = document.querySelector(GB.english() ? "h1 .en" : "h1 .ar");
    document.title = title.textContent;
  }
  const DRAW = {
    summary() {}, queries() {}, method() {},
    network() { GB.drawNetwork(); },
    claims() { GB.drawClaims(true); },
    actors() { GB.drawActors(true); },
    timeline() { GB.drawTimeline(true); },
  };
  function update(different) {
    const has = (...names) => names.some(name => different.has(name));
    const look = has("lang", "theme");
    if (look) speak();
    if (has(...GB.FILTERS, "by")) { GB.found = GB.filter(); fresh = {}; }
    if (look || has("top", "offices", "same", "hops", "extra", "directed")) delete fresh.network;
    if (look || has("sort")) delete fresh.claims;
    if (look) { delete fresh.actors; delete fresh.timeline; }
    if (look || has("level")) drawButtons();
    if (has("sel", "to")) GB.resetEvidence();
    showTab();
    const tab = GB.state.tab;
    if (WITH_FACETS.includes(tab)) {
      if (look || has("tab", ...GB.FILTERS)) { GB.drawFacets(); GB.drawBar(); }
      if (!fresh[tab] || (tab === "network" && has("sel", "to", "tab"))) { DRAW[tab](); fresh[tab] = true; }
      if (has("sel")) { GB.markRow(); GB.markActor(); }
    }
    if (bench.classList.contains("with-evidence")) GB.drawEvidence();
    if (has("sel")) goBack();
    if (GB.state.tab === "network" && has("sel") && window.innerWidth > 1200) GB.redrawNetwork();
  }
  GB.listeners.push(update);
  function follow() {
    const before = GB.state;
    GB.state = GB.parse(location.hash);
    GB.changed(before);
  }
  window.addEventListener("hashchange", follow);
  window.addEventListener("popstate", follow);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { fresh = {}; update(new Set(["theme"])); });
  window.addEventListener("beforeprint", () => { document.querySelectorAll("#claims .static details, #queries details.query").forEach(one => { one.open = true; }); });

  GB.state = GB.parse(location.hash);
  update(new Set([...Object.keys(GB.state)]));
  root.dataset.drawn = "true";
}(window.GB));
