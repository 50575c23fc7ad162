"use strict";
// Makes the tables from the data in the page. Texts are set as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
  const count = new Intl.NumberFormat("en-US");
  const percent = (value) => (value === null ? "–" : (value * 100).toFixed(1) + " %");
  // Those that the report has, each with its place in a row.
  const figures = [
    ["Spend", (value) => money.format(value)],
    ["Sales", (value) => money.format(value)],
    ["ACOS", percent],
    ["Orders", (value) => count.format(value)],
    ["Clicks", (value) => count.format(value)],
    ["Impressions", (value) => count.format(value)],
  ]
    .map(([heading, format], place) => ({ heading, format, place }))
    .filter(({ place }) => data.shown[place]);
  const names = {
    days: ["Day", "By day"],
    campaigns: ["Campaign", "By campaign"],
    terms: ["Search term", "Search terms"],
  };
  // More rows than this are slow to draw, and nobody reads them.
  const MOST = 500;

  const element = (name, text) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const made = (place, name) => {
    const { rows, left_out: leftOut } = data[name];
    const [subject, title] = names[name];
    const headings = [subject, ...figures.map(({ heading }) => heading)];
    const table = element("table");
    const caption = table.appendChild(element("caption", title));
    const head = table.appendChild(element("thead")).appendChild(element("tr"));
    const body = table.appendChild(element("tbody"));
    // Days stand in their order; all else by what it costs.
    let column = name === "days" || figures.length === 0 ? 0 : 1;
    let descending = column !== 0;
    let wanted = "";

    const compared = (one, other) => {
      if (column === 0) {
        const order = one.k < other.k ? -1 : one.k > other.k ? 1 : 0;
        return descending ? -order : order;
      }
      const { place } = figures[column - 1];
      const [left, right] = [one.f[place], other.f[place]];
      // What has no value stands last, whatever the order is.
      if (left === null || right === null) return (left === null) - (right === null);
      return descending ? right - left : left - right;
    };

    const drawn = () => {
      const found = rows.filter((row) => row.k.toLowerCase().includes(wanted));
      found.sort(compared);
      const shown = found.slice(0, MOST);
      body.replaceChildren(
        ...shown.map((row) => {
          const line = element("tr");
          const subject = line.appendChild(element("th", row.k));
          subject.scope = "row";
          if (row.i) subject.appendChild(element("small", row.i));
          figures.forEach(({ format, place }) => {
            line.appendChild(element("td", format(row.f[place])));
          });
          return line;
        }),
      );
      let told = `${title}: ${count.format(found.length)}`;
      if (found.length > shown.length) told += `, of which ${MOST} are shown`;
      if (leftOut > 0) told += `; ${count.format(leftOut)} that cost least are not in this page`;
      caption.textContent = told;
      [...head.children].forEach((cell, index) => {
        const order = descending ? "descending" : "ascending";
        cell.setAttribute("aria-sort", index === column ? order : "none");
      });
    };

    headings.forEach((heading, index) => {
      const cell = head.appendChild(element("th"));
      cell.scope = "col";
      const button = cell.appendChild(element("button", heading));
      button.type = "button";
      button.addEventListener("click", () => {
        descending = index === column ? !descending : index > 0;
        column = index;
        drawn();
      });
    });
    if (name === "terms") {
      document.getElementById("filter").addEventListener("input", (event) => {
        wanted = event.target.value.toLowerCase();
        drawn();
      });
    }
    drawn();
    // One that is scrolled must be reached by the keyboard.
    place.tabIndex = 0;
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", title);
    place.appendChild(table);
  };

  document.querySelectorAll("[data-table]").forEach((place) => made(place, place.dataset.table));
})();
