package io.jenkins.plugins.kamal.engine.version.resolve;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a remote's URL that says which repository it is. */
final class RemoteUrl {

    /** Scheme, user information, host, port, path; a query or fragment may contain a token. */
    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(?:[^/?#]*@)?(\\[[^]]*]|[^/:?#]*)(?::(\\d*))?(/[^?#]*)?.*");

    /** {@code git@github.com:acme/shop.git}; git treats a name with a slash before the colon as a path. */
    private static final Pattern SCP = Pattern.compile("(?:[^/]*@)?(\\[[^]]*]|[^/:@]+):(.*)");

    private static final Map<String, String> USUAL_PORTS =
            Map.of("https", "443", "http", "80", "ssh", "22", "git+ssh", "22", "git", "9418");

    private RemoteUrl() {}

    /**
     * Reduces a URL to {@code host/path}, which is the same for https and ssh, with and without a token, because agents
     * may reach the same server in different ways.
     *
     * @param root the directory from which a relative path is resolved
     */
    static String identity(String url, Path root) {
        Matcher absolute = URL.matcher(url.strip());
        if (absolute.matches()) {
            return identity(absolute);
        }
        Matcher scp = SCP.matcher(url.strip());
        if (scp.matches()) {
            return scp.group(1).toLowerCase(Locale.ROOT) + "/" + trimmed(scp.group(2));
        }
        return local(root.resolve(url.strip()).normalize().toString());
    }

    private static String identity(Matcher url) {
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        String path = url.group(4) == null ? "" : url.group(4);
        if ("file".equals(scheme)) {
            return local(path);
        }
        String port =
                url.group(3) == null || url.group(3).isEmpty() || url.group(3).equals(USUAL_PORTS.get(scheme))
                        ? ""
                        : ":" + url.group(3);
        return url.group(2).toLowerCase(Locale.ROOT) + port + "/" + trimmed(path);
    }

    private static String local(String path) {
        return "file:/" + trimmed(path);
    }

    private static String trimmed(String path) {
        String inner = path.replaceAll("^/+|/+$", "");
        return inner.endsWith(".git")
                ? inner.substring(0, inner.length() - ".git".length()).replaceAll("/+$", "")
                : inner;
    }
}
