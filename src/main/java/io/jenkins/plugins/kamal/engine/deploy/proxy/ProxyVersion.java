package io.jenkins.plugins.kamal.engine.deploy.proxy;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares versions of kamal-proxy, such as {@code v0.9.2}. A tag that is not a version (a branch, a hash) is never
 * older.
 */
final class ProxyVersion {

    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    private ProxyVersion() {}

    static boolean isOlder(String tag, String minimum) {
        Matcher actual = VERSION.matcher(tag);
        Matcher wanted = VERSION.matcher(minimum);
        if (!actual.matches() || !wanted.matches()) {
            return false;
        }
        for (int part = 1; part <= wanted.groupCount(); part++) {
            int order = number(actual.group(part)).compareTo(number(wanted.group(part)));
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    private static BigInteger number(String digits) {
        return digits == null ? BigInteger.ZERO : new BigInteger(digits);
    }
}
