package io.jenkins.plugins.kamal.engine.lab.docker;

/**
 * How an image is called on a command line.
 *
 * @param repository with the registry's host before it, if one was given
 * @param tag its tag, empty where a digest stands instead
 * @param digest its digest, {@code sha256:…}, or empty
 */
public record ImageName(String repository, String tag, String digest) {

    public static ImageName parse(String text) {
        int at = text.indexOf('@');
        if (at >= 0) {
            return new ImageName(withoutTag(text.substring(0, at)), "", text.substring(at + 1));
        }
        String repository = withoutTag(text);
        String tag = repository.length() == text.length() ? "latest" : text.substring(repository.length() + 1);
        return new ImageName(repository, tag, "");
    }

    private static String withoutTag(String text) {
        int colon = text.lastIndexOf(':');
        return colon > text.lastIndexOf('/') ? text.substring(0, colon) : text;
    }

    /** The registry's host; {@code docker.io} where none was given. */
    String host() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    /** The repository as its registry calls it. */
    String path() {
        String host = host();
        return repository.startsWith(host + "/") ? repository.substring(host.length() + 1) : repository;
    }

    @Override
    public String toString() {
        return digest.isEmpty() ? repository + ":" + tag : repository + "@" + digest;
    }
}
