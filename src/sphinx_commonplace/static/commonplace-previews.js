/* Previews: what a link leads to, shown beside it. The page is fetched when it is asked for, and
   what is shown is cut from it here, so nothing else has to be built. */

(() => {
  "use strict";

  const DELAY = 400; // ms the pointer or the focus must rest on a link
  const GRACE = 250; // ms to get from the link to the preview
  const LONGEST = 500; // characters of a section
  const GAP = 8; // px between link and preview
  const NOT_SHOWN =
    "script, style, template, iframe, object, embed, form, input, button, audio, video, link, meta, " +
    ".headerlink, .cp-meta, .cp-mentions, .cp-embed-source";

  // Opened from disk, a page may not fetch another.
  if (!location.protocol.startsWith("http")) return;

  const pages = new Map(); // documents, or promises of them, by address
  const sheet = new URL("commonplace/previews.css", document.currentScript.src);
  let styled = null; // a promise that the style sheet is there, once it was asked for
  let link = null; // the one that is shown or waits to be
  let preview = null;
  let timer = 0;

  const wanted = (target) => {
    const found = target.closest?.("article[role=main] a[href]");
    if (!found || found.closest(".headerlink, [download], [role=doc-backlink]")) return null;
    if (found.origin !== location.origin || !/(\.html|\/)$/.test(found.pathname)) return null;
    return bare(found) === bare(location) && !found.hash ? null : found;
  };

  const bare = (address) => address.href.split("#")[0];

  const load = (address) => {
    if (address === bare(location)) return document;
    if (!pages.has(address)) {
      const page = fetch(address)
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
        .then((text) => new DOMParser().parseFromString(text, "text/html"));
      page.catch(() => pages.delete(address));
      pages.set(address, page);
    }
    return pages.get(address);
  };

  const style = () =>
    (styled ??= new Promise((done) => {
      const made = document.createElement("link");
      Object.assign(made, { rel: "stylesheet", href: sheet, onload: done, onerror: done });
      document.head.append(made);
    }));

  /* A copy of a node in which nothing runs, leads away or has an id of the other page. */
  const copy = (node, address) => {
    const made = document.importNode(node, true);
    for (const part of made.querySelectorAll(NOT_SHOWN)) part.remove();
    for (const part of [made, ...made.querySelectorAll("*")]) {
      for (const { name } of [...part.attributes])
        if (/^(id|name|href|style|srcset|on.*|aria-.*|role|tabindex)$/i.test(name))
          part.removeAttribute(name);
      if (part.hasAttribute("src")) part.src = new URL(part.getAttribute("src"), address).href;
    }
    for (const part of made.querySelectorAll("a")) part.replaceWith(...part.childNodes);
    return made;
  };

  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  };

  const title = (heading) => {
    const words = copy(heading, location.href).textContent.trim();
    return element("p", "cp-preview-title", words);
  };

  /* What is shown of a page: its title, its meta line and its first paragraph; of a section its
     beginning; of another part of it that part. */
  const excerpt = (page, address, hash) => {
    const article = page.querySelector("article[role=main]");
    let part = hash && page.getElementById(decodeURIComponent(hash.slice(1)));
    if (part && !article?.contains(part)) return [];
    if (part && !part.textContent.trim()) part = part.closest("section");
    if (part && !part.matches("section")) return [copy(part, address)];
    const section = part || article?.querySelector("section");
    const heading = section?.querySelector("h1, h2, h3, h4, h5, h6");
    if (!heading) return [];
    const blocks = [...section.children].filter(
      (block) => block !== heading && !block.matches(`section, span:empty, ${NOT_SHOWN}`),
    );
    const shown = [title(heading)];
    if (section === article.querySelector("section")) {
      const meta = section.querySelector(":scope > .cp-meta");
      if (meta) shown.push(element("p", "cp-meta", meta.textContent));
      const first = blocks.find((block) => block.matches("p")) ?? blocks[0];
      return first ? [...shown, copy(first, address)] : shown;
    }
    let length = 0;
    for (const block of blocks) {
      if (length > LONGEST) break;
      length += block.textContent.length;
      shown.push(copy(block, address));
    }
    return shown;
  };

  const show = async (from) => {
    try {
      const address = bare(from);
      const [page] = await Promise.all([load(address), style()]);
      const parts = excerpt(page, address, from.hash);
      if (link !== from || !parts.length) return;
      preview?.remove();
      preview = element("div", "cp-preview", "");
      preview.id = "cp-preview";
      preview.setAttribute("role", "tooltip");
      preview.append(...parts);
      document.body.append(preview);
      place(from.getClientRects());
      from.setAttribute("aria-describedby", preview.id);
    } catch {
      /* No preview; the link works as ever. */
    }
  };

  /* Below the last line of the link, or above the first where there is more room. */
  const place = (lines) => {
    const first = lines[0];
    const last = lines[lines.length - 1];
    const room = innerHeight - last.bottom;
    const isBelow = room >= preview.offsetHeight + GAP || room >= first.top;
    const space = (isBelow ? room : first.top) - 2 * GAP;
    preview.style.maxHeight = `min(20rem, ${space}px)`;
    const edge = document.documentElement.clientWidth - preview.offsetWidth - GAP;
    preview.style.left = `${Math.max(GAP, Math.min((isBelow ? last : first).left, edge))}px`;
    preview.style.top = isBelow
      ? `${last.bottom + GAP}px`
      : `${first.top - GAP - preview.offsetHeight}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    link?.removeAttribute("aria-describedby");
    preview?.remove();
    link = preview = null;
  };

  const enter = (found) => {
    if (found === link) return clearTimeout(preview ? timer : 0);
    hide();
    link = found;
    timer = setTimeout(show, DELAY, found);
  };

  const leave = () => {
    clearTimeout(timer);
    if (preview) timer = setTimeout(hide, GRACE);
    else hide();
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (preview?.contains(event.target)) return clearTimeout(timer);
    const found = wanted(event.target);
    if (found) enter(found);
    else if (link && !link.matches(":focus-visible")) leave();
  });
  document.documentElement.addEventListener("pointerleave", leave);
  document.addEventListener("focusin", (event) => {
    const found = wanted(event.target);
    if (found?.matches(":focus-visible")) enter(found);
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("click", hide);
})();
