/*
 * Refreshes the parts of a page while deployments are at work.
 *
 * An element with data-kamal-refresh names the address that has the parts without the rest of the page. Each element with
 * data-kamal-part there replaces the one of the same name here. The answer says with data-kamal-more whether to ask again,
 * and with data-kamal-idle that nothing is at work. Texts in data-kamal-announce are read out by screen readers. If the
 * element is within another one with data-kamal-within, the answer is only about that one.
 */
(function () {
  "use strict";

  const BUSY = { first: 2000, longest: 15000 };
  const IDLE = { first: 30000, longest: 60000 };
  const AFTER_FAULT = { first: 5000, longest: 120000 };
  const SLOWER = 1.5;
  const BETWEEN_ANNOUNCEMENTS = 10000;

  function unitOf(part) {
    return part.closest(".app-summary") || part;
  }

  function all(root, selector) {
    return Array.from(root.querySelectorAll(selector));
  }

  function partsIn(root) {
    return new Map(
      all(root, "[data-kamal-part]").map(function (part) {
        return [part.dataset.kamalPart, part];
      })
    );
  }

  function focusable(root) {
    return all(root, "a[href], button, summary, input, [tabindex]");
  }

  /** Jenkins gives new elements their tooltips and buttons their actions. */
  function apply(node) {
    if (window.Behaviour) {
      window.Behaviour.applySubtree(node, true);
    }
  }

  /** Replaces an element; what was unfolded stays unfolded, and the focus stays where it was. */
  function replace(old, fresh) {
    const node = document.importNode(fresh, true);
    const unfolded = all(old, "details").map(function (details) {
      return details.open;
    });
    all(node, "details").forEach(function (details, i) {
      details.open = details.open || unfolded[i] === true;
    });
    const focus = focusable(old).indexOf(document.activeElement);
    old.replaceWith(node);
    apply(node);
    const next = focus < 0 ? undefined : focusable(node)[focus];
    if (next) {
      next.focus({ preventScroll: true });
    }
  }

  function announcer() {
    const region = document.createElement("div");
    region.className = "jenkins-visually-hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
    let last = 0;
    return function (text, atOnce) {
      const now = Date.now();
      if (text !== region.textContent && (atOnce || now - last >= BETWEEN_ANNOUNCEMENTS)) {
        region.textContent = text;
        last = now;
      }
    };
  }

  function refresh(address, root, announce) {
    let known = new Map();
    let timer;
    let asking = false;
    let ended = false;
    let pause = BUSY.first;

    function slowDown(pace) {
      pause = Math.min(Math.max(pace.first, pause * SLOWER), pace.longest);
    }

    function wait() {
      clearTimeout(timer);
      if (!ended && !document.hidden) {
        timer = setTimeout(ask, pause);
      }
    }

    /** Shows an entry that the page does not have yet. */
    function insert(part, previous) {
      const node = document.importNode(unitOf(part), true);
      previous.after(node);
      apply(node);
    }

    /** Replaces what differs from the last answer, and tells whether anything did. */
    function update(answer) {
      const fresh = partsIn(answer);
      const shown = partsIn(root);
      const whole = answer.querySelector("[data-kamal-whole]");
      if (whole && Array.from(fresh.keys()).join("\n") !== Array.from(shown.keys()).join("\n")) {
        replace(root.querySelector("[data-kamal-whole]"), whole);
        known = new Map();
        fresh.forEach(function (part, name) {
          known.set(name, part.outerHTML);
        });
        return true;
      }
      let changed = false;
      let previous;
      fresh.forEach(function (part, name) {
        const markup = unitOf(part).outerHTML;
        if (known.get(name) !== markup) {
          known.set(name, markup);
          changed = true;
          if (shown.has(name)) {
            replace(unitOf(shown.get(name)), unitOf(part));
          } else if (previous) {
            insert(part, previous);
          }
        }
        const now = partsIn(root).get(name);
        previous = now ? unitOf(now) : previous;
      });
      return changed;
    }

    function take(answer) {
      const state = answer.querySelector("[data-kamal-more]");
      if (!state) {
        ended = true;
        return;
      }
      const changed = update(answer);
      ended = state.dataset.kamalMore !== "true";
      const idle = state.dataset.kamalIdle === "true";
      if (changed && !idle) {
        pause = BUSY.first;
      } else {
        slowDown(idle ? IDLE : BUSY);
      }
      const texts = all(answer, "[data-kamal-announce]").map(function (element) {
        return element.dataset.kamalAnnounce;
      });
      announce(texts.filter(Boolean).join(". "), ended || idle);
    }

    function ask() {
      if (asking || ended) {
        return;
      }
      asking = true;
      fetch(address, { credentials: "same-origin", cache: "no-store" })
        .then(function (answer) {
          if (answer.status >= 500) {
            slowDown(AFTER_FAULT);
            return undefined;
          }
          if (!answer.ok || answer.redirected) {
            // The build is deleted, or the session has ended.
            ended = true;
            return undefined;
          }
          return answer.text().then(function (text) {
            take(new DOMParser().parseFromString(text, "text/html"));
          });
        })
        .catch(function () {
          slowDown(AFTER_FAULT);
        })
        .then(function () {
          asking = false;
          wait();
        });
    }

    document.addEventListener("visibilitychange", function () {
      clearTimeout(timer);
      if (!document.hidden) {
        pause = BUSY.first;
        ask();
      }
    });
    wait();
  }

  function start() {
    const addresses = new Map(
      all(document, "[data-kamal-refresh]").map(function (element) {
        return [element.dataset.kamalRefresh, element.closest("[data-kamal-within]") || document];
      })
    );
    if (addresses.size > 0 && window.fetch) {
      const announce = announcer();
      addresses.forEach(function (root, address) {
        refresh(address, root, announce);
      });
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
