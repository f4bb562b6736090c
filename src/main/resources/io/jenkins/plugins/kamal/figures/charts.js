/* Draws the figures of a table as charts, if the plugin ECharts API is installed. The table stays the text for everybody. */
(function () {
  "use strict";

  const SECOND = 1000;
  const MINUTE = 60 * SECOND;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;

  /** A canvas turns every notation of a colour into one that the charts understand. */
  function colour(name) {
    const probe = document.createElement("span");
    probe.style.color = "var(" + name + ")";
    document.body.append(probe);
    const ink = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    ink.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    ink.fillRect(0, 0, 1, 1);
    const rgba = ink.getImageData(0, 0, 1, 1).data;
    return "rgb(" + rgba[0] + "," + rgba[1] + "," + rgba[2] + ")";
  }

  function elapsed(millis) {
    const unit = [
      [DAY, "d"],
      [HOUR, "h"],
      [MINUTE, "min"],
      [SECOND, "s"],
    ].find(function (candidate) {
      return millis >= candidate[0] || candidate[0] === SECOND;
    });
    return Math.round((millis / unit[0]) * 10) / 10 + " " + unit[1];
  }

  function written(value, unit) {
    if (unit === "percent") {
      return Math.round(value * 100) + " %";
    }
    return unit === "time" ? elapsed(value) : String(value);
  }

  /** The columns that become charts; a column that belongs to the one before is drawn into its chart. */
  function chartsOf(table) {
    const rows = Array.from(table.tBodies[0].rows);
    const charts = [];
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      if (head.dataset.kamalChart === undefined) {
        return;
      }
      const series = {
        name: head.textContent.trim(),
        type: head.dataset.kamalChart,
        unit: head.dataset.kamalUnit,
        values: rows.map(function (row) {
          const value = row.cells[column].dataset.value;
          return value === undefined || value === "" ? null : Number(value);
        }),
      };
      if (head.dataset.kamalWithPrevious === undefined) {
        charts.push([series]);
      } else {
        charts[charts.length - 1].push(series);
      }
    });
    return charts.filter(function (chart) {
      return chart.some(function (series) {
        return series.values.some(function (value) {
          return value !== null;
        });
      });
    });
  }

  function options(labels, chart) {
    const text = colour("--text-color");
    const line = colour("--text-color-secondary");
    const unit = chart[0].unit;
    return {
      animation: false,
      textStyle: { color: text },
      grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
      tooltip: {
        trigger: "axis",
        confine: true,
        backgroundColor: colour("--background"),
        textStyle: { color: text },
        valueFormatter: function (value) {
          return value === null || value === undefined ? "–" : written(value, unit);
        },
      },
      xAxis: {
        type: "category",
        data: labels,
        axisLabel: { color: text, hideOverlap: true },
        axisLine: { lineStyle: { color: line } },
      },
      yAxis: {
        type: "value",
        min: 0,
        max: unit === "percent" ? 1 : undefined,
        minInterval: unit === undefined ? 1 : undefined,
        interval: unit === "percent" ? 0.5 : undefined,
        splitNumber: 3,
        axisLabel: {
          color: text,
          formatter: function (value) {
            return written(value, unit);
          },
        },
        splitLine: { lineStyle: { color: line, opacity: 0.25 } },
      },
      series: chart.map(function (series) {
        return {
          name: series.name,
          type: series.type,
          data: series.values,
          connectNulls: true,
          symbolSize: 6,
          barGap: "-100%",
          barMaxWidth: 28,
          color: colour(series.unit === "bad" ? "--red" : "--blue"),
        };
      }),
    };
  }

  function draw(table) {
    const place = table.closest("details").previousElementSibling;
    const labels = Array.from(table.tBodies[0].rows).map(function (row) {
      return row.cells[0].textContent.trim().slice(5);
    });
    place.replaceChildren();
    chartsOf(table).forEach(function (chart) {
      const figure = document.createElement("figure");
      figure.className = "kamal-chart";
      const caption = document.createElement("figcaption");
      caption.className = "kamal-caption";
      caption.textContent = chart
        .map(function (series) {
          return series.name;
        })
        .join(" · ");
      const canvas = document.createElement("div");
      canvas.className = "kamal-chart__canvas";
      figure.append(caption, canvas);
      place.append(figure);
      const drawn = window.echarts.init(canvas);
      drawn.setOption(options(labels, chart));
      new ResizeObserver(function () {
        drawn.resize();
      }).observe(canvas);
    });
  }

  function drawAll() {
    document.querySelectorAll("[data-kamal-charts]").forEach(draw);
  }

  function start() {
    if (window.echarts && window.ResizeObserver) {
      drawAll();
      window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
    }
  }

  if (document.readyState === "complete") {
    start();
  } else {
    window.addEventListener("load", start);
  }
})();
