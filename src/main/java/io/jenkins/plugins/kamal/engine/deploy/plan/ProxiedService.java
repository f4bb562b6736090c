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
import java.util.stream.Collectors;

/**
 * A service behind kamal-proxy, from a line of the table that {@code kamal-proxy list} prints. The table does not show
 * timeouts, health checks and buffering.
 *
 * @param columns the values by the name of their column
 */
public record ProxiedService(Map<String, String> columns) {

    private static final String COLOR = "\u001B\\[[0-9;]*m";
    private static final Pattern COLUMN = Pattern.compile("\\S+\\s*");
    private static final int SHORT_ID = 12;
    private static final int MOST_LINES = 10_000;

    public ProxiedService {
        columns = Map.copyOf(columns);
    }

    /**
     * Reads the table and returns the services by name. The first line names the columns; each cell begins below the
     * name of its column, and may be empty.
     */
    public static Map<String, ProxiedService> read(String table) {
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

    /** The containers that get the requests, each as {@code id:port}. */
    public Set<String> targets() {
        return restricted(List.of(columns.getOrDefault("Target", "").split(",")), "");
    }

    /** Whether this container gets requests. A target is the beginning of the container's id, or its name, with the port. */
    public boolean sendsTo(ListedContainer container) {
        return targets().stream()
                .map(target -> target.replaceFirst(":\\d+$", ""))
                .anyMatch(target -> target.equals(container.name())
                        || target.length() >= SHORT_ID && container.id().startsWith(target));
    }

    /** Whether the service answers requests, and not kamal-proxy itself; true if the table does not say. */
    public boolean isServing() {
        return columns.getOrDefault("State", "running").equals("running");
    }

    List<Difference> differencesTo(Proxy proxy) {
        List<Difference> differences = new ArrayList<>();
        compare(differences, "hosts", "Host", "*", proxy.hosts());
        compare(differences, "path prefixes", "Path", "/", proxy.pathRouting().prefixes());
        String tls = proxy.ssl() instanceof Proxy.Ssl.None ? "no" : "yes";
        if (columns.containsKey("TLS") && !columns.get("TLS").equals(tls)) {
            differences.add(new Difference(ChangeKind.PROXY, "TLS", columns.get("TLS"), tls));
        }
        return differences;
    }

    /**
     * Compares a column, if the table has it, with the values of the configuration.
     *
     * @param all the value that means no restriction, like an empty list
     */
    private void compare(
            List<Difference> differences, String name, String column, String all, List<String> configured) {
        if (!columns.containsKey(column)) {
            return;
        }
        Set<String> before = restricted(List.of(columns.get(column).split(",")), all);
        Set<String> after = restricted(configured, all);
        if (!before.equals(after)) {
            differences.add(new Difference(ChangeKind.PROXY, name, listed(before), listed(after)));
        }
    }

    private static Set<String> restricted(List<String> values, String all) {
        return values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty() && !value.equals(all))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String listed(Set<String> values) {
        return values.isEmpty() ? "all" : String.join(", ", values);
    }
}
