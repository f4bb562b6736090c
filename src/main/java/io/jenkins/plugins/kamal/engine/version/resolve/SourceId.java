package io.jenkins.plugins.kamal.engine.version.resolve;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.git.GitLocation;
import io.jenkins.plugins.kamal.engine.version.git.RepositoryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Config;

/**
 * The id of a source. It is the same on every agent and in every workspace; a run has one version per source.
 *
 * @param value {@code github.com/acme/shop}, with {@code #services/api} if the project is not at the root, or the id
 *     that the user has given
 */
public record SourceId(String value) {

    private static final String PREFERRED_REMOTE = "origin";

    /** Jenkins names the workspaces of builds that run at once {@code shop}, {@code shop@2}, {@code shop@3}. */
    private static final Pattern PARALLEL_WORKSPACE = Pattern.compile("@\\d+$");

    /**
     * Takes an id that the user has given.
     *
     * @throws EngineException if it is blank
     */
    public static SourceId explicit(String id) {
        if (id.isBlank()) {
            throw new EngineException(
                    Topic.VERSION, "The id of a source cannot be blank; leave it out or give it a name");
        }
        return new SourceId(id.strip());
    }

    /**
     * The URL of the remote {@code origin}, or of the first by name, without scheme and credentials, and the path
     * inside the repository. Without a remote or a repository, the id is the name of the top directory. The first
     * commit is not used, because a shallow clone does not have it.
     *
     * @throws VersionException if the directory or the repository's configuration cannot be read
     */
    public static SourceId of(Path project) {
        Optional<GitLocation> location = location(project);
        Path root = location.map(GitLocation::root).orElseGet(project.toAbsolutePath()::normalize);
        String source = location.map(RepositoryConfig::load)
                .flatMap(SourceId::remoteUrl)
                .map(url -> RemoteUrl.identity(url, root))
                .orElseGet(() -> PARALLEL_WORKSPACE
                        .matcher(String.valueOf(root.getFileName()))
                        .replaceFirst(""));
        return new SourceId(location.map(found -> inside(found, project))
                .filter(inside -> !inside.isEmpty())
                .map(inside -> source + "#" + inside)
                .orElse(source));
    }

    private static Optional<GitLocation> location(Path project) {
        try {
            return Optional.of(GitLocation.of(project));
        } catch (VersionException noRepository) {
            return Optional.empty();
        }
    }

    private static String inside(GitLocation location, Path project) {
        try {
            return location.root().relativize(project.toRealPath()).toString().replace('\\', '/');
        } catch (IOException e) {
            throw new VersionException("The project's directory " + project + " cannot be read (" + e + ")", e);
        }
    }

    private static Optional<String> remoteUrl(Config config) {
        Set<String> remotes = config.getSubsections("remote");
        return remotes.stream()
                .filter(PREFERRED_REMOTE::equals)
                .findFirst()
                .or(() -> remotes.stream().sorted().findFirst())
                .map(remote -> config.getStringList("remote", remote, "url"))
                .filter(urls -> urls.length > 0)
                .map(urls -> urls[0]);
    }

    @Override
    public String toString() {
        return value;
    }
}
