// A card as a picture, made of what the server says of it; verktyg.js asks for it.
(function () {
  const WIDTH = 1000; // px; charts have labels that overlap where they are much narrower
  const PAD = 24;
  const FAMILY = '"Inter Variable", Inter, "Segoe UI", Arial, sans-serif';
  const FONT = "/assets/typsnitt/inter-latin-wght-normal.woff2";

  // One SVG that can stand alone: question, answer, key, charts, where it comes from.
  async function compose(told) {
    await document.fonts.load(`16px ${FAMILY}`);
    const parts = [];
    let y = PAD;
    const write = (text, size, weight, colour) => {
      for (const line of lines(text, `${weight} ${size}px ${FAMILY}`, WIDTH - 2 * PAD)) {
        y += size * 1.4;
        parts.push(textAt(PAD, y - size * 0.35, line, size, weight, colour));
      }
    };
    const { text, dampad, yta } = told.farger;
    write(told.fraga, 22, 650, text);
    y += 6;
    told.svar.forEach((said, place) => write(said, place ? 14 : 16, 400, text));
    y += 10;
    const key = keyOf(told, y);
    parts.push(key.svg);
    y += key.height;
    for (const chart of told.diagram) {
      y += 4;
      parts.push(await draw(chart, y));
      y += chart.hojd + 8;
    }
    parts.push(`<path d="M${PAD} ${y}H${WIDTH - PAD}" stroke="${dampad}" stroke-width="0.5"/>`);
    y += 6;
    told.fot.forEach((line) => write(line, 13, 400, dampad));
    if (told.markning) write(told.markning, 13, 650, text);
    const height = Math.ceil(y + PAD - 8);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"` +
      ` width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">` +
      `<title>${safe(told.fraga)}</title><desc>${safe(told.svar.join(" "))}</desc>` +
      `<style>${await fontFace()}</style>` +
      `<rect width="100%" height="100%" fill="${yta}"/>${parts.join("")}</svg>`;
    return { svg: svg, height: height };
  }

  async function draw(chart, y) {
    const placed = (svg) => svg.replace("<svg ", `<svg x="${PAD}" y="${y}" `);
    if (chart.svg) return placed(chart.svg);
    // It may be on its way, but not for ever.
    const late = new Promise((_, failed) => { setTimeout(failed, 10000, new Error("no Plotly")); });
    const plotly = await Promise.race([window.Plotly, late]);
    const width = WIDTH - 2 * PAD;
    const layout = { ...chart.figur.layout, autosize: false, width: width, height: chart.hojd };
    const made = await plotly.toImage(
      { data: chart.figur.data, layout: layout },
      { format: "svg", width: width, height: chart.hojd, imageDataOnly: true },
    );
    return placed(made);
  }

  function textAt(x, y, text, size, weight, colour) {
    return `<text x="${x}" y="${y}" font-family="${safe(FAMILY)}" font-size="${size}"` +
      ` font-weight="${weight}" fill="${colour}">${safe(text)}</text>`;
  }

  function safe(text) {
    return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  }

  const pen = document.createElement("canvas").getContext("2d");

  function widthOf(text, font) {
    pen.font = font;
    return pen.measureText(text).width;
  }

  function lines(text, font, room) {
    const found = [];
    let line = "";
    for (const word of text.split(" ")) {
      const longer = line ? `${line} ${word}` : word;
      if (line && widthOf(longer, font) > room) {
        found.push(line);
        line = word;
      } else {
        line = longer;
      }
    }
    return [...found, line];
  }

  // --- the key: each mark looks as the page's stylesheet makes it, in light colours ---

  function keyOf(told, top) {
    const parts = [];
    const font = `400 14px ${FAMILY}`;
    let x = PAD;
    let y = top;
    for (const item of told.nyckel) {
      const mark = item.marke ? markOf(item.marke, told.farger.ljusa) : { width: 0, height: 0 };
      const wide = (mark.width ? mark.width + 7 : 0) + widthOf(item.ord, font);
      if (x > PAD && x + wide > WIDTH - PAD) {
        x = PAD;
        y += 22;
      }
      if (mark.width) parts.push(mark.svg(x, y + 10 - mark.height / 2));
      const start = x + (mark.width ? mark.width + 7 : 0);
      parts.push(textAt(start, y + 15, item.ord, 14, 400, told.farger.text));
      x += wide + 20;
    }
    return { svg: parts.join(""), height: told.nyckel.length ? y - top + 30 : 0 };
  }

  function markOf(classes, light) {
    const span = document.createElement("span");
    span.className = classes;
    span.style.position = "absolute";
    span.style.visibility = "hidden";
    document.body.append(span);
    const face = shapeOf(span, null, light);
    const inside = shapeOf(span, "::after", light);
    const box = { width: span.offsetWidth, height: span.offsetHeight };
    span.remove();
    return { ...box, svg: (x, y) => `<g transform="translate(${x} ${y})">${face}${inside}</g>` };
  }

  // What CSS paints of an element, as SVG: a fill or a hatch, a border, round or cut.
  function shapeOf(span, pseudo, light) {
    const style = getComputedStyle(span, pseudo);
    if (pseudo && (style.content === "none" || style.content === "normal")) return "";
    const inset = pseudo ? { x: px(style.left), y: px(style.top) } : { x: 0, y: 0 };
    const width = pseudo ? span.offsetWidth - inset.x - px(style.right) : span.offsetWidth;
    const height = pseudo ? span.offsetHeight - inset.y - px(style.bottom) : span.offsetHeight;
    const fill = lightened(style.backgroundColor, light);
    const hatched = style.backgroundImage.includes("repeating-linear-gradient");
    const points = cut(style.clipPath, width, height);
    const body = points ? `<polygon points="${points}" fill="${fill}"/>` :
      (hatched ? hatch(style, light, width, height) : box(style, fill, width, height)) +
      edges(style, light, width, height);
    return `<g transform="translate(${inset.x} ${inset.y})" opacity="${style.opacity}">${body}</g>`;
  }

  function px(text) {
    return parseFloat(text) || 0;
  }

  function cut(path, width, height) {
    const found = /^polygon\((.*)\)$/.exec(path);
    if (!found) return "";
    const at = (text, whole) => text.endsWith("%") ? px(text) * whole / 100 : px(text);
    return found[1].split(",").map((point) => {
      const [x, y] = point.trim().split(/\s+/);
      return `${at(x, width)},${at(y, height)}`;
    }).join(" ");
  }

  function box(style, fill, width, height) {
    const round = style.borderTopLeftRadius.endsWith("%") ? width / 2 : px(style.borderTopLeftRadius);
    return `<rect width="${width}" height="${height}" rx="${round}" fill="${fill}"/>`;
  }

  function hatch(style, light, width, height) {
    const found = /rgba?\([^)]*\)/.exec(style.backgroundImage);
    const colour = lightened(found ? found[0] : "", light);
    const strokes = [];
    for (let start = -height; start < width; start += 6) {
      const from = Math.max(0, start);
      const to = Math.min(width, start + height);
      strokes.push(`M${from} ${height - (from - start)}L${to} ${height - (to - start)}`);
    }
    return `<path d="${strokes.join("")}" stroke="${colour}" stroke-width="1" fill="none"/>`;
  }

  const DASHES = { dashed: "4 3", dotted: "1.5 2.5" };

  function edges(style, light, width, height) {
    const sides = ["Top", "Right", "Bottom", "Left"].filter(
      (side) => px(style[`border${side}Width`]) && style[`border${side}Style`] !== "none",
    );
    if (!sides.length) return "";
    const stroke = (side) => {
      const kind = style[`border${side}Style`];
      const dash = DASHES[kind] ? ` stroke-dasharray="${DASHES[kind]}"` : "";
      return `fill="none" stroke="${lightened(style[`border${side}Color`], light)}"` +
        ` stroke-width="${px(style[`border${side}Width`])}"${dash}`;
    };
    const half = px(style[`border${sides[0]}Width`]) / 2;
    if (sides.length === 4) {
      const round = style.borderTopLeftRadius.endsWith("%") ? width / 2 : 0;
      return `<rect x="${half}" y="${half}" width="${width - 2 * half}"` +
        ` height="${height - 2 * half}" rx="${round}" ${stroke("Top")}/>`;
    }
    const paths = { Top: `M0 ${half}H${width}`, Bottom: `M0 ${height - half}H${width}`,
      Left: `M${half} 0V${height}`, Right: `M${width - half} 0V${height}` };
    return sides.map((side) => `<path d="${paths[side]}" ${stroke(side)}/>`).join("");
  }

  function lightened(colour, light) {
    const [r, g, b, a] = (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
    if (a === 0) return "none";
    const hex = "#" + [r, g, b].map((n) => n.toString(16).padStart(2, "0")).join("").toUpperCase();
    return window.insatskollTema.current() === "dark" ? light[hex] || hex : hex;
  }

  // --- from SVG to PNG ---

  // A picture knows no typeface of the page's, so it carries its own.
  let face = null;

  function fontFace() {
    face = face || (async function () {
      try {
        const answer = await fetch(FONT);
        if (!answer.ok) return "";
        const bytes = new Uint8Array(await answer.arrayBuffer());
        let text = "";
        for (let at = 0; at < bytes.length; at += 4096) {
          text += String.fromCharCode(...bytes.subarray(at, at + 4096));
        }
        return `@font-face{font-family:"Inter Variable";font-weight:100 900;` +
          `src:url(data:font/woff2;base64,${btoa(text)}) format("woff2")}`;
      } catch (_) {
        return ""; // another typeface is better than no picture
      }
    })();
    return face;
  }

  async function rasterise(svg, height) {
    const url = URL.createObjectURL(svg);
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * WIDTH;
    canvas.height = 2 * height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    return new Promise((done) => { canvas.toBlob(done, "image/png"); });
  }

  window.insatskollBild = { compose: compose, rasterise: rasterise };
})();
