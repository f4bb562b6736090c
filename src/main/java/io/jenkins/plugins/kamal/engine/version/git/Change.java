package io.jenkins.plugins.kamal.engine.version.git;

/**
 * A path at which the files in the workspace differ from the commit. The index does not count: a change is the same
 * whether it is staged or not.
 *
 * @param path below the root of the repository, with {@code /}
 * @param kind the kind of file at the path
 * @param headMode the mode in the commit, {@code 0} if the commit does not have the path
 * @param content for a nested repository the digest of its content, for a filtered file the name of its filter, else
 *     empty
 */
public record Change(String path, Kind kind, int headMode, String content) implements Comparable<Change> {

    /** The kind of file at a path. */
    enum Kind {
        DELETED,
        FILE,
        REPOSITORY,
        /** A file with a filter. The filter is not run, so the engine cannot tell whether the file has changed. */
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

    /** The change as people see it: {@code Dockerfile (deleted)}. */
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
