package io.jenkins.plugins.kamal.engine.cli.command.deploy;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.option.KnownCanaryOption;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.option.BuildChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.RolloutChoices;
import io.jenkins.plugins.kamal.engine.deploy.plan.PlanDeploy;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}, which Kamal does not have. */
@Command(name = "plan", description = "Prints what a deploy would change. Changes nothing and acquires no lock.")
public final class PlanCommand extends TopLevelCommand {

    @Option(
            names = {"-P", "--skip-push", "--skip_push"},
            negatable = true,
            description = "Plan a deploy that neither builds nor pushes")
    private boolean skipPush;

    @Option(
            names = "--migrate",
            paramLabel = "COMMAND",
            description = "Plan a deploy that runs this command once before the first boot")
    @CheckForNull
    private String migration;

    @Mixin
    private final KnownCanaryOption open = new KnownCanaryOption();

    @Override
    public Integer call() {
        BuildChoices build = new BuildChoices(skipPush, false, false, Map.of());
        return new EngineRun(
                        options(),
                        CommandTask.of("plan")
                                .ofCheckout()
                                .building(build)
                                .rollingOut(RolloutChoices.PLAIN
                                        .migratingWith(migration)
                                        .knowing(open.canary())))
                .run(session -> new PlanDeploy(session).run());
    }
}
