package io.jenkins.plugins.kamal.engine.command.plan;

import io.jenkins.plugins.kamal.engine.command.ContainerLabels;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.List;

/**
 * The questions about the state of a service and destination on a server, as commands that only read.
 *
 * <p>The value of a variable never leaves the server: {@link #describe} prints a digest of each variable. The digests
 * are salted, so that nobody can look up a short value, and the salt is an input, which no log shows. No log shows the
 * answer either, because labels and commands may contain old secrets, which cannot be redacted.
 */
public final class StateQuestions {

    /** Begins the line of a container in the answer to {@link #describe}. */
    public static final String CONTAINER = "container ";

    /** Begins the line of the image from which the container was created. */
    public static final String IMAGE = "image ";

    /** Begins the line of a variable; its name and its digest follow. */
    public static final String VARIABLE = "variable ";

    /** Replaces a digest that the server could not compute. */
    public static final String NO_DIGEST = "none";

    /** The length of a digest in hexadecimal digits. */
    public static final int DIGEST_LENGTH = 32;

    // The names of Docker's Go types. If a single name exists only in Docker's JSON, Docker reads all of them from the
    // JSON, and fails if a field is omitted there.
    private static final String CONTAINER_FORMAT = CONTAINER
            + "{\"id\":{{json .ID}},\"image\":{{json .Config.Image}},\"labels\":{{json .Config.Labels}},"
            + "\"command\":{{json .Config.Cmd}},\"user\":{{json .Config.User}},\"binds\":{{json .HostConfig.Binds}},"
            + "\"log\":{{json .HostConfig.LogConfig}},\"network\":{{json .HostConfig.NetworkMode}},"
            + "\"ports\":{{json .HostConfig.PortBindings}},\"restart\":{{json .HostConfig.RestartPolicy}},"
            + "\"memory\":{{json .HostConfig.Memory}},\"cpus\":{{json .HostConfig.NanoCPUs}},"
            + "\"privileged\":{{json .HostConfig.Privileged}},\"capAdd\":{{json .HostConfig.CapAdd}},"
            + "\"capDrop\":{{json .HostConfig.CapDrop}}}";
    private static final String IMAGE_FORMAT = IMAGE
            + "{\"labels\":{{json .Config.Labels}},\"environment\":{{json .Config.Env}},"
            + "\"command\":{{json .Config.Cmd}},\"user\":{{json .Config.User}}}";
    private static final String VARIABLES_FORMAT = "{{range .Config.Env}}{{json .}}{{println}}{{end}}";
    private static final String LISTED = "{{.ID}} {{.State}} {{.Names}} {{.Label \"role\"}}";

    private final Configuration configuration;

    /** The questions about this service and destination. */
    public StateQuestions(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Prints the directory from which relative paths of mounts are resolved. */
    public Command workingDirectory() {
        return Command.of("pwd").brief();
    }

    /** Prints id, state, name and role of each container of the app, the youngest first. */
    public Command containers() {
        return Command.of("docker", "ps", "--all", "--no-trunc")
                .with(ContainerLabels.filters(configuration))
                .with("--format", LISTED)
                .brief();
    }

    /** Prints the tags of the service's images. */
    public Command images() {
        return Command.of("docker", "image", "ls")
                .with(ContainerLabels.serviceFilter(configuration))
                .with("--format", "{{.Repository}}:{{.Tag}}")
                .brief();
    }

    /** Prints the id and the image of every container, whatever its service. */
    public Command usedImages() {
        return Command.of("docker", "ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Image}}")
                .brief();
    }

    /** Prints the table of the services behind kamal-proxy; fails if the proxy does not run. */
    public Command proxiedServices() {
        return Command.of("docker", "exec", ProxyCommands.CONTAINER, "kamal-proxy", "list")
                .brief();
    }

    /**
     * Describes the running containers of the app and the containers of these accessories: for each a line
     * {@link #CONTAINER}, a line {@link #IMAGE}, and a line {@link #VARIABLE} for each variable. The output is hidden.
     *
     * @param salt the salt of the digests
     */
    public Command describe(List<Accessory> accessories, String salt) {
        StringBuilder text = new StringBuilder("( IFS= read -r kamal_salt; kamal_ids=$(");
        text.append(Command.of("docker", "ps", "--quiet", "--no-trunc")
                .with(ContainerLabels.filters(configuration))
                .shellText());
        text.append(") || exit 1");
        for (Accessory accessory : accessories) {
            text.append("; kamal_more=$(")
                    .append(Command.of("docker", "ps", "--all", "--quiet", "--no-trunc", "--filter")
                            .with("label=service=" + accessory.serviceName())
                            .shellText())
                    .append(") || exit 1; kamal_ids=\"$kamal_ids $kamal_more\"");
        }
        text.append("; for kamal_id in $kamal_ids; do ")
                .append(inspect("container", CONTAINER_FORMAT, "$kamal_id"))
                .append(" || exit 1; kamal_image=$(")
                .append(inspect("container", "{{.Image}}", "$kamal_id"))
                .append(") || exit 1; ")
                .append(inspect("image", IMAGE_FORMAT, "$kamal_image"))
                .append(" 2> /dev/null || echo '" + IMAGE + "null'; kamal_variables=$(")
                .append(inspect("container", VARIABLES_FORMAT, "$kamal_id"))
                .append(") || exit 1; printf '%s\\n' \"$kamal_variables\" | while IFS= read -r kamal_variable; do ")
                .append("kamal_name=${kamal_variable%%=*}; [ -z \"$kamal_variable\" ] || ")
                .append("{ kamal_digest=$(printf '%s%s' \"$kamal_salt\" \"$kamal_variable\" | sha256sum) ")
                .append("|| kamal_digest=" + NO_DIGEST + "; printf '" + VARIABLE + "%s %." + DIGEST_LENGTH)
                .append("s\\n' \"${kamal_name#?}\" \"$kamal_digest\"; }; done; done )");
        return Command.shell(text.toString())
                .withInput(Secret.of(salt + "\n"))
                .withHiddenOutput()
                .brief();
    }

    private static String inspect(String kind, String format, String variable) {
        return Command.of("docker", kind, "inspect", "--format", format).shellText() + " \"" + variable + "\"";
    }
}
