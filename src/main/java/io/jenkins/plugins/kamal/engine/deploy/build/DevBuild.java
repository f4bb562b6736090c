package io.jenkins.plugins.kamal.engine.deploy.build;

import io.jenkins.plugins.kamal.engine.command.build.BuilderCommands;
import io.jenkins.plugins.kamal.engine.command.build.PushOptions;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalDocker;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.git.LocalGit;
import io.jenkins.plugins.kamal.engine.version.git.ProjectRepository;
import java.util.List;

/**
 * Builds the working directory as it is, with tags that end in {@code -dirty}, for this machine ({@code dev} of
 * {@code lib/kamal/cli/build.rb}).
 */
public final class DevBuild {

    private final Session session;
    private final String output;

    /**
     * Creates a build of the working directory.
     *
     * @param output buildx's output type, {@code docker} for this machine's own images
     */
    public DevBuild(Session session, String output) {
        this.session = session;
        this.output = output;
    }

    public void run() {
        BuildTools tools = new BuildTools(session);
        new LocalDocker(session).require();
        warn();
        BuilderCommands builder = tools.wantedBuilder();
        PushOptions options = new PushOptions(
                output, true, session.request().options().build().noCache(), null);
        RemoteBuildMachine machine =
                new RemoteBuildMachine(session, builder.remote().orElse(null));
        machine.require();
        machine.reached(reaching -> {
            tools.ensure(builder, reaching);
            for (Command command : builder.push(session.version(), options)) {
                new LocalCommands(session)
                        .show(
                                command,
                                tools.environment(builder, reaching),
                                session.project().directory());
            }
            return builder;
        });
    }

    private void warn() {
        List<String> changes = uncommitted();
        if (!changes.isEmpty()) {
            session.log()
                    .important("WARNING: files that are not committed may get into the image:\n  "
                            + String.join("\n  ", changes));
        }
    }

    private List<String> uncommitted() {
        try {
            return ProjectRepository.of(session.project().directory(), new LocalGit())
                    .uncommittedFiles();
        } catch (VersionException noRepository) {
            return List.of();
        }
    }
}
