package io.jenkins.plugins.kamal.engine.deploy.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports that {@code --publish} names, in the form in which Docker reports them: each port of a range separately.
 */
final class PublishedPorts {

    private static final Pattern FORM = Pattern.compile("(?:(?:(?<address>[0-9.]+|\\[[0-9A-Fa-f:.]+\\]):)?"
            + "(?<host>\\d{1,5})?(?:-(?<hostEnd>\\d{1,5}))?:)?"
            + "(?<port>\\d{1,5})(?:-(?<end>\\d{1,5}))?(?:/(?<protocol>[A-Za-z]+))?");

    private PublishedPorts() {}

    /** The ports that these values publish; empty if one of the values has another form. */
    static Optional<Set<String>> of(List<String> values) {
        Set<String> ports = new TreeSet<>();
        for (String value : values) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches() || !add(ports, matcher)) {
                return Optional.empty();
            }
        }
        return Optional.of(ports);
    }

    private static boolean add(Set<String> ports, Matcher matcher) {
        String address = text(matcher.group("address")).replaceAll("[\\[\\]]", "");
        String protocol = matcher.group("protocol") == null ? "tcp" : matcher.group("protocol");
        int first = Integer.parseInt(matcher.group("port"));
        int last = matcher.group("end") == null ? first : Integer.parseInt(matcher.group("end"));
        String host = text(matcher.group("host"));
        String hostEnd = text(matcher.group("hostEnd"));
        if (first == last && !hostEnd.isEmpty() && !hostEnd.equals(host)) {
            ports.add(one(address, host + "-" + hostEnd, first + "/" + protocol));
            return !host.isEmpty();
        }
        int hostFirst = host.isEmpty() ? 0 : Integer.parseInt(host);
        int hostLast = hostEnd.isEmpty() ? hostFirst : Integer.parseInt(hostEnd);
        for (int i = 0; i <= last - first; i++) {
            ports.add(one(address, host.isEmpty() ? "" : "" + (hostFirst + i), first + i + "/" + protocol));
        }
        return last >= first && (host.isEmpty() ? hostEnd.isEmpty() : hostLast - hostFirst == last - first);
    }

    private static String text(@CheckForNull String group) {
        return group == null ? "" : group;
    }

    /** One port, in a form that can be compared. */
    static String one(String address, String hostPort, String portAndProtocol) {
        return address + "|" + hostPort + "|" + portAndProtocol.toLowerCase(Locale.ROOT);
    }
}
