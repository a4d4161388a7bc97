// What the filters keep, with how many claims each value of each facet would keep: AND across facets, OR within one.
(function (GB) {
  const ends = edge => edge.subject && edge.object && edge.subject !== edge.object ? [edge.subject, edge.object] : edge.subject ? [edge.subject] : edge.object ? [edge.object] : [];
  GB.ends = ends;
  const unique = list => list.length === 2 && list[0] === list[1] ? [list[0]] : list;
  // Facets of a claim and facets of one telling of it.
  GB.FACETS = {
    voice: { of: edge => [edge.voice], words: value => GB.t("voice." + value) },
    polarity: { told: true, of: t => [t.polarity], words: value => GB.t("polarity." + value) },
    category: { of: edge => [edge.relation.category], words: value => GB.t("category." + value) },
    relation: { of: edge => [edge.relation.id], words: value => relationWords(value) },
    claimant: { told: true, of: t => [t.own ? "own" : t.source.id], words: value => value === "own" ? GB.t("facet.own") : GB.name(GB.byId.get(value)) },
    outlet: { told: true, of: t => [t.article.publisher || "none"], words: value => value === "none" ? GB.t("facet.none") : value },
    type: { of: edge => unique(ends(edge).map(actor => actor.type)), words: value => GB.t("type." + value) },
    country: { of: edge => unique(ends(edge).map(actor => actor.country || "none")), words: value => countryWords(value) },
    status: { told: true, of: t => [t.status], words: value => GB.t("status." + value) },
    section: { told: true, of: t => [t.section], words: value => GB.t("section." + value) },
  };
  const KEYS = Object.keys(GB.FACETS);
  const EDGE_KEYS = KEYS.filter(key => !GB.FACETS[key].told);
  const TOLD_KEYS = KEYS.filter(key => GB.FACETS[key].told);
  const relationsById = new Map();
  Object.values(GB.levels).forEach(level => level.edges.forEach(edge => relationsById.set(edge.relation.id, edge.relation)));
  const countries = new Map(GB.actors.filter(actor => actor.type === "country" && actor.country).map(actor => [actor.country, actor]));
  function relationWords(value) {
    const relation = relationsById.get(value);
    return relation ? GB.label(relation) : value;
  }
  function countryWords(value) {
    const named = countries.get(value) || GB.byId.get("actor/" + value);
    return value === "none" ? GB.t("facet.none") : named ? GB.name(named) : value;
  }
  GB.FILTERS = [...KEYS, "conf", "since", "until", "words", "level"];
  // All words of a search stand in the sentence (or in that of the attribution), whatever their spelling.
  const folded = new Map();
  const fold = text => { if (!folded.has(text)) folded.set(text, GB.fold(text)); return folded.get(text); };
  const says = (t, words) => words.every(word => fold(t.quote).includes(word) || (t.cueQuote && fold(t.cueQuote).includes(word)));
  GB.inTime = t => {
    const { since, until } = GB.state;
    return (!since && !until) || (t.day !== "" && (!since || t.day >= since) && (!until || t.day.slice(0, until.length) <= until));
  };

  function chosen(key) {
    return GB.state[key].length ? new Set(GB.state[key]) : null;
  }
  function passes(wanted, values) {
    return !wanted || values.some(value => wanted.has(value));
  }

  // → {claims: [{edge, tellings}], counts: {facet: Map(value → claims)}, months: Map(month → Map(group → tellings)), undated, tellings}
  GB.filter = () => {
    const level = GB.level();
    const wanted = Object.fromEntries(KEYS.map(key => [key, chosen(key)]));
    const counts = Object.fromEntries(KEYS.map(key => [key, new Map()]));
    const months = new Map();
    const claims = [];
    const words = GB.fold(GB.state.words).split(" ").filter(Boolean);
    let undated = 0, kept = 0, all = 0, undatedAll = 0, ofYear = 0;
    const count = (key, values, edge) => values.forEach(value => {
      const found = counts[key].get(value);
      if (!found) counts[key].set(value, { n: 1, last: edge });
      else if (found.last !== edge) { found.n += 1; found.last = edge; }
    });
    level.edges.forEach(edge => {
      all += edge.tellings.length;
      const edgeValues = EDGE_KEYS.map(key => GB.FACETS[key].of(edge));
      const edgeFails = EDGE_KEYS.filter((key, i) => !passes(wanted[key], edgeValues[i]));
      if (edgeFails.length > 1) return;
      const tellings = [];
      edge.tellings.forEach(t => {
        if (t.confidence < GB.state.conf || (words.length && !says(t, words))) return;
        const values = TOLD_KEYS.map(key => GB.FACETS[key].of(t));
        const fails = edgeFails.concat(TOLD_KEYS.filter((key, i) => !passes(wanted[key], values[i])));
        if (fails.length > 1) return;
        const inTime = GB.inTime(t);
        if (!fails.length) {
          if (!t.day) undatedAll += 1;
          else if (t.when.length === 4) ofYear += 1;
          else {
            const month = t.day.slice(0, 7);
            if (!months.has(month)) months.set(month, new Map());
            const group = GB.state.by === "quad" ? edge.relation.quad : GB.state.by === "polarity" ? t.polarity : edge.voice;
            months.get(month).set(group, (months.get(month).get(group) || 0) + 1);
          }
        }
        if (!inTime) return;
        if (fails.length === 1) {
          const at = EDGE_KEYS.indexOf(fails[0]);
          count(fails[0], at >= 0 ? edgeValues[at] : values[TOLD_KEYS.indexOf(fails[0])], edge);
          return;
        }
        if (!t.day) undated += 1;
        tellings.push(t);
        EDGE_KEYS.forEach((key, i) => count(key, edgeValues[i], edge));
        TOLD_KEYS.forEach((key, i) => count(key, values[i], edge));
      });
      if (tellings.length) {
        claims.push({ edge, tellings });
        kept += tellings.length;
      }
    });
    KEYS.forEach(key => { counts[key] = new Map([...counts[key]].map(([value, found]) => [value, found.n])); });
    return { claims, counts, months, undated, undatedAll, ofYear, tellings: kept, allTellings: all, allClaims: level.edges.length };
  };

  // Relations and tellings of each actor in a list of claims.
  GB.degrees = claims => {
    const found = new Map();
    claims.forEach(({ edge, tellings }) => ends(edge).forEach(actor => {
      const of = found.get(actor) || { actor, relations: 0, tellings: 0 };
      of.relations += 1;
      of.tellings += tellings.length;
      found.set(actor, of);
    }));
    return found;
  };
  GB.rank = (a, b) => b.relations - a.relations || b.tellings - a.tellings || (a.actor.id < b.actor.id ? -1 : 1);
}(window.GB));
