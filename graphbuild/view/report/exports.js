// Files of what the current filters keep, made here and offered for download; nothing is sent anywhere.
(function (GB) {
  const { t } = GB;

  GB.save = (name, type, content) => {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: type + ";charset=utf-8" }));
    const link = GB.h("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };

  // -- tables: what a spreadsheet would take for a formula gets an apostrophe before it
  const harmless = value => typeof value === "string" && /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d+(\.\d+)?$/.test(value) ? "'" + value : String(value === null || value === undefined ? "" : value);
  const cell = value => { const text = harmless(value); return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text; };
  GB.csv = (header, rows) => "\ufeff" + [header, ...rows].map(row => row.map(cell).join(",")).join("\r\n") + "\r\n";
  const iri = thing => thing ? GB.full(thing.id) : "";

  const MAKE = {};
  MAKE.claims = () => {
    const rows = [];
    GB.sorted(GB.found.claims).forEach(({ edge, tellings }) => tellings.forEach(one => rows.push([
      iri(edge.subject), edge.subject ? edge.subject.ar : "", edge.subject ? edge.subject.en : "", edge.relation.id, edge.relation.ar, edge.relation.category,
      iri(edge.object), edge.object ? edge.object.ar : "", edge.object ? edge.object.en : "", edge.office, edge.voice, iri(one.source), one.source.ar, one.source.en, one.own,
      one.stance, one.polarity, one.negated, one.status, one.time, one.quote, one.cueQuote, one.field, one.start, one.end, GB.full(one.article.id), one.article.title, one.article.publisher,
      one.article.date, one.article.url, one.section, one.rule, one.confidence, GB.full(edge.id), GB.full(one.mention)])));
    return GB.csv(["subject", "subjectLabelAr", "subjectLabelEn", "relation", "relationLabelAr", "category", "object", "objectLabelAr", "objectLabelEn", "office", "voice", "source", "sourceLabelAr", "sourceLabelEn", "ownVoice",
      "stance", "polarity", "negated", "status", "time", "quote", "cueQuote", "field", "start", "end", "article", "title", "publisher", "date", "url", "section", "rule", "confidence", "proposition", "mention"], rows);
  };
  MAKE.nodes = () => GB.csv(["id", "labelAr", "labelEn", "type", "country", "relations", "tellings", "aliases"],
    [...GB.degrees(GB.found.claims).values()].sort(GB.rank).map(of => [iri(of.actor), of.actor.ar, of.actor.en, of.actor.type, of.actor.country, of.relations, of.tellings, of.actor.aliases.join(" | ")]));
  MAKE.edges = () => GB.csv(["source", "sourceLabelAr", "sourceLabelEn", "relation", "relationLabelAr", "category", "target", "targetLabelAr", "targetLabelEn", "voice", "status", "symmetric", "tellings", "proposition"],
    GB.sorted(GB.found.claims).filter(({ edge }) => edge.subject && edge.object).map(({ edge, tellings }) => [iri(edge.subject), edge.subject.ar, edge.subject.en, edge.relation.id, edge.relation.ar, edge.relation.category,
      iri(edge.object), edge.object.ar, edge.object.en, edge.voice, edge.status, edge.symmetric, tellings.length, GB.full(edge.id)]));

  // -- graph files: every relation with both ends, whether drawn or not
  const xml = text => String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/\n/g, "&#10;");
  const pairs = () => GB.sorted(GB.found.claims).filter(({ edge }) => edge.subject && edge.object);
  function members() {
    const found = new Map();
    pairs().forEach(({ edge }) => { found.set(edge.subject.id, edge.subject); found.set(edge.object.id, edge.object); });
    return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  const NODE_FIELDS = [["label_ar", "string", actor => actor.ar], ["label_en", "string", actor => actor.en], ["type", "string", actor => actor.type], ["country", "string", actor => actor.country]];
  const EDGE_FIELDS = [["relation", "string", ({ edge }) => edge.relation.id], ["relation_ar", "string", ({ edge }) => edge.relation.ar], ["category", "string", ({ edge }) => edge.relation.category], ["voice", "string", ({ edge }) => edge.voice],
    ["status", "string", ({ edge }) => edge.status], ["symmetric", "boolean", ({ edge }) => edge.symmetric], ["tellings", "integer", ({ tellings }) => tellings.length], ["proposition", "string", ({ edge }) => GB.full(edge.id)]];
  MAKE.graphml = () => {
    const key = (fields, domain) => fields.map(([name, type], i) => `<key id="${domain[0]}${i}" for="${domain}" attr.name="${name}" attr.type="${type === "integer" ? "int" : type}"/>`).join("\n");
    const values = (fields, domain, of) => fields.map(([, , get], i) => `<data key="${domain[0]}${i}">${xml(get(of))}</data>`).join("");
    return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n${key(NODE_FIELDS, "node")}\n${key(EDGE_FIELDS, "edge")}\n<graph edgedefault="directed">\n`
      + members().map(actor => `<node id="${xml(iri(actor))}">${values(NODE_FIELDS, "node", actor)}</node>\n`).join("")
      + pairs().map((claim, i) => `<edge id="e${i}" source="${xml(iri(claim.edge.subject))}" target="${xml(iri(claim.edge.object))}">${values(EDGE_FIELDS, "edge", claim)}</edge>\n`).join("") + "</graph>\n</graphml>\n";
  };
  MAKE.gexf = () => {
    const head = (fields, domain) => `<attributes class="${domain}">\n${fields.map(([name, type], i) => `<attribute id="${i}" title="${name}" type="${type}"/>`).join("\n")}\n</attributes>\n`;
    const values = (fields, of) => `<attvalues>${fields.map(([, , get], i) => `<attvalue for="${i}" value="${xml(get(of))}"/>`).join("")}</attvalues>`;
    const at = GB.level().at;
    const hex = colour => [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16));
    const look = actor => {
      const place = at.get(actor.number);
      const [r, g, b] = hex(GB.COLOURS[actor.type] || GB.COLOURS.source);
      return (place ? `<viz:position x="${place[0]}" y="${-place[1]}"/>` : "") + `<viz:color r="${r}" g="${g}" b="${b}"/>`;
    };
    return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n<meta><creator>graphbuild</creator></meta>\n<graph defaultedgetype="directed" mode="static">\n`
      + head(NODE_FIELDS, "node") + head(EDGE_FIELDS, "edge") + "<nodes>\n"
      + members().map(actor => `<node id="${xml(iri(actor))}" label="${xml(GB.name(actor))}">${values(NODE_FIELDS, actor)}${look(actor)}</node>\n`).join("") + "</nodes>\n<edges>\n"
      + pairs().map((claim, i) => `<edge id="${i}" source="${xml(iri(claim.edge.subject))}" target="${xml(iri(claim.edge.object))}" label="${xml(GB.label(claim.edge.relation))}" weight="${claim.tellings.length}" kind="${xml(claim.edge.relation.id)}"${claim.edge.symmetric ? ' type="undirected"' : ""}>${values(EDGE_FIELDS, claim)}</edge>\n`).join("") + "</edges>\n</graph>\n</gexf>\n";
  };

  // -- RDF, in the graph's own vocabulary; attributions have no name of their own here
  const NS = "https://w3id.org/graphbuild/ns#";
  const node = url => "<" + url.replace(/[\u0000-\u0020<>"{}|^`\\]/g, c => "%" + c.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()) + ">";
  const literal = (text, lang) => '"' + String(text).replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, c => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()) + '"' + (lang ? "@" + lang : "");
  const spoken = text => literal(text, GB.arabic(text) ? "ar" : "");
  const CLASSES = { country: "Country", person: "Person", organization: "Organization", military: "Military", group: "Group", place: "Place", source: "UnnamedSource", outlet: "Outlet", article: "Article" };
  const capital = word => word[0].toUpperCase() + word.slice(1);
  MAKE.turtle = () => {
    const lines = [`@prefix gb: <${NS}> .`, "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .", "@prefix dcterms: <http://purl.org/dc/terms/> .", "@prefix prov: <http://www.w3.org/ns/prov#> .", "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .", ""];
    const state = GB.state.level === "state";
    const put = (subject, facts) => lines.push(subject + " " + facts.filter(Boolean).join(" ;\n  ") + " .");
    const actors = new Map(), articles = new Map();
    GB.sorted(GB.found.claims).forEach(({ edge, tellings }) => {
      GB.ends(edge).forEach(actor => actors.set(actor.id, actor));
      put(node(GB.full(edge.id)), ["a gb:Proposition", edge.subject && "gb:subject " + node(iri(edge.subject)), "gb:relation " + node(NS + edge.relation.id), "gb:category " + node(NS + edge.relation.category), edge.object && "gb:object " + node(iri(edge.object)), edge.office && "gb:office " + spoken(edge.office)]);
      const mentions = new Map();
      tellings.forEach(one => {
        if (!mentions.has(one.mention)) mentions.set(one.mention, []);
        mentions.get(one.mention).push(one);
        articles.set(one.article.id, one.article);
        actors.set(one.source.id, one.source);
      });
      mentions.forEach((list, id) => {
        const one = list[0];
        put(node(GB.full(id)), ["a gb:Mention", (state ? "gb:ofStateProposition " : "gb:ofProposition ") + node(GB.full(edge.id)), "prov:wasDerivedFrom " + node(GB.full(one.article.id)), one.quote && "gb:quote " + literal(one.quote, "ar"), "gb:field " + literal(one.field),
          "gb:start " + one.start, "gb:end " + one.end, "gb:negated " + one.negated, "gb:status gb:" + capital(one.status), one.rule && "gb:rule " + literal(one.rule), "gb:confidence " + one.confidence.toFixed(3), one.time && "gb:time " + literal(one.time)]);
        list.forEach(said => lines.push("[] " + ["a gb:Attribution", "gb:ofMention " + node(GB.full(id)), (state ? "gb:sourceState " : "gb:source ") + node(iri(said.source)), "gb:ownVoice " + said.own, "gb:stance gb:" + capital(said.stance), "gb:polarity gb:" + capital(said.polarity), said.cue && "gb:cue " + spoken(said.cue)].filter(Boolean).join(" ; ") + " ."));
      });
    });
    [...articles.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).forEach(article => put(node(GB.full(article.id)), ["a gb:Article", article.title && "dcterms:title " + spoken(article.title), article.publisher && "dcterms:publisher " + spoken(article.publisher), /^\d{4}-\d\d-\d\d$/.test(article.date) && `dcterms:date "${article.date}"^^xsd:date`, article.url && "gb:url " + node(article.url)]));
    [...actors.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).forEach(actor => { if (!articles.has(actor.id)) put(node(iri(actor)), ["a gb:" + (CLASSES[actor.type] || "Actor"), actor.ar && "rdfs:label " + literal(actor.ar, "ar"), actor.en && actor.en !== actor.ar && "rdfs:label " + literal(actor.en, "en"), actor.country && "gb:country " + literal(actor.country)]); });
    return lines.join("\n") + "\n";
  };

  // -- pictures: what the network tab draws, as lines and letters
  MAKE.svg = () => {
    const model = GB.networkModel();
    const byId = new Map(model.nodes.map(one => [one.actor.id, one]));
    const light = { told: "#0a6aa8", alleged: "#8a6100", contested: "#7b3294", denied: "#b83a00", open: "#5f666d" };
    const xs = model.nodes.map(one => one.x), ys = model.nodes.map(one => one.y);
    const margin = 110;
    const left = Math.min(0, ...xs) - margin, right = Math.max(0, ...xs) + margin, top = Math.min(0, ...ys) - margin, bottom = Math.max(0, ...ys) + margin + 60;
    const part = GB.svg;
    const picture = part("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: [left, top, right - left, bottom - top].map(Math.round).join(" "), width: Math.round(right - left), height: Math.round(bottom - top), lang: GB.state.lang, "font-family": "Noto Sans Arabic, Segoe UI, Geeza Pro, Tahoma, DejaVu Sans, sans-serif" });
    picture.append(part("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: "#ffffff" }));
    const between = new Map();
    model.lines.forEach(line => {
      const a = byId.get(line.from.id), b = byId.get(line.to.id);
      if (a === b) return;
      const pair = [line.from.id, line.to.id].sort().join("|");
      const number = between.has(pair) ? between.get(pair) + 1 : 0;
      between.set(pair, number);
      const bend = Math.ceil(number / 2) * (number % 2 ? 1 : -1) * (line.from.id < line.to.id ? 1 : -1) * 34;
      const dx = b.x - a.x, dy = b.y - a.y, long = Math.max(1, Math.hypot(dx, dy));
      const cx = (a.x + b.x) / 2 - dy / long * bend, cy = (a.y + b.y) / 2 + dx / long * bend;
      const ex = b.x - cx, ey = b.y - cy, last = Math.max(1, Math.hypot(ex, ey));
      const ux = ex / last, uy = ey / last, tx = b.x - ux * (b.size + 3), ty = b.y - uy * (b.size + 3);
      const f = n => n.toFixed(1);
      picture.append(part("path", { d: `M${f(a.x)} ${f(a.y)}Q${f(cx)} ${f(cy)} ${f(tx)} ${f(ty)}`, fill: "none", stroke: light[line.voice], "stroke-width": Math.min(5, 1 + Math.sqrt(line.claims.length) * 0.7), "stroke-dasharray": GB.DASHES[line.voice].join(" ") }));
      if (!line.symmetric) picture.append(part("path", { d: `M${f(tx)} ${f(ty)}L${f(tx - ux * 10 - uy * 4.5)} ${f(ty - uy * 10 + ux * 4.5)}L${f(tx - ux * 10 + uy * 4.5)} ${f(ty - uy * 10 - ux * 4.5)}Z`, fill: light[line.voice] }));
      const mx = (a.x + b.x) / 4 + cx / 2, my = (a.y + b.y) / 4 + cy / 2;
      picture.append(part("circle", { cx: f(mx), cy: f(my), r: 8, fill: "#ffffff", stroke: light[line.voice] }), part("text", { x: f(mx), y: f(my + (line.voice === "alleged" ? 7 : 4)), "text-anchor": "middle", "font-size": 11, "font-weight": 700, fill: light[line.voice] }, GB.GLYPHS[line.voice]));
    });
    model.nodes.forEach(one => picture.append(part("text", { x: one.x, y: one.y + one.size * 0.72, "text-anchor": "middle", "font-size": one.size * 2.1, fill: GB.COLOURS[one.actor.type] || GB.COLOURS.source, "font-family": "DejaVu Sans, Noto Sans Symbols2, sans-serif" }, GB.SIGNS[one.actor.type] || "\u25cf")));
    model.nodes.forEach(one => { const name = GB.name(one.actor); picture.append(part("text", { x: one.x, y: one.y + one.size + 15, "text-anchor": "middle", "font-size": 14, direction: GB.arabic(name) ? "rtl" : "ltr", lang: GB.arabic(name) ? "ar" : "en", fill: "#1c2127", stroke: "#ffffff", "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" }, name)); });
    GB.VOICES.forEach((voice, i) => picture.append(part("text", { x: left + 30, y: bottom - 18 - 20 * i, "font-size": 13, fill: light[voice], direction: "ltr" }, GB.GLYPHS[voice] + "  " + t("voice." + voice))));
    return new XMLSerializer().serializeToString(picture);
  };
  GB.make = MAKE;
  // Twice the size of the drawing, as far as a canvas goes.
  GB.png = () => new Promise((done, fail) => {
    const url = URL.createObjectURL(new Blob([MAKE.svg()], { type: "image/svg+xml" }));
    const image = new Image();
    image.onload = () => {
      const scale = Math.min(2, 12000 / Math.max(image.width, image.height));
      const canvas = GB.h("canvas", { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob(blob => blob ? done(blob) : fail(new Error("no picture")), "image/png");
    };
    image.onerror = () => fail(new Error("no picture"));
    image.src = url;
  });
  function cite() {
    const done = () => GB.say(t("export.copied"));
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(location.href).then(done, () => window.prompt(t("export.cite"), location.href));
    else window.prompt(t("export.cite"), location.href);
  }
  const file = (name, kind, type) => [kind, () => GB.save("graphbuild-" + name, type, MAKE[kind]())];
  GB.EXPORTS = [file("claims.csv", "claims", "text/csv"), file("actors.csv", "nodes", "text/csv"), file("relations.csv", "edges", "text/csv"), file("network.graphml", "graphml", "application/xml"), file("network.gexf", "gexf", "application/xml"),
    file("claims.ttl", "turtle", "text/turtle"), ["png", () => GB.png().then(blob => GB.save("graphbuild-network.png", "image/png", blob))], file("network.svg", "svg", "image/svg+xml"), ["cite", cite]];
}(window.GB));
