package io.jenkins.plugins.kamal.engine.lab.docker.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists things the way Docker's command line does: as a table, by a template, as JSON or only by id. */
public final class Table {

    private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*\\.(\\w+)\\s*\\}\\}");

    private final List<List<String>> columns;

    /** A table of these columns, each a heading and the field below it, {@code "CONTAINER ID=ID"}. */
    public Table(String... columns) {
        this.columns =
                Arrays.stream(columns).map(column -> List.of(column.split("="))).toList();
    }

    public DockerReply print(CommandWords words, List<Map<String, Object>> rows) {
        if (words.has("--quiet")) {
            return DockerReply.lines(
                    rows.stream().map(row -> String.valueOf(row.get("ID"))).toList());
        }
        String format = words.last("--format").orElse("").replace("\\t", "\t").replace("\\n", "\n");
        if (format.isEmpty()) {
            return DockerReply.lines(
                    aligned(rows, columns.stream().map(column -> column.get(1)).toList()));
        }
        if (format.startsWith("table ")) {
            return DockerReply.lines(aligned(rows, fields(format)));
        }
        if (format.equals("json")) {
            throw DockerFailure.unknown("--format json of lists");
        }
        GoTemplate.check(format);
        return DockerReply.lines(
                rows.stream().map(row -> GoTemplate.fill(format, row)).toList());
    }

    private List<String> fields(String format) {
        List<String> fields = new ArrayList<>();
        Matcher matcher = FIELD.matcher(format);
        while (matcher.find()) {
            fields.add(matcher.group(1));
        }
        return fields;
    }

    private List<String> aligned(List<Map<String, Object>> rows, List<String> fields) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(fields.stream().map(this::heading).toList());
        rows.forEach(row -> cells.add(
                fields.stream().map(field -> String.valueOf(row.get(field))).toList()));
        return cells.stream().map(line -> line(line, cells)).toList();
    }

    private String heading(String field) {
        return columns.stream()
                .filter(column -> column.get(1).equals(field))
                .map(column -> column.get(0))
                .findFirst()
                .orElse(field.toUpperCase(Locale.ROOT));
    }

    private static String line(List<String> line, List<List<String>> cells) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.size(); i++) {
            int column = i;
            int width = cells.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0);
            boolean last = i == line.size() - 1;
            text.append(line.get(i))
                    .append(last ? "" : " ".repeat(width - line.get(i).length() + 3));
        }
        return text.toString();
    }
}
