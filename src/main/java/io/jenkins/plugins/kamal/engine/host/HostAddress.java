package io.jenkins.plugins.kamal.engine.host;

import java.util.List;
import java.util.regex.Pattern;

/** Checks the address of a host. */
final class HostAddress {

    private static final int LONGEST_NAME = 253;
    private static final String LABEL = "[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]*[\\p{L}\\p{M}\\p{N}_])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*\\.?");
    private static final Pattern DOTTED_DIGITS = Pattern.compile("[0-9.]+");
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern FOUR = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int GROUPS = 8;
    private static final Pattern ZONE = Pattern.compile("%[\\p{Alnum}._-]+");

    private HostAddress() {}

    static String name(String text, String name) {
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw new InvalidHostException(
                    text,
                    "a name has letters, digits, hyphens, underscores and dots; write a name or an address such as"
                            + " web1.example.com or 10.0.0.1");
        }
        if (name.indexOf('.') > 0
                && DOTTED_DIGITS.matcher(name).matches()
                && !FOUR.matcher(name).matches()) {
            throw new InvalidHostException(text, "an IPv4 address has four numbers from 0 to 255, such as 10.0.0.1");
        }
        return name;
    }

    static String six(String text, String address) {
        int percent = address.indexOf('%');
        String number = percent < 0 ? address : address.substring(0, percent);
        String zone = percent < 0 ? "" : address.substring(percent);
        if (!isSix(number) || !(zone.isEmpty() || ZONE.matcher(zone).matches())) {
            throw new InvalidHostException(
                    text,
                    "it has more than one colon but is not an IPv6 address; write, for example, 2001:db8::1, or"
                            + " [2001:db8::1]:22 with a port");
        }
        return address;
    }

    /** Whether there are eight groups, of which {@code ::} may replace one or more once (RFC 4291, section 2.2). */
    private static boolean isSix(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address) == GROUPS;
        }
        String before = address.substring(0, gap);
        String after = address.substring(gap + 2);
        int groupsBefore = before.isEmpty() ? 0 : groups(before);
        int groupsAfter = after.isEmpty() ? 0 : groups(after);
        return groupsBefore + groupsAfter < GROUPS;
    }

    /**
     * The number of groups, or {@link #GROUPS} + 1 if one of them is invalid. An IPv4 address at the end counts as two
     * groups.
     */
    private static int groups(String text) {
        List<String> groups = List.of(text.split(":", -1));
        String last = groups.get(groups.size() - 1);
        boolean endsInFour = FOUR.matcher(last).matches();
        List<String> hexadecimal = endsInFour ? groups.subList(0, groups.size() - 1) : groups;
        boolean right =
                hexadecimal.stream().allMatch(group -> GROUP.matcher(group).matches());
        return right ? hexadecimal.size() + (endsInFour ? 2 : 0) : GROUPS + 1;
    }
}
