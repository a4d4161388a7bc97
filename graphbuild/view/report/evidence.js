// What stands behind the reader's choice: the sentences of a claim with what contradicts it, or an actor's dossier.
(function (GB) {
  const { h, t } = GB;
  const panel = document.getElementById("evidence");
  const FIRST = 8;
  let whole = "";

  // The sentence with the words that made the claim and those that attribute it; offsets are code points.
  GB.quoted = list => {
    const one = list[0];
    const letters = Array.from(one.quote);
    const spans = [];
    if (one.trigger.length === 2) spans.push([one.trigger[0], one.trigger[1], ""]);
    list.forEach(said => {
      if (!/\p{L}/u.test(said.cue) || said.cueQuote) return;
      const at = one.quote.indexOf(said.cue);
      const start = Array.from(one.quote.slice(0, Math.max(at, 0))).length;
      const end = start + Array.from(said.cue).length;
      if (at >= 0 && spans.every(span => end <= span[0] || start >= span[1])) spans.push([start, end, "c"]);
    });
    spans.sort((a, b) => a[0] - b[0]);
    const parts = [];
    let from = 0;
    spans.forEach(([start, end, kind]) => {
      parts.push(letters.slice(from, start).join(""), h("mark" + (kind ? "." + kind : ""), kind ? { title: t("evidence.cue") } : null, letters.slice(start, end).join("")));
      from = end;
    });
    parts.push(letters.slice(from).join(""));
    return h("blockquote", { lang: "ar", dir: "rtl" }, parts);
  };

  // One place in one article, with everybody who takes a side on what is told there.
  function place(list) {
    const one = list[0];
    const about = [];
    if (one.status !== "actual") about.push(h("span.tag", null, t("status." + one.status)));
    if (one.negated) about.push(h("span.tag", null, t("evidence.negated")));
    if (one.section !== "body") about.push(h("span.tag", null, t("section." + one.section)));
    if (one.verdict) about.push(h("span.tag", null, t("evidence.accepted")));
    const title = one.article.title || one.article.id;
    const meta = [t("evidence.confidence", { n: one.confidence.toFixed(2) }), one.rule ? t("evidence.rule", { rule: one.rule }) : "",
      t("evidence.offsets", { start: String(one.start), end: String(one.end), field: t("evidence.field." + one.field) }),
      one.time ? t("evidence.time", { time: one.when.length < 10 && one.time.startsWith(one.when) ? one.when : one.time.replace("/", " \u2013 ") }) : "", one.place ? t("evidence.place") + " " + GB.label(one.place) : ""].filter(Boolean);
    const sides = [...new Set(list.map(said => said.polarity))];
    const elsewhere = list.filter((said, i) => said.cueQuote && list.findIndex(other => other.cueQuote === said.cueQuote) === i);
    return h("div.telling.p-" + (sides.length > 1 ? "both" : sides[0]), { "data-mention": one.mention },
      list.map((said, i) => h("p.who.p-" + said.polarity, null, said.own ? h("b", null, GB.text(said.article.publisher || GB.name(said.source))) : h("b", null, GB.actorLink(said.source)), " ",
        h("span.how", null, said.own ? t("evidence.own") + (said.polarity === "affirms" ? "" : " \u00b7 " + t("polarity." + said.polarity)) : t("polarity." + said.polarity)), i === 0 && about.length ? [" ", about] : "")),
      one.quote ? GB.quoted(list) : GB.data.quotes ? "" : h("p.about", null, t("evidence.noquote")),
      elsewhere.map(said => [h("p.meta", null, t("evidence.cue.elsewhere"), list.length > 1 ? [": ", GB.actorName(said.source)] : ""), h("blockquote.cue", { lang: "ar", dir: "rtl" }, said.cueQuote)]),
      h("p.from", null, joinDots([one.article.url ? h("a", { href: one.article.url, rel: "noopener noreferrer", target: "_blank" }, GB.text(title)) : GB.text(title),
        one.article.publisher && !one.own ? GB.text(one.article.publisher) : null, one.article.date ? GB.ltr(one.article.date) : null])),
      h("p.meta", null, joinDots(meta)));
  }
  function joinDots(parts) {
    return parts.filter(Boolean).flatMap((node, i) => i ? [" \u00b7 ", node] : [node]);
  }

  const keptOf = edge => {
    const found = GB.found.claims.find(claim => claim.edge === edge);
    return found ? found.tellings : edge.tellings;
  };
  function tellings(edge, list, id) {
    const places = new Map();
    [...list].sort((a, b) => (a.polarity === "rejects") - (b.polarity === "rejects") || a.own - b.own).forEach(one => {
      if (!places.has(one.mention)) places.set(one.mention, []);
      places.get(one.mention).push(one);
    });
    // where both sides stand side by side first, then as they come
    const ordered = [...places.values()].sort((a, b) => (new Set(b.map(one => one.polarity)).size > 1) - (new Set(a.map(one => one.polarity)).size > 1));
    const shown = whole === id ? ordered : ordered.slice(0, FIRST);
    return [shown.map(place), ordered.length > shown.length ? h("button.plain", { type: "button", "data-key": "all:" + id, onclick: () => { whole = id; GB.drawEvidence(); } }, t("evidence.all", { n: list.length })) : ""];
  }
  const samePair = (a, b) => (a.subject === b.subject && a.object === b.object) || (a.subject === b.object && a.object === b.subject);

  function head(title, ...below) {
    return h("div.head", null, h("div", null, h("h3", null, title), below), h("button.button.icon", { type: "button", "aria-label": t("close"), "data-key": "close", onclick: () => GB.choose("") }, "\u00d7"));
  }
  GB.claimLine = edge => h("li", null, GB.badge(edge.voice), h("button.plain", { type: "button", onclick: () => GB.choose(edge.id) }, GB.statement(edge)), h("span.count", null, GB.number(edge.tellings.length)));
  const claimList = (edges, most) => [h("ul.links", null, edges.slice(0, most).map(GB.claimLine)), edges.length > most ? h("p.about", null, "+" + GB.number(edges.length - most)) : ""];

  function claim(edge) {
    const list = keptOf(edge);
    const yes = new Set(edge.tellings.filter(one => one.polarity === "affirms").map(one => one.source)).size;
    const no = new Set(edge.tellings.filter(one => one.polarity === "rejects").map(one => one.source)).size;
    const others = edge.subject && edge.object ? GB.level().edges.filter(other => other !== edge && samePair(edge, other)).sort((a, b) => b.tellings.length - a.tellings.length) : [];
    const rejecting = others.filter(other => other.relation.category === edge.relation.category && (other.voice === "denied" || other.voice === "contested") !== (edge.voice === "denied" || edge.voice === "contested"));
    return [head(GB.statement(edge), h("p.about", null, h("span.voice.v-" + edge.voice, null, h("span.glyph", { "aria-hidden": "true" }, GB.GLYPHS[edge.voice]), t("voice." + edge.voice)), " \u00b7 ", t("category." + edge.relation.category), " \u00b7 ", t("quad." + edge.relation.quad)),
      h("p.about", null, list.length < edge.tellings.length ? t("shown.tellings", { shown: list.length, all: edge.tellings.length }) : GB.n("n.tellings", list.length)),
      edge.voice === "contested" ? h("p.about", null, t("evidence.contradicts.within", { n: yes, m: no })) : ""),
      tellings(edge, list, edge.id),
      rejecting.length ? [h("h4", null, t("evidence.contradicts")), claimList(rejecting, 8)] : "",
      others.length ? [h("h4", null, t("evidence.others")), claimList(others.filter(other => !rejecting.includes(other)), 12)] : "",
      h("p.ids", null, t("evidence.id") + ": ", h("code", null, GB.ltr(GB.full(edge.id))))];
  }

  function bundle(parts) {
    const [from, to, voice, symmetric] = parts;
    const edges = GB.found.claims.filter(({ edge }) => edge.subject && edge.object && edge.subject.id === from && edge.object.id === to && edge.voice === voice && edge.symmetric === (symmetric === "1"));
    if (!edges.length) return [head(t("evidence"))];
    if (edges.length === 1) return claim(edges[0].edge);
    const first = edges[0].edge;
    return [head([GB.actorName(first.subject), " ", h("span.rel", null, GB.english() ? "\u2192" : "\u2190"), " ", GB.actorName(first.object)], h("p.about", null, h("span.voice.v-" + voice, null, h("span.glyph", { "aria-hidden": "true" }, GB.GLYPHS[voice]), t("voice." + voice)), " \u00b7 ", GB.n("n.relations", edges.length))),
      edges.sort((a, b) => b.tellings.length - a.tellings.length).map(({ edge, tellings: list }) => [h("h4", null, h("button.plain", { type: "button", onclick: () => GB.choose(edge.id) }, GB.relationLabel(edge)), " ", h("span.count", null, GB.number(list.length))), tellings(edge, list, edge.id)])];
  }

  function dossier(actor) {
    const all = GB.level().edges;
    const own = all.filter(edge => edge.subject === actor || edge.object === actor).sort((a, b) => b.tellings.length - a.tellings.length);
    const stances = all.map(edge => ({ edge, told: edge.tellings.filter(one => !one.own && one.source === actor) })).filter(one => one.told.length);
    const offices = own.filter(edge => edge.relation.category === "HOLDS_OFFICE" && edge.subject === actor);
    const acts = own.filter(edge => edge.subject === actor && edge.relation.category !== "HOLDS_OFFICE");
    const suffers = own.filter(edge => edge.object === actor && edge.subject !== actor && edge.relation.category !== "HOLDS_OFFICE");
    const partners = new Map();
    own.forEach(edge => GB.ends(edge).forEach(other => { if (other !== actor) partners.set(other, (partners.get(other) || 0) + 1); }));
    const closest = [...partners].sort((a, b) => b[1] - a[1] || (a[0].id < b[0].id ? -1 : 1)).slice(0, 8);
    const contested = own.filter(edge => edge.voice === "contested");
    const second = GB.english() ? actor.ar : actor.en;
    const spellings = actor.aliases.filter(alias => alias !== GB.name(actor));
    const side = polarity => stances.filter(one => one.told.some(told => told.polarity === polarity));
    return [head(GB.actorName(actor), h("p.about", null, second && second !== GB.name(actor) ? [GB.text(second), " \u00b7 "] : "", t("type." + actor.type), actor.country && actor.type !== "country" ? [" \u00b7 ", GB.FACETS.country.words(actor.country)] : ""),
      h("p.about", null, GB.n("n.relations", own.length), stances.length ? [" \u00b7 ", t("col.asSource") + ": ", GB.number(stances.reduce((n, one) => n + one.told.length, 0))] : "")),
      h("div.row-actions", null,
        own.length ? h("button.button", { type: "button", "data-key": "focus", onclick: () => GB.set({ tab: "network", sel: actor.id, hops: 1, extra: GB.state.extra.concat(GB.state.extra.includes(actor.id) ? [] : [actor.id]) }, true) }, t("actor.focus")) : "",
        stances.length ? h("button.button", { type: "button", "data-key": "said", onclick: () => GB.set(Object.assign(GB.noFilters(), { tab: "claims", claimant: [actor.id] }), true) }, t("col.asSource")) : ""),
      spellings.length ? [h("h4", null, t("actor.aliases")), h("ul.spellings", null, spellings.map(name => h("li", null, GB.text(name))))] : "",
      actor.offices.length || offices.length ? [h("h4", null, t("actor.offices")), h("ul.offices", null, actor.offices.map(one => h("li", null, h("span", null, GB.text(one.office), one.ar ? [" \u2013 ", GB.text(GB.label(one))] : ""), h("bdi", { dir: "ltr" }, (one.from || "\u2026") + " \u2013 " + (one.until || "\u2026")))),
        offices.map(edge => h("li", null, h("button.plain", { type: "button", onclick: () => GB.choose(edge.id) }, edge.office ? GB.text(edge.office) : GB.label(edge.relation), edge.object ? [" \u2013 ", GB.actorName(edge.object)] : ""), h("span.tag", null, t("actor.offices.told")))))] : "",
      contested.length ? [h("h4", null, t("actor.contradictions")), claimList(contested, 8)] : "",
      stances.length ? [h("h4", null, t("actor.stances")), ["affirms", "rejects", "open"].map(polarity => side(polarity).length ? [h("p.about", null, t("polarity." + polarity) + " (" + GB.number(side(polarity).length) + ")"), claimList(side(polarity).map(one => one.edge), 6)] : "")] : "",
      closest.length ? [h("h4", null, t("actor.partners")), h("ul.links", null, closest.map(([other, n]) => h("li", null, GB.actorLink(other), h("span.count", null, GB.number(n)))))] : "",
      acts.length ? [h("h4", null, t("actor.acts")), claimList(acts, 15)] : "",
      suffers.length ? [h("h4", null, t("actor.suffers")), claimList(suffers, 15)] : "",
      h("p.ids", null, t("evidence.id") + ": ", h("code", null, GB.ltr(GB.full(actor.id))))];
  }

  function route() {
    const path = GB.path;
    if (!path) return [head(t("net.path.none"))];
    return [head([t("net.path")]), h("p.about", null, path.actors.map((actor, i) => [i ? " \u2013 " : "", GB.actorName(actor)])), path.steps.map(claims => [h("h4", null, GB.actorName(claims[0].subject), " \u2013 ", GB.actorName(claims[0].object)), claimList(claims, 6)])];
  }

  GB.drawEvidence = () => GB.keepFocus(panel, () => {
    const { sel, to } = GB.state;
    const level = GB.level();
    let parts;
    if (to) parts = route();
    else if (level.byId.has(sel)) parts = claim(level.byId.get(sel));
    else if (sel.includes("|")) parts = bundle(sel.split("|"));
    else if (GB.byId.has(sel)) parts = dossier(GB.byId.get(sel));
    else parts = [h("p.about", null, t("evidence.none"))];
    panel.replaceChildren(...parts.flat(4).filter(part => part !== "" && part !== null));
  });
  GB.resetEvidence = () => { whole = ""; panel.scrollTop = 0; };
}(window.GB));
