// No page needs this.
"use strict";
(() => {
// Years and digits as the pages write them.
const root = document.documentElement, lang = (root.lang === "en" ? "en-GB" : root.lang) + "-u-ca-gregory-nu-latn";
const one = (q, at = document) => at.querySelector(q), all = (q, at = document) => [...at.querySelectorAll(q)];
const make = (name, textContent = "", className = "") => Object.assign(document.createElement(name), { textContent, className });
const get = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch {} };
const set = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch {} };
// What a form shows is put right once the browser has filled it again (Back, reload).
const settle = (work) => { work(); addEventListener("pageshow", work); };
const part = (mark, work) => { for (const e of all(mark)) try { work(e, e.dataset); } catch (x) { console.error(x); } };

part("[data-theme-switch]", (box) => {
  settle(() => { for (const i of all("input", box)) i.checked = i.value === (root.dataset.theme || "auto"); });
  box.onchange = ({ target: { value } }) => {
    if (value === "auto") delete root.dataset.theme; else root.dataset.theme = value;
    set("almanac.theme.1", value);
  };
  box.hidden = false;
});

part("[data-stale]", (banner) => {
  const { build, staleAfter } = root.dataset;
  if (build && staleAfter) fetch(build).then((r) => r.json()).then((b) => {
    banner.hidden = !(Date.now() - Date.parse(b.now) > staleAfter * 36e5);
  }).catch(() => {});
});

part("[data-copy]", (button, data) => {
  button.hidden = !navigator.clipboard;
  button.onclick = async () => {
    await navigator.clipboard.writeText(document.getElementById(data.copy).textContent.trim());
    one("span", button).textContent = data.done;
  };
});

// Favourites: slugs.
const favKey = "almanac.favourites.1", kept = get(favKey);
const clean = (list) => new Set(list.filter(s => /^[a-z0-9-]{1,80}$/.test(s)).slice(0, 500));
let favs = clean(Array.isArray(kept) ? kept : []), filter = () => {};
const showFavs = () => {
  filter();
  part("[data-fav]", (b, { fav }) => { b.hidden = false; b.ariaPressed = favs.has(fav); });
  part("[data-favs]", (box) => {
    box.hidden = !favs.size;
    one("code", box).textContent = location.href.split(/[?#]/)[0] + "#fav=" + [...favs].join();
  });
};
const keepFavs = () => { set(favKey, [...favs]); showFavs() };
document.onclick = ({ target }) => {
  const fav = target.closest?.("[data-fav]")?.dataset.fav;
  if (!fav) return;
  if (!favs.delete(fav)) favs.add(fav);
  keepFavs();
};

// Directory: its state stands in the address.
part("[data-filters]", (form, { index }) => {
  const list = one("[data-directory]"), pager = one("main > .pager"), more = one("[data-more]"), field = form.elements, base = index.slice(0, -10);
  // As `searchKey` of the program: a test holds these letters to its table. ü is found as u and as ue.
  const words = (s = "") => s.split(" "), latin = Object.fromEntries([..."łløođdðdþthßssæaeœoeıiħhŋngŧtĸkəeǝeɛeɔoɗdɓbƙkƴyɖdƒfɣgʋvɲnɨiʉuɵoƶzʒzǥgƥpƭtƈcƀbƚlɩiʊuɑa".matchAll(/(\W)(\w+)/g)].map(m=>m.slice(1)));
  // ´ first: NFKD makes a space of it.
  const fold=s=>s.replace(/´/g,"").normalize("NFKD").toLowerCase().replace(/['\x60‘-‟ʹ-ʿ′·\p{M}\p{Cf}]/gu,"").replace(/[‐-―−]/g,"-").replace(/[^\0-\x7f]/g,c=>latin[c]??c);
  const both=s=>fold(s)+" "+fold(s.normalize().replace(/[äöü]/gi,"$&e"));
  const names = words("q topic lang day sort");
  let limit = 60, mentors = all("[data-mentor]", list).map((card) => {
    const d = card.dataset;
    return { slug: d.mentor, topics: words(d.topics), languages: words(d.languages), days: words(d.days), order: +d.rating, next: d.next, text: both(card.textContent), card };
  });
  const draw = (m) => {
    const card = one("[data-card]").content.firstElementChild.cloneNode(true), at = (q) => one(q, card), put = (q, textContent) => Object.assign(at(q), { textContent });
    put(".avatar", m.initials).classList.add("tint-" + m.tint);
    put("a", m.name).href = base + m.slug + "/";
    put("p", m.role);
    put(".line", m.headline);
    at("[data-fav]").dataset.fav = m.slug;
    at(".sr").append(m.name);
    at(".tags").append(...m.topic_names.map((name) => make("li", name)));
    put("b", m.rating);
    at(".stars").classList.add("s" + m.stars);
    at(m.rating ? ".none" : ".rating").remove();
    at(m.next ? ".badge" : ".next-open").remove();
    if (m.next) put("time", short(m.next, shown)).dateTime = m.next;
    all("p:empty", card).map((p) => p.remove());
    return card;
  };
  const load = async () => {
    const known = new Map(mentors.map((m) => [m.slug, m])), from = index;
    index = "";
    mentors = (await (await fetch(from)).json()).mentors.map((m, order) => ({
      ...m, text: both([m.name, m.role, m.headline, ...m.topic_names].join(" ")), ...known.get(m.slug), order }));
    pager.hidden = true;
  };
  filter = () => {
    if (index) return;
    const find = words(fold(field.q.value)), is = (list, { value }) => !value || list.includes(value), next = (m) => field.sort.value ? m.next || "9" : "";
    const found = mentors.filter((m) => find.every((w) => m.text.includes(w)) && is(m.topics, field.topic) && is(m.languages, field.lang)
      && is(m.days, field.day) && (!field.fav.checked || favs.has(m.slug))).sort((a, b) => next(a).localeCompare(next(b)) || a.order - b.order), n = found.length;
    list.replaceChildren(...found.slice(0, limit).map((m) => m.card ??= draw(m)));
    one("[data-count]").textContent = form.getAttribute("data-n-" + new Intl.PluralRules(lang).select(n)).replace("{n}", n.toLocaleString(lang));
    one("[data-none]").hidden = n > 0;
    more.hidden = n <= limit;
  };
  const change = async () => {
    const query = new URLSearchParams(names.map((n) => [n, field[n].value]).filter(([, v]) => v)) + "";
    history.replaceState(null, "", location.pathname + (query && "?" + query));
    limit = 60;
    if (index) await load().catch(() => {});
    showFavs();
  };
  if (location.hash.startsWith("#fav=")) {
    favs = clean([...favs, ...location.hash.slice(5).split(",")]);
    history.replaceState(null, "", location.pathname + location.search);
  }
  if (!index) favs = clean([...favs].filter((s) => mentors.some((m) => m.slug === s)));
  for (const [n, v] of new URLSearchParams(location.search)) if (names.includes(n)) field[n].value = v;
  for (const s of all("select", form)) if (s.selectedIndex < 0) s.selectedIndex = 0;
  form.onsubmit = () => false;
  form.oninput = change;
  more.onclick = () => { limit += 60; showFavs(); };
  one("[data-clear]").onclick = () => { form.reset(); change(); field.q.focus(); };
  form.hidden = false;
  keepFavs();
  if (names.some((n) => field[n].value)) change();
  addEventListener("pageshow", () => { if (field.fav.checked) change(); });
});
showFavs();

// Times in the reader's zone.
const local = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
const format = (timeZone, ...parts) => new Intl.DateTimeFormat(lang, Object.assign({ timeZone, hourCycle: "h23" }, ...parts));
const clock = { hour: "2-digit", minute: "2-digit" }, date = { weekday: "long", day: "numeric", month: "long", year: "numeric" }, weekday = { weekday: "short" };
const short = (at, zone) => format(zone, weekday, clock, { day: "numeric", month: "short" }).format(new Date(at)) +` (${zone})`;
const dayIn = (timeZone, at) => new Intl.DateTimeFormat("sv", { timeZone }).format(at);
let shown = document.body.dataset.zone || local;
part("[data-zones]", (box, { zones: page, note, yours }) => {
  const select = one("select", box), key = "almanac.zone.1", slots = one("[data-slots]"), bar = one(".horizon"), strip = all(".horizon li");
  const times = all("main time:not([data-keep])").filter((t) => t.dateTime.includes("T")), written = times.map((t) => t.textContent);
  const openings = slots ? all("time", slots) : [], from = strip.findIndex((d) => one("a", d));
  const start = from < 0 ? 0 : Date.parse(one("a", strip[from]).hash.slice(3)) - from * 864e5;
  // A browser may have an older name of the same zone.
  const here = format(page).resolvedOptions().timeZone === local ? page : local;
  const others = new Set([here, ...Intl.supportedValuesOf?.("timeZone") || [], "UTC"]);
  others.delete(page);
  select.append(...[...others].map((z) => new Option(z === here ? `${z} (${yours})` : z, z)));
  const regroup = (zone) => {
    const days = new Map();
    for (const t of openings) {
      const day = dayIn(zone, new Date(t.dateTime));
      days.set(day, [...days.get(day) || [], t.parentNode]);
    }
    const long = format("UTC", date), most = Math.max(...[...days.values()].map((d) => d.length));
    slots.replaceChildren(...[...days].map(([day, list]) => {
      const section = make("section", "", "day"), ul = make("ul", "", "slots");
      section.id = "d-" + day;
      ul.append(...list);
      section.append(make("h3", long.format(new Date(day))), ul);
      return section;
    }));
    // Another zone may begin a day earlier or end a day later than the page.
    const keys = [...days.keys()].map((d) => Date.parse(d)), first = Math.min(start, keys[0]);
    const length = (Math.max(start + (strip.length - 1) * 864e5, keys.at(-1)) - first) / 864e5 + 1;
    bar?.replaceChildren(...Array.from({ length }, (_, i) => {
      const at = new Date(first + i * 864e5), day = at.toISOString().slice(0, 10), n = days.get(day)?.length || 0, inner = make(n ? "a" : "span");
      const drawn = [make("span", format("UTC", weekday).format(at), "wd"), make("b", at.getUTCDate()), make("span", n || "–", "n")];
      for (const e of drawn) e.ariaHidden = "true";
      if (n) inner.href = "#d-" + day;
      inner.append(make("span", `${long.format(at)}: ${n}`, "sr"), ...drawn);
      const li = make("li", "", "level-" + Math.ceil(3 * n / most));
      li.append(inner);
      return li;
    }));
  };
  const show = (zone) => {
    const hour = format(zone, clock), full = format(zone, date, clock);
    times.forEach((t, i) => {
      const at = new Date(t.dateTime), { date: day, form } = t.dataset;
      t.textContent = zone === page ? written[i] : openings.includes(t) ? hour.format(at)
        : day ? (day === dayIn(zone, at) ? "" : format(zone, weekday).format(at) + " ") + hour.format(at) : form ? short(at, zone) : full.format(at) +` (${zone})`;
    });
    if (openings.length && zone !== shown) regroup(zone);
    one("p", box).textContent = zone === shown ? "" : note.replace("{zone}", zone);
    shown = select.value = zone;
  };
  const wish = get(key) || "local", zone = wish === "local" ? here : wish;
  shown = page;
  show(zone === page || others.has(zone) ? zone : page);
  select.onchange = () => { const z = select.value; set(key, z === page ? "page" : z === here ? "local" : z); show(z); near(); };
  settle(() => { select.value = shown; });
  box.hidden = false;
});

// "today" beside near times.
const near = () => {
  const now = Date.now(), words = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
  part(".card [data-keep], .opening time, .mentor-card time", (t) => {
    // A line that names its zone is told in it.
    const zone = t.dataset.zone?.split(",")[0] || shown, day = (t) => Date.parse(dayIn(zone, t)) / 864e5;
    const at = Date.parse(t.dateTime), minutes = Math.round((at - now) / 6e4), days = day(at) - day(now);
    let tag = t.nextElementSibling;
    if (!tag?.matches(".rel")) t.after(tag = make("span", "", "rel"));
    tag.textContent = minutes < 0 || days > 1 ? "" : minutes < 60 ? words.format(minutes, "minute") : words.format(days, "day");
  });
  part(".meeting.before > .note", (note) => { note.hidden = now >= Date.parse(one("dd time").dateTime); });
};
near();
setInterval(near, 6e4);

// Join.
part("[data-join]", (box, { join, joinEnd, joinMinutes }) => {
  const link = one("a", box), note = one("[data-join-note]", box), href = link.dataset.href = link.href, words = note.textContent, said = note.dataset;
  const tick = () => {
    const now = Date.now(), left = Math.ceil((Date.parse(join) - joinMinutes * 6e4 - now) / 1000), over = now >= Date.parse(joinEnd), on = left <= 0 && !over;
    link.classList.toggle("live", on);
    if (on) link.href = href; else link.removeAttribute("href");
    link.role = on ? null : "link";
    link.ariaDisabled = on ? null : "true";
    note.textContent = over ? said.over : on ? said.now : left >= 86400 ? words
      : `${said.soon.replace("{time}", new Date(left * 1000).toISOString().slice(11, 19))} · ${words}`;
  };
  tick();
  setInterval(tick, 1000);
});

// Requests: the form, the mail and the text say the same.
part("[data-act]", (form) => {
  const link = one("a[href^=m]", form), text = one("code", form), ask = location.search.split("mentor=")[1];
  const fit = () => {
    const { minutes, kind } = one("[name=offer]:checked", form)?.dataset || {};
    for (const i of all("[data-max]", form)) {
      i.closest("li").hidden = i.disabled = i.dataset.max - (minutes || form.duration.value) < 0;
      i.checked &&= !i.disabled;
    }
    const picked = all("input:checked", form).map((i) => i.parentNode.textContent);
    if (!one("[data-max]:checked", form)) picked.unshift(form.dataset.none);
    for (const o of all("output", form)) o.textContent = picked.join(" · ");
    for (const day of all(".day", form)) day.hidden = !one("li:not([hidden])", day);
    // What is out of sight is not sent.
    const show = (e, on) => { e.closest("p,.own").hidden = e.disabled = !on; };
    for (const i of all(".own :checked", form)) show(i, !minutes);
    for (const i of all("[id^=answer]", form)) show(i, one(":checked", i.closest("div")));
    if (form.offer) form.title.required = !minutes;
    if (form.every) show(form.count, form.every.value);
    if(form.address)show(form.address,form.address.required=(kind||form.type.value)[0]==="I");
    text.textContent = [...new FormData(form)].filter(f=>f[1]).map(f=>f.join(": ")).join("\r\n");
    // The body is all behind the last equals sign.
    if(link)link.href=link.href.replace(/[^=]*$/,encodeURIComponent(text.textContent));
  };
  if (ask && form.mentor?.options) form.mentor.value = ask;
  // What returns false is not followed.
  if (link) link.onclick = () => form.reportValidity();
  form.onsubmit = () => form.action[0] !== "m" || !(location.href = link.href);
  form.oninput = fit;
  settle(fit);
});
})();
