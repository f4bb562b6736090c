package io.jenkins.plugins.kamal.engine.host;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a host.
 *
 * @param user the user, or null if none is written
 * @param address the name or address, without brackets
 * @param port the port, or null if none is written
 */
record HostParts(
        @CheckForNull String user,
        String address,
        @CheckForNull Integer port) {

    private static final int GREATEST_PORT = 65535;
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]");
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<user>[^@]*)@)?(?:\\[(?<six>[^\\[\\]]*)]|(?<bare>[^:\\[\\]]*:[^:\\[\\]]*:[^\\[\\]]*)|(?<name>[^:\\[\\]]*))"
                    + "(?::(?<port>[^:]*))?");

    static HostParts parse(String text) {
        checkCharacters(text);
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidHostException(text, "write [user@]host[:port], with an IPv6 address in brackets");
        }
        return new HostParts(user(text, matcher.group("user")), address(text, matcher), port(text, matcher));
    }

    private static void checkCharacters(String text) {
        if (text.isBlank()) {
            throw new InvalidHostException(text, "it is empty; write a name or an address");
        }
        Matcher blank = BLANK.matcher(text);
        if (blank.find()) {
            throw new InvalidHostException(
                    text,
                    "character %d is white space (U+%04X); remove it, or write one host per line"
                            .formatted(blank.start() + 1, (int) blank.group().charAt(0)));
        }
        if (text.contains("://")) {
            throw new InvalidHostException(text, "it is a URL; write the host alone");
        }
        if (text.contains(",")) {
            throw new InvalidHostException(text, "it has a comma; write one host per line");
        }
    }

    @CheckForNull
    private static String user(String text, @CheckForNull String user) {
        if (user != null && (user.isEmpty() || user.startsWith("-"))) {
            throw new InvalidHostException(text, "there is no user before the @; write user@host, or the host alone");
        }
        return user;
    }

    private static String address(String text, Matcher matcher) {
        String bare = matcher.group("bare");
        String six = bare == null ? matcher.group("six") : bare;
        return six == null ? HostAddress.name(text, matcher.group("name")) : HostAddress.six(text, six);
    }

    @CheckForNull
    private static Integer port(String text, Matcher matcher) {
        String port = matcher.group("port");
        if (port == null) {
            return null;
        }
        int number = port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
        if (number < 1 || number > GREATEST_PORT) {
            throw new InvalidHostException(
                    text, "`" + port + "` is not a port; write a number from 1 to " + GREATEST_PORT);
        }
        return number;
    }
}
