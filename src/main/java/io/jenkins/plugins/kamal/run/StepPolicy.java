package io.jenkins.plugins.kamal.run;

import io.jenkins.plugins.kamal.engine.config.load.ConfigurationLoader;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.template.ErbTemplates;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import java.nio.file.Path;
import java.util.Optional;

/** On the agent: the policy for uncommitted changes that a step means. */
final class StepPolicy {

    private StepPolicy() {}

    /**
     * The policy that the step names, else the one that follows from where its configuration builds.
     *
     * @param settings what the step says
     * @param project the step's directory
     * @return never {@code DEFAULT}
     * @throws IllegalArgumentException where the step names a policy that there is not
     */
    static UncommittedPolicy of(SourceSettings settings, Path project) {
        String said = settings.uncommitted();
        UncommittedPolicy named = said == null ? UncommittedPolicy.DEFAULT : UncommittedPolicy.parse(said);
        if (named != UncommittedPolicy.DEFAULT) {
            return named;
        }
        // Who names the version answers for the content too.
        return settings.version() != null || buildsFromClone(settings, project)
                ? UncommittedPolicy.IGNORE
                : UncommittedPolicy.MARK;
    }

    private static boolean buildsFromClone(SourceSettings settings, Path project) {
        if (!project.resolve(settings.configFile()).toFile().isFile()) {
            return true;
        }
        Configuration configuration = new ConfigurationLoader(project, new ErbTemplates(project, System.getenv()))
                .load(settings.configFile(), Optional.ofNullable(settings.destination()));
        return configuration.builder().buildsFromClone();
    }
}
