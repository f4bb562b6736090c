package io.jenkins.plugins.kamal.engine.deploy.secret;

import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.command.UploadedSecrets;
import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Env.SecretVariable;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The secrets of the app that are on the servers already, for a command that uploads none. Finds what is missing there
 * before anything is changed.
 */
public final class ServerSecrets {

    private static final String ADVICE = ". Deploy once from a machine that has the secrets";

    private final Session session;

    public ServerSecrets(Session session) {
        this.session = session;
    }

    /** A file on a server, with the command that looks at it, and the fault that its answer shows, or an empty text. */
    private record Question(Command command, Function<Output, String> fault) {}

    /** Throws a {@link DeployException} that names every host and file that is missing or incomplete. */
    public void require() {
        Map<Host, ScriptResult> answers =
                session.servers().run(session.targets().appHosts(), this::script);
        List<String> faults = new ArrayList<>();
        answers.forEach((host, answer) -> faults.addAll(faults(host, answer)));
        if (!faults.isEmpty()) {
            throw new DeployException(Topic.SECRETS, String.join("\n", faults));
        }
    }

    /** The commands that look at the files of a host. */
    public Script script(Host host) {
        Script script = Script.of();
        for (Question question : questions(host)) {
            script = script.attempt(question.command());
        }
        return script;
    }

    /** One message for each file that is missing or incomplete, from the answers to the {@link #script}. */
    public List<String> faults(Host host, ScriptResult answers) {
        List<String> faults = new ArrayList<>();
        List<Question> questions = questions(host);
        for (int i = 0; i < questions.size(); i++) {
            String fault = questions.get(i).fault().apply(answers.output(i));
            if (!fault.isEmpty()) {
                faults.add(host + ": " + fault + ADVICE);
            }
        }
        return faults;
    }

    private List<Question> questions(Host host) {
        ServerPaths paths = new ServerPaths(session.configuration());
        List<Question> questions = new ArrayList<>();
        for (Role role : session.targets().rolesOn(host)) {
            Env env = role.envByHost().getOrDefault(host, Env.NONE);
            if (!env.secret().isEmpty()) {
                String file = paths.envFile(role);
                questions.add(new Question(UploadedSecrets.names(file), answer -> envFault(role, env, file, answer)));
            }
            if (role.proxy()
                    .filter(proxy -> proxy.ssl() instanceof Proxy.Ssl.Custom)
                    .isPresent()) {
                for (String file : List.of(paths.tlsCertificate(role.name()), paths.tlsPrivateKey(role.name()))) {
                    questions.add(new Question(
                            UploadedSecrets.exists(file),
                            answer -> answer.succeeded()
                                    ? ""
                                    : "there is no file " + file + " with the certificate of role " + role.name()));
                }
            }
        }
        return questions;
    }

    private static String envFault(Role role, Env env, String file, Output answer) {
        if (!answer.succeeded()) {
            return "there is no environment file " + file + " of role " + role.name();
        }
        List<String> known = answer.stdout().lines().toList();
        List<String> missing = env.secret().stream()
                .map(SecretVariable::variable)
                .filter(variable -> !known.contains(variable))
                .toList();
        return missing.isEmpty()
                ? ""
                : "the environment file " + file + " of role " + role.name() + " lacks " + String.join(", ", missing);
    }
}
