package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.plan.StateQuestions;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;

/** The script that queries one server; it does not change the server. */
final class PlanQuestions {

    static final int DIRECTORY = 0;
    static final int CONTAINERS = 1;
    static final int DESCRIPTIONS = 2;
    static final int IMAGES = 3;
    static final int USED_IMAGES = 4;
    static final int PROXY = 5;
    static final int VERSIONS = 6;

    private PlanQuestions() {}

    static Script of(
            Configuration configuration, Host host, List<Role> roles, List<Accessory> accessories, String salt) {
        StateQuestions questions = new StateQuestions(configuration);
        Script script = Script.of(
                        questions.workingDirectory(),
                        questions.containers(),
                        questions.describe(accessories, salt),
                        questions.images(),
                        questions.usedImages())
                .attempt(questions.proxiedServices());
        for (Role role : roles) {
            script = script.run(new AppCommands(configuration, role, host).currentRunningVersion());
        }
        return script;
    }
}
