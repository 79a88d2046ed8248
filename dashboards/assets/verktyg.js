// The tools under a card: a link to it, its tables as files, its chart as a picture (bild.js).
(function () {
  const FAILED = "Det gick inte att hämta filen: servern svarar inte. Försök igen om en stund.";

  // --- where a card is ---

  function address() {
    const main = document.querySelector("main");
    return new URL((main && main.dataset.adress) || location.href, location.origin);
  }

  function linkTo(card) {
    return address().href.split("#")[0] + "#" + card.id;
  }

  function fileOf(card, kind) {
    const page = address();
    const name = page.pathname === "/" ? "/lagesbild" : page.pathname;
    return `/hamta${name}/${encodeURIComponent(card.id)}.${kind}${page.search}`;
  }

  // --- what is said ---

  function say(card, text) {
    const place = card.querySelector(".tools-said");
    clearTimeout(place.timer);
    place.textContent = "";
    // The same words again are only heard if they have been away.
    setTimeout(() => { place.textContent = text; }, 30);
    place.timer = setTimeout(() => { place.textContent = ""; }, 10000);
  }

  class Refused extends Error {}

  async function get(url) {
    let answer;
    try {
      answer = await fetch(url);
    } catch (_) {
      throw new Refused(FAILED);
    }
    if (answer.ok) return answer;
    throw new Refused(answer.status === 404 || answer.status === 503 ? await answer.text() : FAILED);
  }

  // --- link ---

  async function copyLink(card) {
    const link = linkTo(card);
    try {
      await navigator.clipboard.writeText(link);
      say(card, "Länken är kopierad");
    } catch (_) {
      showLink(card, link); // plain http, or the reader has said no
    }
  }

  function showLink(card, link) {
    dropLinks();
    const label = document.createElement("label");
    label.className = "tools-link";
    label.textContent = "Länk till kortet";
    const field = document.createElement("input");
    field.readOnly = true;
    field.value = link;
    label.append(field);
    card.querySelector(".tools").append(label);
    field.focus();
    field.select();
    say(card, "Länken är markerad: kopiera den ur fältet");
  }

  function dropLinks() {
    document.querySelectorAll(".tools-link").forEach((field) => field.remove());
  }

  // --- files ---

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 30000);
  }

  async function saveTable(card, kind) {
    const answer = await get(fileOf(card, kind));
    const name = /filename="([a-z0-9.-]+)"/.exec(answer.headers.get("Content-Disposition"));
    save(await answer.blob(), name ? name[1] : `insatskoll.${kind}`);
    say(card, "Filen är hämtad");
  }

  // --- pictures ---

  async function savePicture(card, kind) {
    say(card, "Bilden görs …");
    const told = await (await get(fileOf(card, "json"))).json();
    const picture = await window.insatskollBild.compose(told);
    const svg = new Blob([picture.svg], { type: "image/svg+xml" });
    const file = kind === "svg" ? svg : await window.insatskollBild.rasterise(svg, picture.height);
    save(file, `${told.namn}.${kind}`);
    say(card, "Bilden är hämtad");
  }

  // --- the buttons ---

  const TOOLS = { lank: copyLink, csv: saveTable, xlsx: saveTable, png: savePicture, svg: savePicture };

  document.addEventListener("click", async function (event) {
    const button = event.target.closest("button[data-verktyg]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const card = button.closest("section[id]");
    const kind = button.dataset.verktyg;
    button.setAttribute("aria-disabled", "true");
    try {
      await TOOLS[kind](card, kind);
    } catch (error) {
      say(card, error instanceof Refused ? error.message :
        "Det gick inte att göra bilden. Ladda om sidan och försök igen.");
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
})();
