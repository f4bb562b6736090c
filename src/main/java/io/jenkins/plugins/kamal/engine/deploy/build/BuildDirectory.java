package io.jenkins.plugins.kamal.engine.deploy.build;

import io.jenkins.plugins.kamal.engine.config.model.Builder;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.git.LocalGit;
import io.jenkins.plugins.kamal.engine.version.git.ProjectRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directory from which the image is built: a clean clone of the commit, or the project itself if the configuration
 * names a context, if the version is marked with uncommitted content, or if there is no repository.
 */
final class BuildDirectory {

    private static final int CHANGES_SHOWN = 20;

    private final Session session;
    private final Path project;

    BuildDirectory(Session session) {
        this.session = session;
        this.project = session.project().directory();
    }

    /** Prepares the directory and checks that it has a Dockerfile. */
    Path prepare() {
        Path directory = directory();
        Builder builder = session.configuration().builder();
        if (builder.pack().isEmpty()
                && !Files.exists(directory.resolve(builder.source().dockerfile()))) {
            throw new DeployException(
                    Topic.BUILD,
                    "There is no " + builder.source().dockerfile() + " in " + directory
                            + "; commit it, or name another file with builder/dockerfile in the configuration");
        }
        return directory;
    }

    private Path directory() {
        if (!session.configuration().builder().buildsFromClone()
                || session.version().isMarked()) {
            return project;
        }
        Optional<ProjectRepository> repository = repository();
        if (repository.isEmpty()) {
            return project;
        }
        tellIgnoredChanges(repository.get());
        String fixed = session.request().commit();
        String commit = fixed == null ? repository.get().head().sha() : fixed;
        return new CleanClone(session, repository.get()).prepare(commit);
    }

    /** Without a repository, the user must have named the version, and the directory is built as it is, as in Kamal. */
    private Optional<ProjectRepository> repository() {
        try {
            return Optional.of(ProjectRepository.of(project, new LocalGit()));
        } catch (VersionException noRepository) {
            session.log().info("    Building from " + project + " itself: " + noRepository.getMessage());
            return Optional.empty();
        }
    }

    private void tellIgnoredChanges(ProjectRepository repository) {
        List<String> changes = repository.uncommittedFiles();
        if (!changes.isEmpty()) {
            session.log().info("    Building from a clean clone of the commit, without these uncommitted changes:");
            changes.stream().limit(CHANGES_SHOWN).forEach(change -> session.log()
                    .info("      " + change));
        }
    }
}
