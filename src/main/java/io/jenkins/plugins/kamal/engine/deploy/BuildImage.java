package io.jenkins.plugins.kamal.engine.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.engine.command.BuilderCommands;
import io.jenkins.plugins.kamal.engine.command.PushOptions;
import io.jenkins.plugins.kamal.engine.command.RegistryCommands;
import io.jenkins.plugins.kamal.engine.config.Builder;
import io.jenkins.plugins.kamal.engine.event.DeployEvent;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.version.LocalGit;
import io.jenkins.plugins.kamal.engine.version.ProjectRepository;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the image of the version and pushes it ({@code push} of {@code lib/kamal/cli/build.rb}). */
final class BuildImage {

    private static final int CHANGES_SHOWN = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String REGISTRY = "registry";

    private final Session session;
    private final LocalWork local;
    private final LocalDocker docker;
    private final String output;
    private final Path project;

    /** A build that is pushed to the registry. */
    BuildImage(Session session) {
        this(session, REGISTRY);
    }

    /** A build whose result goes where buildx's output type says. */
    BuildImage(Session session, String output) {
        this.session = session;
        this.local = new LocalWork(session);
        this.project = session.project().directory();
        this.docker = new LocalDocker(session);
        this.output = output;
    }

    /** Does it; gives the digest under which the registry has the image, where it tells. */
    Optional<Digest> buildAndPush() {
        docker.require();
        login();
        new Hooks(session).run("pre-build", Hooks.Sees.NO_SECRETS);
        new UnchangedWorkspace(session).require("before the build");
        Path directory = buildDirectory();
        requireDockerfile(directory);
        BuilderCommands builder = docker.builder();
        ensureBuilder(builder);
        Optional<Digest> digest = push(builder, directory);
        new UnchangedWorkspace(session).require("during the build");
        return digest;
    }

    private void login() {
        new RegistryCommands(session.configuration().registry())
                .login(session.project().secrets()::require)
                .ifPresent(login -> local.run(login, project));
    }

    private Path buildDirectory() {
        if (!session.configuration().builder().buildsFromClone()) {
            return project;
        }
        Optional<ProjectRepository> repository = repository();
        if (repository.isEmpty()) {
            return project;
        }
        tellIgnoredChanges(repository.get());
        String commit = session.request()
                .commit()
                .orElseGet(() -> repository.get().head().sha());
        return new CleanClone(session, repository.get()).prepare(commit);
    }

    /** Without a repository the version was named, and the directory is built as it is; Kamal does the same. */
    private Optional<ProjectRepository> repository() {
        try {
            return Optional.of(ProjectRepository.of(project, new LocalGit()));
        } catch (VersionException noRepository) {
            session.journal().info("    Building from " + project + " itself: " + noRepository.getMessage());
            return Optional.empty();
        }
    }

    private void tellIgnoredChanges(ProjectRepository repository) {
        List<String> changes = repository.uncommittedFiles();
        if (!changes.isEmpty()) {
            session.journal().info("    Building from a clean clone of the commit, without these uncommitted changes:");
            changes.stream().limit(CHANGES_SHOWN).forEach(change -> session.journal()
                    .info("      " + change));
        }
    }

    private void requireDockerfile(Path directory) {
        Builder builder = session.configuration().builder();
        if (builder.pack().isEmpty() && !Files.exists(directory.resolve(builder.dockerfile()))) {
            throw new DeployException("There is no " + builder.dockerfile() + " in " + directory
                    + "; commit it, or name another file with builder/dockerfile in the configuration");
        }
    }

    private void ensureBuilder(BuilderCommands builder) {
        Optional<Command> inspect = builder.inspect();
        if (inspect.isPresent() && !local.attempt(inspect.get(), project).succeeded()) {
            session.journal().info("    There is no fitting builder, so it is created");
            builder.remove().ifPresent(remove -> local.attempt(remove, project));
            builder.create().ifPresent(create -> local.run(create, project));
        }
    }

    private Optional<Digest> push(BuilderCommands builder, Path directory) {
        String reference =
                ImageReference.of(session.configuration(), session.version()).toString();
        Path metadata = metadataFile();
        try {
            long start = session.journal().clock().millis();
            PushOptions options = new PushOptions(
                    output, false, session.request().options().noCache(), Optional.of(metadata.toString()));
            for (Command command : builder.push(session.version(), options)) {
                local.show(command, environment(builder), directory);
            }
            session.journal()
                    .tell(new DeployEvent.ImageBuilt(
                            reference, session.journal().clock().millis() - start));
            if (!options.pushes()) {
                return Optional.empty();
            }
            Optional<Digest> digest = digest(metadata).or(() -> askRegistry(reference));
            session.journal()
                    .tell(new DeployEvent.ImagePushed(
                            reference, digest.map(Digest::value).orElse("")));
            session.journal()
                    .info("    Pushed " + reference
                            + digest.map(known -> " with digest " + known).orElse(", whose digest nobody told"));
            return digest;
        } finally {
            delete(metadata);
        }
    }

    private Map<String, String> environment(BuilderCommands builder) {
        Map<String, String> environment = new HashMap<>(builder.pushEnvironment());
        session.configuration()
                .builder()
                .secrets()
                .forEach(name -> environment.put(
                        name, session.project().secrets().require(name).reveal()));
        return environment;
    }

    private Optional<Digest> digest(Path metadata) {
        try {
            if (Files.size(metadata) == 0) {
                return Optional.empty();
            }
            return Optional.ofNullable(JSON.readTree(metadata.toFile())
                            .path("containerimage.digest")
                            .textValue())
                    .map(Digest::new);
        } catch (IOException e) {
            throw new UncheckedIOException("What buildx wrote about the image cannot be read: " + metadata, e);
        }
    }

    private Optional<Digest> askRegistry(String reference) {
        Output output = local.attempt(
                Command.of("docker", "buildx", "imagetools", "inspect", "--format", "{{.Manifest.Digest}}", reference),
                project);
        return output.succeeded()
                ? Optional.of(output.stdout().strip())
                        .filter(text -> text.startsWith("sha256:"))
                        .map(Digest::new)
                : Optional.empty();
    }

    private static Path metadataFile() {
        try {
            return Files.createTempFile("kamal-image-", ".json");
        } catch (IOException e) {
            throw new UncheckedIOException("There is no place for temporary files", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("A temporary file cannot be removed: " + file, e);
        }
    }
}
