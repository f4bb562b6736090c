package io.jenkins.plugins.kamal.engine.version.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.version.Commit;
import io.jenkins.plugins.kamal.engine.version.git.GitProgram.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a repository with the git of this machine, which is slower than JGit but understands every repository. */
public final class GitProgramReader implements RepositoryReader {

    private static final String BRANCHES = "refs/heads/";

    private final GitLocation location;
    private final GitProgram git;

    @CheckForNull
    private GitFilters filters;

    public GitProgramReader(GitLocation location, GitProgram git) {
        this.location = location;
        this.git = git;
    }

    @Override
    public Commit head() throws UnreadableException {
        Optional<String> branch = branch();
        Result sha = run("rev-parse", "--verify", "HEAD^{commit}");
        if (sha.status() != 0) {
            if (branch.isPresent() && isUnborn(branch.get())) {
                throw JGitReader.noCommit(location, branch.get());
            }
            throw new UnreadableException(
                    "git finds no commit at HEAD (" + sha.errors().strip() + ")");
        }
        return new Commit(sha.output().strip(), subject(output("cat-file", "commit", "HEAD")), branch.orElse(null));
    }

    @Override
    public List<Change> changes(NestedRepositories nested) throws UnreadableException {
        return new GitProgramChanges(this, nested, location.root()).list();
    }

    /** The standard output of a git command that must succeed. */
    String output(String... arguments) throws UnreadableException {
        Result result = run(arguments);
        if (result.status() != 0) {
            throw new UnreadableException("`git %s` ended with status %d: %s"
                    .formatted(
                            String.join(" ", arguments),
                            result.status(),
                            result.errors().strip()));
        }
        return result.output();
    }

    /** The NUL-terminated records that a git command prints. */
    List<String> records(String... arguments) throws UnreadableException {
        String output = output(arguments);
        return output.isEmpty() ? List.of() : Arrays.asList(output.split("\0"));
    }

    private Result run(String... arguments) throws UnreadableException {
        List<String> argv = new ArrayList<>(filters().turnedOff());
        argv.addAll(Arrays.asList(arguments));
        return runWith(argv);
    }

    /** The filters in all configuration files that git reads. Reading them starts no program. */
    GitFilters filters() throws UnreadableException {
        if (filters == null) {
            Result settings = runWith(List.of("config", "--list", "--name-only", "--null"));
            if (settings.status() != 0) {
                throw new UnreadableException("git cannot read its configuration ("
                        + settings.errors().strip() + ")");
            }
            filters = GitFilters.of(Arrays.asList(settings.output().split("\0")));
        }
        return filters;
    }

    /** No version of git searches for the directories, or checks their owner, if both are named. */
    private Result runWith(List<String> arguments) throws UnreadableException {
        List<String> argv =
                new ArrayList<>(List.of("--git-dir=" + location.gitDir(), "--work-tree=" + location.root()));
        argv.addAll(arguments);
        return git.run(location.root(), argv)
                .orElseThrow(() -> new UnreadableException("there is no `git` on this machine's PATH to ask instead"));
    }

    private Optional<String> branch() throws UnreadableException {
        Result symbolic = run("symbolic-ref", "--quiet", "HEAD");
        String name = symbolic.output().strip();
        return symbolic.status() == 0 && name.startsWith(BRANCHES)
                ? Optional.of(name.substring(BRANCHES.length()))
                : Optional.empty();
    }

    private boolean isUnborn(String branch) throws UnreadableException {
        return run("rev-parse", "--verify", "--quiet", "HEAD").status() != 0 && !location.hasRefFile(BRANCHES + branch);
    }

    /** A commit consists of headers, an empty line and the message, whose first paragraph is the subject. */
    private static String subject(String commit) {
        int message = commit.indexOf("\n\n");
        String text = message < 0 ? "" : commit.substring(message).stripLeading();
        int paragraph = text.indexOf("\n\n");
        return (paragraph < 0 ? text : text.substring(0, paragraph)).strip().replace('\n', ' ');
    }
}
