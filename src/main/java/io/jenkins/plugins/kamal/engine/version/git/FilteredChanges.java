package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.version.git.RepositoryReader.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares files again that have a filter such as Git LFS. git runs here without filters, so such files seem to be
 * changed even if they are not.
 */
final class FilteredChanges {

    /** The number of paths that one command gets. */
    private static final int BATCH = 200;

    /** Path, attribute and value in the output of {@code git check-attr -z}. */
    private static final int ATTRIBUTE_FIELDS = 3;

    private static final Set<String> NO_FILTER = Set.of("unspecified", "unset", "set");

    private final GitProgramReader git;
    private final Path root;

    FilteredChanges(GitProgramReader git, Path root) {
        this.git = git;
        this.root = root;
    }

    /** Corrects the changes of files whose attributes name a filter, given the entries that they have in the commit. */
    void correct(Map<String, Change> changes, Map<String, TreeEntry> blobs) throws UnreadableException {
        List<String> paths = new ArrayList<>(blobs.keySet());
        for (int from = 0; from < paths.size(); from += BATCH) {
            List<String> command = new ArrayList<>(List.of("check-attr", "-z", "filter", "--"));
            command.addAll(paths.subList(from, Math.min(paths.size(), from + BATCH)));
            List<String> answer = git.records(command.toArray(String[]::new));
            for (int at = 0; at + 2 < answer.size(); at += ATTRIBUTE_FIELDS) {
                if (!NO_FILTER.contains(answer.get(at + 2))) {
                    String path = answer.get(at);
                    correct(changes, path, blobs.get(path), answer.get(at + 2));
                }
            }
        }
    }

    private void correct(Map<String, Change> changes, String path, TreeEntry before, String filter)
            throws UnreadableException {
        FilteredFile file = new FilteredFile(root.resolve(path), filter);
        try {
            if (isModeDifferent(file.file(), before)) {
                return;
            }
            if (file.isStoredAs(before.id())) {
                changes.remove(path);
            } else if (!file.isUnderstood() && git.filters().names().contains(filter)) {
                changes.put(path, Change.filtered(path, before.number(), filter));
            }
        } catch (IOException e) {
            throw new UnreadableException(file.file() + " cannot be read", e);
        }
    }

    /** Compares the executable bit as git does, only if the repository says that it can be trusted. */
    private boolean isModeDifferent(Path file, TreeEntry before) throws UnreadableException {
        boolean trusts = !"false"
                .equals(git.output("config", "--type=bool", "--default=true", "--get", "core.fileMode")
                        .strip());
        return trusts && !before.mode().equals(Files.isExecutable(file) ? "100755" : "100644");
    }
}
