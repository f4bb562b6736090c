package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service behind kamal-proxy, from a line of the table that {@code kamal-proxy list} prints. The table does not show
 * timeouts, health checks and buffering.
 *
 * @param columns the values by the name of their column
 */
record ProxiedService(Map<String, String> columns) {

    private static final String COLOR = "\u001B\\[[0-9;]*m";
    private static final Pattern COLUMN = Pattern.compile("\\S+\\s*");
    private static final int MOST_LINES = 10_000;

    /**
     * Reads the table and returns the services by name. The first line names the columns; each cell begins below the
     * name of its column, and may be empty.
     */
    static Map<String, ProxiedService> read(String table) {
        Map<String, ProxiedService> services = new LinkedHashMap<>();
        List<String> lines = table.replaceAll(COLOR, "")
                .lines()
                .filter(line -> !line.isBlank())
                .limit(MOST_LINES)
                .toList();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            ProxiedService service = read(lines.get(0), line);
            services.put(service.columns.getOrDefault("Service", ""), service);
        }
        return services;
    }

    private static ProxiedService read(String names, String line) {
        Map<String, String> columns = new LinkedHashMap<>();
        Matcher column = COLUMN.matcher(names);
        while (column.find()) {
            boolean last = column.end() == names.length();
            int start = Math.min(column.start(), line.length());
            int end = last ? line.length() : Math.min(column.end(), line.length());
            columns.put(column.group().strip(), line.substring(start, end).strip());
        }
        return new ProxiedService(columns);
    }

    List<Difference> differencesTo(Proxy proxy) {
        List<Difference> differences = new ArrayList<>();
        compare(differences, "hosts", set("Host", "*"), new TreeSet<>(proxy.hosts()));
        compare(
                differences,
                "path prefixes",
                set("Path", "/"),
                withoutRoot(proxy.pathRouting().prefixes()));
        String tls = proxy.ssl() instanceof Proxy.Ssl.None ? "no" : "yes";
        if (columns.containsKey("TLS") && !columns.get("TLS").equals(tls)) {
            differences.add(new Difference(ChangeKind.PROXY, "TLS", columns.get("TLS"), tls));
        }
        return differences;
    }

    private void compare(List<Difference> differences, String name, Set<String> before, Set<String> after) {
        boolean told = columns.containsKey(name.equals("hosts") ? "Host" : "Path");
        if (told && !before.equals(after)) {
            differences.add(new Difference(ChangeKind.PROXY, name, listed(before), listed(after)));
        }
    }

    private Set<String> set(String column, String all) {
        Set<String> values = new TreeSet<>();
        for (String value : columns.getOrDefault(column, "").split(",")) {
            if (!value.isBlank() && !value.strip().equals(all)) {
                values.add(value.strip());
            }
        }
        return values;
    }

    private static Set<String> withoutRoot(List<String> prefixes) {
        Set<String> values = new TreeSet<>(prefixes);
        values.remove("/");
        return values;
    }

    private static String listed(Set<String> values) {
        return values.isEmpty() ? "all" : String.join(", ", values);
    }
}
