package io.jenkins.plugins.kamal.engine.deploy.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.build.BuilderCommands;
import io.jenkins.plugins.kamal.engine.command.build.PushOptions;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Builds the image of the version and pushes it ({@code push} of {@code lib/kamal/cli/build.rb}). */
public final class BuildImage {

    private static final String TO_REGISTRY = "registry";

    private final Session session;
    private final LocalCommands local;
    private final BuildTools tools;
    private final KnownImage known;

    public BuildImage(Session session) {
        this.session = session;
        this.local = new LocalCommands(session);
        this.tools = new BuildTools(session);
        this.known = new KnownImage(session);
    }

    /**
     * Builds and pushes the image, unless it is already pushed.
     *
     * @return the digest of the image in the registry; empty if it is unknown
     */
    public Optional<Digest> buildAndPush() {
        Optional<Digest> recorded = known.recorded();
        if (recorded.isPresent()) {
            return Optional.of(taken(recorded.get(), "this run has pushed it already"));
        }
        tools.requireDockerAndLogin();
        Optional<Digest> standing =
                session.request().options().build().takesExisting() ? known.inRegistry() : Optional.empty();
        if (standing.isPresent()) {
            return Optional.of(taken(standing.get(), "the registry has it under this version"));
        }
        return build(TO_REGISTRY);
    }

    /** Builds the image with this output type of buildx; {@code docker} keeps the image on this machine. */
    void buildOnly(String output) {
        Optional<Digest> recorded = known.recorded();
        if (recorded.isPresent()) {
            taken(recorded.get(), "this run has pushed it already");
            return;
        }
        tools.requireDockerAndLogin();
        build(output);
    }

    /** Pushes the image that was built on this machine, or builds and pushes it if it was not. */
    Optional<Digest> pushBuilt() {
        Optional<Digest> recorded = known.recorded();
        if (recorded.isPresent()) {
            return Optional.of(taken(recorded.get(), "this run has pushed it already"));
        }
        tools.requireDockerAndLogin();
        Path project = session.project().directory();
        if (!known.isOnThisMachine()) {
            session.log().info("    The image was not built on this machine, so it is built now");
            return build(TO_REGISTRY);
        }
        local.show(Command.of("docker", "push", reference()), Map.of(), project);
        local.show(
                Command.of(
                        "docker",
                        "push",
                        ImageReference.latest(session.configuration()).toString()),
                Map.of(),
                project);
        Optional<Digest> digest = known.pushedFromThisMachine();
        tellPushed(digest.orElse(null));
        return digest;
    }

    private Optional<Digest> build(String output) {
        UnchangedWorkspace workspace = new UnchangedWorkspace(session);
        workspace.require("before the build");
        boolean hooked = new Hooks(session).run("pre-build", Hooks.Sees.NO_SECRETS);
        Path directory = new BuildDirectory(session).prepare();
        try (BuildMetadata metadata = new BuildMetadata()) {
            long start = session.log().clock().millis();
            PushOptions options = new PushOptions(
                    output, false, session.request().options().build().noCache(), metadata.path());
            build(options, directory);
            if (!hooked) {
                // A hook may create files on purpose; without a hook, a change during the build is a fault.
                workspace.require("during the build");
            }
            session.log()
                    .tell(new DeployEvent.ImageBuilt(
                            reference(), session.log().clock().millis() - start));
            if (!options.pushes()) {
                return Optional.empty();
            }
            Optional<Digest> digest = metadata.digest().or(known::inRegistry);
            tellPushed(digest.orElse(null));
            return digest;
        }
    }

    private void build(PushOptions options, Path directory) {
        BuilderCommands builder = tools.wantedBuilder();
        new RemoteBuildMachine(session, builder.remote().orElse(null)).reached(reaching -> {
            tools.ensure(builder, reaching);
            for (Command command : builder.push(session.version(), options)) {
                local.show(command, tools.environment(builder, reaching), directory);
            }
            return builder;
        });
    }

    private void tellPushed(@CheckForNull Digest digest) {
        session.log().tell(new DeployEvent.ImagePushed(reference(), digest == null ? "" : digest.value()));
        session.log()
                .info("    Pushed " + reference()
                        + (digest == null ? ", but its digest is unknown" : " with digest " + digest.value()));
    }

    private Digest taken(Digest digest, String why) {
        session.log().info("    " + reference() + " is not built: " + why);
        session.log().tell(new DeployEvent.Skipped("build and push", why));
        session.log().tell(new DeployEvent.ImagePushed(reference(), digest.value()));
        return digest;
    }

    private String reference() {
        return ImageReference.of(session.configuration(), session.version()).toString();
    }
}
