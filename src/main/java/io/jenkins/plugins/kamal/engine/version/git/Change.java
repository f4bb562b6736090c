package io.jenkins.plugins.kamal.engine.version.git;

/**
 * A path at which the files differ from those of the commit. What counts is the files, not the index: whether a change
 * is staged makes no difference.
 *
 * @param path below the root of the repository, with {@code /}
 * @param kind the kind of file at the path
 * @param headMode the mode in the commit, {@code 0} where it has no such path
 * @param content the identity of the content of a repository within this one; the name of the filter of a filtered
 *     file; else empty
 */
public record Change(String path, Kind kind, int headMode, String content) implements Comparable<Change> {

    /** The kind of file at a path. */
    enum Kind {
        DELETED,
        FILE,
        REPOSITORY,
        /** A file behind a filter that is not run, so that nobody can tell whether it has changed. */
        FILTERED
    }

    static Change deleted(String path, int headMode) {
        return new Change(path, Kind.DELETED, headMode, "");
    }

    static Change file(String path, int headMode) {
        return new Change(path, Kind.FILE, headMode, "");
    }

    static Change filtered(String path, int headMode, String filter) {
        return new Change(path, Kind.FILTERED, headMode, filter);
    }

    static Change repository(String path, int headMode, String content) {
        return new Change(path, Kind.REPOSITORY, headMode, content);
    }

    @Override
    public int compareTo(Change other) {
        return path.compareTo(other.path);
    }

    /** As it is shown to people: {@code Dockerfile (deleted)}. */
    @Override
    public String toString() {
        if (kind == Kind.DELETED) {
            return path + " (deleted)";
        }
        if (kind == Kind.FILTERED) {
            return path + " (perhaps; the Git filter '" + content + "' is not run)";
        }
        return headMode == 0 ? path + " (new)" : path;
    }
}
